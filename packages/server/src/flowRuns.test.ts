import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '@millrace/database'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { createServer, openOrg } from './index.ts'

const FLOW = 'force-app/main/default/flows/Set_Contact_Status_Active.flow-meta.xml'
let server: ExampleServer
let id: string

beforeAll(async () => {
  server = await exampleServer({ runTimeoutMs: 700 })
  const { json } = await server.send('/services/data/v62.0/query?q=SELECT+Id+FROM+Contact+LIMIT+1')
  id = String((json as { records: { Id: string }[] }).records[0]!.Id)
})
afterAll(() => server.close())

const start = (headers: Record<string, string> = {}) =>
  server.send({
    method: 'POST',
    url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
    headers,
    payload: { inputs: [{ ContactIds: [id] }] },
  })

/// Someone else is changing the same contact all the while, so a run has to wait for it.
async function whileLocked(work: () => Promise<void>): Promise<void> {
  const tx = await server.org.database.begin()
  await tx.query({ text: 'select from "org"."Contact" where "Id" = $1 for update', values: [id] })
  try {
    await work()
  } finally {
    await tx.rollback()
  }
}

const stateOf = async (runId: unknown) =>
  ((await server.send(`/millrace/v1/runs/${String(runId)}`)).json as { state: string }).state

async function underWay(): Promise<{ id: string; state: string }> {
  for (;;) {
    const { runs } = (await server.send('/millrace/v1/runs')).json as { runs: { id: string; state: string }[] }
    const run = runs.find(({ state }) => state === 'running')
    if (run) return run
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

describe('a run that has to wait', () => {
  it('is stopped when its time is over', async () => {
    await whileLocked(async () => {
      const { status, headers, json } = await start()
      expect([status, json]).toMatchObject([400, [{ isSuccess: false, millrace: { state: 'timed out' } }]])
      expect(await stateOf(headers['millrace-run-id'])).toBe('timed out')
    })
  })

  it('tells how far it is, by its id and by its Idempotency-Key', async () => {
    await whileLocked(async () => {
      const answer = start({ 'idempotency-key': 'far' })
      const run = await underWay()
      for (const id of [run.id, 'far'])
        expect(await server.send(`/millrace/v1/runs/${id}/progress`)).toMatchObject({
          status: 200,
          json: { id: run.id, state: 'running', elements: expect.any(Number) },
        })
      await server.send({ method: 'DELETE', url: '/millrace/v1/runs/far' })
      await answer
      expect((await server.send('/millrace/v1/runs/far/progress')).status).toBe(404)
    })
  })

  it('is cancelled by its id', async () => {
    await whileLocked(async () => {
      const answer = start()
      const run = await underWay()
      expect((await server.send({ method: 'DELETE', url: `/millrace/v1/runs/${run.id}` })).status).toBe(204)
      expect(await answer).toMatchObject({ status: 400, json: [{ millrace: { runId: run.id, state: 'cancelled' } }] })
      expect(await stateOf(run.id)).toBe('cancelled')
    })
  })

  it('is cancelled by its Idempotency-Key', async () => {
    await whileLocked(async () => {
      const answer = start({ 'idempotency-key': 'waits' })
      await underWay()
      expect((await server.send({ method: 'DELETE', url: '/millrace/v1/runs/waits' })).status).toBe(204)
      expect((await answer).json).toMatchObject([{ millrace: { state: 'cancelled' } }])
    })
  })
})

it('an Idempotency-Key holds across servers on one database', async () => {
  const { url } = server.org.database
  const org = await openOrg({ folder: server.folder, openDatabase: () => openDatabase({ url }) })
  const app = await createServer({ org })
  const request = {
    method: 'POST' as const,
    url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
    headers: { 'idempotency-key': 'both', authorization: `Bearer ${server.token}` },
    payload: { inputs: [{ ContactIds: [id] }] },
  }
  const answers = await Promise.all([server.app.inject(request), app.inject(request), app.inject(request)])
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  await app.close()
  await org.close()
})

describe('who may run a flow', () => {
  let token: string

  beforeAll(async () => {
    const send = async (object: string, payload: object) =>
      (await server.send({ method: 'POST', url: `/services/data/v62.0/sobjects/${object}`, payload })).json as {
        id: string
      }
    const profile = await send('Profile', { Name: 'Standard User' })
    const user = await send('User', {
      LastName: 'Lee',
      Username: 'lee@millrace.example',
      Email: 'lee@millrace.example',
      ProfileId: profile.id,
    })
    token = await server.org.credentials.issue('token', user.id)
    const { json } = await server.send('/services/data/v62.0/query?q=SELECT+Id+FROM+PermissionSet')
    const [permissionSet] = (json as { records: { Id: string }[] }).records
    expect((await startAs()).status).toBe(403)
    await send('PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: permissionSet!.Id })
    await server.org.reload()
  })

  const startAs = () => start({ authorization: `Bearer ${token}` })
  const as = (url: string) => server.send({ url, headers: { authorization: `Bearer ${token}` } })

  it('is said by permission sets, and so are fields and objects', async () => {
    expect(await startAs()).toMatchObject({ status: 200, json: [{ isSuccess: true }] })
    const query = (soql: string) => as(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)
    expect((await query('SELECT Name, Email, Account.Name FROM Contact LIMIT 1')).status).toBe(200)
    expect((await query('SELECT Phone FROM Contact LIMIT 1')).json).toMatchObject([{ errorCode: 'INVALID_FIELD' }])
    expect((await query('SELECT Id FROM Case LIMIT 1')).json).toMatchObject([{ errorCode: 'INVALID_TYPE' }])
  })

  it('is found anew when the permission set changes', async () => {
    const file = join(server.folder, 'force-app/main/default/permissionsets/Contact_Status_User.permissionset-meta.xml')
    const before = await readFile(file, 'utf8')
    await writeFile(file, before.replaceAll('<enabled>true</enabled>', '<enabled>false</enabled>'))
    await server.org.reload()
    expect(await startAs()).toMatchObject({ status: 403, json: [{ errorCode: 'INSUFFICIENT_ACCESS' }] })
    await writeFile(file, before)
    await server.org.reload()
  })

  it('says who sees which runs, and who activates flows', async () => {
    const { runs } = (await as('/millrace/v1/runs')).json as { runs: { user: string }[] }
    expect(new Set(runs.map(({ user }) => user)).size).toBe(1)
    const { runs: all } = (await server.send('/millrace/v1/runs')).json as { runs: { id: string; user: string }[] }
    const other = all.find(({ user }) => user === server.org.administratorId)!
    expect((await as(`/millrace/v1/runs/${other.id}`)).status).toBe(404)
    const activate = await server.send({
      method: 'POST',
      url: '/millrace/v1/flows/Set_Contact_Status_Active/status',
      headers: { authorization: `Bearer ${token}` },
      payload: { status: 'Draft' },
    })
    expect(activate.status).toBe(403)
    expect(await readFile(join(server.folder, FLOW), 'utf8')).toContain('<status>Active<')
  })
})
