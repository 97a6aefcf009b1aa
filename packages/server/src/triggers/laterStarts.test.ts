import { createServer, openOrg, type Org } from '@millrace/server'
import type { ProjectFile } from '@millrace/metadata'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf } from '../../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../../scripts/freshDatabase.ts'

const flow = (name: string, start: string, rest: string): ProjectFile => ({
  path: `flows/${name}.flow-meta.xml`,
  text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${name.replaceAll('_', ' ')}</label>
  <processType>AutoLaunchedFlow</processType><status>Active</status>${rest}<start>${start}</start></Flow>`,
})
const text = (of: string) => `<value><stringValue>${of}</stringValue></value>`
const to = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`
const filter = (name: string, of: string) =>
  `<filterLogic>and</filterLogic><filters><field>${name}</field><operator>EqualTo</operator>${text(of)}</filters>`
const afterSave = (object: string) =>
  `<object>${object}</object><recordTriggerType>CreateAndUpdate</recordTriggerType><triggerType>RecordAfterSave</triggerType>`
const field = (name: string, of: string) => `<inputAssignments><field>${name}</field>${of}</inputAssignments>`
const read = (path: string) => `<value><elementReference>${path}</elementReference></value>`
const formula = (name: string, of: string) =>
  `<formulas><name>${name}</name><dataType>String</dataType><expression>${of}</expression></formulas>`
const task = (name: string, subject: string) =>
  `<recordCreates><name>${name}</name><label>${name}</label><object>Task</object>${field('Subject', subject)}</recordCreates>`
const path = (name: string, more: string, first: string) =>
  `<scheduledPaths>${name && `<name>${name}</name><label>${name.replaceAll('_', ' ')}</label>`}${to(first)}${more}</scheduledPaths>`
const inDays = (days: number, source = '<timeSource>RecordTriggerEvent</timeSource>') =>
  `<offsetNumber>${days}</offsetNumber><offsetUnit>Days</offsetUnit>${source}`
const onField = (name: string) => `<recordField>${name}</recordField><timeSource>RecordField</timeSource>`

const files: ProjectFile[] = [
  {
    path: 'objects/Order_Placed__e/Order_Placed__e.object-meta.xml',
    text: '<CustomObject><label>Order Placed</label><pluralLabel>Orders Placed</pluralLabel><eventType>HighVolume</eventType></CustomObject>',
  },
  {
    path: 'objects/Order_Placed__e/fields/Number__c.field-meta.xml',
    text: '<CustomField><fullName>Number__c</fullName><label>Number</label><type>Text</type><length>20</length></CustomField>',
  },
  // At once, after the commit, and two days later.
  flow(
    'Follow_Up',
    `${to('Now')}<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>${filter('Title', 'Dr')}${afterSave('Contact')}${path('', '<pathType>AsyncAfterCommit</pathType>', 'Async')}${path('Two_Days_Later', inDays(2), 'Later')}`,
    `${task('Now', read('NowText'))}${task('Async', read('AsyncText'))}${task('Later', read('LaterText'))}${formula('NowText', '&quot;now &quot; &amp; {!$Record.LastName}')}${formula('AsyncText', '&quot;async &quot; &amp; {!$Record.LastName} &amp; &quot; was &quot; &amp; {!$Record__Prior.LastName}')}${formula('LaterText', '&quot;later &quot; &amp; {!$Record.LastName}')}`,
  ),
  // A day before the date in a field; without anything at once.
  flow(
    'Before_Closing',
    `${filter('NextStep', 'watch')}${afterSave('Opportunity')}${path('Day_Before', inDays(-1, onField('CloseDate')), 'Remind')}`,
    task('Remind', read('$Record.Name')),
  ),
  // Of several that begin together one fails.
  flow(
    'Async_Batch',
    `<filters><field>Title</field><operator>StartsWith</operator>${text('batch')}</filters>${afterSave('Contact')}${path('', '<pathType>AsyncAfterCommit</pathType>', 'Note')}`,
    `<recordCreates><name>Note</name><label>Note</label><object>Account</object>${field('Name', read('$Record.Fax'))}</recordCreates>`,
  ),
  flow(
    'Every_Morning',
    `${to('Note')}<filters><field>Status</field><operator>EqualTo</operator>${text('New')}</filters><object>Case</object><schedule><frequency>Daily</frequency><startDate>2026-01-15</startDate><startTime>08:00:00.000Z</startTime></schedule><triggerType>Scheduled</triggerType>`,
    task('Note', read('$Record.Subject')),
  ),
  flow(
    'Once',
    `${to('Note')}<schedule><frequency>Once</frequency><startDate>2036-01-16</startDate><startTime>08:00:00.000Z</startTime></schedule><triggerType>Scheduled</triggerType>`,
    task('Note', text('once')),
  ),
  flow(
    'On_Order',
    `${to('Note')}<object>Order_Placed__e</object><triggerType>PlatformEvent</triggerType>`,
    `${task('Note', read('$Record.Number__c')).replace('</recordCreates>', `${to('Undo')}</recordCreates>`)}<recordRollbacks><name>Undo</name><label>Undo</label></recordRollbacks>`,
  ),
  flow(
    'On_Order_Too',
    `${to('Note')}<object>Order_Placed__e</object><triggerType>PlatformEvent</triggerType>`,
    task('Note', read('$Record.Number__c')),
  ),
  flow(
    'Stay',
    `${to('No')}${filter('Title', 'stay')}<object>Contact</object><recordTriggerType>Delete</recordTriggerType><triggerType>RecordBeforeDelete</triggerType>`,
    '<customErrors><name>No</name><label>No</label><customErrorMessages><errorMessage>{!$Record.LastName} stays.</errorMessage><isFieldError>false</isFieldError></customErrorMessages></customErrors>',
  ),
]

const HOUR = 3_600_000
const START = Date.parse('2026-01-15T07:00:00Z')
let now = START
let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({
    folder: '/nowhere',
    readFiles: async () => files,
    openDatabase: async () => fresh.database,
    now: () => now,
  })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
  await org.waiting.wake()
})
afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})
beforeEach(() =>
  fresh.database.query(
    'delete from org."Contact"; delete from org."Task"; delete from org."Opportunity"; delete from org."Case"; delete from millrace.waiting_interviews; delete from millrace.runs',
  ),
)

