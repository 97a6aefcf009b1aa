import { type ContextType, useContext, useId, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import type { ScreenComponentProps } from './screenComponents.ts'

interface Column {
  readonly apiName: string
  readonly label: string
  /// As Flow Builder names it: `currency`, `date`, `boolean`.
  readonly type: string
}

/// A Data Table on a screen: the records, of which one or several may be selected. What is selected is told by position.
export function ScreenTable({ field, attributes, problem, onChange }: ScreenComponentProps) {
  const id = useId()
  const labels = useLabels()
  const rows = Array.isArray(attributes['tableData']) ? (attributes['tableData'] as Record<string, unknown>[]) : []
  const columns = columnsOf(attributes['columns'], rows[0])
  const given: readonly unknown[] = Array.isArray(attributes['selectedRows']) ? attributes['selectedRows'] : []
  const selected = new Set(given.filter((one): one is number => typeof one === 'number'))
  const mode = attributes['selectionMode'] ?? 'NO_SELECTION'
  const isSingle = mode === 'SINGLE_SELECT' || attributes['maxRowSelection'] === 1
  const [searched, setSearched] = useState('')
  const formats = useContext(FormatsContext)
  const textOf = (row: Record<string, unknown>, { apiName, type }: Column) => cellText(row[apiName], type, formats)
  const found = rows.flatMap((row, position) => {
    const isFound = columns.some(column => textOf(row, column).toLowerCase().includes(searched.trim().toLowerCase()))
    return searched.trim() === '' || isFound ? [{ row, position }] : []
  })
  const selectAll = (isSelected: boolean) => {
    const shown = new Set(found.map(({ position }) => position))
    const others = [...selected].filter(position => !shown.has(position))
    onChange({ selectedRows: [...others, ...(isSelected ? shown : [])].toSorted((a, b) => a - b) })
  }
  const select = (position: number, isSelected: boolean) => {
    const next = new Set(isSingle ? [] : selected)
    if (isSelected) next.add(position)
    else next.delete(position)
    onChange({ selectedRows: [...next].toSorted((a, b) => a - b) })
  }
  const name = field.label || field.name
  return (
    <FormElement
      id={id}
      label={name}
      hideLabel={attributes['shouldDisplayLabel'] === false || field.label === ''}
      required={field.required}
      problem={problem}
      isGroup
    >
      {attributes['isShowSearchBar'] === true && (
        <input
          type="search"
          className="slds-input slds-m-bottom_x-small"
          placeholder={labels.searchRows}
          aria-label={labels.searchRows}
          value={searched}
          onChange={event => setSearched(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      {/* It scrolls, so the keyboard must come to it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="millrace-flow-table" role="region" aria-label={name} tabIndex={0}>
        <table
          className="slds-table slds-table_cell-buffer slds-table_bordered"
          aria-label={name}
          aria-describedby={problem ? problemId(id) : undefined}
        >
          <thead>
            <tr className="slds-line-height_reset">
              {mode !== 'NO_SELECTION' && (
                <th scope="col" className="millrace-flow-table-select">
                  {isSingle ? (
                    <span className="slds-assistive-text">{labels.selected}</span>
                  ) : (
                    <input
                      type="checkbox"
                      aria-label={labels.select(name)}
                      checked={found.length > 0 && found.every(({ position }) => selected.has(position))}
                      onChange={event => selectAll(event.target.checked)}
                    />
                  )}
                </th>
              )}
              {columns.map(({ apiName, label }) => (
                <th key={apiName} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map(({ row, position }) => (
              // Rows have no key of their own and keep their places.
              <tr key={position} className="slds-hint-parent" aria-selected={selected.has(position) || undefined}>
                {mode !== 'NO_SELECTION' && (
                  <td className="millrace-flow-table-select">
                    <input
                      type={isSingle ? 'radio' : 'checkbox'}
                      name={id}
                      checked={selected.has(position)}
                      aria-label={labels.select((columns[0] && textOf(row, columns[0])) || String(position + 1))}
                      onChange={event => select(position, event.target.checked)}
                    />
                  </td>
                )}
                {columns.map(column => (
                  <td key={column.apiName}>{textOf(row, column)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 && <p className="slds-p-around_small slds-text-color_weak">{labels.noRecords}</p>}
    </FormElement>
  )
}

/// The columns as Flow Builder writes them; without any, the fields of the first record.
function columnsOf(json: unknown, first: Record<string, unknown> | undefined): readonly Column[] {
  if (typeof json === 'string')
    try {
      const columns: unknown = JSON.parse(json)
      if (Array.isArray(columns)) return columns.flatMap(columnOf)
    } catch {
      // Not written as JSON: as if there were none.
    }
  const names = Object.keys(first ?? {}).filter(name => name !== 'attributes' && name !== 'Id')
  return names.map(apiName => ({ apiName, label: apiName, type: 'text' }))
}

function columnOf(column: Record<string, unknown>): readonly Column[] {
  const { apiName, label, customHeaderLabel, type } = column
  if (typeof apiName !== 'string') return []
  const shown = [customHeaderLabel, label].find(one => typeof one === 'string' && one !== '')
  return [
    { apiName, label: typeof shown === 'string' ? shown : apiName, type: typeof type === 'string' ? type : 'text' },
  ]
}

type Formats = ContextType<typeof FormatsContext>

/// A value as its column shows it.
function cellText(value: unknown, type: string, { locale, timeZone, currency }: Formats): string {
  if (value === null || value === undefined || typeof value === 'object') return ''
  const tag = locale.replaceAll('_', '-')
  const number = (form: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, form).format(Number(value))
  switch (type) {
    case 'boolean':
      return value === true ? '✓' : ''
    case 'currency':
      return number({ style: 'currency', currency })
    case 'percent':
      return `${number({ maximumFractionDigits: 2 })} %`
    case 'number':
      return number({ maximumFractionDigits: 8 })
    case 'date':
    case 'date-local':
      return dateText(value, tag, { dateStyle: 'medium', timeZone: 'UTC' })
    case 'datetime':
      return dateText(value, tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
    default:
      return String(value)
  }
}

function dateText(value: unknown, tag: string, form: Intl.DateTimeFormatOptions): string {
  const ms = Date.parse(String(value))
  return Number.isNaN(ms) ? String(value) : new Intl.DateTimeFormat(tag, form).format(ms)
}
