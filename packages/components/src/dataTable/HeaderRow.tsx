import { clampWidth, type DataTableColumn, type DataTableModel } from '@millrace/runtime'
import { type DragEvent, type KeyboardEvent, lazy, type PointerEvent, Suspense, useRef, useState } from 'react'
import type { Labels } from '../labels/en.ts'
import { useLabels } from '../labels/Localized.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Icon, IconDrawing } from '../slds/Icon.tsx'
import { Menu, type MenuItem } from '../slds/Menu.tsx'
import { frozen, type Grid } from './Row.tsx'

const HelpText = lazy(async () => ({ default: (await import('../slds/HelpText.tsx')).HelpText }))

export interface HeaderRowProps {
  table: DataTableModel
  grid: Grid
  /// The cell that Tab reaches, or -1.
  activeCell: number
  /// Opens the filter of one column beside its header.
  onFilter: (column: DataTableColumn, anchor: HTMLElement) => void
}

/// The columns' names. A sortable one is a button (with Shift it sorts beside the others); its menu sorts, groups,
/// filters, wraps, freezes and moves; its edge resizes. The checkbox selects all rows shown or none.
export function HeaderRow({ table, grid, activeCell, onFilter }: HeaderRowProps) {
  const { selectionMode, offset, hasRowNumbers } = grid
  const labels = useLabels()
  const tabIndex = (cell: number) => (cell === activeCell ? 0 : -1)
  const selectCell = hasRowNumbers ? 1 : 0
  const last = table.columns.length + offset
  return (
    <tr className="slds-line-height_reset" aria-rowindex={1} data-index={-1}>
      {hasRowNumbers && (
        <th scope="col" data-cell={0} tabIndex={tabIndex(0)} {...frozen(grid, 0, 'millrace-number-cell')}>
          <span className="slds-assistive-text">{labels.rowNumber}</span>
        </th>
      )}
      {selectionMode === 'many' && (
        <th scope="col" data-cell={selectCell} {...frozen(grid, selectCell, 'millrace-select-cell')}>
          <Checkbox
            label={table.allSelection === 'all' ? labels.deselectAll : labels.selectAll}
            hideLabel
            checked={table.allSelection === 'all'}
            indeterminate={table.allSelection === 'some'}
            disabled={table.rows.length === 0}
            tabIndex={tabIndex(selectCell)}
            onChange={checked => table.selectAll(checked)}
          />
        </th>
      )}
      {selectionMode === 'one' && (
        <th
          scope="col"
          data-cell={selectCell}
          tabIndex={tabIndex(selectCell)}
          {...frozen(grid, selectCell, 'millrace-select-cell')}
        >
          <span className="slds-assistive-text">{labels.selectOneItem}</span>
        </th>
      )}
      {table.columns.map((column, position) => (
        <ColumnHeader
          key={column.key}
          table={table}
          grid={grid}
          column={column}
          position={position}
          tabIndex={tabIndex(position + offset)}
          onFilter={onFilter}
        />
      ))}
      {grid.hasRowActions && (
        <th scope="col" data-cell={last} tabIndex={tabIndex(last)} className="millrace-action-cell">
          <span className="slds-assistive-text">{labels.actions}</span>
        </th>
      )}
    </tr>
  )
}

interface ColumnHeaderProps {
  table: DataTableModel
  grid: Grid
  column: DataTableColumn
  position: number
  tabIndex: number
  onFilter: HeaderRowProps['onFilter']
}

/// The type under which a dragged column's key travels; other drags are left alone.
const DRAGGED = 'application/x-millrace-column'

