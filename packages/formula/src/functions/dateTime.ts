import {
  DATE,
  DATETIME,
  DateTimeValue,
  DateValue,
  daysFromCivil,
  type Num,
  TimeValue,
  toDecimal,
} from '@millrace/values'
import { dateAt, momentAt } from '../dateRange.ts'
import { FormulaError } from '../diagnostic.ts'
import { contextual, expect, type FormulaFunction, special, strict, typed } from './definition.ts'
import { javaInt } from './math.ts'

const MS_PER_DAY = 86_400_000

/// Date and Time Functions, in the order of Salesforce's page of that name.
export const dateTime = {
  ADDMONTHS: special(
    'ADDMONTHS(date, num)',
    'The date so many months later. The last day of a month stays the last day of the month.',
    call => {
      if (call.args.length !== 2) {
        call.wrongCount(2)
        return DATE
      }
      expect(call, 0, ['Date', 'DateTime'])
      expect(call, 1, ['Number'])
      return call.args[0]!.type.kind === 'DateTime' ? DATETIME : DATE
    },
    ([date, months]) => {
      const first = typed(date!, ['Date', 'DateTime'], 'ADDMONTHS')
      const second = typed(months!, ['Number'], 'ADDMONTHS')
      return context => {
        const value = first(context)
        const count = second(context) as Num | null
        if (count === null) return null
        if (value instanceof DateValue) return addMonths(value, javaInt(count))
        if (!(value instanceof DateTimeValue)) return null
        const day = value.dateIn('UTC')
        const days = addMonths(day, javaInt(count)).epochDay - day.epochDay
        return momentAt(value.ms + days * MS_PER_DAY, 'ADDMONTHS')
      }
    },
  ),

  DATE: strict(
    'DATE(year, month, day)',
    'The date with this year, month and day.',
    ['Number', 'Number', 'Number'],
    'Date',
    (year, month, day) => {
      const [y, m, d] = [javaInt(year), javaInt(month), javaInt(day)]
      if (y < 1 || y > 9999) throw new FormulaError('DATE', 'Year out of range in DATE() function')
      const date = DateValue.of(y, m, d)
      if (!date) throw new FormulaError('DATE', 'Month or Day out of range in DATE() function')
      return date
    },
  ),

  DATETIMEVALUE: strict(
    'DATETIMEVALUE(expression)',
    'A date, or a text "YYYY-MM-DD HH:MM:SS" in GMT, as date/time.',
    [['DateTime', 'Text', 'Date']],
    'DateTime',
    value => {
      if (value instanceof DateTimeValue) return value
      return value instanceof DateValue ? DateTimeValue.startOf(value) : parseDateTime(value)
    },
  ),

  DATEVALUE: contextual(
    'DATEVALUE(expression)',
    "A date/time as the day it is in the user's time zone, or a text YYYY-MM-DD as date.",
    [['DateTime', 'Text', 'Date']],
    'Date',
    ({ timeZone }, value) => {
      if (value instanceof DateValue) return value
      return value instanceof DateTimeValue ? value.dateIn(timeZone) : parseDate(value)
    },
  ),

  DAY: strict('DAY(date)', 'The day of the month, 1 to 31.', ['Date'], 'Number', date => date.day),

  DAYOFYEAR: strict('DAYOFYEAR(date)', 'The day of the year, 1 to 366.', ['Date'], 'Number', date => dayOfYear(date)),

  FORMATDURATION: special(
    'FORMATDURATION(seconds[, include_days]) or FORMATDURATION(start, end)',
    'A number of seconds, or the time between two times or date/times, as HH:MM:SS; with days as D:HH:MM:SS.',
    call => {
      const { length } = call.args
      if (length < 1 || length > 2) call.wrongCount(length < 1 ? 1 : 2)
      else if (length === 1) expect(call, 0, ['Number'])
      else if (expect(call, 0, ['Number', 'Time', 'DateTime'])) {
        const { kind } = call.args[0]!.type
        expect(call, 1, kind === 'Number' ? ['Boolean'] : kind === 'Time' ? ['Time'] : ['DateTime'])
      }
      return { kind: 'Text' }
    },
    ([from, to]) => {
      const first = typed(from!, ['Number', 'Time', 'DateTime'], 'FORMATDURATION')
      const second = to?.evaluate ?? (() => false)
      return context => {
        const [a, b] = [first(context), second(context)]
        if (a instanceof DateTimeValue) return b instanceof DateTimeValue ? duration((b.ms - a.ms) / 1000, true) : null
        if (a instanceof TimeValue) return b instanceof TimeValue ? duration((b.ms - a.ms) / 1000, false) : null
        return a === null ? null : duration(Number(a), b === true)
      }
    },
  ),

  FROMUNIXTIME: strict(
    'FROMUNIXTIME(number)',
    'The date/time so many seconds after 1970-01-01 00:00:00 GMT.',
    ['Number'],
    'DateTime',
    seconds => momentAt(toDecimal(seconds).times(1000).trunc().toNumber(), 'FROMUNIXTIME'),
  ),

  HOUR: strict('HOUR(time)', 'The hour, 0 to 23.', ['Time'], 'Number', time => time.hour),

  ISOWEEK: strict(
    'ISOWEEK(date)',
    'The ISO 8601 week number, 1 to 53.',
    [['Date', 'DateTime']],
    'Number',
    value => isoWeek(dayOf(value)).week,
  ),

  ISOYEAR: strict(
    'ISOYEAR(date)',
    'The ISO 8601 week-numbering year.',
    [['Date', 'DateTime']],
    'Number',
    value => isoWeek(dayOf(value)).year,
  ),

  MILLISECOND: strict('MILLISECOND(time)', 'The milliseconds, 0 to 999.', ['Time'], 'Number', time => time.millisecond),

  MINUTE: strict('MINUTE(time)', 'The minute, 0 to 59.', ['Time'], 'Number', time => time.minute),

  MONTH: strict('MONTH(date)', 'The month, 1 to 12.', ['Date'], 'Number', date => date.month),

  NOW: contextual('NOW()', 'The current moment.', [], 'DateTime', context => new DateTimeValue(context.now())),

  SECOND: strict('SECOND(time)', 'The seconds, 0 to 59.', ['Time'], 'Number', time => time.second),

  TIMENOW: contextual('TIMENOW()', 'The current time of day, in GMT.', [], 'Time', context =>
    new DateTimeValue(context.now()).timeIn('UTC'),
  ),

  TIMEVALUE: strict(
    'TIMEVALUE(expression)',
    'A date/time, or a text HH:MM:SS.MS, as time of day in GMT.',
    [['DateTime', 'Text', 'Time']],
    'Time',
    value => {
      if (value instanceof TimeValue) return value
      return value instanceof DateTimeValue ? value.timeIn('UTC') : parseTime(value)
    },
  ),

  TODAY: contextual('TODAY()', "The current date in the user's time zone.", [], 'Date', context =>
    new DateTimeValue(context.now()).dateIn(context.timeZone),
  ),

  UNIXTIMESTAMP: strict(
    'UNIXTIMESTAMP(date)',
    'The seconds since 1970-01-01 00:00:00 GMT; of a time, those since midnight.',
    [['Date', 'DateTime', 'Time']],
    'Number',
    value => Math.trunc((value instanceof DateValue ? value.epochDay * MS_PER_DAY : value.ms) / 1000) || 0,
  ),

  WEEKDAY: strict(
    'WEEKDAY(date)',
    'The day of the week, 1 (Sunday) to 7 (Saturday).',
    ['Date'],
    'Number',
    date => ((((date.epochDay + 4) % 7) + 7) % 7) + 1,
  ),

  YEAR: strict('YEAR(date)', 'The year.', ['Date'], 'Number', date => date.year),
} satisfies Record<string, FormulaFunction>

