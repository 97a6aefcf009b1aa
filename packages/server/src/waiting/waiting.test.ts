import { openDatabase } from '@millrace/database'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'
import { createServer, openOrg } from '../index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
// Records of runs are kept for thirty days.
const TODAY = Math.floor(Date.now() / DAY) * DAY
const START = TODAY + 10 * HOUR
const moment = (ms: number) => new Date(ms).toISOString()
const day = (ms: number) => moment(ms).slice(0, 10)
let now = START
let server: ExampleServer

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"'
const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`
const reference = (path: string) => `<elementReference>${path}</elementReference>`
const text = (value: string) => `<stringValue>${value}</stringValue>`
const number = (value: number) => `<numberValue>${value}</numberValue>`
const parameter = (name: string, value: string) =>
  `<inputParameters><name>${name}</name><value>${value}</value></inputParameters>`
const variable = (name: string, type = 'String', more = '') =>
  `<variables><name>${name}</name><dataType>${type}</dataType><isInput>true</isInput><isOutput>true</isOutput>${more}</variables>`
const create = (name: string, title: string, next = '') =>
  `<recordCreates><name>${name}</name><label>${name}</label>${next && to(next)}<object>Contact</object>
   <inputAssignments><field>LastName</field><value>${reference('name')}</value></inputAssignments>
   <inputAssignments><field>Title</field><value>${title}</value></inputAssignments></recordCreates>`
const assign = (name: string, path: string, next = '') =>
  `<assignments><name>${name}</name><label>${name}</label>${next && to(next)}<assignmentItems><assignToReference>told</assignToReference>
   <operator>Assign</operator><value>${reference(path)}</value></assignmentItems></assignments>`
const alarm = `<waitEvents><name>Later</name><label>Later</label>${to('After')}<eventType>AlarmEvent</eventType>${parameter('AlarmTime', reference('$Flow.CurrentDateTime'))}
  ${parameter('TimeOffset', number(1))}${parameter('TimeOffsetUnit', text('Hours'))}</waitEvents>`
const flowFile = (label: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Flow ${NS}><apiVersion>62.0</apiVersion>${body}<label>${label}</label><processType>AutoLaunchedFlow</processType>
   <start>${to('Before')}</start><status>Active</status>${variable('name')}${variable('told')}</Flow>`
const wait = (events: string) => `<waits><name>Pause</name><label>Pause</label>${events}</waits>`
const waits = (title = text('After')) =>
  flowFile('Waits', create('Before', text('Before'), 'Pause') + wait(alarm) + create('After', title))

const shipped = `<?xml version="1.0" encoding="UTF-8"?><CustomObject ${NS}><label>Shipped</label><pluralLabel>Shipped</pluralLabel><eventType>HighVolume</eventType><deploymentStatus>Deployed</deploymentStatus></CustomObject>`
const order = `<?xml version="1.0" encoding="UTF-8"?><CustomField ${NS}><fullName>Order__c</fullName><label>Order</label><length>40</length><type>Text</type></CustomField>`

async function write(path: string, content: string): Promise<void> {
  const file = join(server.folder, 'force-app/main/default', path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, content)
}

beforeAll(async () => {
  server = await exampleServer({ now: () => now })
  await write('objects/Shipped__e/Shipped__e.object-meta.xml', shipped)
  await write('objects/Shipped__e/fields/Order__c.field-meta.xml', order)
  await write('flows/Waits.flow-meta.xml', waits())
  await write(
    'flows/Waits_For_Event.flow-meta.xml',
    flowFile(
      'Waits For Event',
      create('Before', text('Before'), 'Pause') +
        wait(
          `<waitEvents><name>Sent</name><label>Sent</label>${to('After')}<eventType>Shipped__e</eventType>${parameter('Order__c', reference('name'))}
           <outputParameters><assignToReference>told</assignToReference><name>Order__c</name></outputParameters></waitEvents>`,
        ) +
        create('After', reference('told')),
    ),
  )
  await write(
    'flows/Publishes.flow-meta.xml',
    flowFile(
      'Publishes',
      `<recordCreates><name>Before</name><label>Before</label><object>Shipped__e</object>
       <inputAssignments><field>Order__c</field><value>${reference('name')}</value></inputAssignments></recordCreates>`,
    ),
  )
  await write(
    'flows/Follows.flow-meta.xml',
    flowFile(
      'Follows',
      create('Before', text('Before'), 'Pause') +
        wait(
          `<waitEvents><name>Close</name><label>Close</label>${to('After')}<eventType>DateRefAlarmEvent</eventType>${parameter('TimeTableColumnEnumOrId', text('Opportunity'))}
           ${parameter('TimeFieldColumnEnumOrId', text('CloseDate'))}${parameter('EntityObjectId', reference('told'))}${parameter('TimeOffset', number(1))}${parameter('TimeOffsetUnit', text('Days'))}</waitEvents>`,
        ) +
        create('After', text('After')),
    ),
  )
  await server.org.reload()
  expect(server.org.project.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
})
afterAll(() => server.close())
beforeEach(() => {
  now = START
})

const start = (flow: string, ...inputs: object[]) =>
  server.send({
    method: 'POST',
    url: `/services/data/v62.0/actions/custom/flow/${flow}`,
    payload: { inputs },
  })
const idOf = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) =>
  String(headers['millrace-run-id'])
