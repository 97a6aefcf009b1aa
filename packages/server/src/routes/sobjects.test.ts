import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const BASE = '/services/data/v62.0'
let server: ExampleServer
let id: string

beforeAll(async () => {
  server = await exampleServer()
  const { json } = await send('POST', '/sobjects/Contact', { FirstName: 'Mira', LastName: 'Sato', Status__c: 'New' })
  id = (json as { id: string }).id
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: unknown) =>
  server.send({ method, url: BASE + path, ...(payload !== undefined && { payload: payload as object }) })

const query = async (soql: string) =>
  (await send('GET', `/query?q=${encodeURIComponent(soql)}`)).json as { records: Record<string, unknown>[] }

describe('a record', () => {
  it('is inserted, read, updated and deleted', async () => {
    const inserted = await send('POST', '/sobjects/Contact', { LastName: 'Lee', Status__c: 'New' })
    expect([inserted.status, inserted.json]).toEqual([
      201,
      { id: expect.stringMatching(/^003\w{15}$/), success: true, errors: [] },
    ])
    const path = `/sobjects/Contact/${(inserted.json as { id: string }).id}`
    const updated = await send('PATCH', path, { Status__c: 'Active' })
    expect([updated.status, updated.text]).toEqual([204, ''])
    expect((await send('GET', `${path}?fields=Name,Status__c`)).json).toEqual({
      attributes: { type: 'Contact', url: BASE + path },
      Id: path.split('/').at(-1),
      Name: 'Lee',
      Status__c: 'Active',
    })
    const headers = { 'content-type': 'application/json' }
    expect((await server.send({ method: 'DELETE', url: BASE + path, headers })).status).toBe(204)
    expect([(await send('GET', path)).status, (await send('DELETE', path)).status]).toEqual([404, 404])
  })

  it('is read with all its fields', async () => {
    const { json } = await send('GET', `/sobjects/Contact/${id}`)
    expect(json).toMatchObject({
      Name: 'Mira Sato',
      Do_Not_Contact__c: false,
      CreatedById: server.org.administratorId,
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    })
  })

  it.each<[fact: string, method: InjectOptions['method'], path: string, body: unknown, status: number, error: object]>([
    [
      'without a required field',
      'POST',
      '/sobjects/Contact',
      { FirstName: 'Mira' },
      400,
      { errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] },
    ],
    [
      'with a field that does not exist',
      'POST',
      '/sobjects/Contact',
      { LastName: 'X', Statuss__c: 'New' },
      400,
      { errorCode: 'INVALID_FIELD', message: "No such column 'Statuss__c' on sobject of type Contact" },
    ],
    [
      'with a value of another type',
      'POST',
      '/sobjects/Contact',
      { LastName: 12 },
      400,
      { errorCode: 'JSON_PARSER_ERROR', fields: ['LastName'] },
    ],
    [
      'that breaks a validation rule',
      'POST',
      '/sobjects/Contact',
      { LastName: 'X', Status__c: 'Active', Do_Not_Contact__c: true },
      400,
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['Status__c'] },
    ],
    [
      'of an object that does not exist',
      'POST',
      '/sobjects/Contakt',
      { LastName: 'X' },
      404,
      { errorCode: 'NOT_FOUND' },
    ],
    ['whose Id is none', 'GET', '/sobjects/Contact/12', undefined, 400, { errorCode: 'MALFORMED_ID' }],
    [
      'that does not exist',
      'PATCH',
      '/sobjects/Contact/003000000000ZZZAAA',
      { LastName: 'X' },
      404,
      { errorCode: 'NOT_FOUND' },
    ],
    ['without a body', 'POST', '/sobjects/Contact', [], 400, { errorCode: 'JSON_PARSER_ERROR' }],
  ])('%s is refused', async (_, method, path, body, status, error) => {
    const answer = await send(method, path, body)
    expect(answer.json).toMatchObject([error])
    expect(answer.status).toBe(status)
  })
})

describe('a query', () => {
  it('answers records with parents', async () => {
    const answer = await query(`SELECT Id, Name, Account.Name FROM Contact WHERE Id = '${id}'`)
    expect(answer).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Contact', url: `${BASE}/sobjects/Contact/${id}` },
          Id: id,
          Name: 'Mira Sato',
          Account: null,
        },
      ],
    })
  })

  it('answers children as a query result of their own', async () => {
    const { records } = await query('SELECT Name, (SELECT LastName FROM Contacts LIMIT 1) FROM Account LIMIT 3')
    expect(records[0]).toMatchObject({
      Contacts: { totalSize: 1, done: true, records: [{ attributes: { type: 'Contact' } }] },
    })
  })

  it('counts', async () => {
    expect(await query('SELECT COUNT() FROM Account')).toEqual({
      totalSize: expect.any(Number),
      done: true,
      records: [],
    })
  })

  it.each([
    ['SELECT Nme FROM Contact', 'INVALID_FIELD'],
    ['SELECT Id FROM Contakt', 'INVALID_TYPE'],
    ['SELECT FROM Contact', 'MALFORMED_QUERY'],
  ])('%s is %s', async (soql, errorCode) => {
    const answer = await send('GET', `/query?q=${encodeURIComponent(soql)}`)
    expect([answer.status, answer.json]).toMatchObject([400, [{ errorCode }]])
  })

  it('reads deleted records with queryAll', async () => {
    const inserted = await send('POST', '/sobjects/Contact', { LastName: 'Gone' })
    await send('DELETE', `/sobjects/Contact/${(inserted.json as { id: string }).id}`)
    const soql = encodeURIComponent("SELECT Id FROM Contact WHERE LastName = 'Gone'")
    const sizes = await Promise.all(['query', 'queryAll'].map(path => send('GET', `/${path}?q=${soql}`)))
    expect(sizes.map(({ json }) => (json as { totalSize: number }).totalSize)).toEqual([0, 1])
  })
})

