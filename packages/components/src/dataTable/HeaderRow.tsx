import type { DataTableModel, DataTableColumn } from '@millrace/runtime'
import { Checkbox } from '../slds/Checkbox.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { isNumberColumn } from './cellText.ts'
import type { SelectionMode } from './Row.tsx'

export interface HeaderRowProps {
  table: DataTableModel
  selectionMode: SelectionMode
  /// The cell that Tab reaches, or -1.
  activeCell: number
}

/// The columns' names. A sortable one is a button; the checkbox selects all rows or none.
export function HeaderRow({ table, selectionMode, activeCell }: HeaderRowProps) {
  const offset = selectionMode === 'none' ? 0 : 1
  const tabIndex = (cell: number) => (cell === activeCell ? 0 : -1)
  return (
    <tr className="slds-line-height_reset" aria-rowindex={1} data-index={-1}>
      {selectionMode === 'many' && (
        <th scope="col" data-cell={0} className="millrace-select-cell">
          <Checkbox
            label={table.allSelection === 'all' ? 'Deselect all' : 'Select all'}
            hideLabel
            checked={table.allSelection === 'all'}
            indeterminate={table.allSelection === 'some'}
            disabled={table.rows.length === 0}
            tabIndex={tabIndex(0)}
            onChange={checked => table.selectAll(checked)}
          />
        </th>
      )}
      {selectionMode === 'one' && (
        <th scope="col" data-cell={0} tabIndex={tabIndex(0)} className="millrace-select-cell">
          <span className="slds-assistive-text">Select one item</span>
        </th>
      )}
      {table.columns.map((column, position) => (
        <ColumnHeader
          key={position}
          table={table}
          column={column}
          cell={position + offset}
          tabIndex={tabIndex(position + offset)}
        />
      ))}
      {table.rowActions.length > 0 && (
        <th
          scope="col"
          data-cell={table.columns.length + offset}
          tabIndex={tabIndex(table.columns.length + offset)}
          className="millrace-action-cell"
        >
          <span className="slds-assistive-text">Actions</span>
        </th>
      )}
    </tr>
  )
}

interface ColumnHeaderProps {
  table: DataTableModel
  column: DataTableColumn
  cell: number
  tabIndex: number
}

function ColumnHeader({ table, column, cell, tabIndex }: ColumnHeaderProps) {
  const alignment = isNumberColumn(column.type) ? 'slds-text-align_right' : ''
  if (!column.sortable) {
    return (
      <th scope="col" data-cell={cell} tabIndex={tabIndex} className={alignment}>
        <span className="millrace-column-name slds-truncate" title={column.label}>
          {column.label}
        </span>
      </th>
    )
  }
  const direction = table.sorts.find(({ fieldName }) => fieldName === column.fieldName)?.direction
  return (
    <th
      scope="col"
      data-cell={cell}
      aria-sort={direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      className={`slds-is-sortable ${direction ? `slds-is-sorted slds-is-sorted_${direction}` : ''} ${alignment}`}
    >
      <button
        type="button"
        className="slds-button_reset millrace-column-name"
        title={`Sort by ${column.label}`}
        tabIndex={tabIndex}
        onClick={() => table.sortBy(column.fieldName, direction === 'asc' ? 'desc' : 'asc')}
      >
        <span className="slds-truncate">{column.label}</span>
        <IconDrawing name="utility:arrowup" className="slds-icon slds-icon-text-default millrace-sort-icon" />
      </button>
    </th>
  )
}