interface RunJson {
  readonly id: string
  readonly state: string
  readonly awaits: readonly object[]
  readonly fault: { readonly message: string } | null
  readonly outputs: readonly object[]
  readonly trace: readonly {
    readonly guid: string
    readonly trace: readonly { readonly kind: string; readonly element: string }[]
  }[]
}
const run = async (id: string) => (await server.send(`/millrace/v1/runs/${id}`)).json as RunJson
async function titles(name: string): Promise<string[]> {
  const soql = `SELECT Title FROM Contact WHERE LastName = '${name}' ORDER BY Id`
  const { json } = await server.send(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)
  return (json as { records: { Title: string }[] }).records.map(({ Title }) => Title)
}
async function insert(object: string, fields: object): Promise<string> {
  const { status, json } = await server.send({
    method: 'POST',
    url: `/services/data/v62.0/sobjects/${object}`,
    payload: fields,
  })
  expect([status, json]).toMatchObject([201, {}])
  return (json as { id: string }).id
}

describe('a flow that waits for a time', () => {
  it('answers Waiting, and what it did so far stays', async () => {
    const answer = await start('Waits', { name: 'Waiting' })
    expect([answer.status, answer.json]).toMatchObject([
      200,
      [{ isSuccess: true, outputValues: { name: 'Waiting', Flow__InterviewStatus: 'Waiting' } }],
    ])
    expect(await titles('Waiting')).toEqual(['Before'])
    expect(await run(idOf(answer))).toMatchObject({
      state: 'waiting',
      awaits: [{ element: 'Pause', event: 'Later', resumeAt: moment(START + HOUR), platformEvent: null }],
    })
  })

  it('knows the address of the server before and afterwards', async () => {
    const address = '$Api.Partner_Server_URL_620'
    await write(
      'flows/Address.flow-meta.xml',
      flowFile('Address', assign('Before', address, 'Pause') + wait(alarm) + assign('After', address)),
    )
    await server.org.reload()
    const id = idOf(await start('Address', { name: 'x' }))
    const url = /^http:\/\/localhost(:80)?\/services\/Soap\/u\/62\.0\/00D/
    expect((await run(id)).outputs).toMatchObject([{ told: expect.stringMatching(url) }])
    server.org.serverUrl = 'https://millrace.example.com'
    now += HOUR
    await server.org.waiting.wake()
    const { outputs } = await run(id)
    server.org.serverUrl = undefined
    expect(outputs).toMatchObject([
      { told: expect.stringMatching(/^https:\/\/millrace\.example\.com\/services\/Soap\/u\/62\.0\/00D/) },
    ])
  })

  it('can be found with SOQL while it waits', async () => {
    const id = idOf(await start('Waits', { name: 'Found' }))
    const guid = (await run(id)).trace[0]!.guid
    const soql = `SELECT InterviewLabel, InterviewStatus, CurrentElement, WasPausedFromScreen FROM FlowInterview WHERE Guid = '${guid}'`
    const found = async () => {
      const { json } = await server.send(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)
      return (json as { records: object[] }).records
    }
    expect(await found()).toMatchObject([
      { InterviewLabel: 'Waits', InterviewStatus: 'Paused', CurrentElement: 'Pause', WasPausedFromScreen: false },
    ])
    now += HOUR
    await server.org.waiting.wake()
    expect(await found()).toEqual([])
  })

  it('goes on when the time has come, not before and only once', async () => {
    const id = idOf(await start('Waits', { name: 'Timed' }))
    now = START + HOUR - 1
    await server.org.waiting.wake()
    expect([await titles('Timed'), (await run(id)).state]).toEqual([['Before'], 'waiting'])
    now = START + HOUR
    await server.org.waiting.wake()
    await server.org.waiting.wake()
    const { state, outputs, trace } = await run(id)
    expect([await titles('Timed'), state, outputs]).toEqual([
      ['Before', 'After'],
      'finished',
      [{ name: 'Timed', told: null }],
    ])
    expect(trace[0]!.trace.flatMap(event => (event.kind === 'element' ? event.element : []))).toEqual([
      'Before',
      'Pause',
      'Pause',
      'After',
    ])
  })

  it('of which several are in one request goes on with all of them', async () => {
    const id = idOf(await start('Waits', { name: 'One' }, { name: 'Two' }))
    now += HOUR
    await server.org.waiting.wake()
    expect([await titles('One'), await titles('Two'), (await run(id)).state]).toEqual([
      ['Before', 'After'],
      ['Before', 'After'],
      'finished',
    ])
  })

  it('and faults afterwards is recorded, without what it did then', async () => {
    const id = idOf(await start('Waits', { name: 'Works' }))
    const long = idOf(await start('Waits', { name: 'Fails' }))
    await server.org.database.query(
      `update millrace.waiting_interviews set state = jsonb_set(state, '{frames,0,slots,name}', '"${'x'.repeat(100)}"') where run_id = '${long}'`,
    )
    now += HOUR
    await server.org.waiting.wake()
    expect(await run(long)).toMatchObject({ state: 'failed', fault: { element: 'After', code: 'STRING_TOO_LONG' } })
    expect([await titles('Fails'), (await run(id)).state]).toEqual([['Before'], 'finished'])
  })

  it('goes on as it was when its file has changed or is gone', async () => {
    const changed = idOf(await start('Waits', { name: 'Changed' }))
    await write('flows/Waits.flow-meta.xml', waits(text('Another')))
    await server.org.reload()
    now += HOUR
    await server.org.waiting.wake()
    expect([await titles('Changed'), (await run(changed)).state]).toEqual([['Before', 'After'], 'finished'])
    await write('flows/Waits.flow-meta.xml', waits())
    await server.org.reload()
  })

  it('goes on at another server, after the first is gone, though its time was long ago', async () => {
    const id = idOf(await start('Waits', { name: 'Missed' }))
    now += 1000 * HOUR
    const { url } = server.org.database
    const org = await openOrg({ folder: server.folder, openDatabase: () => openDatabase({ url }), now: () => now })
    await org.waiting.wake()
    await org.close()
    expect([await titles('Missed'), (await run(id)).state]).toEqual([['Before', 'After'], 'finished'])
  })

  it('goes on once when several servers look at the same time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, i) => idOf(await start('Waits', { name: `Shared ${i}` }))),
    )
    now += HOUR
    const { url } = server.org.database
    const org = await openOrg({ folder: server.folder, openDatabase: () => openDatabase({ url }), now: () => now })
    await Promise.all([server.org.waiting.wake(), org.waiting.wake()])
    await org.close()
    for (const [i, id] of ids.entries())
      expect([await titles(`Shared ${i}`), (await run(id)).state]).toEqual([['Before', 'After'], 'finished'])
  })

  it('answers its Idempotency-Key with Waiting', async () => {
    const request = {
      method: 'POST' as const,
      url: '/services/data/v62.0/actions/custom/flow/Waits',
      headers: { 'idempotency-key': 'wait' },
      payload: { inputs: [{ name: 'Key' }] },
    }
    const [first, second] = [await server.send(request), await server.send(request)]
    expect([second.text, await titles('Key')]).toEqual([first.text, ['Before']])
  })
})

