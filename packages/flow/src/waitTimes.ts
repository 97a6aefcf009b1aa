import {
  DateTimeValue,
  DateValue,
  daysInMonth,
  isNum,
  TimeValue,
  toDecimal,
  type Value,
  zoneOffsetMs,
} from '@millrace/values'

/// How far from a moment an event lies. Months go by the calendar, everything else by the clock.
export interface Delay {
  readonly months: number
  readonly milliseconds: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE,
  hour: 60 * MINUTE,
  day: DAY,
  week: 7 * DAY,
}

/// [count] of [unit], which is written `Hours` or `hour`; hours when there is none.
///
/// Source: Metadata API Developer Guide, FlowWaitEvent: TimeOffsetUnit, and FlowScheduledPathOffsetUnit.
export function delay(count: Value, unit: string): Delay {
  const number = isNum(count) ? toDecimal(count).toNumber() : 0
  const name = unit.trim().toLowerCase().replace(/s$/, '')
  if (name === 'month') return { months: Math.trunc(number), milliseconds: 0 }
  return { months: 0, milliseconds: number * (UNITS[name] ?? UNITS['hour']!) }
}

/// The moment that lies [delay] after [ms].
export function after(ms: number, { months, milliseconds }: Delay, timeZone: string): number {
  return (months === 0 ? ms : addMonths(ms, months, timeZone)) + milliseconds
}

// From January 31 a month leads to the last day of February.
function addMonths(ms: number, months: number, timeZone: string): number {
  const moment = new DateTimeValue(ms)
  const { year, month, day } = moment.dateIn(timeZone)
  const count = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  const date = DateValue.of(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)))
  return date ? instantIn(date, moment.timeIn(timeZone), timeZone) : ms
}

/// The moment at which clocks in [timeZone] show [date] and [time].
export function instantIn(date: DateValue, time: TimeValue, timeZone: string): number {
  const local = date.epochDay * DAY + time.ms
  const guess = local - zoneOffsetMs(timeZone, local)
  return local - zoneOffsetMs(timeZone, guess)
}

/// The first moment from [ms] on at which clocks in [timeZone] show [time].
export function nextTimeOfDay(ms: number, time: TimeValue, timeZone: string): number {
  const today = new DateTimeValue(ms).dateIn(timeZone)
  const then = instantIn(today, time, timeZone)
  return then >= ms ? then : instantIn(today.addDays(1), time, timeZone)
}

/// The moment that a Date, Date/Time or a text of one stands for; a Date is its midnight in [timeZone].
export function momentOf(value: Value, timeZone: string): number | null {
  const moment = typeof value === 'string' ? (DateTimeValue.parse(value) ?? DateValue.parse(value)) : value
  if (moment instanceof DateTimeValue) return moment.ms
  return moment instanceof DateValue ? instantIn(moment, new TimeValue(0), timeZone) : null
}
