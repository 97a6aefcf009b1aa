import type { DataTableColumn } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { Icon } from '../slds/Icon.tsx'

export interface CellProps {
  type: DataTableColumn['type']
  value: Value
  /// The value as text.
  text: string
  /// 0 for the one cell that Tab reaches, -1 for all others.
  tabIndex: number
}

/// What stands in a cell: text, a link, or a tick.
export function Cell({ type, value, text, tabIndex }: CellProps) {
  if (type === 'boolean') {
    return value === true ? (
      <Icon name="utility:check" size="x-small" assistiveText="True" />
    ) : (
      <span className="slds-assistive-text">False</span>
    )
  }
  const href = text && cellHref(type, text)
  return (
    <span className="slds-truncate" title={text}>
      {href ? (
        <a href={href} tabIndex={tabIndex} {...(type === 'url' ? { target: '_blank', rel: 'noreferrer' } : {})}>
          {text}
        </a>
      ) : (
        text
      )}
    </span>
  )
}

function cellHref(type: DataTableColumn['type'], text: string): string | undefined {
  if (type === 'email') return `mailto:${text}`
  if (type === 'phone') return `tel:${text.replaceAll(/[^\d+*#]/g, '')}`
  if (type !== 'url') return undefined
  // Nothing but the web: a record's text must not become a script.
  const url = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
  return /^https?:/i.test(url) ? url : undefined
}
