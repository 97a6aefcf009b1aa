import type { DataTableColumn } from '@millrace/runtime'
import { isNum, numJson, type Value } from '@millrace/values'
import { lazy, Suspense } from 'react'
import type { Labels } from '../labels/en.ts'
import { useLabels } from '../labels/Localized.tsx'
import { Badge, type BadgeVariant } from '../slds/Badge.tsx'
import { Icon, IconDrawing } from '../slds/Icon.tsx'
import { Link } from '../page/Link.tsx'

const RichTextCell = lazy(() => import('./RichTextCell.tsx'))
const Avatar = lazy(async () => ({ default: (await import('../slds/Avatar.tsx')).Avatar }))
const ProgressBar = lazy(async () => ({ default: (await import('../slds/ProgressBar.tsx')).ProgressBar }))

export interface CellProps {
  labels: Labels
  column: DataTableColumn
  value: Value
  /// The value as text.
  text: string
  /// What the column's rules give it.
  color: string | undefined
  /// The Id of the record that it names.
  recordId: string | undefined
  /// 0 for the one cell that Tab reaches, -1 for all others.
  tabIndex: number
}

/// What stands in a cell that holds a value.
export function Cell({ labels, column, value, text, color, recordId, tabIndex }: CellProps) {
  const wrap = column.wrapText ? 'slds-line-clamp_medium' : 'slds-truncate'
  switch (column.type) {
    case 'boolean':
      return value === true ? (
        <Icon name="utility:check" size="x-small" assistiveText={labels.yes} />
      ) : (
        <span className="slds-assistive-text">{labels.no}</span>
      )
    case 'badge':
      return text === '' ? null : <ColoredBadge text={text} color={color} iconName={column.iconName} />
    case 'image': {
      const source = webAddress(text, true)
      return source ? <img src={source} alt="" loading="lazy" className="millrace-cell-image" /> : null
    }
    case 'avatar':
      return (
        <span className="millrace-cell-avatar">
          <Suspense>
            <Avatar name={text} size="x-small" iconName={column.iconName || undefined} hideName />
          </Suspense>
          <LinkOrText {...{ recordId, text, tabIndex, wrap }} />
        </span>
      )
    case 'lookup':
      return <LinkOrText {...{ recordId, text, tabIndex, wrap }} />
    case 'progress':
      return <Progress column={column} value={value} text={text} color={color} />
    case 'rating':
      return <Rating column={column} value={value} />
    case 'richText':
      return text === '' ? null : (
        <Suspense fallback={<span className={wrap}>{text.replaceAll(/<[^>]*>/g, ' ')}</span>}>
          <RichTextCell html={text} className={wrap} />
        </Suspense>
      )
  }
  const href = text && cellHref(column.type, text)
  const mark = color && <span className="millrace-color-dot" style={{ background: cssColor(color) }} />
  return (
    <span className={wrap} title={text}>
      {mark}
      {href ? (
        <a href={href} tabIndex={tabIndex} {...(column.type === 'url' ? { target: '_blank', rel: 'noreferrer' } : {})}>
          {text}
        </a>
      ) : (
        text
      )}
    </span>
  )
}

/// Whether what a cell shows takes the keyboard's position itself.
export function isLink(column: DataTableColumn, text: string, recordId: string | undefined): boolean {
  if (text === '') return false
  if (column.type === 'lookup' || column.type === 'avatar') return recordId !== undefined
  return cellHref(column.type, text) !== undefined
}

interface LinkOrTextProps {
  recordId: string | undefined
  text: string
  tabIndex: number
  wrap: string
}

function LinkOrText({ recordId, text, tabIndex, wrap }: LinkOrTextProps) {
  return (
    <span className={wrap} title={text}>
      {recordId && text ? (
        <Link href={`/lightning/r/${encodeURIComponent(recordId)}/view`} tabIndex={tabIndex}>
          {text}
        </Link>
      ) : (
        text
      )}
    </span>
  )
}

const BADGE_VARIANTS: readonly string[] = ['default', 'lightest', 'inverse', 'success', 'warning', 'error']

function ColoredBadge({ text, color = '', iconName }: { text: string; color?: string; iconName: string }) {
  const label = { label: text, iconName: iconName || undefined }
  if (color === '' || BADGE_VARIANTS.includes(color))
    return <Badge {...label} variant={(color || 'lightest') as BadgeVariant} />
  return (
    <span className="millrace-colored-badge" style={{ background: cssColor(color), color: inkOn(cssColor(color)) }}>
      <Badge {...label} />
    </span>
  )
}

const COLORS: Readonly<Record<string, string>> = {
  success: '#2e844a',
  warning: '#fe9339',
  error: '#ba0517',
  info: '#5a6e8c',
  brand: '#0176d3',
  inverse: '#444444',
  lightest: '#e5e5e5',
  default: '#e5e5e5',
}

/// A word of the design system or `#rrggbb` as CSS; anything else is grey: a record's text must not become a style.
function cssColor(color: string): string {
  return COLORS[color] ?? (/^#[\da-f]{6}$/i.test(color) ? color : COLORS['default']!)
}

/// Black or white, whichever can be read better.
function inkOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 0.6 ? '#181818' : '#ffffff'
}

function Progress({
  column,
  value,
  text,
  color,
}: {
  column: DataTableColumn
  value: Value
  text: string
  color: string | undefined
}) {
  if (!isNum(value)) return null
  const percent = Math.round(Math.max(0, Math.min(100, (numJson(value) / column.max) * 100)))
  const theme = color === 'success' || color === 'warning' || color === 'error' ? color : 'brand'
  return (
    <span className="millrace-cell-progress">
      <Suspense>
        <ProgressBar percent={percent} label={column.label} valueText={text} size="small" theme={theme} />
      </Suspense>
      <span aria-hidden="true">{text}</span>
    </span>
  )
}

function Rating({ column, value }: { column: DataTableColumn; value: Value }) {
  const labels = useLabels()
  if (!isNum(value)) return null
  const stars = Math.round(numJson(value))
  return (
    <span className="millrace-cell-rating" role="img" aria-label={labels.outOf(String(stars), String(column.max))}>
      {Array.from({ length: column.max }, (_, star) => (
        <IconDrawing
          key={star}
          name="utility:favorite"
          className={`slds-icon slds-icon_xx-small ${star < stars ? 'is-on' : ''}`}
        />
      ))}
    </span>
  )
}

function cellHref(type: DataTableColumn['type'], text: string): string | undefined {
  if (type === 'email') return `mailto:${text}`
  if (type === 'phone') return `tel:${text.replaceAll(/[^\d+*#]/g, '')}`
  return type === 'url' ? webAddress(text, false) : undefined
}

// Nothing but the web: a record's text must not become a script.
function webAddress(text: string, isOwnSiteToo: boolean): string | undefined {
  if (isOwnSiteToo && /^\/(?!\/)/.test(text)) return text
  const url = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
  return text !== '' && /^https?:/i.test(url) ? url : undefined
}
