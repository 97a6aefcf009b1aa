import { lastTraces, saveRuns } from '@millrace/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { forgetOldRuns } from './runRetention.ts'

const DAY = 86_400_000

let server: ExampleServer
beforeAll(async () => void (server = await exampleServer()))
afterAll(() => server?.close())

it('forgets runs that are older than they are kept, and none that wait', async () => {
  const { database, administratorId } = server.org
  const now = Date.now()
  const run = (days: number, state: 'finished' | 'waiting') => ({
    id: crypto.randomUUID(),
    flow: 'Kept',
    version: '1',
    userId: administratorId,
    state,
    inputs: [],
    outputs: [],
    fault: null,
    trace: `${state} ${days}`,
    usage: {},
    startedAt: now - days * DAY,
    endedAt: now - days * DAY,
  })
  await saveRuns(database, [run(1, 'finished'), run(8, 'finished'), run(9, 'waiting')])
  const stop = forgetOldRuns({ database, keepDays: () => 7, now: () => now, say: line => expect.fail(line) })
  stop()
  await expect.poll(() => lastTraces(database, 'Kept', 10)).toEqual(['finished 1', 'waiting 9'])
})
