import { add, compareNum, divide, isNum, num, type Num, type Value } from '@millrace/values'
import { fieldValue } from '../recordFields.ts'
import { choices } from './choices.ts'

/// How many values become one.
export type Aggregate = 'count' | 'sum' | 'avg' | 'min' | 'max'

export const AGGREGATES = choices({ count: 'Count', sum: 'Sum', avg: 'Average', min: 'Minimum', max: 'Maximum' })

export const aggregateNamed = (name: unknown): Aggregate | undefined =>
  AGGREGATES.find(({ value }) => value === name)?.value as Aggregate | undefined

/// One number for the field of many records; blank fields do not count. Null where there is nothing to work out: the
/// average of no values. As SOQL has it, the sum of no values is null too, and the count is 0.
export function aggregateOf(records: readonly Value[], aggregate: Aggregate, field: string): Num | null {
  if (aggregate === 'count') return num(field ? present(records, field).length : records.length)
  const numbers = present(records, field).filter(isNum)
  const [first, ...others] = numbers
  if (first === undefined) return null
  switch (aggregate) {
    case 'sum':
      return others.reduce(add, first)
    case 'avg':
      return divide(others.reduce(add, first), num(numbers.length)) ?? null
    case 'min':
      return others.reduce((least, one) => (compareNum(one, least) < 0 ? one : least), first)
    case 'max':
      return others.reduce((most, one) => (compareNum(one, most) > 0 ? one : most), first)
  }
}

const present = (records: readonly Value[], field: string): Value[] =>
  records.map(record => fieldValue(record, field)).filter(value => value !== null)
