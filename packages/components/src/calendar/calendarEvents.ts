import { type ComponentState, fieldValue } from '@millrace/runtime'
import { DateTimeValue, DateValue, RecordValue, TimeValue, type Value } from '@millrace/values'
import { instantOf } from '../inputs/localeDates.ts'

/// A record as a calendar shows it: on days, and on the clock unless it takes them whole.
export interface CalendarEvent {
  readonly record: RecordValue
  readonly key: string
  readonly firstDay: DateValue
  readonly lastDay: DateValue
  readonly isAllDay: boolean
  readonly start: DateTimeValue
  readonly end: DateTimeValue
  /// Minutes since midnight on the first and on the last day.
  readonly startMinute: number
  readonly endMinute: number
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/// The records with a start, by their start. One without an end takes an hour, or its day.
export function calendarEvents(
  state: ComponentState,
  apiName: string,
  records: readonly Value[],
  timeZone: string,
): CalendarEvent[] {
  const name = (attribute: string): string => String(state.attribute(apiName, attribute) ?? '')
  const [startField, endField, allDayField] = [name('startField'), name('endField'), name('allDayField')]
  const events = records.flatMap((record, i): CalendarEvent[] => {
    if (!(record instanceof RecordValue)) return []
    const start = fieldValue(record, startField)
    const end = endField ? fieldValue(record, endField) : null
    const isWhole = start instanceof DateValue || (allDayField !== '' && fieldValue(record, allDayField) === true)
    const from = instantOfValue(start, timeZone)
    if (!from) return []
    const until = instantOfValue(end, timeZone) ?? new DateTimeValue(from.ms + HOUR_MS)
    const to = until.ms < from.ms ? from : until
    // Days that a record takes whole have no zone: Salesforce keeps them at midnight GMT.
    const dayZone = isWhole && !(start instanceof DateValue) ? 'UTC' : timeZone
    const firstDay = start instanceof DateValue ? start : from.dateIn(dayZone)
    const lastDay = lastDayOf(start, end, to, isWhole, dayZone)
    return [
      {
        record,
        key: record.id ?? String(i),
        firstDay,
        lastDay: lastDay.epochDay < firstDay.epochDay ? firstDay : lastDay,
        isAllDay: isWhole,
        start: from,
        end: to,
        startMinute: from.timeIn(timeZone).ms / MINUTE_MS,
        endMinute: to.timeIn(timeZone).ms / MINUTE_MS,
      },
    ]
  })
  return events.sort((a, b) => Number(b.isAllDay) - Number(a.isAllDay) || a.start.ms - b.start.ms)
}

function instantOfValue(value: Value, timeZone: string): DateTimeValue | undefined {
  if (value instanceof DateTimeValue) return value
  return value instanceof DateValue ? instantOf(value, new TimeValue(0), timeZone) : undefined
}

function lastDayOf(start: Value, end: Value, to: DateTimeValue, isWhole: boolean, zone: string): DateValue {
  if (end instanceof DateValue) return end
  if (isWhole && end === null) return start instanceof DateValue ? start : to.dateIn(zone)
  // What ends at midnight ends on the day before.
  return new DateTimeValue(to.ms - 1).dateIn(zone)
}

/// Those of [events] that are on [day].
export const eventsOn = (events: readonly CalendarEvent[], day: DateValue): CalendarEvent[] =>
  events.filter(event => event.firstDay.epochDay <= day.epochDay && day.epochDay <= event.lastDay.epochDay)

/// What the event Event Move carries when [event] goes so many days and minutes on.
export function moved(event: CalendarEvent, days: number, minutes: number, timeZone: string) {
  const startDate = event.firstDay.addDays(days)
  if (event.isAllDay) {
    const shift = days * 24 * HOUR_MS
    return { start: new DateTimeValue(event.start.ms + shift), end: new DateTimeValue(event.end.ms + shift), startDate }
  }
  // Days keep the clock's time, also across a change to summer time.
  const day = event.start.dateIn(timeZone).addDays(days)
  const start = new DateTimeValue(instantOf(day, event.start.timeIn(timeZone), timeZone).ms + minutes * MINUTE_MS)
  return { start, end: new DateTimeValue(start.ms + event.end.ms - event.start.ms), startDate: start.dateIn(timeZone) }
}
