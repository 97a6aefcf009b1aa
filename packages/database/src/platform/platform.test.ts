import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'
import { createPlatformTables, findRun, saveRuns, type RunRecord } from './index.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

it('a database from before runs could wait takes runs that wait', async () => {
  const { database } = fresh
  await createPlatformTables(database)
  await database.query(`alter table millrace.runs drop constraint runs_state_check,
    add constraint runs_state_check check (state in ('finished', 'failed', 'cancelled', 'timed out'))`)
  const run: RunRecord = {
    id: '5b3a1c62-7f0e-4f4c-9d70-6c0a0f5f7a11',
    flow: 'Waits',
    version: 'v',
    userId: 'u',
    state: 'waiting',
    inputs: [],
    outputs: null,
    fault: null,
    trace: [],
    usage: {},
    startedAt: 0,
    endedAt: 0,
  }
  await expect(saveRuns(database, [run])).rejects.toThrow('runs_state_check')
  await createPlatformTables(database)
  await createPlatformTables(database)
  await saveRuns(database, [run])
  expect(await findRun(database, run.id)).toMatchObject({ state: 'waiting', fault: null, awaits: [] })
})
