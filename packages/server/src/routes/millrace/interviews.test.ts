import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer

const to = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`
const field = (name: string, more = '') =>
  `<fields><name>${name}</name><dataType>String</dataType><fieldText>${name}</fieldText><fieldType>InputField</fieldType>${more}</fields>`
const flowFile = `<?xml version="1.0" encoding="UTF-8"?><Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion>
  <label>Ask</label><processType>Flow</processType><status>Active</status><start>${to('First')}</start>
  <screens><name>First</name><label>First</label>${to('Create')}${field('Last_Name', '<isRequired>true</isRequired>')}</screens>
  <recordCreates><name>Create</name><label>Create</label>${to('Second')}<object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically>
    <inputAssignments><field>LastName</field><value><elementReference>Last_Name</elementReference></value></inputAssignments></recordCreates>
  <screens><name>Second</name><label>Second</label>${to('Title')}${field('Job')}</screens>
  <recordUpdates><name>Title</name><label>Title</label><object>Contact</object><filterLogic>and</filterLogic>
    <filters><field>Id</field><operator>EqualTo</operator><value><elementReference>Create</elementReference></value></filters>
    <inputAssignments><field>Title</field><value><elementReference>Job</elementReference></value></inputAssignments></recordUpdates>
  <variables><name>rows</name><dataType>SObject</dataType><isCollection>true</isCollection><isInput>true</isInput><objectType>Contact</objectType></variables></Flow>`

beforeAll(async () => {
  server = await exampleServer()
  const folder = join(server.folder, 'force-app/main/default/flows')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'Ask.flow-meta.xml'), flowFile)
  await server.org.reload()
})
afterAll(() => server.close())

interface Interview {
  readonly guid: string
  readonly runId: string
  readonly status: string
  readonly screen: {
    readonly name: string
    readonly errors: readonly object[]
    readonly fields: readonly { value: unknown }[]
  } | null
}

const base = '/millrace/v1/interviews'
const post = (url: string, payload: object, headers = {}) => server.send({ method: 'POST', url, payload, headers })
const start = async () => (await post(base, { flow: 'Ask' })).json as Interview
const does = async (guid: string, action: string, values: object = {}) =>
  (await post(`${base}/${guid}/${action}`, { values })).json as Interview
const titles = async (name: string) =>
  (
    (
      await server.send(
        `/services/data/v62.0/query?q=${encodeURIComponent(`SELECT Title FROM Contact WHERE LastName = '${name}'`)}`,
      )
    ).json as { records: { Title: string | null }[] }
  ).records.map(({ Title }) => Title)
const runOf = async (id: string) => (await server.send(`/millrace/v1/runs/${id}`)).json as { state: string }

describe('an interview', () => {
  it('goes from screen to screen; what was done before one is kept', async () => {
    const first = await start()
    expect([first.status, first.screen?.name, await titles('Walked')]).toEqual(['Waiting', 'First', []])
    const wrong = await does(first.guid, 'next', { Last_Name: '' })
    expect(wrong.screen).toMatchObject({
      name: 'First',
      errors: [{ field: 'Last_Name', message: 'Complete this field.' }],
    })
    const second = await does(first.guid, 'next', { Last_Name: 'Walked' })
    expect([second.screen?.name, await titles('Walked')]).toEqual(['Second', [null]])
    expect((await runOf(first.runId)).state).toBe('waiting')
    const end = await does(first.guid, 'next', { Job: 'Walker' })
    expect([end.status, end.screen, await titles('Walked')]).toEqual(['Finished', null, ['Walker']])
    expect((await runOf(first.runId)).state).toBe('finished')
    expect((await post(`${base}/${first.guid}/next`, {})).status).toBe(404)
  })

  it('keeps what was typed when it is paused, and is found again', async () => {
    const { guid } = await start()
    await does(guid, 'refresh', { Last_Name: 'Not kept' })
    await does(guid, 'pause', { Last_Name: 'Kept' })
    expect((await server.send(`${base}/${guid}`)).json).toMatchObject({ screen: { fields: [{ value: 'Kept' }] } })
    expect((await server.send(base)).json).toMatchObject({
      interviews: [{ guid, flow: 'Ask', flowLabel: 'Ask', element: 'First', screenLabel: 'First' }],
    })
  })

  it('keeps what was typed when an action runs on its screen', async () => {
    const { guid } = await start()
    await does(guid, 'run', { Last_Name: 'Kept' })
    expect((await server.send(`${base}/${guid}`)).json).toMatchObject({ screen: { fields: [{ value: 'Kept' }] } })
  })

  it('is cancelled', async () => {
    const { guid, runId } = await start()
    expect((await server.send({ method: 'DELETE', url: `${base}/${guid}` })).status).toBe(204)
    expect((await runOf(runId)).state).toBe('cancelled')
    expect((await server.send({ method: 'DELETE', url: `${base}/${guid}` })).status).toBe(404)
  })

  it('that fails says why', async () => {
    const { guid, runId } = await start()
    const failed = await does(guid, 'next', { Last_Name: 'x'.repeat(100) })
    expect(failed).toMatchObject({ status: 'Error', fault: { element: 'Create', code: 'STRING_TOO_LONG' } })
    expect((await runOf(runId)).state).toBe('failed')
  })

  it('belongs to who started it, and needs the right to run flows', async () => {
    const { guid } = await start()
    const insert = async (object: string, fields: object) =>
      ((await post(`/services/data/v62.0/sobjects/${object}`, fields)).json as { id: string }).id
    const ProfileId = await insert('Profile', { Name: 'Standard User' })
    const Username = 'lee@millrace.example'
    const userId = await insert('User', { LastName: 'Lee', Username, Email: Username, ProfileId })
    const headers = { authorization: `Bearer ${await server.org.credentials.issue('token', userId)}` }
    expect((await post(`${base}/${guid}/next`, { values: { Last_Name: 'Other' } }, headers)).status).toBe(404)
    expect((await server.send({ method: 'DELETE', url: `${base}/${guid}`, headers })).status).toBe(404)
    expect((await post(base, { flow: 'Ask' }, headers)).status).toBe(403)
  })
})

it.each<[what: string, body: object, status: number, message: string]>([
  ['no such flow', { flow: 'Aks' }, 404, 'Did you mean Ask?'],
  ['an autolaunched flow', { flow: 'Set_Contact_Status_Active' }, 404, 'Run it with Execute Flow.'],
  ['an unknown input', { flow: 'Ask', inputs: { row: [] } }, 400, 'Did you mean'],
  ['an input of another type', { flow: 'Ask', inputs: { rows: 'one' } }, 400, 'rows takes'],
])('%s is told', async (_, body, status, message) => {
  const answer = await post(base, body)
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)])
})

it('Execute Flow is told to use Open Flow Dialog', async () => {
  const answer = await post('/services/data/v62.0/actions/custom/flow/Ask', { inputs: [{}] })
  expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('use Open Flow Dialog')])
})

describe('a version that is not active', () => {
  const versions = '/millrace/v1/flows/Ask/versions'

  it('is walked to its end by its builder', async () => {
    const text = flowFile.replace('<label>First</label>', '<label>Draft</label>').replace('Active', 'Draft')
    const { number } = (await post(versions, { text })).json as { number: number }
    const first = (await post(`${versions}/${number}/interviews`, {})).json as Interview
    expect(first.screen).toMatchObject({ name: 'First', label: 'Draft' })
    await does(first.guid, 'next', { Last_Name: 'Drafted' })
    expect((await does(first.guid, 'next', { Job: 'Boss' })).status).toBe('Finished')
    expect(await titles('Drafted')).toEqual(['Boss'])
  })

  it('with errors does not start', async () => {
    const { number } = (
      await post(versions, { text: flowFile.replace('Last_Name</elementReference>', 'X</elementReference>') })
    ).json as { number: number }
    const answer = await post(`${versions}/${number}/interviews`, {})
    expect([answer.status, JSON.stringify(answer.json)]).toEqual([422, expect.stringContaining('FLOW_HAS_ERRORS')])
  })
})

it('{!$Client.FormFactor} is that of the page, also when the screen is shown again', async () => {
  const rule =
    '<visibilityRule><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Client.FormFactor</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>Small</stringValue></rightValue></conditions></visibilityRule>'
  const text = flowFile.replace('</screens>', `${field('On_Phones', rule)}</screens>`).replace('Active', 'Draft')
  const { number } = (await post('/millrace/v1/flows/Ask/versions', { text })).json as { number: number }
  const opened = async (formFactor?: string) =>
    (await post(`/millrace/v1/flows/Ask/versions/${number}/interviews`, { formFactor })).json as Interview
  const [large, small] = [await opened(), await opened('Small')]
  expect([large.screen?.fields.length, small.screen?.fields.length]).toEqual([1, 2])
  const turned = (await post(`${base}/${large.guid}/refresh`, { formFactor: 'Small' })).json as Interview
  expect(turned.screen?.fields).toHaveLength(2)
  expect((await post(`${base}/${small.guid}/refresh`, { formFactor: 'Wide' })).status).toBe(400)
})
