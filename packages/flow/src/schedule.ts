import type { FlowSchedule } from '@millrace/metadata'
import { DateTimeValue, DateValue, daysInMonth, TimeValue } from '@millrace/values'
import { instantIn } from './waitTimes.ts'

const HOUR = 3_600_000

/// The first time after [ms] at which a flow with [schedule] starts; null when there is none any more, and for a schedule
/// that begins when the flow is activated. Its date and time are those of clocks in [timeZone].
///
/// Source: Metadata API Developer Guide, FlowSchedule; Salesforce Help, "Schedule-Triggered Flow".
export function nextStart(schedule: Omit<FlowSchedule, 'xml'>, ms: number, timeZone: string): number | null {
  const date = DateValue.parse(schedule.startDate ?? '')
  const time = TimeValue.parse(schedule.startTime ?? '00:00:00.000Z')
  if (!date || !time) return null
  const first = instantIn(date, time, timeZone)
  if (first > ms) return first
  if (schedule.frequency === 'Hourly') return first + (Math.floor((ms - first) / HOUR) + 1) * HOUR
  const comes = DAYS[schedule.frequency ?? '']
  if (!comes) return null
  let day = new DateTimeValue(ms).dateIn(timeZone)
  for (let i = 0; i <= LONGEST; i++, day = day.addDays(1)) {
    const at = instantIn(day, time, timeZone)
    if (at > ms && comes(day, date)) return at
  }
  return null
}

/// Days from one February 29 to the next, at most.
const LONGEST = 8 * 366

/// Whether a schedule that began on the second day comes on the first, by its frequency.
const DAYS: Readonly<Record<string, (day: DateValue, first: DateValue) => boolean>> = {
  Daily: () => true,
  Weekdays: day => weekday(day) < 5,
  Weekly: (day, first) => weekday(day) === weekday(first),
  // A month without that day has its last one.
  Monthly: (day, first) => day.day === Math.min(first.day, daysInMonth(day.year, day.month)),
  Yearly: (day, first) =>
    day.month === first.month && day.day === Math.min(first.day, daysInMonth(day.year, day.month)),
}

/// 0: Monday. 1970-01-01 was a Thursday.
const weekday = ({ epochDay }: DateValue): number => (((epochDay + 3) % 7) + 7) % 7
