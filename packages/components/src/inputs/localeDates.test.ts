import { DateTimeValue, DateValue, TimeValue } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { addMonths, dateHint, instantOf, readDate, readTime, startOfWeek } from './localeDates.ts'

const day = (text: string) => DateValue.parse(text)!

describe('reading a date', () => {
  const cases: [locale: string, text: string, expected: string | undefined][] = [
    ['en_US', '1/31/2026', '2026-01-31'],
    ['en_US', '1/31/26', '2026-01-31'],
    ['en_US', '1/31/70', '1970-01-31'],
    ['en_US', '2026-01-31', '2026-01-31'],
    ['en_US', 'Jan 31, 2026', '2026-01-31'],
    ['en_US', '31 january 2026', '2026-01-31'],
    ['en_US', '2/30/2026', undefined],
    ['en_US', '31/1/2026', undefined],
    ['en_US', 'soon', undefined],
    ['en_GB', '31/1/2026', '2026-01-31'],
    ['de_DE', '31.01.2026', '2026-01-31'],
    ['de_DE', '31. März 2026', '2026-03-31'],
    ['fr_FR', '31 janv. 2026', '2026-01-31'],
    ['ja_JP', '2026/1/31', '2026-01-31'],
  ]
  for (const [locale, text, expected] of cases)
    it(`${locale} "${text}"`, () => {
      expect(readDate(text, locale)?.toString()).toBe(expected)
    })
})

describe('reading a time', () => {
  const cases: [locale: string, text: string, expected: string | undefined][] = [
    ['en_US', '1:30 PM', '13:30:00.000'],
    ['en_US', '1:30pm', '13:30:00.000'],
    ['en_US', '12:00 AM', '00:00:00.000'],
    ['en_US', '12 p', '12:00:00.000'],
    ['en_US', '9', '09:00:00.000'],
    ['en_US', '0930', '09:30:00.000'],
    ['en_US', '13:30', '13:30:00.000'],
    ['en_US', '13:30 PM', undefined],
    ['en_US', '24:00', undefined],
    ['en_US', 'noon', undefined],
    ['de_DE', '13:30:15', '13:30:15.000'],
    ['fr_FR', '13h30', '13:30:00.000'],
  ]
  for (const [locale, text, expected] of cases)
    it(`${locale} "${text}"`, () => {
      expect(readTime(text, locale)?.toString()).toBe(expected)
    })
})

describe('the instant of a day and a time', () => {
  it.each([
    ['2026-01-31', '10:00:00', 'America/New_York', '2026-01-31T15:00:00.000Z'],
    ['2026-07-31', '10:00:00', 'Europe/Berlin', '2026-07-31T08:00:00.000Z'],
    // The clock shows 1:30 twice: the first.
    ['2026-11-01', '01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // It shows 2:30 never: an hour later.
    ['2026-03-08', '02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ])('%s %s in %s', (date, time, zone, expected) => {
    expect(instantOf(day(date), TimeValue.parse(time)!, zone)).toEqual(DateTimeValue.parse(expected))
  })
})

it('a month later is the same day or the last', () => {
  expect(addMonths(day('2026-01-31'), 1).toString()).toBe('2026-02-28')
  expect(addMonths(day('2026-01-31'), -2).toString()).toBe('2025-11-30')
  expect(addMonths(day('2024-02-29'), 12).toString()).toBe('2025-02-28')
})

it.each([
  ['en_US', '2026-01-11'],
  ['de_DE', '2026-01-12'],
])('a week begins as in %s', (locale, expected) => {
  expect(startOfWeek(day('2026-01-15'), locale).toString()).toBe(expected)
})

it.each([
  ['en_US', 'MM/DD/YYYY'],
  ['de_DE', 'DD.MM.YYYY'],
])('how a date is typed in %s', (locale, expected) => {
  expect(dateHint(locale)).toBe(expected)
})
