const MS_PER_DAY = 86_400_000

/// A Date: a day without time or zone. Equal days are equal by `epochDay` (days since 1970-01-01).
export class DateValue {
  readonly epochDay: number

  constructor(epochDay: number) {
    this.epochDay = epochDay
  }

  /// Undefined when the day does not exist (month 13, February 30) or the year is outside 1 to 9999.
  static of(year: number, month: number, day: number): DateValue | undefined {
    if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
      return undefined
    return new DateValue(daysFromCivil(year, month, day))
  }

  /// `YYYY-MM-DD`, or undefined.
  static parse(text: string): DateValue | undefined {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
    return match ? DateValue.of(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
  }

  get year(): number {
    return civilFromDays(this.epochDay).year
  }

  get month(): number {
    return civilFromDays(this.epochDay).month
  }

  get day(): number {
    return civilFromDays(this.epochDay).day
  }

  addDays(days: number): DateValue {
    return new DateValue(this.epochDay + days)
  }

  toString(): string {
    const { year, month, day } = civilFromDays(this.epochDay)
    return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
  }

  toJSON(): string {
    return this.toString()
  }
}

/// A Date/Time: an instant, in milliseconds since 1970-01-01T00:00:00Z.
export class DateTimeValue {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }

  /// ISO 8601 with a zone: `2024-01-31T10:00:00Z`, `…10:00:00.000+0000`, `…+02:00`. Undefined when it is not one.
  static parse(text: string): DateTimeValue | undefined {
    const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i.exec(
      text,
    )
    if (!match) return undefined
    const date = DateValue.parse(match[1]!)
    const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
    if (!date || hour > 23 || minute > 59 || second > 59) return undefined
    const fraction = Math.floor(Number(`0.${match[5] ?? '0'}`) * 1000)
    return new DateTimeValue(
      date.epochDay * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offsetMs(match[6]!),
    )
  }

  /// Midnight GMT of [date].
  static startOf(date: DateValue): DateTimeValue {
    return new DateTimeValue(date.epochDay * MS_PER_DAY)
  }

  /// The day it is in [timeZone] (an IANA name such as "America/Los_Angeles") at this instant.
  dateIn(timeZone: string): DateValue {
    return new DateValue(Math.floor((this.ms + zoneOffsetMs(timeZone, this.ms)) / MS_PER_DAY))
  }

  /// The clock time in [timeZone] at this instant.
  timeIn(timeZone: string): TimeValue {
    return new TimeValue(modulo(this.ms + zoneOffsetMs(timeZone, this.ms), MS_PER_DAY))
  }

  toString(): string {
    return new Date(this.ms).toISOString()
  }

  /// As Salesforce's REST API prints it: `2024-01-31T10:00:00.000+0000`.
  toJSON(): string {
    return this.toString().replace('Z', '+0000')
  }
}

/// A Time of day, in milliseconds since midnight (0 to 86,399,999).
export class TimeValue {
  readonly ms: number

  constructor(ms: number) {
    this.ms = modulo(ms, MS_PER_DAY)
  }

  /// `HH:MM:SS`, with optional `.mmm` and trailing `Z`; undefined when it is not one.
  static parse(text: string): TimeValue | undefined {
    const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text)
    if (!match) return undefined
    const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
    if (hour > 23 || minute > 59 || second > 59) return undefined
    return new TimeValue(((hour * 60 + minute) * 60 + second) * 1000 + Number((match[4] ?? '0').padEnd(3, '0')))
  }

  get hour(): number {
    return Math.floor(this.ms / 3_600_000)
  }

  get minute(): number {
    return Math.floor(this.ms / 60_000) % 60
  }

  get second(): number {
    return Math.floor(this.ms / 1000) % 60
  }

  get millisecond(): number {
    return this.ms % 1000
  }

  toString(): string {
    return `${pad(this.hour)}:${pad(this.minute)}:${pad(this.second)}.${pad(this.millisecond, 3)}`
  }

  toJSON(): string {
    return `${this.toString()}Z`
  }
}

/// Days since 1970-01-01 of a day in the Gregorian calendar, which is used for all years.
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civilFromDays(epochDay: number): { year: number; month: number; day: number } {
  const z = epochDay + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const offsetFormats = new Map<string, Intl.DateTimeFormat>()
const offsetCache = new Map<string, number>()

/// How far [timeZone] is ahead of GMT at the instant [ms], in milliseconds. Offsets change on quarter hours only,
/// so one look-up per zone and quarter hour is kept.
export function zoneOffsetMs(timeZone: string, ms: number): number {
  if (timeZone === 'UTC' || timeZone === 'GMT') return 0
  const bucket = Math.floor(ms / 900_000)
  const key = `${timeZone}|${bucket}`
  const known = offsetCache.get(key)
  if (known !== undefined) return known
  let format = offsetFormats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    offsetFormats.set(timeZone, format)
  }
  const parts: Record<string, string> = {}
  for (const part of format.formatToParts(bucket * 900_000)) parts[part.type] = part.value
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year'])
  const local =
    daysFromCivil(year, Number(parts['month']), Number(parts['day'])) * MS_PER_DAY +
    ((Number(parts['hour']) * 60 + Number(parts['minute'])) * 60 + Number(parts['second'])) * 1000
  const offset = local - bucket * 900_000
  if (offsetCache.size > 10_000) offsetCache.clear()
  offsetCache.set(key, offset)
  return offset
}

function offsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
