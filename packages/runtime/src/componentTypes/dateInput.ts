import { DATE, DateTimeValue, DateValue, type Value } from '@millrace/values'
import type { AttributeReader, PropertyDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { inputMessages } from './inputMessages.ts'
import { input, message, messageOf, validation } from './input.ts'

/// What inputs of dates check.
export const DATE_VALIDATION: readonly PropertyDeclaration[] = [
  validation({ name: 'min', label: 'Min', type: 'date', help: 'The first day allowed, 2026-01-31 or mapped.' }),
  validation({ name: 'max', label: 'Max', type: 'date', help: 'The last day allowed.' }),
  message('messageWhenRangeUnderflow', 'Message When Too Early', 'Enter January 31, 2026 or later.'),
  message('messageWhenRangeOverflow', 'Message When Too Late', 'Enter January 31, 2026 or earlier.'),
  message('messageWhenBadInput', 'Message When It Is No Date', '"2/30" is not a date.'),
]

/// A Date, also from a Date/Time (the user's day) and from text.
export function asDate(value: Value, timeZone: string): DateValue | null {
  if (value instanceof DateValue) return value
  if (value instanceof DateTimeValue) return value.dateIn(timeZone)
  return typeof value === 'string' ? (DateValue.parse(value) ?? null) : null
}

/// The days between which a date must be.
export function dateLimits(reader: Pick<AttributeReader, 'attribute' | 'timeZone'>): {
  min?: DateValue
  max?: DateValue
} {
  const limit = (name: string) => asDate(asValue(reader.attribute(name)), reader.timeZone)
  const [min, max] = [limit('min'), limit('max')]
  return { ...(min ? { min } : {}), ...(max ? { max } : {}) }
}

/// Why [value] is too early or too late.
export function dateProblem(value: Value, reader: AttributeReader): string | undefined {
  const date = asDate(value, reader.timeZone)
  const { min, max } = dateLimits(reader)
  const text = (limit: DateValue): string =>
    new Intl.DateTimeFormat(reader.locale.replaceAll('_', '-'), { dateStyle: 'long', timeZone: 'UTC' }).format(
      limit.epochDay * 86_400_000,
    )
  if (date && min && date.epochDay < min.epochDay)
    return messageOf(reader, 'messageWhenRangeUnderflow', inputMessages(reader.locale).notBefore(text(min)))
  if (date && max && date.epochDay > max.epochDay)
    return messageOf(reader, 'messageWhenRangeOverflow', inputMessages(reader.locale).notAfter(text(max)))
  return undefined
}

/// Date Input: a day.
export const dateInput = input({
  type: 'DateInput',
  iconName: 'utility:date_input',
  label: 'Date Input',
  help: 'A day, typed as the user’s locale writes it or chosen from a calendar.',
  valueType: () => DATE,
  readable: 'date',
  read: (value, reader) => asDate(value, reader.timeZone),
  attributes: DATE_VALIDATION,
  problem: dateProblem,
})