function addMonths(date: DateValue, months: number): DateValue {
  const isLastDay = date.addDays(1).day === 1
  const from = isLastDay ? date.addDays(1) : date
  const index = from.year * 12 + from.month - 1 + months
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  const first = new DateValue(daysFromCivil(year, month, 1))
  const length = daysFromCivil(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - first.epochDay
  const moved = first.addDays(Math.min(from.day, length) - 1)
  return dateAt(moved.epochDay - (isLastDay ? 1 : 0), 'ADDMONTHS')
}

const dayOf = (value: DateValue | DateTimeValue): DateValue =>
  value instanceof DateValue ? value : value.dateIn('UTC')

const dayOfYear = (date: DateValue): number => date.epochDay - daysFromCivil(date.year, 1, 1) + 1

/// The ISO week belongs to the year of its Thursday.
function isoWeek(date: DateValue): { week: number; year: number } {
  const mondayBased = (((date.epochDay + 3) % 7) + 7) % 7
  const thursday = date.addDays(3 - mondayBased)
  return { week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1, year: thursday.year }
}

function duration(seconds: number, includeDays: boolean): string {
  const total = Math.trunc(Math.abs(seconds))
  if (!Number.isSafeInteger(total)) throw new FormulaError('FORMATDURATION', 'The number of seconds is too large')
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const hours = includeDays ? `${Math.floor(total / 86_400)}:${two((total / 3600) % 24)}` : two(total / 3600)
  return `${hours}:${two((total / 60) % 60)}:${two(total % 60)}`
}

/// The readers below take what Java's SimpleDateFormat takes when it is not lenient: one or more digits per part,
/// blanks before a part, anything after the last.
///
/// Source: FunctionDateValue, FunctionDatetimeValue, FunctionTimeValue in the formula engine.
function parseDate(text: string): DateValue {
  const match = /^(\d{4})-[ \t]*(\d+)-[ \t]*(\d+)/.exec(text)
  const date = match && DateValue.of(Number(match[1]), Number(match[2]), Number(match[3]))
  if (!date) throw new FormulaError('DATEVALUE', `"${text}" is not a date of the form YYYY-MM-DD`)
  return date
}

function parseDateTime(text: string): DateTimeValue {
  const match = /^(\d{4})-[ \t]*(\d+)-[ \t]*(\d+) [ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)/.exec(text)
  const date = match && DateValue.of(Number(match[1]), Number(match[2]), Number(match[3]))
  const time = match && clock(Number(match[4]), Number(match[5]), Number(match[6]), 0)
  if (!date || time === undefined || time === null)
    throw new FormulaError('DATETIMEVALUE', `"${text}" is not a date/time of the form YYYY-MM-DD HH:MM:SS`)
  return new DateTimeValue(date.epochDay * MS_PER_DAY + time)
}

function parseTime(text: string): TimeValue {
  const match = /^[ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)\.[ \t]*(\d+)$/.exec(text)
  const time = match && clock(Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4]))
  if (time === undefined || time === null) throw new FormulaError('TIMEVALUE', `Invalid time format: ${text}`)
  return new TimeValue(time)
}

/// Milliseconds since midnight, or undefined when there is no such time.
function clock(hour: number, minute: number, second: number, millisecond: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59 || millisecond > 999) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}
