import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const FLOW = '/services/data/v62.0/actions/custom/flow'

let server: ExampleServer
/// Contacts that may become Active, and one that may not.
let contacts: string[]
let doNotContact: string

beforeAll(async () => {
  server = await exampleServer()
  const { json } = await server.send({
    method: 'POST',
    url: '/services/data/v62.0/sobjects/Contact',
    payload: { LastName: 'Roth', Status__c: 'Blocked', Do_Not_Contact__c: true },
  })
  doNotContact = (json as { id: string }).id
})
afterAll(() => server.close())

const query = async (soql: string) => {
  const { json } = await server.send(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)
  return (json as { records: Record<string, unknown>[] }).records
}

const statuses = async (ids: readonly string[]) =>
  (await query(`SELECT Status__c FROM Contact WHERE Id IN ('${ids.join("','")}') ORDER BY Id`)).map(
    record => record['Status__c'],
  )

beforeEach(async () => {
  const free = await query("SELECT Id FROM Contact WHERE Status__c = 'New' ORDER BY Id LIMIT 2")
  contacts = free.map(record => String(record['Id']))
  expect(contacts).toHaveLength(2)
})

const run = (body: unknown, { name = 'Set_Contact_Status_Active', version = '62.0', headers = {} } = {}) =>
  server.send({
    method: 'POST',
    url: `/services/data/v${version}/actions/custom/flow/${name}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('actions', () => {
  it('list the kinds of custom actions', async () => {
    expect((await server.send('/services/data/v62.0/actions/custom')).json).toMatchObject({ flow: FLOW })
  })

  it('list the active autolaunched flows', async () => {
    const { status, json } = await server.send(FLOW)
    expect(status).toBe(200)
    expect(json).toEqual({
      actions: ['Mark_Do_Not_Contact', 'Set_Contact_Status_Active'].map(name => ({
        label: name.replaceAll('_', ' '),
        name,
        type: 'FLOW',
        url: `${FLOW}/${name}`,
      })),
    })
  })

  it('describe a flow with its inputs and outputs', async () => {
    const { status, json } = await server.send(`${FLOW}/Set_Contact_Status_Active`)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      name: 'Set_Contact_Status_Active',
      type: 'FLOW',
      inputs: [{ name: 'ContactIds', type: 'STRING', maxOccurs: 2000, required: false }],
    })
    const { outputs } = json as { outputs: { name: string }[] }
    expect(outputs.map(({ name }) => name).sort()).toEqual([
      'Flow__InterviewGuid',
      'Flow__InterviewStatus',
      'updatedCount',
    ])
    const head = await server.send({ method: 'HEAD', url: `${FLOW}/Set_Contact_Status_Active` })
    expect([head.status, head.text]).toEqual([200, ''])
  })
})

describe('running a flow', () => {
  it('changes records and answers its outputs, as Salesforce does', async () => {
    const { status, headers, json } = await run({ inputs: [{ ContactIds: contacts }] })
    expect(json).toEqual([
      {
        actionName: 'Set_Contact_Status_Active',
        errors: null,
        invocationId: null,
        isSuccess: true,
        outcome: null,
        outputValues: {
          updatedCount: 2,
          Flow__InterviewGuid: expect.any(String),
          Flow__InterviewStatus: 'Finished',
        },
        sortOrder: -1,
        version: 1,
      },
    ])
    expect(status).toBe(200)
    expect(headers['sforce-limit-info']).toMatch(/^api-usage=\d+\/\d+$/)
    expect(await statuses(contacts)).toEqual(['Active', 'Active'])
  })

  it('answers without the newer members in an older version', async () => {
    const { json } = await run({ inputs: [{}] }, { version: '58.0' })
    expect(Object.keys((json as object[])[0]!)).toEqual(['actionName', 'errors', 'isSuccess', 'outputValues'])
  })

  it('answers one result for each input', async () => {
    const { json } = await run({ inputs: contacts.map(id => ({ ContactIds: [id] })) })
    expect(json).toMatchObject([{ outputValues: { updatedCount: 1 } }, { outputValues: { updatedCount: 1 } }])
  })

  it('undoes everything when it fails, and says why beside the words of an org', async () => {
    const all = [...contacts, doNotContact]
    const before = await statuses(all)
    const { status, headers, json } = await run({ inputs: [{ ContactIds: all }] })
    expect(json).toEqual([
      {
        actionName: 'Set_Contact_Status_Active',
        errors: [
          {
            statusCode: 'UNKNOWN_EXCEPTION',
            message: 'An error occurred when executing a flow interview.',
            fields: [],
          },
        ],
        invocationId: null,
        isSuccess: false,
        outcome: null,
        outputValues: null,
        sortOrder: -1,
        version: 1,
        millrace: {
          runId: headers['millrace-run-id'],
          state: 'failed',
          flow: 'Set_Contact_Status_Active',
          element: 'Set_Status',
          faultCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          faultMessage: expect.stringContaining('A contact marked "Do Not Contact" cannot be Active.'),
        },
      },
    ])
    expect(status).toBe(400)
    expect(await statuses(all)).toEqual(before)
  })

  it('keeps a record of each run with its trace, also of a failed one', async () => {
    const { headers } = await run({ inputs: [{ ContactIds: [doNotContact] }] })
    const id = String(headers['millrace-run-id'])
    const { json } = await server.send(`/millrace/v1/runs/${id}`)
    expect(json).toMatchObject({
      id,
      flow: 'Set_Contact_Status_Active',
      user: server.org.administratorId,
      state: 'failed',
      inputs: [{ ContactIds: [doNotContact] }],
      outputs: null,
      fault: { element: 'Set_Status', code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' },
      usage: { soqlQueries: 2 },
    })
    const [{ trace }] = (json as { trace: [{ trace: { kind: string; element: string }[] }] }).trace
    expect(trace.map(({ kind, element }) => `${kind} ${element}`)).toContain('fault Set_Status')
    const { runs } = (await server.send('/millrace/v1/runs?limit=1')).json as { runs: object[] }
    expect(runs).toMatchObject([{ id, state: 'failed', durationMs: expect.any(Number) }])
  })
})

describe('a request to run a flow is refused', () => {
  const ids = '["003000000000001"]'
  it.each<[fact: string, body: string, status: number, code: string, message: RegExp]>([
    ['when the body is no JSON', '{', 400, 'JSON_PARSER_ERROR', /JSON/],
    ['without inputs', '{}', 400, 'JSON_PARSER_ERROR', /"inputs": \[\{\}\]/],
    ['when inputs are no list', `{"inputs":{"ContactIds":${ids}}}`, 400, 'JSON_PARSER_ERROR', /one object for each/],
    ['with no input', '{"inputs":[]}', 400, 'JSON_PARSER_ERROR', /one object for each/],
    [
      'for a misspelled input',
      `{"inputs":[{"contactIds":${ids}}]}`,
      400,
      'INVALID_API_INPUT',
      /no input variable "contactIds"\. Did you mean ContactIds\?/,
    ],
    [
      'for an output given as input',
      '{"inputs":[{"updatedCount":1}]}',
      400,
      'INVALID_API_INPUT',
      /not available for input/,
    ],
    [
      'for one value where a collection is wanted',
      '{"inputs":[{"ContactIds":"003000000000001"}]}',
      400,
      'INVALID_API_INPUT',
      /takes a Text collection, but got "003000000000001" \(Text\)/,
    ],
    ['for a value of another type', '{"inputs":[{"ContactIds":[12]}]}', 400, 'INVALID_API_INPUT', /\[0\] takes a Text/],
    [
      'for more inputs than an org takes',
      JSON.stringify({ inputs: Array(201).fill({}) }),
      400,
      'LIMIT_EXCEEDED',
      /at most 200 inputs/,
    ],
  ])('%s', async (_, body, status, errorCode, message) => {
    const answer = await run(body)
    expect(answer.json).toMatchObject([{ errorCode, message: expect.stringMatching(message) }])
    expect(answer.status).toBe(status)
  })

  it.each<[name: string, why: RegExp]>([
    ['Set_contact_status_active', /case-sensitive: there is "Set_Contact_Status_Active"/],
    ['Set_Contact_Status_Activ', /Did you mean Set_Contact_Status_Active\?/],
    ['Nothing_Like_It', /The project has no flow "Nothing_Like_It"\.$/],
  ])('404 for the flow %s', async (name, why) => {
    const answer = await run({ inputs: [{}] }, { name })
    expect(answer.status).toBe(404)
    expect(answer.json).toEqual([
      { errorCode: 'NOT_FOUND', message: expect.stringMatching(/^The requested resource does not exist\. /) },
    ])
    expect(answer.text).toMatch(new RegExp(why.source.replaceAll('"', '\\\\"').replace(/\$$/, '')))
  })
})

describe('an Idempotency-Key', () => {
  it('makes a second request get the first answer without running again', async () => {
    const request = { inputs: [{ ContactIds: contacts }] }
    const headers = { 'idempotency-key': 'click-1' }
    const first = await run(request, { headers })
    const second = await run(request, { headers })
    expect(second.text).toBe(first.text)
    expect(second.headers['millrace-run-id']).toBe(first.headers['millrace-run-id'])
    expect(second.status).toBe(200)
  })

  it('makes a request wait for the first that is under way', async () => {
    const headers = { 'idempotency-key': 'click-2' }
    const answers = await Promise.all([1, 2, 3].map(() => run({ inputs: [{ ContactIds: contacts }] }, { headers })))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })

  it('keeps the answer of a failed run too', async () => {
    const headers = { 'idempotency-key': 'click-3' }
    const first = await run({ inputs: [{ ContactIds: [doNotContact] }] }, { headers })
    const second = await run({ inputs: [{ ContactIds: [doNotContact] }] }, { headers })
    expect([second.status, second.text]).toEqual([400, first.text])
  })

  it('is refused for another request', async () => {
    const headers = { 'idempotency-key': 'click-4' }
    await run({ inputs: [{ ContactIds: contacts }] }, { headers })
    const other = await run({ inputs: [{ ContactIds: [] }] }, { headers })
    expect([other.status, other.json]).toMatchObject([422, [{ errorCode: 'IDEMPOTENCY_KEY_REUSED' }]])
  })
})
