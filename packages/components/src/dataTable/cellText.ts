import { type DataTableColumn, fieldValue, isNumberType } from '@millrace/runtime'
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

/// What a column's values are printed by.
export type PrintedBy = Pick<DataTableColumn, 'type'> & Partial<DataTableColumn>

/// A function that prints a column's values as [formats] say: fractions have as many digits as the column says, else
/// at most three, as in lightning-datatable; an amount is in its record's currency, else in the organisation's. A value
/// that does not fit the column's type is printed as what it is; null is no text.
export function cellPrinter(
  by: PrintedBy | PrintedBy['type'],
  formats: Formats,
): (value: Value, record?: RecordValue) => string {
  const column: PrintedBy = typeof by === 'string' ? { type: by } : by
  const { timeZone } = formats
  const { type } = column
  const locale = formats.locale.replaceAll('_', '-')
  // Making one takes longer than using it.
  const number = once(() => new Intl.NumberFormat(locale, numberOptions(column, formats.currency)))
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }))
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone }))
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }))
  const labels = new Map(column.options?.map(({ value, label }) => [value, label]))
  const currencies = new Map<string, Intl.NumberFormat>()
  const amountIn = (currency: string): Intl.NumberFormat => {
    let known = currencies.get(currency)
    if (!known) currencies.set(currency, (known = new Intl.NumberFormat(locale, { style: 'currency', currency })))
    return known
  }
  const print = (value: Value, record?: RecordValue): string => {
    if (value === null) return ''
    if (typeof value === 'string') return labels.get(value) ?? value
    if (isNum(value)) {
      if (!isNumberType(type)) return numText(value)
      const own = column.currencyField && record ? fieldValue(record, column.currencyField) : null
      const by = typeof own === 'string' && /^[A-Z]{3}$/.test(own) ? amountIn(own) : number()
      return by.format(decimalText(value))
    }
    if (value instanceof DateValue) return date().format(value.epochDay * MS_PER_DAY)
    if (value instanceof DateTimeValue) {
      return type === 'date' ? date().format(value.dateIn(timeZone).epochDay * MS_PER_DAY) : dateTime().format(value.ms)
    }
    if (value instanceof TimeValue) return time().format(value.ms)
    if (value instanceof RecordValue) return print(value.get('Name') ?? value.id)
    if (value instanceof ApexValue) return value.apexClass
    if (Array.isArray(value)) return value.map(item => print(item)).join(', ')
    return String(value)
  }
  return print
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const MS_PER_DAY = 86_400_000

function numberOptions({ type, decimals }: PrintedBy, currency: string): Intl.NumberFormatOptions {
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  if (type === 'currency') return { style: 'currency', currency, ...digits }
  // A Percent field holds 20 for 20 %.
  if (type === 'percent') return { style: 'unit', unit: 'percent', ...digits }
  return digits
}

// As text, so that digits beyond a double's are kept.
const decimalText = (value: Num) => numText(value) as `${number}`
