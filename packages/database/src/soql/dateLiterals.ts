import { DateTimeValue, DateValue, zoneOffsetMs } from '@millrace/values'

/// The days that a date literal covers: from `start` up to but not including `end`.
export interface DateRange {
  readonly start: DateValue
  readonly end: DateValue
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'

const UNITS = 'DAY|WEEK|MONTH|FISCAL_QUARTER|QUARTER|FISCAL_YEAR|YEAR'
const SINGLE = new RegExp(`^(THIS|LAST|NEXT)_(${UNITS})$`)
const COUNTED = new RegExp(`^(LAST|NEXT)_N_(${UNITS})S$`)
const AGO = new RegExp(`^N_(${UNITS})S_AGO$`)
const NAMED = new Set(['TODAY', 'YESTERDAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS'])

export const isDateLiteral = (word: string): boolean =>
  NAMED.has(word) || (SINGLE.test(word) && !word.endsWith('_DAY')) || takesCount(word)

/// Whether `:n` follows the word.
export const takesCount = (word: string): boolean => COUNTED.test(word) || AGO.test(word)

/// The days of [literal], seen on the day [today]. Weeks begin on Sunday, the fiscal year is the calendar year.
///
/// Source: SOQL and SOSL Reference, "Date Formats and Date Literals".
export function dateRange(literal: string, count: number | null, today: DateValue): DateRange {
  if (literal === 'TODAY') return days(today, 0, 1)
  if (literal === 'YESTERDAY') return days(today, -1, 1)
  if (literal === 'TOMORROW') return days(today, 1, 1)
  if (literal === 'LAST_90_DAYS') return { start: today.addDays(-90), end: today.addDays(1) }
  if (literal === 'NEXT_90_DAYS') return { start: today.addDays(1), end: today.addDays(91) }
  const single = SINGLE.exec(literal)
  if (single) {
    const first = single[1] === 'THIS' ? 0 : single[1] === 'LAST' ? -1 : 1
    return units(today, unitOf(single[2]!), first, 1)
  }
  const ago = AGO.exec(literal)
  if (ago) return units(today, unitOf(ago[1]!), -count!, 1)
  const counted = COUNTED.exec(literal)!
  const unit = unitOf(counted[2]!)
  if (counted[1] === 'NEXT') return units(today, unit, 1, count!)
  // LAST_N_DAYS reaches up to and includes today; the other units end before the current one.
  return unit === 'DAY' ? { start: today.addDays(-count!), end: today.addDays(1) } : units(today, unit, -count!, count!)
}

/// The instant at which [date] begins in [timeZone].
export function startOfDay(date: DateValue, timeZone: string): DateTimeValue {
  const midnight = DateTimeValue.startOf(date).ms
  const guess = midnight - zoneOffsetMs(timeZone, midnight)
  return new DateTimeValue(midnight - zoneOffsetMs(timeZone, guess))
}

const unitOf = (word: string): Unit => word.replace('FISCAL_', '') as Unit

const days = (today: DateValue, first: number, count: number): DateRange => ({
  start: today.addDays(first),
  end: today.addDays(first + count),
})

/// [count] whole units, the first of them [first] units away from the one that holds [today].
function units(today: DateValue, unit: Unit, first: number, count: number): DateRange {
  if (unit === 'DAY') return days(today, first, count)
  if (unit === 'WEEK') {
    // 1970-01-04 was a Sunday.
    const sunday = today.addDays(-((((today.epochDay - 3) % 7) + 7) % 7))
    return days(sunday, first * 7, count * 7)
  }
  const months = unit === 'MONTH' ? 1 : unit === 'QUARTER' ? 3 : 12
  const month = today.year * 12 + today.month - 1
  const start = (Math.floor(month / months) + first) * months
  return { start: firstOfMonth(start), end: firstOfMonth(start + count * months) }
}

/// [months] counted from January of the year 0.
function firstOfMonth(months: number): DateValue {
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  return DateValue.of(Math.min(Math.max(year, 1), 9999), month, 1)!
}