async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` }
  const whole = url.startsWith('/millrace') ? url : `/services/data/v62.0${url}`
  return answerOf(await app.inject({ method, url: whole, headers, payload }))
}
async function create(object: string, fields: Record<string, string>): Promise<string> {
  const { json } = await send('POST', `/sobjects/${object}`, fields)
  expect(json).toMatchObject({ success: true })
  return (json as { id: string }).id
}
async function subjects(): Promise<string[]> {
  const { rows } = await fresh.database.query<{ text: string }>(
    'select "Subject" as text from org."Task" order by "Subject"',
  )
  return rows.map(row => row.text)
}

interface RunJson {
  readonly id: string
  readonly flow: string
  readonly state: string
  readonly trigger: { type: string; object: string; operation?: string; path?: string; recordIds: string[] } | null
  readonly awaits: { event: string; resumeAt: string }[]
  readonly fault: { code: string } | null
}
async function runs(): Promise<RunJson[]> {
  const { json } = await send('GET', '/millrace/v1/runs?limit=50')
  const key = ({ flow, trigger }: RunJson): string => `${flow} ${trigger?.path ?? '~'}`
  return (json as { runs: RunJson[] }).runs.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
async function wakeAt(ms: number): Promise<void> {
  now = ms
  await org.waiting.wake()
}

it('the flows have no problem that a check reports', () => {
  expect(org.project.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
})

describe('scheduled paths', () => {
  it('begin after the commit and at their time, and every part is a run', async () => {
    now = START
    const id = await create('Contact', { LastName: 'Ng', Title: 'Dr' })
    expect(await subjects()).toEqual(['now Ng'])
    const trigger = { type: 'RecordAfterSave', object: 'Contact', operation: 'create', recordIds: [id] }
    expect(await runs()).toMatchObject([
      {
        flow: 'Follow_Up',
        state: 'waiting',
        trigger: { ...trigger, path: '' },
        awaits: [{ event: 'Run Asynchronously' }],
      },
      {
        state: 'waiting',
        trigger: { ...trigger, path: 'Two_Days_Later' },
        awaits: [{ event: 'Two Days Later', resumeAt: '2026-01-17T07:00:00.000Z' }],
      },
      { state: 'finished', trigger },
    ])
    await wakeAt(now)
    expect(await subjects()).toEqual(['async Ng was', 'now Ng'])
    await send('PATCH', `/sobjects/Contact/${id}`, { LastName: 'Lee' })
    await wakeAt(now + 47 * HOUR)
    expect(await subjects()).toEqual(['async Ng was', 'now Ng'])
    await wakeAt(now + HOUR)
    expect(await subjects()).toEqual(['async Ng was', 'later Lee', 'now Ng'])
    expect((await runs()).map(({ state }) => state)).toEqual(['finished', 'finished', 'finished'])
  })

  it('know what the record was only right after the commit', async () => {
    const id = await create('Contact', { LastName: 'Ng' })
    await send('PATCH', `/sobjects/Contact/${id}`, { LastName: 'Lee', Title: 'Dr' })
    await wakeAt(now)
    expect(await subjects()).toEqual(['async Lee was Ng', 'now Lee'])
  })

  it('do not begin for a record that does not meet the conditions any more, or is gone', async () => {
    const id = await create('Contact', { LastName: 'Ng', Title: 'Dr' })
    const other = await create('Contact', { LastName: 'Lee', Title: 'Dr' })
    await wakeAt(now)
    await send('PATCH', `/sobjects/Contact/${id}`, { Title: 'Mr' })
    await send('DELETE', `/sobjects/Contact/${other}`)
    await wakeAt(now + 50 * HOUR)
    expect(await subjects()).toEqual(['async Lee was', 'async Ng was', 'now Lee', 'now Ng'])
    expect(
      (await runs()).filter(({ trigger }) => trigger?.path === 'Two_Days_Later').map(({ state }) => state),
    ).toEqual(['cancelled', 'cancelled'])
  })

  it('begin anew when the record comes to meet the conditions once more', async () => {
    const id = await create('Contact', { LastName: 'Ng', Title: 'Dr' })
    await wakeAt(now + 24 * HOUR)
    await send('PATCH', `/sobjects/Contact/${id}`, { Title: 'Mr' })
    await send('PATCH', `/sobjects/Contact/${id}`, { Title: 'Dr' })
    await wakeAt(now + 24 * HOUR)
    expect(await subjects()).not.toContain('later Ng')
    await wakeAt(now + 24 * HOUR)
    expect((await subjects()).filter(subject => subject === 'later Ng')).toHaveLength(1)
  })

  it('are not kept for a record that is not saved', async () => {
    const record = (LastName: string) => ({ attributes: { type: 'Contact' }, LastName, Title: 'Dr' })
    const records = [record('Good'), { ...record('Bad'), Email: 'x'.repeat(100) }]
    await send('POST', '/composite/sobjects', { allOrNone: true, records })
    expect(await runs()).toEqual([])
    await send('POST', '/composite/sobjects', { allOrNone: false, records })
    await wakeAt(now)
    expect(await subjects()).toEqual(['async Good was', 'now Good'])
  })

  it('follow the date in a field', async () => {
    now = START
    const fields = { Name: 'Big', StageName: 'Prospecting', NextStep: 'watch' }
    const id = await create('Opportunity', { ...fields, CloseDate: '2026-02-10' })
    expect((await runs())[0]).toMatchObject({ awaits: [{ resumeAt: '2026-02-09T00:00:00.000Z' }] })
    await send('PATCH', `/sobjects/Opportunity/${id}`, { CloseDate: '2026-03-10' })
    await wakeAt(Date.parse('2026-02-20T00:00:00Z'))
    expect(await subjects()).toEqual([])
    await wakeAt(Date.parse('2026-03-09T00:00:00Z'))
    expect(await subjects()).toEqual(['Big'])
  })

  it('begin together, and the one that fails takes none with it', async () => {
    const records = ['a', 'b', null, 'd'].map(Fax => ({
      attributes: { type: 'Contact' },
      LastName: 'Ng',
      Title: 'batch',
      Fax,
    }))
    await send('POST', '/composite/sobjects', { allOrNone: true, records })
    await wakeAt(now)
    const { rows } = await fresh.database.query('select "Name" from org."Account" order by "Name"')
    expect(rows).toEqual([{ Name: 'a' }, { Name: 'b' }, { Name: 'd' }])
    expect(await runs()).toMatchObject([
      { flow: 'Async_Batch', state: 'failed', fault: { code: 'REQUIRED_FIELD_MISSING' } },
    ])
  })
})

describe('flows that start on a schedule', () => {
  it('start for each record that meets the conditions, once for each time', async () => {
    await create('Case', { Subject: 'a', Status: 'New' })
    await create('Case', { Subject: 'b', Status: 'New' })
    await create('Case', { Subject: 'c', Status: 'Closed' })
    await wakeAt(Date.parse('2026-04-01T08:00:00Z'))
    await fresh.database.query('delete from org."Task"')
    await wakeAt(Date.parse('2026-04-02T07:59:00Z'))
    expect(await subjects()).toEqual([])
    await wakeAt(Date.parse('2026-04-02T08:00:00Z'))
    await wakeAt(Date.parse('2026-04-02T08:00:01Z'))
    expect(await subjects()).toEqual(['a', 'b'])
    const [run] = await runs()
    expect(run).toMatchObject({
      flow: 'Every_Morning',
      state: 'finished',
      trigger: { type: 'Scheduled', object: 'Case' },
    })
    expect(run!.trigger!.recordIds).toHaveLength(2)
  })

  it('start without an object too, and a time that was missed is made up for once', async () => {
    await fresh.database.query(`update millrace.flow_schedules set next_at = to_timestamp(0) where flow = 'Once'`)
    await wakeAt(now + 1000 * HOUR)
    await wakeAt(now + 1000 * HOUR)
    expect((await subjects()).filter(subject => subject === 'once')).toEqual(['once'])
  })
})

it('flows of platform events run each in a transaction of its own, once', async () => {
  await create('Order_Placed__e', { Number__c: 'A1' })
  await org.waiting.wake()
  await org.waiting.wake()
  expect(await subjects()).toEqual(['A1'])
  expect((await runs()).map(({ flow, state, trigger }) => [flow, state, trigger?.type])).toEqual([
    ['On_Order', 'finished', 'PlatformEvent'],
    ['On_Order_Too', 'finished', 'PlatformEvent'],
  ])
})

it('flows before a delete may refuse it', async () => {
  const id = await create('Contact', { LastName: 'Ng', Title: 'stay' })
  expect((await send('DELETE', `/sobjects/Contact/${id}`)).json).toEqual([
    { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Ng stays.', fields: [] },
  ])
  expect((await runs())[0]).toMatchObject({
    flow: 'Stay',
    state: 'failed',
    trigger: { type: 'RecordBeforeDelete', operation: 'delete', recordIds: [id] },
  })
})
