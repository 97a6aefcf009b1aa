import type { DataTableColumn } from '@millrace/runtime'
import {
  ApexValue,
  DateTimeValue,
  DateValue,
  isNum,
  type Num,
  numText,
  RecordValue,
  TimeValue,
  type Value,
} from '@millrace/values'

/// How the running user reads numbers and dates.
export interface Formats {
  /// "en_US" or "en-US".
  readonly locale: string
  /// IANA name.
  readonly timeZone: string
  /// ISO code of the organisation's currency.
  readonly currency: string
}

type ColumnType = DataTableColumn['type']

/// A function that prints a column's values as [formats] say: fractions have at most three digits, as in
/// lightning-datatable. A value that does not fit the column's type is printed as what it is; null is no text.
export function cellPrinter(type: ColumnType, formats: Formats): (value: Value) => string {
  const { timeZone } = formats
  const locale = formats.locale.replaceAll('_', '-')
  const number = new Intl.NumberFormat(locale, numberOptions(type, formats))
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' })
  const print = (value: Value): string => {
    if (value === null) return ''
    if (isNum(value)) return isNumberColumn(type) ? number.format(decimalText(value)) : numText(value)
    if (value instanceof DateValue) return date.format(value.epochDay * MS_PER_DAY)
    if (value instanceof DateTimeValue) {
      return type === 'date' ? date.format(value.dateIn(timeZone).epochDay * MS_PER_DAY) : dateTime.format(value.ms)
    }
    if (value instanceof TimeValue) return time.format(value.ms)
    if (value instanceof RecordValue) return print(value.get('Name') ?? value.id)
    if (value instanceof ApexValue) return value.apexClass
    if (Array.isArray(value)) return value.map(print).join(', ')
    return String(value)
  }
  return print
}

/// Whether a column's values stand at the right.
export const isNumberColumn = (type: ColumnType): boolean =>
  type === 'number' || type === 'currency' || type === 'percent'

const MS_PER_DAY = 86_400_000

function numberOptions(type: ColumnType, { currency }: Formats): Intl.NumberFormatOptions {
  if (type === 'currency') return { style: 'currency', currency }
  // A Percent field holds 20 for 20 %.
  if (type === 'percent') return { style: 'unit', unit: 'percent' }
  return {}
}

// As text, so that digits beyond a double's are kept.
const decimalText = (value: Num) => numText(value) as `${number}`
