import type { FlowValue } from '@millrace/metadata'
import { ApexValue, plainText, RecordValue, type Value } from '@millrace/values'

/// A value as it was when a trace wrote it down. Of a collection its size and a few of its texts or numbers: a loop
/// that fills one would otherwise copy it at every round.
export type Kept = Value | Items

/// How many of a collection's values are kept.
const FIRST = 5

class Items {
  readonly length: number
  readonly first: readonly Value[] | null

  constructor(values: readonly Value[]) {
    this.length = values.length
    this.first = typeof values[0] === 'object' ? null : values.slice(0, FIRST)
  }

  toString(): string {
    const { length, first } = this
    if (!first?.length) return `[${length} ${length === 1 ? 'item' : 'items'}]`
    return `[${first.map(plainText).join(', ')}${length > FIRST ? `, … ${length} items` : ''}]`
  }
}

/// [value] as it is now: what a flow may change later is copied.
export function kept(value: Value): Kept {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return new Items(value)
  return value instanceof RecordValue || value instanceof ApexValue ? value.copy() : value
}

export const keptText = (value: Kept): string => (value instanceof Items ? value.toString() : plainText(value))

/// A value as a trace shows it.
export const traceText = (value: Value): string => keptText(kept(value))

/// The values of [named] as a trace shows them, by name.
export const traceTexts = (named: Iterable<readonly [string, Value]>): Record<string, string> =>
  Object.fromEntries([...named].map(([name, value]) => [name, traceText(value)]))

/// What stands in the file for a value: `{!Account.Name}`, `"Active"`, `5`.
export function valueText(value: FlowValue | null): string {
  switch (value?.kind) {
    case 'string':
      return `"${value.text}"`
    case 'number':
    case 'date':
    case 'dateTime':
    case 'time':
      return value.text
    case 'boolean':
      return String(value.value)
    case 'reference':
      return `{!${value.path}}`
    case 'formula':
      return value.expression
    case 'sobject':
    case 'apex':
      return value.json
    case 'collection':
      return `[${value.items.map(valueText).join(', ')}]`
    default:
      return 'null'
  }
}
