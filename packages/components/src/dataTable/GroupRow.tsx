import type { RowGroup, SummaryFunction, Totals } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { useLabels } from '../labels/Localized.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { frozen, type Grid, type PrintedColumn } from './Row.tsx'

interface GroupRowProps {
  group: RowGroup
  index: number
  grid: Grid
  label: string
  activeCell: number
  onToggle: () => void
}

/// The heading of a group of rows: it folds them, says how many they are, and has their subtotals.
export function GroupRow({ group, index, grid, label, activeCell, onToggle }: GroupRowProps) {
  const first = grid.offset
  return (
    <tr data-index={index} aria-rowindex={index + 2} className="millrace-group-row">
      <th scope="rowgroup" colSpan={first + 1} data-cell={0} {...frozen(grid, 0)}>
        <button
          type="button"
          className="slds-button_reset millrace-group-name"
          style={{ paddingInlineStart: `${0.75 + group.level * 1.25}rem` }}
          tabIndex={activeCell <= first && activeCell >= 0 ? 0 : -1}
          aria-expanded={!group.isCollapsed}
          onClick={onToggle}
        >
          <IconDrawing
            name={group.isCollapsed ? 'utility:chevronright' : 'utility:chevrondown'}
            className="slds-icon slds-icon_xx-small slds-icon-text-default"
          />
          <span className="slds-truncate">
            {label} ({group.count})
          </span>
        </button>
      </th>
      {grid.columns.slice(1).map((column, position) => (
        <td
          key={column.key}
          data-cell={first + 1 + position}
          data-label={column.label}
          tabIndex={activeCell === first + 1 + position ? 0 : -1}
          {...frozen(grid, first + 1 + position, `slds-text-align_${column.alignment}`)}
        >
          {totalText(column, group.totals)}
        </td>
      ))}
      {grid.hasRowActions && <NoActions />}
    </tr>
  )
}

function NoActions() {
  const labels = useLabels()
  return (
    <td>
      <span className="slds-assistive-text">{labels.noActions}</span>
    </td>
  )
}

/// The totals of all rows that match, at the bottom.
export function SummaryRow({ grid, totals }: { grid: Grid; totals: Totals }) {
  const labels = useLabels()
  const all = totals.get('')?.values ?? new Map<string, Value>()
  return (
    <tr className="millrace-summary-row">
      {Array.from({ length: grid.offset }, (_, cell) => (
        <td key={cell} {...frozen(grid, cell)} />
      ))}
      {grid.columns.map((column, position) => (
        <td
          key={column.key}
          data-label={column.label}
          {...frozen(grid, position + grid.offset, `slds-text-align_${column.alignment}`)}
        >
          {column.summary && (
            <>
              <span className="millrace-summary-name">{labels[NAMES[column.summary]]}</span>{' '}
              {totalText(column, all) || '–'}
            </>
          )}
        </td>
      ))}
      {grid.hasRowActions && <NoActions />}
    </tr>
  )
}

const NAMES = {
  sum: 'sum',
  avg: 'average',
  min: 'minimum',
  max: 'maximum',
  count: 'countOf',
} as const satisfies Readonly<Record<SummaryFunction, string>>

function totalText(column: PrintedColumn, totals: ReadonlyMap<string, Value>): string {
  const value = totals.get(column.totalAlias)
  if (!column.summary || value === undefined || value === null) return ''
  return column.summary === 'count' ? String(value) : column.print(value)
}