describe('a waiting run', () => {
  const resume = (id: string) => server.send({ method: 'POST', url: `/millrace/v1/runs/${id}/resume` })

  it('is resumed now when somebody asks for it', async () => {
    const id = idOf(await start('Waits', { name: 'Asked' }))
    expect((await resume(id)).json).toMatchObject({ id, state: 'finished', awaits: [] })
    expect(await titles('Asked')).toEqual(['Before', 'After'])
    expect((await resume(id)).json).toMatchObject([{ errorCode: 'NOT_WAITING' }])
  })

  it('is not resumed now when it waits for an event alone', async () => {
    const id = idOf(await start('Waits_For_Event', { name: 'N-1' }))
    expect(await resume(id)).toMatchObject({ status: 409, json: [{ errorCode: 'WAITS_FOR_EVENT' }] })
  })

  it('is neither seen, resumed nor cancelled by somebody else who is no administrator', async () => {
    const id = idOf(await start('Waits', { name: 'Mine' }))
    const ProfileId = await insert('Profile', { Name: 'Standard User' })
    const Username = 'lee@millrace.example'
    const userId = await insert('User', { LastName: 'Lee', Username, Email: Username, ProfileId })
    const headers = { authorization: `Bearer ${await server.org.credentials.issue('token', userId)}` }
    const url = `/millrace/v1/runs/${id}`
    const answers = await Promise.all([
      server.send({ url, headers }),
      server.send({ method: 'POST', url: `${url}/resume`, headers }),
      server.send({ method: 'DELETE', url, headers }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect((await run(id)).state).toBe('waiting')
  })

  it('is cancelled', async () => {
    const id = idOf(await start('Waits', { name: 'Cancelled' }))
    expect((await server.send({ method: 'DELETE', url: `/millrace/v1/runs/${id}` })).status).toBe(204)
    now += HOUR
    await server.org.waiting.wake()
    expect([await titles('Cancelled'), (await run(id)).state]).toEqual([['Before'], 'cancelled'])
    expect((await server.send({ method: 'DELETE', url: `/millrace/v1/runs/${id}` })).status).toBe(404)
  })

  it('is found by its state, its flow and its time, page by page', async () => {
    const list = async (query: string) =>
      (await server.send(`/millrace/v1/runs?flow=Waits&${query}`)).json as { runs: RunJson[]; next: string | null }
    now = START + 5000 * HOUR
    const ids = [idOf(await start('Waits', { name: 'List' })), idOf(await start('Waits', { name: 'List' }))].toSorted()
    const from = `from=${encodeURIComponent(moment(now))}`
    const first = await list(`state=waiting&${from}&limit=1`)
    const second = await list(`state=waiting&${from}&limit=1&after=${first.next}`)
    expect([...first.runs, ...second.runs].map(({ id }) => id).toSorted()).toEqual(ids)
    expect((await list(`state=finished&${from}`)).runs).toEqual([])
    expect((await list(`to=${day(TODAY - DAY)}`)).runs).toEqual([])
    for (const query of ['state=asleep', 'from=soon', 'after=there'])
      expect((await server.send(`/millrace/v1/runs?${query}`)).json).toMatchObject([
        { errorCode: 'INVALID_QUERY_PARAMETER' },
      ])
  })
})

describe('a flow that waits for a platform event', () => {
  it.each<[by: string, publish: (order: string) => Promise<unknown>]>([
    ['REST', name => insert('Shipped__e', { Order__c: name })],
    ['a flow', name => start('Publishes', { name })],
  ])('goes on when %s publishes the one it waits for', async (by, publish) => {
    const name = `A-${by}`
    const id = idOf(await start('Waits_For_Event', { name }))
    await publish('Another order')
    await server.org.waiting.wake()
    expect((await run(id)).state).toBe('waiting')
    await publish(name)
    await server.org.waiting.wake()
    expect([await titles(name), (await run(id)).state]).toEqual([['Before', name], 'finished'])
  })

  it('does not hear of one that was published before', async () => {
    await insert('Shipped__e', { Order__c: 'Early' })
    const id = idOf(await start('Waits_For_Event', { name: 'Early' }))
    await server.org.waiting.wake()
    expect((await run(id)).state).toBe('waiting')
  })

  it('is told at once by another server', async () => {
    const { url } = server.org.database
    const org = await openOrg({
      folder: server.folder,
      openDatabase: () => openDatabase({ url }),
      resumes: true,
      now: () => now,
    })
    await org.waiting.wake()
    const id = idOf(await start('Waits_For_Event', { name: 'Told' }))
    await insert('Shipped__e', { Order__c: 'Told' })
    await expect.poll(async () => (await run(id)).state, { timeout: 10_000 }).toBe('finished')
    await org.close()
  })
})

describe('a flow that waits for a date of a record', () => {
  it('follows the date when it moves', async () => {
    const opportunity = await insert('Opportunity', {
      Name: 'Big',
      StageName: 'Prospecting',
      CloseDate: day(TODAY + 5 * DAY),
    })
    const id = idOf(await start('Follows', { name: 'Follower', told: opportunity }))
    expect((await run(id)).awaits).toMatchObject([{ resumeAt: moment(TODAY + 6 * DAY) }])
    const move = (CloseDate: string) =>
      server.send({
        method: 'PATCH',
        url: `/services/data/v62.0/sobjects/Opportunity/${opportunity}`,
        payload: { CloseDate },
      })
    await move(day(TODAY + 30 * DAY))
    now = START + 10 * DAY
    await server.org.waiting.wake()
    expect((await run(id)).awaits).toMatchObject([{ resumeAt: moment(TODAY + 31 * DAY) }])
    await move(day(TODAY - 5 * DAY))
    await server.org.waiting.wake()
    expect([await titles('Follower'), (await run(id)).state]).toEqual([['Before', 'After'], 'finished'])
  })
})

it('a server that stops leaves what it has not finished waiting', async () => {
  const id = idOf(await start('Waits', { name: 'Stopped' }))
  now += HOUR
  const { url } = server.org.database
  const org = await openOrg({ folder: server.folder, openDatabase: () => openDatabase({ url }), now: () => now })
  const app = await createServer({ org })
  // Somebody holds what the flow needs next.
  const tx = await server.org.database.begin()
  await tx.query('lock table "org"."Contact" in exclusive mode')
  const working = org.waiting.wake()
  await expect.poll(() => org.underWay.all.length, { timeout: 5_000 }).toBe(1)
  org.underWay.cancelAll()
  await working
  await tx.rollback()
  await app.close()
  await org.close()
  expect((await run(id)).state).toBe('waiting')
})