function ColumnHeader({ table, grid, column, position, tabIndex, onFilter }: ColumnHeaderProps) {
  const labels = useLabels()
  const cell = position + grid.offset
  const header = useRef<HTMLTableCellElement>(null)
  const [dropSide, setDropSide] = useState<'before' | 'after'>()
  const place = table.sorts.findIndex(({ fieldName }) => fieldName === column.fieldName)
  const direction = column.sortable ? table.sorts[place]?.direction : undefined
  const isFiltered = table.filters.some(({ fieldName }) => fieldName === column.fieldName)
  const items = menuItems(table, column, position, isFiltered, labels)
  const hasMenu = items.length > 0
  const look = [
    column.alignment === 'left' ? '' : `slds-text-align_${column.alignment}`,
    column.sortable ? 'slds-is-sortable' : '',
    direction ? `slds-is-sorted slds-is-sorted_${direction}` : '',
    hasMenu ? 'millrace-has-menu' : '',
    dropSide ? `millrace-drop_${dropSide}` : '',
  ]
  const sideOf = (event: DragEvent): 'before' | 'after' | undefined => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return undefined
    const box = event.currentTarget.getBoundingClientRect()
    return event.clientX < box.left + box.width / 2 ? 'before' : 'after'
  }
  const name = <span className="slds-truncate">{column.label}</span>
  return (
    <th
      ref={header}
      scope="col"
      data-cell={cell}
      data-column={column.key}
      tabIndex={column.sortable ? undefined : tabIndex}
      aria-sort={direction === undefined ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      draggable={table.isCustomizable || undefined}
      onDragStart={event => {
        event.dataTransfer.setData(DRAGGED, column.key)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={event => {
        const side = sideOf(event)
        if (!side) return
        event.preventDefault()
        setDropSide(side)
      }}
      onDragLeave={() => setDropSide(undefined)}
      onDrop={event => {
        const side = sideOf(event)
        setDropSide(undefined)
        if (!side) return
        event.preventDefault()
        dropColumn(table, event.dataTransfer.getData(DRAGGED), column.key, side)
      }}
      {...frozen(grid, cell, look.join(' ').trim())}
    >
      {column.sortable ? (
        <button
          type="button"
          className="slds-button_reset millrace-column-name"
          title={labels.sortBy(column.label)}
          tabIndex={tabIndex}
          onClick={event => table.sortBy(column.fieldName, direction === 'asc' ? 'desc' : 'asc', event.shiftKey)}
        >
          {name}
          <IconDrawing name="utility:arrowup" className="slds-icon slds-icon-text-default millrace-sort-icon" />
          {direction && table.sorts.length > 1 && (
            <span className="millrace-sort-place" aria-hidden="true">
              {place + 1}
            </span>
          )}
        </button>
      ) : (
        <span className="millrace-column-name" title={column.label}>
          {name}
        </span>
      )}
      {isFiltered && (
        <Icon name="utility:filterList" size="xx-small" assistiveText={labels.filtered} className="millrace-filtered" />
      )}
      {column.helpText && (
        <span className="millrace-column-help">
          <Suspense>
            <HelpText text={column.helpText} about={column.label} />
          </Suspense>
        </span>
      )}
      {hasMenu && (
        <span className="millrace-column-menu">
          <Menu
            items={items}
            onSelect={action =>
              act(table, column, position, action, () => header.current && onFilter(column, header.current))
            }
            button={{
              iconName: 'utility:chevrondown',
              assistiveText: labels.columnActions(column.label),
              size: 'x-small',
              tabIndex: -1,
            }}
          />
        </span>
      )}
      {table.isCustomizable && <ResizeHandle table={table} column={column} header={header} />}
    </th>
  )
}

function dropColumn(table: DataTableModel, key: string, on: string, side: 'before' | 'after'): void {
  const keys = table.allColumns.map(column => column.key).filter(other => other !== key)
  const at = keys.indexOf(on)
  if (key !== on && at >= 0) table.moveColumn(key, side === 'before' ? at : at + 1)
}

function menuItems(
  table: DataTableModel,
  column: DataTableColumn,
  position: number,
  isFiltered: boolean,
  labels: Labels,
): readonly MenuItem[] {
  const isGrouped = table.groupedBy.includes(column.fieldName)
  const sort = table.sorts.find(({ fieldName }) => fieldName === column.fieldName)?.direction
  return [
    ...(column.sortable
      ? [
          {
            name: 'asc',
            label: labels.sortAscending,
            iconName: 'utility:arrowup',
            checked: sort === 'asc' || undefined,
          },
          {
            name: 'desc',
            label: labels.sortDescending,
            iconName: 'utility:arrowdown',
            checked: sort === 'desc' || undefined,
          },
        ]
      : []),
    ...(table.filterMode === 'menu' && column.filterable
      ? [{ name: 'filter', label: isFiltered ? labels.changeFilter : labels.filter, iconName: 'utility:filterList' }]
      : []),
    ...(table.isCustomizable
      ? [
          ...(column.sortable
            ? [
                {
                  name: 'group',
                  label: isGrouped ? labels.removeGroup : labels.groupByColumn,
                  iconName: 'utility:rows',
                },
              ]
            : []),
          { name: 'wrap', label: column.wrapText ? labels.clipText : labels.wrapText, iconName: 'utility:text' },
          {
            name: 'freeze',
            label: table.frozenColumns === position + 1 ? labels.unfreeze : labels.freeze,
            iconName: 'utility:pin',
          },
          { name: 'left', label: labels.moveLeft, iconName: 'utility:chevronleft', disabled: position === 0 },
          {
            name: 'right',
            label: labels.moveRight,
            iconName: 'utility:chevronright',
            disabled: position === table.columns.length - 1,
          },
          { name: 'hide', label: labels.hideColumn, iconName: 'utility:hide', disabled: table.columns.length === 1 },
        ]
      : []),
  ]
}

function act(
  table: DataTableModel,
  column: DataTableColumn,
  position: number,
  action: string,
  openFilter: () => void,
): void {
  const { key, fieldName } = column
  const neighbour = (step: number): void => {
    const on = table.columns[position + step]
    if (on) dropColumn(table, key, on.key, step < 0 ? 'before' : 'after')
  }
  switch (action) {
    case 'asc':
    case 'desc':
      return table.sortBy(fieldName, action)
    case 'filter':
      return openFilter()
    case 'group':
      return table.groupBy(
        table.groupedBy.includes(fieldName)
          ? table.groupedBy.filter(other => other !== fieldName)
          : [...table.groupedBy, fieldName],
      )
    case 'wrap':
      return table.wrapColumn(key, !column.wrapText)
    case 'freeze':
      return table.freezeColumns(table.frozenColumns === position + 1 ? 0 : position + 1)
    case 'left':
      return neighbour(-1)
    case 'right':
      return neighbour(1)
    case 'hide':
      return table.showColumn(key, false)
  }
}

const STEP = 10

interface ResizeHandleProps {
  table: DataTableModel
  column: DataTableColumn
  header: { readonly current: HTMLTableCellElement | null }
}

/// The edge of a column: dragged with the pointer, or moved with the arrow keys.
function ResizeHandle({ table, column, header }: ResizeHandleProps) {
  const labels = useLabels()
  const widthNow = () => Math.round(header.current?.getBoundingClientRect().width ?? 0)
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault()
    const handle = event.currentTarget
    const [from, width] = [event.clientX, widthNow()]
    handle.setPointerCapture(event.pointerId)
    const isRightToLeft = getComputedStyle(handle).direction === 'rtl'
    const move = (moved: globalThis.PointerEvent) => {
      const by = moved.clientX - from
      table.resizeColumn(column.key, clampWidth(width + (isRightToLeft ? -by : by)))
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    table.resizeColumn(column.key, clampWidth(widthNow() + by))
  }
  return (
    // A separator that can be moved is a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={labels.widthOf(column.label)}
      aria-valuenow={column.width || 0}
      aria-valuetext={column.width ? labels.pixels(String(column.width)) : labels.automatic}
      aria-valuemin={0}
      aria-valuemax={1000}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={-1}
      className="millrace-resize"
      draggable
      onDragStart={event => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={start}
      onKeyDown={step}
    />
  )
}
