import {
  add,
  BOOLEAN,
  compareValues,
  type DataType,
  divide,
  isNum,
  type Num,
  NUMBER,
  TEXT,
  type Value,
} from '@millrace/values'
import type { QueryState } from './componentState.ts'

/// Something that a query is asked for beside its records.
export interface QueryMember {
  readonly type: DataType
  read(state: QueryState): Value
}

const count: QueryMember = { type: NUMBER, read: state => state.totalSize }
const loading: QueryMember = {
  type: BOOLEAN,
  read: state => state.status === 'loading' || state.status === 'refreshing',
}

/// The names that people are told of.
export const queryMemberNames: readonly string[] = [
  'count',
  'nbItems',
  'isLoading',
  'isEmpty',
  'hasMore',
  'status',
  'error',
]
// Each under its own name and the aliases of the reference product.
const members = new Map<string, QueryMember>([
  ['count', count],
  ['nbitems', count],
  ['totalsize', count],
  ['isloading', loading],
  ['isempty', { type: BOOLEAN, read: state => state.status === 'ready' && state.records.length === 0 }],
  ['hasmore', { type: BOOLEAN, read: state => state.hasMore }],
  ['status', { type: TEXT, read: state => state.status }],
  ['error', { type: TEXT, read: state => state.error?.message ?? null }],
])

/// The sum, average, least or greatest of [values], blank ones left out; null when there are none, of a sum 0.
export function figureOf(name: string, values: readonly Value[], timeZone: string): Value {
  const present = values.filter(value => value !== null)
  if (name === 'sum' || name === 'avg') {
    const numbers = present.filter(isNum)
    const sum = numbers.reduce<Num>((total, value) => add(total, value), 0)
    return name === 'sum' ? sum : (divide(sum, numbers.length) ?? null)
  }
  const sign = name === 'min' ? 1 : -1
  return present.reduce<Value>(
    (best, value) => (best === null || sign * (compareValues(value, best, timeZone) ?? 0) < 0 ? value : best),
    null,
  )
}

export const queryMember = (name: string): QueryMember | undefined => members.get(name.toLowerCase())
