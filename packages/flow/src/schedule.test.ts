import { expect, it } from 'vitest'
import { nextStart } from './schedule.ts'

const at = (text: string) => Date.parse(text)

it.each<[frequency: string, startDate: string, after: string, zone: string, next: string | null]>([
  ['Once', '2026-01-31', '2026-01-30T00:00:00Z', 'UTC', '2026-01-31T08:00:00Z'],
  ['Once', '2026-01-31', '2026-01-31T08:00:00Z', 'UTC', null],
  ['Daily', '2026-01-31', '2026-01-31T08:00:00Z', 'UTC', '2026-02-01T08:00:00Z'],
  ['Daily', '2026-01-31', '2026-03-07T20:00:00Z', 'America/New_York', '2026-03-08T12:00:00Z'],
  ['Daily', '2026-01-31', '2026-03-06T20:00:00Z', 'America/New_York', '2026-03-07T13:00:00Z'],
  ['Hourly', '2026-01-31', '2026-02-01T09:30:00Z', 'UTC', '2026-02-01T10:00:00Z'],
  ['Weekdays', '2026-01-01', '2026-01-02T08:00:00Z', 'UTC', '2026-01-05T08:00:00Z'],
  ['Weekly', '2026-01-01', '2026-01-01T08:00:00Z', 'UTC', '2026-01-08T08:00:00Z'],
  ['Monthly', '2026-01-31', '2026-01-31T08:00:00Z', 'UTC', '2026-02-28T08:00:00Z'],
  ['Yearly', '2024-02-29', '2024-03-01T08:00:00Z', 'UTC', '2025-02-28T08:00:00Z'],
  ['Sometimes', '2026-01-31', '2026-02-01T08:00:00Z', 'UTC', null],
  ['Daily', 'soon', '2026-02-01T08:00:00Z', 'UTC', null],
])('%s from %s on, after %s in %s: %s', (frequency, startDate, after, zone, next) => {
  const found = nextStart({ frequency, startDate, startTime: '08:00:00.000Z' }, at(after), zone)
  expect(found).toBe(next && at(next))
})
