import type { DataTableModel } from '@millrace/runtime'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { cellPrinter, type Formats } from './cellText.ts'
import { HeaderRow } from './HeaderRow.tsx'
import { type PrintedColumn, Row, type RowCommands, type SelectionMode } from './Row.tsx'
import { useGridKeys } from './useGridKeys.ts'

/// Above this many rows only those in view are in the document.
const WINDOW_FROM = 100

/// What a row measures before it has been measured; the theme decides what it really is.
const ESTIMATED_ROW_PX = 31

/// The rows and columns of a Data Table as a grid.
export function Table({ table, formats }: { table: DataTableModel; formats: Formats }) {
  const { rows, columns, rowActions } = table
  const selectionMode = selectionModeOf(table)
  const printed = usePrintedColumns(columns, formats)
  const scroller = useRef<HTMLDivElement>(null)
  const groupName = useId()
  // oxlint-disable-next-line react/incompatible-library -- No compiler memoizes this component.
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_ROW_PX,
    overscan: 12,
    enabled: rows.length > WINDOW_FROM,
    getItemKey: index => rows[index]?.id ?? index,
  })
  const commands = useRowCommands(table)
  const cellCount = columns.length + (selectionMode === 'none' ? 0 : 1) + (rowActions.length > 0 ? 1 : 0)
  const isWindowed = rows.length > WINDOW_FROM
  const keys = useGridKeys({
    rowCount: rows.length,
    cellCount,
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ESTIMATED_ROW_PX) - 2),
    reveal: row => isWindowed && virtualizer.scrollToIndex(row, { align: 'auto' }),
    toggleRow: row => {
      const id = rows[row]?.id
      if (id && selectionMode !== 'none') table.selectRow(id, !table.selectedIds.has(id))
    },
  })

  const items = virtualizer.getVirtualItems()
  const indexes = isWindowed ? items.map(item => item.index) : rows.keys()
  const above = items[0]?.start ?? 0
  const below = items.length > 0 ? virtualizer.getTotalSize() - items.at(-1)!.end : 0

  return (
    <div ref={scroller} className="millrace-table-scroller">
      {/* Only the keyboard's moves between cells are handled here; the controls are in the cells. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        ref={keys.table}
        className="slds-table slds-table_bordered millrace-table"
        style={{ '--millrace-columns': columns.length } as CSSProperties}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- As in WAI-ARIA's grid pattern.
        role="grid"
        aria-label={table.title || 'Data table'}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selectionMode === 'many' || undefined}
        aria-busy={table.status === 'refreshing' || undefined}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
      >
        <thead>
          <HeaderRow
            table={table}
            selectionMode={selectionMode}
            activeCell={keys.active.row === -1 ? keys.active.cell : -1}
          />
        </thead>
        <tbody>
          {isWindowed && above > 0 && <tr aria-hidden style={{ height: above }} />}
          {Array.from(indexes, index => {
            const record = rows[index]!
            return (
              <Row
                key={record.id ?? index}
                record={record}
                index={index}
                columns={printed}
                selectionMode={selectionMode}
                groupName={groupName}
                isSelected={record.id !== null && table.selectedIds.has(record.id)}
                activeCell={keys.active.row === index ? keys.active.cell : -1}
                rowActions={rowActions}
                isBusy={rowActions.some(action => table.isRowActionBusy(action.name, record.id ?? ''))}
                commands={commands}
                measure={virtualizer.measureElement}
              />
            )
          })}
          {isWindowed && below > 0 && <tr aria-hidden style={{ height: below }} />}
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
