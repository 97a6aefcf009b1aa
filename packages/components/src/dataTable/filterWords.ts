import { DATE_RANGES, type DataTableColumn, type DataTableFilter, FILTER_OPERATORS } from '@millrace/runtime'
import type { Value } from '@millrace/values'

/// A filter in words: "Status is one of New, Active".
export function filterWords(column: DataTableColumn, { operator, value }: DataTableFilter): string {
  const labels = new Map(column.options.map(option => [option.value, option.label]))
  const one = (item: Value): string => {
    if (typeof item === 'boolean') return item ? 'Yes' : 'No'
    return typeof item === 'string' ? (labels.get(item) ?? item) : String(item)
  }
  const range = typeof value === 'string' && operator === 'during' ? rangeLabel(value) : undefined
  const words = value === null ? '' : (range ?? (Array.isArray(value) ? value.map(one).join(', ') : one(value)))
  return `${column.label} ${FILTER_OPERATORS[operator]} ${words}`.trim()
}

/// "Last 30 days" of LAST_N_DAYS:30.
export function rangeLabel(word: string): string {
  const [, direction = '', count = ''] = /^(LAST|NEXT)_N_DAYS:(\d+)$/.exec(word) ?? []
  if (direction) return `${direction === 'LAST' ? 'Last' : 'Next'} ${count} days`
  return Object.entries(DATE_RANGES).find(([name]) => name === word)?.[1] ?? word
}