describe('a collection of records', () => {
  const contact = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields })

  it('saves the good ones', async () => {
    const { status, json } = await send('POST', '/composite/sobjects', {
      records: [contact({ LastName: 'Good' }), contact({ FirstName: 'Bad' })],
    })
    expect([status, json]).toMatchObject([
      200,
      [
        { success: true, errors: [] },
        { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] },
      ],
    ])
  })

  it('saves all or none', async () => {
    const records = [contact({ LastName: 'Nobody' }), contact({ FirstName: 'Bad' })]
    const { json } = await send('POST', '/composite/sobjects', { allOrNone: true, records })
    expect(json).toMatchObject([{ success: false }, { success: false }])
    expect((await query("SELECT Id FROM Contact WHERE LastName = 'Nobody'")).records).toEqual([])
  })

  it('is updated and deleted', async () => {
    const inserted = await send('POST', '/composite/sobjects', {
      records: [contact({ LastName: 'One' }), contact({ LastName: 'Two' })],
    })
    const ids = (inserted.json as { id: string }[]).map(result => result.id)
    await send('PATCH', '/composite/sobjects', { records: ids.map(Id => contact({ Id, Status__c: 'Active' })) })
    const found = await query(`SELECT Status__c FROM Contact WHERE Id IN ('${ids.join("','")}')`)
    expect(found.records.map(record => record['Status__c'])).toEqual(['Active', 'Active'])
    const { json } = await send('DELETE', `/composite/sobjects?ids=${ids.join(',')}&allOrNone=true`)
    expect(json).toMatchObject(ids.map(id => ({ id, success: true })))
  })
})

describe('describes', () => {
  it('an object with its fields', async () => {
    const { json } = await send('GET', '/sobjects/contact/describe')
    expect(json).toMatchObject({ name: 'Contact', label: 'Contact', keyPrefix: '003', createable: true })
    const { fields } = json as { fields: { name: string; type: string; picklistValues: { value: string }[] }[] }
    const status = fields.find(({ name }) => name === 'Status__c')!
    expect([status.type, status.picklistValues.map(({ value }) => value)]).toEqual([
      'picklist',
      expect.arrayContaining(['New', 'Active']),
    ])
  })

  it('all objects', async () => {
    const { sobjects } = (await send('GET', '/sobjects')).json as { sobjects: object[] }
    expect(sobjects).toContainEqual(
      expect.objectContaining({
        name: 'Contact',
        urls: expect.objectContaining({ sobject: `${BASE}/sobjects/Contact` }),
      }),
    )
  })
})

describe('what does not exist', () => {
  it.each<[method: InjectOptions['method'], url: string, status: number, error: object]>([
    [
      'GET',
      '/services/data/v62.0/nothing',
      404,
      { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' },
    ],
    ['GET', '/services/data/v99.0/limits', 404, { errorCode: 'NOT_FOUND' }],
    [
      'PUT',
      '/services/data/v62.0/sobjects/Contact',
      405,
      { errorCode: 'METHOD_NOT_ALLOWED', message: "HTTP Method 'PUT' not allowed. Allowed are GET,HEAD,POST" },
    ],
    [
      'GET',
      '/millrace/v1/pages/Contact_Page',
      404,
      { errorCode: 'NOT_FOUND', message: expect.stringContaining('Did you mean Contacts_Page?') },
    ],
    ['GET', '/millrace/v1/runs/12', 404, { errorCode: 'NOT_FOUND' }],
    ['DELETE', '/millrace/v1/runs/12', 404, { errorCode: 'NOT_FOUND' }],
  ])('%s %s is %d', async (method, url, status, error) => {
    const answer = await server.send({ method, url })
    expect(answer.json).toMatchObject([error])
    expect(answer.status).toBe(status)
  })

  it('a body in another language is 415', async () => {
    const answer = await server.send({
      method: 'POST',
      url: `${BASE}/sobjects/Contact`,
      headers: { 'content-type': 'application/xml' },
      payload: '<Contact/>',
    })
    expect([answer.status, answer.json]).toMatchObject([415, [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }]])
  })
})
