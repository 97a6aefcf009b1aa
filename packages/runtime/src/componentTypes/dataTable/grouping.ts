import { add, compareValues, type DataType, divide, isNum, type Num, RecordValue, type Value } from '@millrace/values'
import type { Resolved } from '../../componentState.ts'
import { fieldValue } from '../../recordFields.ts'
import { typedValue } from '../../resourceTypes.ts'
import type { Summary } from './tableQuery.ts'

/// What stands in one line of the table's body.
export type TableLine =
  | { readonly kind: 'row'; readonly record: RecordValue; readonly position: number }
  | { readonly kind: 'group'; readonly group: RowGroup }

/// Rows that agree in a column, below one heading that folds them.
export interface RowGroup {
  /// What tells groups apart, the values from the outermost inwards.
  readonly key: string
  readonly fieldName: string
  readonly value: Value
  readonly level: number
  readonly isCollapsed: boolean
  /// How many rows it has, also those that were not read.
  readonly count: number
  /// The subtotals by the summaries' aliases.
  readonly totals: ReadonlyMap<string, Value>
}

/// Counts and totals, by the groups' keys; under "" those of all rows.
export type Totals = ReadonlyMap<string, { readonly count: number; readonly values: ReadonlyMap<string, Value> }>

export const groupKey = (values: readonly Value[]): string => JSON.stringify(values.map(value => String(value ?? '')))

/// The lines of [records], which are sorted by the fields they are grouped by: headings, and the rows of those groups
/// that are not folded.
export function tableLines(
  records: readonly RecordValue[],
  fields: readonly string[],
  collapsed: ReadonlySet<string>,
  totals: Totals,
): readonly TableLine[] {
  if (fields.length === 0) return records.map((record, position) => ({ kind: 'row', record, position }))
  const lines: TableLine[] = []
  let open: readonly Value[] = []
  let hiddenBelow = Infinity
  for (const [position, record] of records.entries()) {
    const values = fields.map(field => fieldValue(record, field))
    const level = position === 0 ? 0 : values.findIndex((value, i) => groupKey([value]) !== groupKey([open[i]!]))
    for (let at = level; at >= 0 && at < fields.length; at++) {
      if (at <= hiddenBelow) hiddenBelow = Infinity
      const key = groupKey(values.slice(0, at + 1))
      if (at > hiddenBelow) continue
      const isCollapsed = collapsed.has(key)
      const total = totals.get(key)
      lines.push({
        kind: 'group',
        group: {
          key,
          fieldName: fields[at]!,
          value: values[at]!,
          level: at,
          isCollapsed,
          count: total?.count ?? 0,
          totals: total?.values ?? NO_TOTALS,
        },
      })
      if (isCollapsed) hiddenBelow = at
    }
    if (hiddenBelow === Infinity) lines.push({ kind: 'row', record, position })
    open = values
  }
  return lines
}

const NO_TOTALS: ReadonlyMap<string, Value> = new Map()

/// The totals of rows that are all in the page: of each group to any depth, and of all.
export function totalsOf(
  records: readonly RecordValue[],
  fields: readonly string[],
  summaries: readonly Summary[],
): Totals {
  const members = new Map<string, RecordValue[]>([['', []]])
  for (const record of records) {
    const values = fields.map(field => fieldValue(record, field))
    for (const key of ['', ...fields.map((_, level) => groupKey(values.slice(0, level + 1)))]) {
      const list = members.get(key)
      if (list) list.push(record)
      else members.set(key, [record])
    }
  }
  return new Map(
    [...members].map(([key, list]) => [
      key,
      { count: list.length, values: new Map(summaries.map(one => [one.alias, summaryOf(list, one)])) },
    ]),
  )
}

function summaryOf(records: readonly RecordValue[], { fieldName, function: name }: Summary): Value {
  const values = records.map(record => fieldValue(record, fieldName)).filter(value => value !== null && value !== '')
  if (name === 'count') return values.length
  if (name === 'min' || name === 'max') {
    const sign = name === 'min' ? 1 : -1
    return values.reduce<Value>(
      (best, value) => (best === null || sign * (compareValues(value, best) ?? 0) < 0 ? value : best),
      null,
    )
  }
  const numbers = values.filter(isNum)
  if (numbers.length === 0) return null
  const sum = numbers.reduce<Num>(add, 0)
  return name === 'sum' ? sum : (divide(sum, numbers.length) ?? null)
}

/// The totals in the answers of aggregate queries: [answers] has those grouped by no field first, then by one more
/// each. An answer says nothing of types, so the fields' own are given.
export function totalsFromAggregates(
  answers: readonly (readonly RecordValue[])[],
  groupTypes: readonly DataType[],
  summaries: readonly (Summary & { readonly type: DataType })[],
): Totals {
  const totals = new Map<string, { count: number; values: ReadonlyMap<string, Value> }>()
  for (const [depth, records] of answers.entries())
    for (const record of records) {
      const values = groupTypes.slice(0, depth).map((type, position) => typed(record.get(`g${position}`), type))
      const count = record.get('n')
      totals.set(depth === 0 ? '' : groupKey(values), {
        count: typeof count === 'number' ? count : 0,
        values: new Map(summaries.map(({ alias, type }) => [alias, typed(record.get(alias), type)])),
      })
    }
  return totals
}

const typed = (value: Value, type: DataType): Value => typedValue(value, type) ?? value

/// The texts in a list such as `CollapsedGroups` or `GroupedBy`.
export const textsIn = (value: Resolved): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
