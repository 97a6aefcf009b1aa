import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FreshDatabase } from '../../../../scripts/freshDatabase.ts'
import { freshDatabase } from '../../../../scripts/freshDatabase.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

describe('types', () => {
  const cases: [sql: string, value: unknown][] = [
    ["date '2026-03-29'", '2026-03-29'],
    ["timestamptz '2026-03-29 02:30:00+02'", '2026-03-29 00:30:00+00'],
    ['12345678901234567890.10::numeric', '12345678901234567890.10'],
    ['9007199254740993::int8', '9007199254740993'],
    ['7::int4', 7],
    ['true', true],
    ['ARRAY[1.10, 2]::numeric[]', ['1.10', '2']],
    ["ARRAY['2026-01-31'::date]", ['2026-01-31']],
    ['\'{"a": [1]}\'::jsonb', { a: [1] }],
    ['NULL::numeric', null],
  ]
  it.each(cases)('%s', async (sql, value) => {
    const { rows } = await fresh.database.query({ text: `SELECT ${sql}`, rowMode: 'array' })
    expect(rows).toEqual([[value]])
  })
})
