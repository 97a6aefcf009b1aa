import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const BASE = '/services/data/v62.0'
let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: unknown) =>
  server.send({ method, url: BASE + path, ...(payload !== undefined && { payload: payload as object }) })

const count = async (where: string) => {
  const { json } = await send('GET', `/query?q=${encodeURIComponent(`SELECT COUNT() FROM Contact WHERE ${where}`)}`)
  return (json as { totalSize: number }).totalSize
}

const step = (referenceId: string, method: string, url: string, body?: unknown) => ({
  referenceId,
  method,
  url: BASE + url,
  ...(body !== undefined && { body }),
})

const id = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}\\w{15}$`))

describe('composite', () => {
  it('hands what one request answered to the next', async () => {
    const { status, json } = await send('POST', '/composite', {
      allOrNone: true,
      compositeRequest: [
        step('account', 'POST', '/sobjects/Account', { Name: 'Composite' }),
        step('contact', 'POST', '/sobjects/Contact', { LastName: 'Of @{account.id}', AccountId: '@{account.id}' }),
        step('found', 'GET', "/query?q=SELECT Id, Name FROM Contact WHERE AccountId = '@{account.id}'"),
        step('changed', 'PATCH', '/sobjects/Contact/@{found.records[0].Id}', { FirstName: 'Ada' }),
        step('read', 'GET', '/sobjects/Contact/@{contact.id}?fields=FirstName,AccountId'),
      ],
    })
    expect(status).toBe(200)
    const { compositeResponse } = json as { compositeResponse: { body: { id?: string }; httpStatusCode: number }[] }
    expect(compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200, 204, 200])
    expect(compositeResponse[0]).toEqual({
      body: { id: id('001'), success: true, errors: [] },
      httpHeaders: { Location: `${BASE}/sobjects/Account/${compositeResponse[0]!.body.id}` },
      httpStatusCode: 201,
      referenceId: 'account',
    })
    expect(compositeResponse[3]).toEqual({ body: null, httpHeaders: {}, httpStatusCode: 204, referenceId: 'changed' })
    expect(compositeResponse[4]!.body).toMatchObject({ FirstName: 'Ada', AccountId: compositeResponse[0]!.body.id })
  })

  it.each([
    [true, 0],
    [false, 1],
  ])('with allOrNone %s keeps %i records of those before the one that failed', async (allOrNone, kept) => {
    const LastName = `Kept ${kept}`
    const { json } = await send('POST', '/composite', {
      allOrNone,
      compositeRequest: [
        step('good', 'POST', '/sobjects/Contact', { LastName }),
        step('bad', 'POST', '/sobjects/Contact', { FirstName: 'No last name' }),
        step('after', 'GET', '/sobjects/Contact/@{bad.id}'),
      ],
    })
    const { compositeResponse } = json as { compositeResponse: object[] }
    const halted = { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] }
    expect(compositeResponse).toMatchObject([
      allOrNone ? halted : { httpStatusCode: 201 },
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] },
      halted,
    ])
    expect(await count(`LastName = '${LastName}'`)).toBe(kept)
  })

  it.each<[fact: string, body: object, errorCode: string]>([
    ['without a list', {}, 'JSON_PARSER_ERROR'],
    ['with a step without a name', { compositeRequest: [{ method: 'GET', url: BASE }] }, 'JSON_PARSER_ERROR'],
    [
      'with two steps of one name',
      { compositeRequest: [step('a', 'GET', '/limits'), step('a', 'GET', '/limits')] },
      'INVALID_INPUT',
    ],
    [
      'with too many steps',
      { compositeRequest: Array.from({ length: 26 }, (_, i) => step(`s${i}`, 'GET', '/limits')) },
      'LIMIT_EXCEEDED',
    ],
  ])('%s is refused', async (_, body, errorCode) => {
    expect(await send('POST', '/composite', body)).toMatchObject({ status: 400, json: [{ errorCode }] })
  })

  it.each(['/composite', '/composite/batch', '/jobs/ingest'])('does not nest %s', async url => {
    const { json } = await send('POST', '/composite', { compositeRequest: [step('a', 'POST', url, {})] })
    expect(json).toMatchObject({ compositeResponse: [{ httpStatusCode: 400 }] })
  })

  it('keeps flows out of a transaction of others', async () => {
    const url = '/actions/custom/flow/Set_Contact_Status_Active'
    const { json } = await send('POST', '/composite', {
      allOrNone: true,
      compositeRequest: [step('a', 'POST', url, { inputs: [{}] })],
    })
    expect(json).toMatchObject({ compositeResponse: [{ httpStatusCode: 400, body: [{ errorCode: 'INVALID_INPUT' }] }] })
  })
})

it('a graph is saved or not, each for itself', async () => {
  const { json } = await send('POST', '/composite/graph', {
    graphs: [
      { graphId: '1', compositeRequest: [step('a', 'POST', '/sobjects/Contact', { LastName: 'Graph' })] },
      {
        graphId: '2',
        compositeRequest: [
          step('a', 'POST', '/sobjects/Contact', { LastName: 'Graph' }),
          step('b', 'POST', '/sobjects/Contact', {}),
        ],
      },
    ],
  })
  expect(json).toMatchObject({
    graphs: [
      { graphId: '1', isSuccessful: true, graphResponse: { compositeResponse: [{ httpStatusCode: 201 }] } },
      { graphId: '2', isSuccessful: false },
    ],
  })
  expect(await count("LastName = 'Graph'")).toBe(1)
})

describe('batch', () => {
  const batchRequests = [
    { method: 'GET', url: 'v62.0/sobjects/Contact/003000000000ZZZAAA' },
    { method: 'POST', url: 'v62.0/sobjects/Contact', richInput: { LastName: 'Batch' } },
  ]

  it('answers each request', async () => {
    expect((await send('POST', '/composite/batch', { batchRequests })).json).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 404, result: [{ errorCode: 'NOT_FOUND' }] },
        { statusCode: 201, result: { success: true } },
      ],
    })
  })

  it('stops at the first error when told so', async () => {
    expect((await send('POST', '/composite/batch', { batchRequests, haltOnError: true })).json).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 404 }, { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED' }] }],
    })
  })
})

describe('tree', () => {
  const account = (referenceId: string, more: object) => ({ attributes: { type: 'Account', referenceId }, ...more })
  const contact = (referenceId: string, more: object) => ({ attributes: { type: 'Contact', referenceId }, ...more })

  it('saves records with their children', async () => {
    const { status, json } = await send('POST', '/composite/tree/Account', {
      records: [
        account('a', { Name: 'Tree', Contacts: { records: [contact('c', { LastName: 'Leaf' })] } }),
        account('b', { Name: 'Bush' }),
      ],
    })
    expect([status, json]).toEqual([
      201,
      {
        hasErrors: false,
        results: [
          { referenceId: 'a', id: id('001') },
          { referenceId: 'b', id: id('001') },
          { referenceId: 'c', id: id('003') },
        ],
      },
    ])
    expect(await count("LastName = 'Leaf' AND Account.Name = 'Tree'")).toBe(1)
  })

  it('saves none when one is wrong, and says which', async () => {
    const { status, json } = await send('POST', '/composite/tree/Account', {
      records: [account('a', { Name: 'Dead', Contacts: { records: [contact('c', { FirstName: 'Leaf' })] } })],
    })
    expect([status, json]).toMatchObject([
      400,
      { hasErrors: true, results: [{ referenceId: 'c', errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }] },
    ])
    expect(await count("Account.Name = 'Dead'")).toBe(0)
  })

  it.each<[fact: string, records: object[]]>([
    ['without a reference', [{ attributes: { type: 'Account' }, Name: 'X' }]],
    ['with one reference twice', [account('a', { Name: 'X' }), account('a', { Name: 'Y' })]],
    ['of another object', [contact('a', { LastName: 'X' })]],
  ])('%s is refused', async (_, records) => {
    expect(await send('POST', '/composite/tree/Account', { records })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_INPUT' }],
    })
  })
})

describe('a subrequest', () => {
  it.each([
    '/millrace/v1/pages',
    `${BASE}/../../../millrace/v1/pages`,
    `${BASE}/%2e%2e/%2e%2e/%2e%2e/millrace/v1/pages`,
    `//elsewhere.example${BASE}/limits`,
    `http://elsewhere.example${BASE}/limits`,
    `${BASE}/composite`,
    `${BASE}/composite/`,
    `${BASE}/compos%69te/batch`,
    `${BASE}/sobjects/../composite/batch`,
    `${BASE}/%6aobs/query`,
    `${BASE}/%`,
  ])('to %s is refused', async url => {
    const compositeRequest = [{ method: 'GET', url, referenceId: 'one' }]
    const { json } = await send('POST', '/composite', { compositeRequest })
    expect(json).toMatchObject({
      compositeResponse: [{ httpStatusCode: 400, body: [{ errorCode: 'INVALID_INPUT' }] }],
    })
  })

  it.each(['actions', '%61ctions'])('with allOrNone runs no flow, also as /%s', async actions => {
    const url = `${BASE}/${actions}/custom/flow/Set_Contact_Status_Active`
    const compositeRequest = [{ method: 'POST', url, referenceId: 'one', body: { inputs: [{}] } }]
    const { json } = await send('POST', '/composite', { allOrNone: true, compositeRequest })
    expect(json).toMatchObject({ compositeResponse: [{ body: [{ message: expect.stringContaining('cannot be') }] }] })
  })
})

