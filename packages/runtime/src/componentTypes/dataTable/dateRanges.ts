import { DateValue, daysInMonth } from '@millrace/values'

/// A span of days, the last one included.
export interface DateRange {
  readonly first: DateValue
  readonly last: DateValue
}

/// The words for spans of days that filters offer, with what they are called on the screen. They are SOQL's date literals.
export const DATE_RANGES = {
  TODAY: 'Today',
  YESTERDAY: 'Yesterday',
  TOMORROW: 'Tomorrow',
  LAST_WEEK: 'Last week',
  THIS_WEEK: 'This week',
  NEXT_WEEK: 'Next week',
  LAST_MONTH: 'Last month',
  THIS_MONTH: 'This month',
  NEXT_MONTH: 'Next month',
  LAST_YEAR: 'Last year',
  THIS_YEAR: 'This year',
  NEXT_YEAR: 'Next year',
} as const

/// The days that [word] stands for on [today]; "LAST_N_DAYS:30" and "NEXT_N_DAYS:30" too. Undefined for other words.
///
/// Source: SOQL and SOSL Reference, "Date Formats and Date Literals": weeks begin on Sunday, as in en_US.
export function dateRange(word: string, today: DateValue): DateRange | undefined {
  const [, direction, count] = /^(LAST|NEXT)_N_DAYS:(\d{1,5})$/.exec(word) ?? []
  if (direction === 'LAST') return { first: days(today, -Number(count)), last: today }
  if (direction === 'NEXT') return { first: days(today, 1), last: days(today, Number(count)) }
  const [step, unit] = UNITS[word] ?? []
  switch (unit) {
    case 'day': {
      const day = days(today, step!)
      return { first: day, last: day }
    }
    case 'week': {
      // 1970-01-01 was a Thursday.
      const sunday = days(today, -((((today.epochDay + 4) % 7) + 7) % 7) + step! * 7)
      return { first: sunday, last: days(sunday, 6) }
    }
    case 'month': {
      const { year, month } = monthBy(today, step!)
      return { first: date(year, month, 1), last: date(year, month, daysInMonth(year, month)) }
    }
    case 'year': {
      const year = today.year + step!
      return { first: date(year, 1, 1), last: date(year, 12, 31) }
    }
    default:
      return undefined
  }
}

const UNITS: Readonly<Record<string, readonly [number, 'day' | 'week' | 'month' | 'year']>> = {
  TODAY: [0, 'day'],
  YESTERDAY: [-1, 'day'],
  TOMORROW: [1, 'day'],
  LAST_WEEK: [-1, 'week'],
  THIS_WEEK: [0, 'week'],
  NEXT_WEEK: [1, 'week'],
  LAST_MONTH: [-1, 'month'],
  THIS_MONTH: [0, 'month'],
  NEXT_MONTH: [1, 'month'],
  LAST_YEAR: [-1, 'year'],
  THIS_YEAR: [0, 'year'],
  NEXT_YEAR: [1, 'year'],
}

const days = (from: DateValue, count: number): DateValue => new DateValue(from.epochDay + count)

const date = (year: number, month: number, day: number): DateValue => DateValue.of(year, month, day)!

function monthBy({ year, month }: DateValue, step: number): { year: number; month: number } {
  const months = year * 12 + month - 1 + step
  return { year: Math.floor(months / 12), month: (months % 12) + 1 }
}
