import type { Resolved } from '../../componentState.ts'
import { isSettings, type Settings } from '../../resolved.ts'
import type { DataTableColumn } from './columns.ts'
import { textsIn } from './grouping.ts'

/// How one person wants a table to look. Empty is as declared.
export interface DataTableLayout {
  /// Keys of columns in their order; those it does not name follow as declared.
  readonly order?: readonly string[]
  /// Keys of hidden columns, and of those shown although they are declared hidden.
  readonly hidden?: readonly string[]
  readonly shown?: readonly string[]
  /// In pixels, by key.
  readonly widths?: Readonly<Record<string, number>>
  /// Keys of columns that wrap, and of those that do not although they are declared to.
  readonly wrapped?: readonly string[]
  readonly clipped?: readonly string[]
  /// How many of the first columns stay in view; undefined: as declared.
  readonly frozen?: number
  readonly density?: Density
}

export type Density = 'comfy' | 'compact'

export const MIN_COLUMN_WIDTH = 50
export const MAX_COLUMN_WIDTH = 1000

/// What the state attribute `Layout` holds; what does not belong there is left out.
export function readLayout(value: Resolved): DataTableLayout {
  if (!isSettings(value)) return {}
  const { frozen, density, widths } = value
  return {
    ...texts(value, 'order'),
    ...texts(value, 'hidden'),
    ...texts(value, 'shown'),
    ...texts(value, 'wrapped'),
    ...texts(value, 'clipped'),
    ...(isSettings(widths ?? null) ? { widths: numbersIn(widths as Settings) } : {}),
    ...(typeof frozen === 'number' && frozen >= 0 ? { frozen } : {}),
    ...(density === 'comfy' || density === 'compact' ? { density } : {}),
  }
}

const texts = (value: Settings, name: string): Record<string, readonly string[]> =>
  value[name] === undefined ? {} : { [name]: textsIn(value[name]) }

const numbersIn = (value: Settings): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (typeof item === 'number' ? [[name, clampWidth(item)]] : [])),
  )

export const clampWidth = (width: number): number =>
  Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, width)))

/// [columns] as the layout has them: all of them in its order, with its widths; hidden ones say so.
export function arrangedColumns(
  columns: readonly DataTableColumn[],
  layout: DataTableLayout,
): readonly DataTableColumn[] {
  const place = (key: string): number => {
    const at = layout.order?.indexOf(key) ?? -1
    return at < 0 ? Infinity : at
  }
  const has = (list: readonly string[] | undefined, key: string): boolean => list?.includes(key) === true
  const ordered = layout.order ? [...columns].sort((a, b) => order(place(a.key), place(b.key))) : columns
  return ordered.map(column => {
    const { key } = column
    return {
      ...column,
      width: layout.widths?.[key] ?? column.width,
      isHidden: has(layout.hidden, key) || (column.isHidden && !has(layout.shown, key)),
      wrapText: has(layout.wrapped, key) || (column.wrapText && !has(layout.clipped, key)),
    }
  })
}

const order = (a: number, b: number): number => (a === b ? 0 : a - b)

/// The layout with a column shown or hidden.
export function withVisibility(layout: DataTableLayout, key: string, isShown: boolean): DataTableLayout {
  return {
    ...layout,
    hidden: isShown ? without(layout.hidden, key) : [...without(layout.hidden, key), key],
    shown: isShown ? [...without(layout.shown, key), key] : without(layout.shown, key),
  }
}

/// The layout with a column's text wrapped or cut off.
export function withWrap(layout: DataTableLayout, key: string, isWrapped: boolean): DataTableLayout {
  return {
    ...layout,
    wrapped: isWrapped ? [...without(layout.wrapped, key), key] : without(layout.wrapped, key),
    clipped: isWrapped ? without(layout.clipped, key) : [...without(layout.clipped, key), key],
  }
}

/// The layout with the column [key] moved to [position] among [keys], the columns' present order.
export function withMoved(
  layout: DataTableLayout,
  keys: readonly string[],
  key: string,
  position: number,
): DataTableLayout {
  const others = keys.filter(other => other !== key)
  const at = Math.max(0, Math.min(position, others.length))
  return { ...layout, order: [...others.slice(0, at), key, ...others.slice(at)] }
}

const without = (list: readonly string[] = [], key: string): readonly string[] => list.filter(other => other !== key)
