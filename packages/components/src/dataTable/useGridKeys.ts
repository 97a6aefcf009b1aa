import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

/// Where the keyboard is in a grid. Row -1 is the header row.
export interface GridPosition {
  readonly row: number
  readonly cell: number
}

export interface GridCommands {
  readonly rowCount: number
  readonly cellCount: number
  /// Rows that fit the screen, for Page Up and Page Down.
  pageSize(): number
  /// Brings a row that may not be in the document into view.
  reveal(row: number): void
  /// Space on a cell that does nothing else with it.
  toggleRow(row: number): void
  /// Enter or F2 on a cell; false where it has nothing to edit.
  edit(position: GridPosition): boolean
  /// Alt with an arrow in the header row: false where that does nothing.
  actOnHeader(header: HTMLElement, key: string): boolean
  undo(): void
  redo(): void
}

/// The keyboard in a grid, as WAI-ARIA's grid pattern has it: Tab reaches one cell, arrow keys, Home, End, Page Up and
/// Page Down (with Ctrl from edge to edge) move from there. In a cell with a control the control has the focus; a cell
/// with several is entered with Enter (action mode) and left with Escape. Enter or F2 edits, Ctrl+Z takes back. On a
/// header, Alt+Down opens the column's menu and Alt+Left and Alt+Right resize it.
export function useGridKeys(grid: GridCommands) {
  const [position, setPosition] = useState<GridPosition>({ row: -1, cell: 0 })
  const tableRef = useRef<HTMLTableElement>(null)
  const wantsFocus = useRef(false)

  const active = { row: Math.min(position.row, grid.rowCount - 1), cell: Math.min(position.cell, grid.cellCount - 1) }

  // After every rendering: the row may have to be scrolled into the document before its cell can take the focus.
  useEffect(() => {
    if (!wantsFocus.current) return
    const target = focusTarget(tableRef.current, active)
    if (!target) return
    wantsFocus.current = false
    target.focus({ preventScroll: active.row >= 0 })
    target.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (!placeOf(event.target)) return
    if (event.altKey) {
      const header = event.target instanceof Element ? event.target.closest<HTMLElement>('th[data-column]') : null
      if (header && grid.actOnHeader(header, event.key)) event.preventDefault()
      return
    }
    if ((event.ctrlKey || event.metaKey) && (event.key === 'z' || event.key === 'y')) {
      event.preventDefault()
      if (event.key === 'y' || event.shiftKey) grid.redo()
      else grid.undo()
      return
    }
    if (event.metaKey) return
    if (event.key === ' ' && toggles(event.target)) {
      event.preventDefault()
      if (active.row >= 0) grid.toggleRow(active.row)
      return
    }
    if (event.key === 'Escape' && leaveCell(event.target)) return event.preventDefault()
    if (event.key === 'F2' || (event.key === 'Enter' && isCell(event.target))) {
      if (active.row >= 0 && grid.edit(active)) event.preventDefault()
      else if (event.key === 'Enter' && enterCell(event.target)) event.preventDefault()
      return
    }
    const next = move(active, event.key, event.ctrlKey, grid)
    if (!next) return
    event.preventDefault()
    wantsFocus.current = true
    if (next.row >= 0) grid.reveal(next.row)
    setPosition(next)
  }

  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target)
    if (place && (place.row !== active.row || place.cell !== active.cell)) setPosition(place)
  }

  /// Gives the focus to the cell where the keyboard is, or to another one.
  const focusCell = (to: GridPosition = active) => {
    wantsFocus.current = true
    if (to.row >= 0) grid.reveal(to.row)
    setPosition({ ...to })
  }

  return { active, tableRef, onKeyDown, onFocus, focusCell }
}

function move({ row, cell }: GridPosition, key: string, isFar: boolean, grid: GridCommands): GridPosition | undefined {
  const [lastRow, lastCell] = [grid.rowCount - 1, grid.cellCount - 1]
  const clamp = (row: number, cell: number) => ({
    row: Math.max(-1, Math.min(row, lastRow)),
    cell: Math.max(0, Math.min(cell, lastCell)),
  })
  switch (key) {
    case 'ArrowDown':
      return clamp(isFar ? lastRow : row + 1, cell)
    case 'ArrowUp':
      return clamp(isFar ? -1 : row - 1, cell)
    case 'ArrowRight':
      return clamp(row, isFar ? lastCell : cell + 1)
    case 'ArrowLeft':
      return clamp(row, isFar ? 0 : cell - 1)
    case 'Home':
      return clamp(isFar ? -1 : row, 0)
    case 'End':
      return clamp(isFar ? lastRow : row, lastCell)
    case 'PageDown':
      return clamp(row + grid.pageSize(), cell)
    case 'PageUp':
      return clamp(row - grid.pageSize(), cell)
    default:
      return undefined
  }
}

// Checkboxes, radio buttons and buttons have a Space of their own.
const toggles = (target: EventTarget) => target instanceof HTMLElement && !target.matches('input, button')

const isCell = (target: EventTarget): boolean => target instanceof Element && target.matches('[data-cell]')

const CONTROLS = 'input, button:not(.millrace-edit-button), a, [role=separator]'

function enterCell(target: EventTarget): boolean {
  const control = target instanceof Element ? target.querySelector<HTMLElement>(CONTROLS) : null
  control?.focus()
  return control !== null
}

function leaveCell(target: EventTarget): boolean {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  if (!cell || cell === target || cell.tabIndex < 0) return false
  cell.focus()
  return true
}

function placeOf(target: EventTarget): GridPosition | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const row = cell?.closest<HTMLElement>('tr[data-index]')
  return cell && row ? { row: Number(row.dataset['index']), cell: Number(cell.dataset['cell']) } : undefined
}

function focusTarget(table: HTMLTableElement | null, { row, cell }: GridPosition): HTMLElement | null | undefined {
  const line = table?.querySelector<HTMLElement>(`tr[data-index="${row}"]`)
  // A group's heading spans the first cells.
  const place =
    line?.querySelector<HTMLElement>(`:scope > [data-cell="${cell}"]`) ??
    line?.querySelector<HTMLElement>(':scope > [data-cell="0"]')
  if (place?.hasAttribute('tabindex')) return place
  return place?.querySelector<HTMLElement>('input, button, a') ?? place
}
