import type { DataTableModel } from '@millrace/runtime'
import { type CSSProperties, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { cellPrinter, type Formats } from './cellText.ts'
import { HeaderRow } from './HeaderRow.tsx'
import { type PrintedColumn, Row, type RowCommands, type SelectionMode } from './Row.tsx'
import { useGridKeys } from './useGridKeys.ts'
import { useRowWindow } from './useRowWindow.ts'

/// The rows and columns of a Data Table as a grid.
export function Table({ table, formats }: { table: DataTableModel; formats: Formats }) {
  const { rows, columns, rowActions } = table
  const selectionMode = selectionModeOf(table)
  const printed = usePrintedColumns(columns, formats)
  const scroller = useRef<HTMLDivElement>(null)
  const groupName = useId()
  const shown = useRowWindow(scroller, rows.length)
  const commands = useRowCommands(table)
  const cellCount = columns.length + (selectionMode === 'none' ? 0 : 1) + (rowActions.length > 0 ? 1 : 0)
  const { active, tableRef, onKeyDown, onFocus } = useGridKeys({
    rowCount: rows.length,
    cellCount,
    pageSize: shown.pageSize,
    reveal: shown.reveal,
    toggleRow: row => {
      const id = rows[row]?.id
      if (id && selectionMode !== 'none') table.selectRow(id, !table.selectedIds.has(id))
    },
  })

  return (
    <div ref={scroller} className="millrace-table-scroller">
      {/* Only the keyboard's moves between cells are handled here; the controls are in the cells. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        ref={tableRef}
        className="slds-table slds-table_bordered millrace-table"
        style={{ '--millrace-columns': columns.length } as CSSProperties}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- As in WAI-ARIA's grid pattern.
        role="grid"
        aria-label={table.title || 'Data table'}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selectionMode === 'many' || undefined}
        aria-busy={table.status === 'refreshing' || undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <thead>
          <HeaderRow table={table} selectionMode={selectionMode} activeCell={active.row === -1 ? active.cell : -1} />
        </thead>
        <tbody>
          {shown.heightAbove > 0 && <tr aria-hidden style={{ height: shown.heightAbove }} />}
          {rows.slice(shown.first, shown.end).map((record, position) => {
            const index = shown.first + position
            return (
              <Row
                key={record.id ?? index}
                record={record}
                index={index}
                columns={printed}
                selectionMode={selectionMode}
                groupName={groupName}
                isSelected={record.id !== null && table.selectedIds.has(record.id)}
                activeCell={active.row === index ? active.cell : -1}
                rowActions={rowActions}
                isBusy={rowActions.some(action => table.isRowActionBusy(action.name, record.id ?? ''))}
                commands={commands}
              />
            )
          })}
          {shown.heightBelow > 0 && <tr aria-hidden style={{ height: shown.heightBelow }} />}
        </tbody>
      </table>
    </div>
  )
}

export function selectionModeOf({ hideCheckboxColumn, maxRowSelection }: DataTableModel): SelectionMode {
  if (hideCheckboxColumn || maxRowSelection === 0) return 'none'
  return maxRowSelection === 1 ? 'one' : 'many'
}

function usePrintedColumns(columns: DataTableModel['columns'], formats: Formats): readonly PrintedColumn[] {
  const { locale, timeZone, currency } = formats
  return useMemo(
    () => columns.map(column => ({ ...column, print: cellPrinter(column.type, { locale, timeZone, currency }) })),
    [columns, locale, timeZone, currency],
  )
}

function useRowCommands(table: DataTableModel): RowCommands {
  const latest = useRef(table)
  useLayoutEffect(() => {
    latest.current = table
  })
  return useMemo(
    () => ({
      select: (id, isSelected) => latest.current.selectRow(id, isSelected),
      act: (name, record) => void latest.current.clickRowAction(name, record),
    }),
    [],
  )
}
