import { DateTimeValue, DateValue, TimeValue, zoneOffsetMs } from '@millrace/values'
import { languageTag } from './languageTag.ts'

// How people in a locale write dates and times, and how what they type is read.

const MS_PER_DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(languageTag(locale), { timeZone: 'UTC', ...options })))
  return made
}

const printed = (date: DateValue, locale: string, options: Intl.DateTimeFormatOptions): string =>
  format(locale, options).format(date.epochDay * MS_PER_DAY)

/// "Jan 31, 2026"
export const dateText = (date: DateValue, locale: string): string => printed(date, locale, { dateStyle: 'medium' })

/// "Saturday, January 31, 2026"
export const fullDateText = (date: DateValue, locale: string): string => printed(date, locale, { dateStyle: 'full' })

/// "January 2026"
export const monthText = (date: DateValue, locale: string): string =>
  printed(date, locale, { month: 'long', year: 'numeric' })

export const monthName = (date: DateValue, locale: string): string => printed(date, locale, { month: 'long' })

/// "Sat" or "Saturday"
export const weekdayText = (date: DateValue, locale: string, width: 'short' | 'long' | 'narrow'): string =>
  printed(date, locale, { weekday: width })

/// "1:30 PM"
export const timeText = (time: TimeValue, locale: string): string =>
  format(locale, { timeStyle: 'short' }).format(time.ms).replaceAll('\u202f', ' ')

/// "1 PM"
export const hourText = (hour: number, locale: string): string =>
  format(locale, { hour: 'numeric' }).format(hour * 3_600_000)

/// How a date is typed in [locale], for a placeholder: "M/D/YYYY".
export function dateHint(locale: string): string {
  const names: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = { year: 'YYYY', month: 'MM', day: 'DD' }
  const parts = format(locale, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(0)
  return parts.map(part => names[part.type] ?? part.value).join('')
}

/// The day that [text] writes: ISO, numbers in the locale's order ("1/31/26"), or with the month's name. Undefined when
/// it writes none.
export function readDate(text: string, locale: string): DateValue | undefined {
  const iso = DateValue.parse(text.trim())
  if (iso) return iso
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+|\d+/gu) ?? []
  const month = words.map(word => monthNamed(word, locale)).find(found => found !== undefined)
  const numbers = words.filter(word => /^\d+$/.test(word))
  const order = orderOf(locale).filter(part => part !== 'month' || month === undefined)
  if (numbers.length !== order.length) return undefined
  const part = (name: 'year' | 'month' | 'day') => numbers[order.indexOf(name)] ?? ''
  const year = part('year')
  return DateValue.of(
    year.length <= 2 ? fullYear(Number(year)) : Number(year),
    month ?? Number(part('month')),
    Number(part('day')),
  )
}

// Two digits mean the century in which the year is nearer, as Lightning reads them.
const fullYear = (year: number): number => (year < 50 ? 2000 + year : 1900 + year)

function orderOf(locale: string): ('year' | 'month' | 'day')[] {
  const parts = format(locale, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(0)
  return parts.map(part => part.type).filter(type => type === 'year' || type === 'month' || type === 'day')
}

function monthNamed(word: string, locale: string): number | undefined {
  if (/^\d+$/.test(word) || word.length < 2) return undefined
  for (let month = 1; month <= 12; month++) {
    const date = DateValue.of(2026, month, 1)!
    const names = [monthName(date, locale), printed(date, locale, { month: 'short' })]
    if (names.some(name => name.toLowerCase().replaceAll('.', '').startsWith(word))) return month
  }
  return undefined
}

/// The time of day that [text] writes ("1:30 PM", "13:30", "9"); undefined when it writes none.
export function readTime(text: string, locale: string): TimeValue | undefined {
  const match = /^\D*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?(?:[:.](\d{2}))?/.exec(text.trim())
  if (!match) return undefined
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  const half = dayHalf(text, locale)
  if (hour > 23 || minute > 59 || second > 59 || (half && (hour < 1 || hour > 12))) return undefined
  const hours = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour
  return new TimeValue(((hours * 60 + minute) * 60 + second) * 1000)
}

function dayHalf(text: string, locale: string): 'am' | 'pm' | undefined {
  const letters = text.toLowerCase().replace(/[\d:.,\s\u202f]/g, '')
  if (letters === '') return undefined
  const sign = (hour: number): string =>
    format(locale, { hour: 'numeric', hour12: true })
      .formatToParts(hour * 3_600_000)
      .find(part => part.type === 'dayPeriod')
      ?.value.toLowerCase()
      .replace(/[.\s]/g, '') ?? ''
  if (letters === sign(1) || letters === 'am' || letters === 'a') return 'am'
  return letters === sign(13) || letters === 'pm' || letters === 'p' ? 'pm' : undefined
}

/// The instant at which clocks in [timeZone] show [date] and [time]. Where they show it twice, the first; where they
/// skip it, as much later as they skip.
export function instantOf(date: DateValue, time: TimeValue, timeZone: string): DateTimeValue {
  const local = date.epochDay * MS_PER_DAY + time.ms
  const before = local - zoneOffsetMs(timeZone, local - MS_PER_DAY / 2)
  const after = local - zoneOffsetMs(timeZone, local + MS_PER_DAY / 2)
  const shows = (ms: number) => ms + zoneOffsetMs(timeZone, ms) === local
  return new DateTimeValue(shows(before) ? before : shows(after) ? after : before)
}

/// The first day of the week in [locale]: 1 is Monday, 7 Sunday.
export function firstWeekday(locale: string): number {
  const info: Intl.Locale & WeekInfo = new Intl.Locale(languageTag(locale))
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 7
}

interface WeekInfo {
  getWeekInfo?(): { readonly firstDay: number }
  readonly weekInfo?: { readonly firstDay: number }
}

/// 1 is Monday, 7 Sunday.
export const weekdayOf = (date: DateValue): number => ((((date.epochDay + 3) % 7) + 7) % 7) + 1

/// The first day of the week that [date] is in.
export const startOfWeek = (date: DateValue, locale: string): DateValue =>
  date.addDays(-((weekdayOf(date) - firstWeekday(locale) + 7) % 7))

/// [months] later, on the same day or the month's last.
export function addMonths(date: DateValue, months: number): DateValue {
  const index = date.year * 12 + date.month - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  for (let day = date.day; day >= 28; day--) {
    const found = DateValue.of(year, month, day)
    if (found) return found
  }
  return DateValue.of(year, month, date.day) ?? date
}
