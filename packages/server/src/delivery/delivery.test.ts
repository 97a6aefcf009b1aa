import { addToOutbox, createPlatformTables, listOutbox } from '@millrace/database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'
import { Delivery, Refusal, type Send } from './delivery.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await createPlatformTables(fresh.database)
})
afterAll(() => fresh.drop())
beforeEach(async () => {
  await fresh.database.query('delete from millrace.outbox')
})

const put = (subjects: readonly string[], isToBeSent = true) =>
  addToOutbox(
    fresh.database,
    subjects.map(subject => ({
      kind: 'email',
      to: ['ada@example.com'],
      subject,
      body: '',
      relatedId: null,
      detail: {},
      runId: null,
      flow: null,
      userId: '005000000000001AAA',
      isToBeSent,
    })),
  )

const rows = async () =>
  (await listOutbox(fresh.database, { limit: 1000, flow: null, runId: null, userId: null })).toReversed()

/// Lets one delivery, or several at once, work until nothing is due or being sent any more.
async function deliver(send: Send, { workers = 1, retryAfterSeconds = [3600] } = {}): Promise<string[]> {
  const said: string[] = []
  const { database } = fresh
  const say = (line: string) => void said.push(line)
  const all = Array.from({ length: workers }, () => new Delivery({ database, send, retryAfterSeconds, say }))
  for (;;) {
    const { rows: due } = await database.query(
      "select from millrace.outbox where next_attempt_at < now() + interval '10 minutes'",
    )
    if (due.length === 0) break
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  await Promise.all(all.map(one => one.stop()))
  return said
}

describe('the delivery', () => {
  it('sends in the order in which messages came', async () => {
    await put(['a', 'b', 'c'])
    const sent: string[] = []
    await deliver(async message => void sent.push(message.subject!))
    expect(sent).toEqual(['a', 'b', 'c'])
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual(Array(3).fill(['sent', 1]))
  })

  it('leaves alone what is only recorded', async () => {
    await put(['a'], false)
    await deliver(async () => expect.unreachable())
    expect((await rows()).map(({ state }) => state)).toEqual(['recorded'])
  })

  it('of several servers sends each message once', async () => {
    const subjects = Array.from({ length: 40 }, (_, i) => String(i))
    await put(subjects)
    const sent: string[] = []
    const send = async (message: { subject: string | null }) => {
      sent.push(message.subject!)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    await deliver(send, { workers: 3 })
    expect(sent.toSorted()).toEqual(subjects.toSorted())
  })

  it.each<[fact: string, error: Error, retryAfterSeconds: number[], state: string, attempts: number, said: number]>([
    ['waits before it tries again', new Error('Later'), [3600], 'recorded', 1, 0],
    ['gives up after the last attempt', new Error('Later'), [0, 0], 'failed', 3, 1],
    ['does not try again what was refused', new Refusal('Never'), [0, 0], 'failed', 1, 1],
  ])('%s', async (_, error, retryAfterSeconds, state, attempts, said) => {
    await put(['a'])
    const fail = () => Promise.reject(error)
    const lines = await deliver(fail, { retryAfterSeconds })
    expect(lines).toHaveLength(said)
    expect(await rows()).toMatchObject([{ state, attempts, error: error.message }])
  })

  it('takes over what a server that was killed had taken', async () => {
    await put(['a'])
    await fresh.database.query(`update millrace.outbox set attempts = 1, next_attempt_at = now() - interval '1 second'`)
    const sent: string[] = []
    await deliver(async message => void sent.push(message.subject!))
    expect(sent).toEqual(['a'])
  })
})
