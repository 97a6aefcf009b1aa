import { useId } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { FormElement } from '../slds/FormElement.tsx'
import type { ScreenComponentProps } from './screenComponents.ts'

interface Column {
  readonly apiName: string
  readonly label: string
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
  const select = (position: number, isSelected: boolean) => {
    const next = new Set(isSingle ? [] : selected)
    if (isSelected) next.add(position)
    else next.delete(position)
    onChange({ selectedRows: [...next].toSorted((a, b) => a - b) })
  }
  return (
    <FormElement id={id} label={field.label} required={field.required} problem={problem} isGroup>
      <div className="millrace-flow-table">
        <table className="slds-table slds-table_cell-buffer slds-table_bordered" aria-label={field.label || field.name}>
          <thead>
            <tr className="slds-line-height_reset">
              {mode !== 'NO_SELECTION' && (
                <th scope="col">
                  <span className="slds-assistive-text">{labels.selected}</span>
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
            {rows.map((row, i) => (
              // Rows have no key of their own and keep their places.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={i} className="slds-hint-parent" aria-selected={selected.has(i) || undefined}>
                {mode !== 'NO_SELECTION' && (
                  <td>
                    <input
                      type={isSingle ? 'radio' : 'checkbox'}
                      name={id}
                      checked={selected.has(i)}
                      aria-label={labels.select(cellText(row[columns[0]?.apiName ?? 'Id']) || String(i + 1))}
                      onChange={event => select(i, event.target.checked)}
                    />
                  </td>
                )}
                {columns.map(({ apiName }) => (
                  <td key={apiName}>{cellText(row[apiName])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p className="slds-p-around_small slds-text-color_weak">{labels.noRecords}</p>}
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
  return names.map(apiName => ({ apiName, label: apiName }))
}

function columnOf(column: Record<string, unknown>): readonly Column[] {
  const { apiName, label, customHeaderLabel } = column
  if (typeof apiName !== 'string') return []
  const shown = [customHeaderLabel, label].find(one => typeof one === 'string' && one !== '')
  return [{ apiName, label: typeof shown === 'string' ? shown : apiName }]
}

const cellText = (value: unknown): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value)
