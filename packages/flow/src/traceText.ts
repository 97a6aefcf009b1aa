import { plainText, RecordValue, type Value } from '@millrace/values'

/// A value as a trace shows it. A collection is told by its size: a loop that fills one would otherwise write it down
/// at every round.
export function traceText(value: Value): string {
  if (Array.isArray(value)) return `[${value.length} ${value.length === 1 ? 'item' : 'items'}]`
  if (value instanceof RecordValue) return `${value.objectName} ${plainText(value)}`
  return plainText(value)
}
