import { DateTimeValue, DateValue, TimeValue } from './dates.ts'
import { bothIds, sameId } from './ids.ts'
import { compareNum, isNum } from './num.ts'
import { ApexValue, RecordValue } from './record.ts'
import type { Value } from './value.ts'

/// Equality as flow conditions and collection operators have it: text ignores case, except that two Ids are
/// compared as Ids; null equals null only; a Date and a Date/Time are equal on the same day in [timeZone];
/// records are the same when their Ids are, or, without Ids, when all fields are.
///
/// Source: Flow Operators in Decision, Wait, and Collection Filter Elements (Salesforce Help).
export function equalValues(a: Value, b: Value, timeZone = 'UTC'): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (typeof a === 'string' && typeof b === 'string') return equalText(a, b)
  if (isNum(a) && isNum(b)) return compareNum(a, b) === 0
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equalValues(item, b[i]!, timeZone))
  if (a instanceof RecordValue && b instanceof RecordValue) return equalRecords(a, b, timeZone)
  if (a instanceof ApexValue && b instanceof ApexValue)
    return (
      a.fields.size === b.fields.size &&
      [...a.fields].every(([name, value]) => b.fields.has(name) && equalValues(value, b.fields.get(name)!, timeZone))
    )
  return compareValues(a, b, timeZone) === 0
}

/// Text ignores case; two Ids compare as Ids.
export function equalText(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length >= 15 && bothIds(a, b)) return sameId(a, b)
  return equalIgnoringCase(a, b)
}

/// Letter by letter as long as the text is ASCII, which most is: no new strings.
function equalIgnoringCase(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x > 127 || y > 127) return a.toLowerCase() === b.toLowerCase()
    if (x !== y && ((x | 32) !== (y | 32) || (x | 32) < 97 || (x | 32) > 122)) return false
  }
  return a.length === b.length
}

function equalRecords(a: RecordValue, b: RecordValue, timeZone: string): boolean {
  if (a.id && b.id) return sameId(a.id, b.id)
  const names = new Set([...a.shape.names, ...b.shape.names])
  return [...names].every(name => equalValues(a.get(name), b.get(name), timeZone))
}

/// Negative, zero or positive when both sides have an order between them; undefined when either is null or the
/// two are of different kinds. Booleans: false before true. Text: ignoring case.
export function compareValues(a: Value, b: Value, timeZone = 'UTC'): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (isNum(a) && isNum(b)) return compareNum(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof DateValue && b instanceof DateValue) return a.epochDay - b.epochDay
  if (a instanceof DateTimeValue && b instanceof DateTimeValue) return a.ms - b.ms
  if (a instanceof TimeValue && b instanceof TimeValue) return a.ms - b.ms
  if (a instanceof DateValue && b instanceof DateTimeValue) return a.epochDay - b.dateIn(timeZone).epochDay
  if (a instanceof DateTimeValue && b instanceof DateValue) return a.dateIn(timeZone).epochDay - b.epochDay
  return undefined
}

export function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : 0
}
