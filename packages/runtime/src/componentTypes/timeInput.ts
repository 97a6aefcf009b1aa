import { TIME, TimeValue, type Value } from '@millrace/values'
import type { AttributeReader } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { inputMessages } from './inputMessages.ts'
import { input, message, messageOf, validation } from './input.ts'

/// A Time, also from text.
export function asTime(value: Value): TimeValue | null {
  if (value instanceof TimeValue) return value
  return typeof value === 'string' ? (TimeValue.parse(value) ?? null) : null
}

function timeProblem(value: Value, reader: AttributeReader): string | undefined {
  const time = asTime(value)
  const [min, max] = [asTime(asValue(reader.attribute('min'))), asTime(asValue(reader.attribute('max')))]
  const text = (limit: TimeValue): string =>
    new Intl.DateTimeFormat(reader.locale.replaceAll('_', '-'), { timeStyle: 'short', timeZone: 'UTC' }).format(
      limit.ms,
    )
  if (time && min && time.ms < min.ms)
    return messageOf(reader, 'messageWhenRangeUnderflow', inputMessages(reader.locale).notBefore(text(min)))
  if (time && max && time.ms > max.ms)
    return messageOf(reader, 'messageWhenRangeOverflow', inputMessages(reader.locale).notAfter(text(max)))
  return undefined
}

/// Time Input: a time of day.
export const timeInput = input({
  type: 'TimeInput',
  iconName: 'utility:clock',
  label: 'Time Input',
  help: 'A time of day, typed or chosen from a list.',
  valueType: () => TIME,
  readable: 'time',
  read: asTime,
  attributes: [
    { name: 'interval', label: 'Interval', type: 'number', default: 15, help: 'Minutes between the times offered.' },
    validation({ name: 'min', label: 'Min', type: 'text', help: 'The first time allowed, 08:00.' }),
    validation({ name: 'max', label: 'Max', type: 'text', help: 'The last time allowed, 18:00.' }),
    message('messageWhenRangeUnderflow', 'Message When Too Early', 'Enter 8:00 AM or later.'),
    message('messageWhenRangeOverflow', 'Message When Too Late', 'Enter 6:00 PM or earlier.'),
    message('messageWhenBadInput', 'Message When It Is No Time', '"25:00" is not a time.'),
  ],
  problem: timeProblem,
})
