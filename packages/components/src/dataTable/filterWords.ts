import type { DataTableColumn, DataTableFilter } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import type { Labels } from '../labels/en.ts'

/// A filter in words: "Status is one of New, Active".
export function filterWords(column: DataTableColumn, { operator, value }: DataTableFilter, labels: Labels): string {
  const options = new Map(column.options.map(option => [option.value, option.label]))
  const one = (item: Value): string => {
    if (typeof item === 'boolean') return item ? labels.yes : labels.no
    return typeof item === 'string' ? (options.get(item) ?? item) : String(item)
  }
  const range = typeof value === 'string' && operator === 'during' ? rangeLabel(value, labels) : undefined
  const words = value === null ? '' : (range ?? (Array.isArray(value) ? value.map(one).join(', ') : one(value)))
  return `${column.label} ${labels.filterOperators[operator]} ${words}`.trim()
}

/// "Last 30 days" of LAST_N_DAYS:30.
export function rangeLabel(word: string, { dateRanges, lastDays, nextDays }: Labels): string {
  const [, direction = '', count = ''] = /^(LAST|NEXT)_N_DAYS:(\d+)$/.exec(word) ?? []
  if (direction) return direction === 'LAST' ? lastDays(count) : nextDays(count)
  return Object.entries(dateRanges).find(([name]) => name === word)?.[1] ?? word
}
