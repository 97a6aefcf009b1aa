import type { ChartData } from '@millrace/runtime'
import type { Num, Value } from '@millrace/values'
import { useLabels } from '../labels/Localized.tsx'

export interface ChartTableProps {
  data: ChartData
  title: string
  /// Else it is there for screen readers alone.
  isShown: boolean
  print: (value: Num) => string
  printLabel: (value: Value) => string
  /// Told which group and series a number is of.
  onClick?: ((group: number, series: number) => void) | undefined
}

/// A chart's numbers as a table, with which everybody can read and click what the drawing shows.
export function ChartTable({ data, title, isShown, print, printLabel, onClick }: ChartTableProps) {
  const labels = useLabels()
  const [only] = data.series
  const names = data.series.map(({ name }) =>
    data.series.length === 1 && only?.name === null ? labels.value : printLabel(name),
  )
  return (
    <div className={isShown ? 'millrace-wide' : 'slds-assistive-text'}>
      <table className="slds-table slds-table_bordered slds-table_cell-buffer">
        <caption className="slds-assistive-text">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{labels.group}</th>
            {names.map((name, index) => (
              <th key={index} scope="col" className="slds-text-align_right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.labels.map((label, group) => (
            <tr key={group}>
              <th scope="row">{printLabel(label)}</th>
              {data.series.map(({ values }, series) => {
                const value = values[group] ?? null
                const text = value === null ? '' : print(value)
                return (
                  <td key={series} className="slds-text-align_right">
                    {onClick && text ? (
                      <button
                        type="button"
                        className="slds-button_reset slds-text-link"
                        aria-label={labels.segment(printLabel(label), text)}
                        onClick={() => onClick(group, series)}
                      >
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
