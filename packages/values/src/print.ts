import { DateTimeValue, DateValue, TimeValue } from './dates.ts'
import { isNum, numText } from './num.ts'
import { ApexValue, RecordValue } from './record.ts'
import type { Value } from './value.ts'

/// Whose eyes a value is printed for. `locale` is Salesforce's form ("en_US") or BCP 47 ("en-US").
export interface Reader {
  readonly locale: string
  readonly timeZone: string
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

/// The text of a value in a merge field `{!x}`: null is empty, dates and date/times are in the reader's locale
/// ("April 3, 2020", "3/3/2020, 4:55 PM"), numbers plain, a collection "[a, b]", a record its Id.
export function mergeText(value: Value, reader: Reader): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isNum(value)) return numText(value)
  if (value instanceof DateValue)
    return localFormat(reader.locale, 'UTC', 'date').format(new Date(value.epochDay * 86_400_000))
  if (value instanceof DateTimeValue)
    return localFormat(reader.locale, reader.timeZone, 'dateTime').format(new Date(value.ms)).replaceAll('\u202f', ' ')
  if (value instanceof TimeValue)
    return localFormat(reader.locale, 'UTC', 'time').format(new Date(value.ms)).replaceAll('\u202f', ' ')
  if (value instanceof RecordValue) return value.id ?? ''
  if (value instanceof ApexValue) return value.apexClass
  return `[${value.map(item => mergeText(item, reader)).join(', ')}]`
}

/// The text of a value for a trace or a log: null is "null", dates are ISO, a record lists its fields.
export function plainText(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value
  if (value instanceof RecordValue)
    return `{${value.shape.names.map((name, i) => `${name}=${plainText(value.values[i]!)}`).join(', ')}}`
  if (value instanceof ApexValue)
    return `{${[...value.fields].map(([name, field]) => `${name}=${plainText(field)}`).join(', ')}}`
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`
  return isNum(value) ? numText(value) : value.toString()
}

function localFormat(locale: string, timeZone: string, part: 'date' | 'time' | 'dateTime'): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${part}`
  let format = dateFormats.get(key)
  if (!format) {
    const options: Intl.DateTimeFormatOptions =
      part === 'date'
        ? { dateStyle: 'long' }
        : part === 'time'
          ? { timeStyle: 'short' }
          : { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit' }
    format = new Intl.DateTimeFormat(locale.replace('_', '-'), { timeZone, ...options })
    dateFormats.set(key, format)
  }
  return format
}