describe('changes of an object', () => {
  const at = (days: number) => encodeURIComponent(new Date(Date.now() + days * 86_400_000).toISOString())
  const between = `?start=${at(-1)}&end=${at(1)}`

  it('are listed', async () => {
    const { json } = await send('POST', '/sobjects/Contact', { LastName: 'Kept' })
    const gone = await send('POST', '/sobjects/Contact', { LastName: 'Gone' })
    const [kept, deleted] = [json, gone.json].map(record => (record as { id: string }).id)
    await send('DELETE', `/sobjects/Contact/${deleted}`)
    const updated = (await send('GET', `/sobjects/Contact/updated/${between}`)).json as { ids: string[] }
    expect(updated.ids).toContain(kept)
    expect(updated.ids).not.toContain(deleted)
    expect((await send('GET', `/sobjects/Contact/deleted${between}`)).json).toMatchObject({
      deletedRecords: [{ id: deleted, deletedDate: expect.stringMatching(/\+0000$/) }],
      latestDateCovered: expect.any(String),
    })
  })

  it.each([`?start=${at(1)}&end=${at(-1)}`, `?start=${at(-40)}&end=${at(1)}`, '?start=yesterday&end=now', ''])(
    'for %s are refused',
    async query => {
      expect(await send('GET', `/sobjects/Contact/updated${query}`)).toMatchObject({
        status: 400,
        json: [{ errorCode: 'INVALID_REPLICATION_DATE' }],
      })
    },
  )
})
