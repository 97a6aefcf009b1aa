import { type CellError, clampWidth, type DataTableColumn, type DataTableModel } from '@millrace/runtime'
import type { RecordValue } from '@millrace/values'
import {
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { cellPrinter, type Formats } from './cellText.ts'
import { GroupRow, SummaryRow } from './GroupRow.tsx'
import { HeaderRow } from './HeaderRow.tsx'
import { Row, type RowCommands } from './Row.tsx'
import { useGridKeys } from './useGridKeys.ts'
import { useRowWindow } from './useRowWindow.ts'
import { useTableLayout, useWidth } from './useTableLayout.ts'

const CellEditor = lazy(() => import('./CellEditor.tsx'))
const FilterPopover = lazy(() => import('./FilterPopover.tsx'))

/// The cell that is being edited.
interface Edited {
  readonly record: RecordValue
  readonly column: DataTableColumn
  readonly row: number
  readonly cell: number
  readonly place: HTMLElement | null
}

interface TableProps {
  table: DataTableModel
  formats: Formats
}

/// The rows and columns of a Data Table as a grid. What only says that the table is busy does not draw it anew.
export const Table = memo(DrawnTable, isDrawnAlike)

function DrawnTable({ table, formats }: TableProps) {
  const { rows, lines, columns, rowActions } = table
  const labels = useLabels()
  const scroller = useRef<HTMLDivElement>(null)
  const { grid, widths, minWidth } = useTableLayout(table, formats, useWidth(scroller))
  const { selectionMode } = grid
  const groupName = useId()
  const lineCount = lines?.length ?? rows.length
  const [edited, setEdited] = useState<Edited>()
  const [filtered, setFiltered] = useState<{ column: DataTableColumn; anchor: HTMLElement }>()
  const wraps = columns.some(({ wrapText }) => wrapText)
  const shown = useRowWindow(scroller, lineCount, `${table.density} ${wraps}`)
  const recordAt = (line: number): RecordValue | undefined => {
    if (!lines) return rows[line]
    const at = lines[line]
    return at?.kind === 'row' ? at.record : undefined
  }
  const edit = (row: number, cell: number): boolean => {
    const [record, column] = [recordAt(row), columns[cell - grid.offset]]
    if (!record || !column?.editable) return false
    setEdited({ record, column, row, cell, place: cellAt(scroller.current, row, cell) })
    return true
  }
  const { active, tableRef, onKeyDown, onFocus, focusCell } = useGridKeys({
    rowCount: lineCount,
    cellCount: widths.length,
    pageSize: shown.pageSize,
    reveal: shown.reveal,
    toggleRow: line => {
      const id = recordAt(line)?.id
      if (id && selectionMode !== 'none') table.selectRow(id, !table.selectedIds.has(id))
    },
    edit: ({ row, cell }) => edit(row, cell),
    actOnHeader: (header, key) => actOnHeader(table, header, key),
    undo: table.undo,
    redo: table.redo,
  })
  const commands = useRowCommands(table, (record, column) => {
    const row = lines
      ? lines.findIndex(line => line.kind === 'row' && line.record === record)
      : rows.findIndex(({ id }) => id === record.id)
    edit(row, columns.findIndex(({ key }) => key === column.key) + grid.offset)
  })
  const errorsById = useMemo(() => groupedErrors(table.cellErrors), [table.cellErrors])
  const firstNumber = table.paging === 'pages' ? (table.page - 1) * table.pageSize + 1 : 1
  const hasSummary = columns.some(({ summary }) => summary !== undefined)
  const buttons = columns.filter(({ type }) => type === 'button' || type === 'buttonIcon' || type === 'action')

  const recordRow = (record: RecordValue, index: number, position: number): ReactNode => (
    <Row
      key={record.id ?? index}
      record={record}
      index={index}
      number={firstNumber + position}
      grid={grid}
      groupName={groupName}
      isSelected={record.id !== null && table.selectedIds.has(record.id)}
      activeCell={active.row === index ? active.cell : -1}
      rowActions={rowActions}
      isBusy={rowActions.some(action => table.isRowActionBusy(action.name, record.id ?? ''))}
      draft={table.drafts.get(record.id ?? '')}
      errors={errorsById.get(record.id ?? '') ?? NO_ERRORS}
      busyCells={busyCells(table, buttons, record)}
      hasClick={table.hasRowClick}
      commands={commands}
    />
  )

  const line = (index: number): ReactNode => {
    if (!lines) return recordRow(rows[index]!, index, index)
    const at = lines[index]!
    if (at.kind === 'row') return recordRow(at.record, index, at.position)
    const { group } = at
    const column = table.allColumns.find(({ fieldName }) => fieldName === group.fieldName)
    const value = column ? cellPrinter(column, formats)(group.value) : String(group.value ?? '')
    return (
      <GroupRow
        key={`group ${group.key}`}
        group={group}
        index={index}
        grid={grid}
        label={`${column?.label ?? group.fieldName}: ${value || labels.blank}`}
        activeCell={active.row === index ? active.cell : -1}
        onToggle={() => table.toggleGroup(group.key)}
      />
    )
  }

  return (
    <div
      ref={scroller}
      className={`millrace-table-scroller millrace-density_${table.density} ${shown.isWindowed ? 'is-windowed' : ''} ${wraps ? 'has-wrapped' : ''}`}
    >
      {/* Only the keyboard's moves between cells are handled here; the controls are in the cells. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        ref={tableRef}
        className="slds-table slds-table_bordered millrace-table"
        style={{ minWidth }}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- As in WAI-ARIA's grid pattern.
        role="grid"
        aria-label={table.title || labels.dataTable}
        aria-rowcount={lineCount + 1}
        aria-colcount={widths.length}
        aria-multiselectable={selectionMode === 'many' || undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <colgroup>
          {widths.map((width, cell) => (
            <col key={cell} style={width > 0 ? { width } : undefined} />
          ))}
        </colgroup>
        <thead>
          <HeaderRow
            table={table}
            grid={grid}
            activeCell={active.row === -1 ? active.cell : -1}
            onFilter={(column, anchor) => setFiltered({ column, anchor })}
          />
        </thead>
        <tbody>
          {shown.heightAbove > 0 && <tr aria-hidden style={{ height: shown.heightAbove }} />}
          {Array.from({ length: shown.end - shown.first }, (_, position) => line(shown.first + position))}
          {shown.heightBelow > 0 && <tr aria-hidden style={{ height: shown.heightBelow }} />}
        </tbody>
        {hasSummary && (
          <tfoot>
            <SummaryRow grid={grid} totals={table.totals} />
          </tfoot>
        )}
      </table>
      {table.hasMore && <LoadMore table={table} scroller={scroller} />}
      {edited && (
        <Suspense>
          <CellEditor
            key={`${edited.row} ${edited.column.key}`}
            table={table}
            record={edited.record}
            column={edited.column}
            formats={formats}
            anchor={edited.place}
            onClose={next => {
              setEdited(undefined)
              const cell = next === 'next' ? nextEditable(table, edited.cell - grid.offset) : undefined
              if (cell === undefined) focusCell({ row: edited.row, cell: edited.cell })
              else if (!edit(edited.row, cell + grid.offset)) focusCell()
            }}
          />
        </Suspense>
      )}
      {filtered && (
        <Suspense>
          <FilterPopover
            table={table}
            column={filtered.column}
            anchor={filtered.anchor}
            timeZone={formats.timeZone}
            locale={formats.locale}
            onClose={() => setFiltered(undefined)}
          />
        </Suspense>
      )}
    </div>
  )
}

/// What of a table is shown around its grid and not in it.
const AROUND: ReadonlySet<string> = new Set(['status', 'error', 'isSaving', 'isSelectingAll', 'headerActions'])

/// What a table's functions do follows from what else it holds, so these need not be the same. Which row is busy is asked
/// of it while it is drawn.
function isDrawnAlike(before: TableProps, { table, formats }: TableProps): boolean {
  if (formats !== before.formats || table.hasBusyRows || before.table.hasBusyRows) return false
  if (table.hasMore && table.status !== before.table.status) return false
  return (Object.keys(table) as (keyof DataTableModel)[]).every(
    name => AROUND.has(name) || typeof table[name] === 'function' || isSame(before.table[name], table[name]),
  )
}

// The rows of a page are a new list each time.
const isSame = (before: unknown, after: unknown): boolean =>
  before === after ||
  (Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    before.every((item, i) => item === after[i]))

const NO_ERRORS: readonly CellError[] = []

function groupedErrors(errors: readonly CellError[]): ReadonlyMap<string, readonly CellError[]> {
  const byId = new Map<string, CellError[]>()
  for (const error of errors) byId.set(error.recordId, [...(byId.get(error.recordId) ?? []), error])
  return byId
}

function busyCells(table: DataTableModel, columns: readonly DataTableColumn[], { id }: RecordValue): string {
  const names = columns.flatMap(({ type, name, actions }) => (type === 'action' ? actions.map(one => one.name) : name))
  return names.filter(name => table.isCellBusy(name, id ?? '')).join(' ')
}

const RESIZE_STEP = 10

/// What the keyboard does to a column from its header: its menu, its width.
function actOnHeader(table: DataTableModel, header: HTMLElement, key: string): boolean {
  const name = header.dataset['column'] ?? ''
  const step = { ArrowLeft: -RESIZE_STEP, ArrowRight: RESIZE_STEP }[key]
  if (step !== undefined && table.isCustomizable) {
    table.resizeColumn(name, clampWidth(header.getBoundingClientRect().width + step))
    return true
  }
  const menu = key === 'ArrowDown' ? header.querySelector<HTMLElement>('.millrace-column-menu > button') : null
  menu?.click()
  return menu !== null
}

const cellAt = (scroller: HTMLElement | null, row: number, cell: number): HTMLElement | null =>
  scroller?.querySelector<HTMLElement>(`tr[data-index="${row}"] > [data-cell="${cell}"]`) ?? null

function nextEditable({ columns }: DataTableModel, position: number): number | undefined {
  const next = columns.findIndex(({ editable }, at) => editable && at > position)
  return next < 0 ? undefined : next
}

/// The end of an endless table: reads on when it comes into view, and by a button for those who do not scroll.
function LoadMore({ table, scroller }: { table: DataTableModel; scroller: { readonly current: HTMLElement | null } }) {
  const labels = useLabels()
  const end = useRef<HTMLDivElement>(null)
  const { status, rows } = table
  const load = useRef(table.loadMore)
  useLayoutEffect(() => {
    load.current = table.loadMore
  })
  useEffect(() => {
    if (!end.current || status !== 'ready') return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) load.current()
      },
      { root: scroller.current, rootMargin: '300px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [status, rows.length, scroller])
  return (
    <div ref={end} className="millrace-load-more">
      {status === 'ready' ? (
        <button type="button" className="slds-button" onClick={() => table.loadMore()}>
          {labels.loadMore}
        </button>
      ) : (
        <>
          <span className="millrace-busy" aria-hidden="true" /> {labels.loadingShort}
        </>
      )}
    </div>
  )
}

function useRowCommands(
  table: DataTableModel,
  edit: (record: RecordValue, column: DataTableColumn) => void,
): RowCommands {
  const latest = useRef({ table, edit })
  const anchor = useRef<string>(undefined)
  useLayoutEffect(() => {
    latest.current = { table, edit }
  })
  return useMemo(
    () => ({
      select: (id, isSelected, isRange) => {
        const { table } = latest.current
        if (isRange && isSelected && anchor.current !== undefined) table.selectRange(anchor.current, id)
        else table.selectRow(id, isSelected)
        anchor.current = id
      },
      act: (name, record) => void latest.current.table.clickRowAction(name, record),
      clickCell: (name, record) => void latest.current.table.clickCell(name, record),
      clickRow: record => latest.current.table.clickRow(record),
      actionsFor: (record, actions) => latest.current.table.actionsFor(record, actions),
      colorOf: (column, record, value) => latest.current.table.colorOf(column, record, value),
      cellValue: (record, column) => latest.current.table.cellValue(record, column),
      isCellBusy: (name, id) => latest.current.table.isCellBusy(name, id),
      edit: (record, column) => latest.current.edit(record, column),
    }),
    [],
  )
}
