import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer, type Org } from '@millrace/server'
import type pg from 'pg'
import { flowRunner, withExample } from './exampleOrg.ts'
import { type Benchmark, type Budget, compare, type Figure } from './measure.ts'

const FLOW = 'Set_Contact_Status_Active'

/// The example's flow for 200 contacts on PostgreSQL, beside hand-written code with the same statements: once through
/// the engine, once over HTTP with sign-in and the run record.
export const exampleFlow: Benchmark = {
  name: 'example-flow',

  run: (budget: Budget): Promise<Figure[]> =>
    withExample({}, async (org, pool) => {
      const { rows } = await pool.query<{ Id: string }>(
        'select "Id" from org."Contact" where not "Do_Not_Contact__c" limit 200',
      )
      const ids = rows.map(row => row.Id)
      return [await throughEngine(org, pool, ids, budget), await overHttp(org, pool, ids, budget)]
    }),
}

async function throughEngine(org: Org, pool: pg.Pool, ids: string[], budget: Budget): Promise<Figure> {
  const run = await flowRunner(org, FLOW)
  const { ours, reference } = await compare(
    async () => expectCount((await run([new Map([['ContactIds', ids]])]))[0]?.get('updatedCount'), ids.length),
    async () => expectCount(await byHand(pool, ids, org.administratorId), ids.length),
    budget,
  )
  return {
    name: `example's flow through the engine, ${ids.length} contacts on PostgreSQL`,
    ours,
    reference,
    unit: 'ms',
  }
}

async function overHttp(org: Org, pool: pg.Pool, ids: string[], budget: Budget): Promise<Figure> {
  const token = await org.credentials.issue('token', org.administratorId)
  const app = await createServer({ org })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const hand = await handWrittenServer(pool, org.administratorId)
  try {
    const { ours, reference } = await compare(
      async () => {
        const [result] = await post(
          `${address}/services/data/v62.0/actions/custom/flow/${FLOW}`,
          { inputs: [{ ContactIds: ids }] },
          token,
        )
        expectCount(result?.outputValues.updatedCount, ids.length)
      },
      async () => {
        const [result] = await post(hand.url, { inputs: [{ ContactIds: ids }] }, 'none')
        expectCount(result?.outputValues.updatedCount, ids.length)
      },
      budget,
    )
    return { name: `example's flow over HTTP with its run record, ${ids.length} contacts`, ours, reference, unit: 'ms' }
  } finally {
    hand.server.close()
    await app.close()
  }
}

interface ActionResult {
  readonly outputValues: { readonly updatedCount: unknown }
}

async function post(url: string, body: unknown, token: string): Promise<ActionResult[]> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as ActionResult[]
}

async function handWrittenServer(pool: pg.Pool, userId: string): Promise<{ server: Server; url: string }> {
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const { inputs } = JSON.parse(Buffer.concat(chunks).toString()) as { inputs: { ContactIds: string[] }[] }
      const updatedCount = await byHand(pool, inputs[0]!.ContactIds, userId)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify([{ isSuccess: true, outputValues: { updatedCount } }]))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.')
  return { server, url: `http://127.0.0.1:${address.port}/` }
}

/// What somebody would write for this flow: find, update with the validation rule's fields coming back, check, commit.
async function byHand(pool: pg.Pool, ids: readonly string[], userId: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const found = await client.query({
      name: 'find',
      text: 'select "Id" from org."Contact" where "Id" = any($1::text[]) and not "IsDeleted"',
      values: [ids],
      rowMode: 'array',
    })
    const updated = await client.query<[string, boolean, string]>({
      name: 'update',
      text: `update org."Contact" set "Status__c" = $2, "LastModifiedDate" = $3, "SystemModstamp" = $3, "LastModifiedById" = $4
             where "Id" = any($1::text[]) and not "IsDeleted" returning "Id", "Do_Not_Contact__c", "Status__c"`,
      values: [ids, 'Active', new Date(), userId],
      rowMode: 'array',
    })
    if (updated.rows.some(([, doNotContact, status]) => doNotContact && status === 'Active'))
      throw new Error('A contact may not be contacted.')
    await client.query('COMMIT')
    return found.rows.length
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

function expectCount(found: unknown, expected: number): void {
  if (found !== expected) throw new Error(`${String(found)} contacts were counted instead of ${expected}.`)
}
