import type { DataTableModel } from '@millrace/runtime'
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { cellPrinter, type Formats } from './cellText.ts'
import type { Grid, PrintedColumn, SelectionMode } from './Row.tsx'

/// Below this width the first column stays in view and gets less of it.
const NARROW = 500

/// What a column without a width has at least, and a frozen one exactly.
const COLUMN_WIDTH = 144
const FROZEN_WIDTH = 180
const NARROW_FROZEN_WIDTH = 128
const SELECT_WIDTH = 40
const NUMBER_WIDTH = 52
const ACTION_WIDTH = 48

export interface TableLayout {
  readonly grid: Grid
  /// By cell, in pixels; 0: a share of what is left.
  readonly widths: readonly number[]
  readonly minWidth: number
  readonly isNarrow: boolean
}

/// Which cells a table has, how wide they are and which of them stay in view.
export function useTableLayout(table: DataTableModel, formats: Formats, width: number): TableLayout {
  const { rowActions, showRowNumbers, frozenColumns } = table
  const labels = useLabels()
  const columns = usePrintedColumns(table.columns, formats)
  const selectionMode = selectionModeOf(table)
  const isNarrow = width > 0 && width < NARROW
  const hasRowActions = rowActions.length > 0
  return useMemo(() => {
    const leading = [...(showRowNumbers ? [NUMBER_WIDTH] : []), ...(selectionMode === 'none' ? [] : [SELECT_WIDTH])]
    const frozenCount = isNarrow ? Math.min(1, columns.length) : Math.min(frozenColumns, columns.length - 1)
    const data = columns.map((column, position) => {
      if (position >= frozenCount) return column.width
      return isNarrow
        ? Math.min(column.width || NARROW_FROZEN_WIDTH, NARROW_FROZEN_WIDTH)
        : column.width || FROZEN_WIDTH
    })
    const widths = [...leading, ...data, ...(hasRowActions ? [ACTION_WIDTH] : [])]
    const frozenCells = frozenCount > 0 ? leading.length + frozenCount : 0
    const frozenAt = widths.map((_, cell) =>
      cell < frozenCells ? widths.slice(0, cell).reduce((sum, width) => sum + width, 0) : undefined,
    )
    return {
      grid: {
        labels,
        columns,
        selectionMode,
        hasRowNumbers: showRowNumbers,
        hasRowActions,
        offset: leading.length,
        frozenAt,
      },
      widths,
      minWidth: widths.reduce((sum, width) => sum + (width || COLUMN_WIDTH), 0),
      isNarrow,
    }
  }, [labels, columns, selectionMode, showRowNumbers, hasRowActions, frozenColumns, isNarrow])
}

export function selectionModeOf({ hideCheckboxColumn, maxRowSelection }: DataTableModel): SelectionMode {
  if (hideCheckboxColumn || maxRowSelection === 0) return 'none'
  return maxRowSelection === 1 ? 'one' : 'many'
}

function usePrintedColumns(columns: DataTableModel['columns'], formats: Formats): readonly PrintedColumn[] {
  const { locale, timeZone, currency } = formats
  return useMemo(
    () => columns.map(column => ({ ...column, print: cellPrinter(column, { locale, timeZone, currency }) })),
    [columns, locale, timeZone, currency],
  )
}

/// How wide an element is, told again when that changes; 0 before it is known.
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const measure = () => setWidth(box.clientWidth)
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    measure()
    return () => observer.disconnect()
  }, [element])
  return width
}
