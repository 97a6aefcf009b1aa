import { DATETIME, DateTimeValue, DateValue } from '@millrace/values'
import { DATE_VALIDATION, dateProblem } from './dateInput.ts'
import { input } from './input.ts'

/// Date/Time Input: an instant, as a day and a time in the user's time zone.
export const dateTimeInput = input({
  type: 'DateTimeInput',
  iconName: 'utility:date_time',
  label: 'Date/Time Input',
  help: 'A day and a time on the clocks of the user’s time zone.',
  valueType: () => DATETIME,
  readable: 'dateTime',
  read(value) {
    if (value instanceof DateTimeValue) return value
    if (value instanceof DateValue) return DateTimeValue.startOf(value)
    return typeof value === 'string' ? (DateTimeValue.parse(value) ?? null) : null
  },
  attributes: DATE_VALIDATION,
  problem: dateProblem,
})
