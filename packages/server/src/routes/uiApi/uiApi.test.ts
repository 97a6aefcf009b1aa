import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer
let id: string

beforeAll(async () => {
  server = await exampleServer()
  const created = await send('POST', '/records', {
    apiName: 'Contact',
    fields: { FirstName: 'Ada', LastName: 'Ng', Status__c: 'New', Birthdate: '1990-02-01' },
  })
  id = (created.json as { id: string }).id
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: `/services/data/v62.0/ui-api${path}`, ...(payload && { payload }) })

const get = async (path: string) => (await send('GET', path)).json

describe('object info', () => {
  it('describes fields by name', async () => {
    expect(await get('/object-info/contact')).toMatchObject({
      apiName: 'Contact',
      nameFields: expect.arrayContaining(['FirstName', 'LastName', 'Name']),
      fields: {
        LastName: { dataType: 'String', required: true, compoundFieldName: 'Name' },
        AccountId: { reference: true, referenceToInfos: [{ apiName: 'Account' }] },
      },
      eTag: expect.stringMatching(/^\w{32}$/),
    })
  })

  it('lists objects', async () => {
    expect(await get('/object-info')).toMatchObject({ objects: { Contact: { keyPrefix: '003' } } })
    expect(await get('/object-info/batch/Contact,Account')).toMatchObject({
      results: [{ statusCode: 200, result: { apiName: 'Contact' } }, { result: { apiName: 'Account' } }],
    })
  })

  it('lists the values of a picklist', async () => {
    const path = '/object-info/Contact/picklist-values/012000000000000AAA'
    const { values } = (await get(`${path}/Status__c`)) as { values: object[] }
    expect(values).toContainEqual({ attributes: null, label: 'New', validFor: [], value: 'New' })
    expect(await get(path)).toMatchObject({ picklistFieldValues: { Status__c: { values } } })
    expect((await send('GET', `${path}/LastName`)).status).toBe(404)
  })
})

describe('a record', () => {
  it('has its values in words', async () => {
    expect(await get(`/records/${id}?fields=Contact.Name,Contact.Birthdate,Contact.Account.Name`)).toEqual({
      apiName: 'Contact',
      childRelationships: {},
      eTag: expect.any(String),
      fields: {
        Name: { displayValue: null, value: 'Ada Ng' },
        Birthdate: { displayValue: '2/1/90', value: '1990-02-01' },
        Account: { displayValue: null, value: null },
      },
      id,
      lastModifiedById: server.org.administratorId,
      lastModifiedDate: expect.any(String),
      recordTypeId: null,
      recordTypeInfo: null,
      systemModstamp: expect.any(String),
      weakEtag: expect.any(Number),
    })
  })

  it('is changed and deleted', async () => {
    expect(await send('PATCH', `/records/${id}`, { fields: { Status__c: 'Active' } })).toMatchObject({
      status: 200,
      json: { fields: { Status__c: { displayValue: 'Active', value: 'Active' } } },
    })
    const other = (await send('POST', '/records', { apiName: 'Contact', fields: { LastName: 'X' } })).json as {
      id: string
    }
    expect((await send('DELETE', `/records/${other.id}`)).status).toBe(204)
    expect((await send('GET', `/records/${other.id}`)).status).toBe(404)
  })

  it('comes with its layout and object', async () => {
    expect(await get(`/record-ui/${id}?layoutTypes=Full&modes=View,Edit`)).toMatchObject({
      layouts: {
        Contact: {
          '012000000000000AAA': {
            Full: { View: { sections: [{ heading: 'Information' }, { heading: 'System Information' }] }, Edit: {} },
          },
        },
      },
      objectInfos: { Contact: { apiName: 'Contact' } },
      records: { [id]: { fields: { LastName: { value: 'Ng' } } } },
    })
    expect(await get('/record-defaults/create/Contact')).toMatchObject({
      layout: { mode: 'Create' },
      record: { fields: { Do_Not_Contact__c: { value: false } } },
    })
  })

  it.each<[method: 'GET' | 'POST', path: string, body: object | undefined, status: number, errorCode: string]>([
    ['POST', '/records', { fields: {} }, 400, 'JSON_PARSER_ERROR'],
    ['POST', '/records', { apiName: 'Contact', fields: {} }, 400, 'REQUIRED_FIELD_MISSING'],
    ['GET', '/records/nothing', undefined, 400, 'MALFORMED_ID'],
    ['GET', '/records/003000000000ZZZAAA', undefined, 404, 'NOT_FOUND'],
    ['GET', '/layout/Contact?mode=Read', undefined, 400, 'INVALID_TYPE'],
    ['GET', '/object-info/Contakt', undefined, 404, 'NOT_FOUND'],
    ['GET', '/lookups/Contact/LastName?q=a', undefined, 404, 'NOT_FOUND'],
  ])('%s %s %j is %i %s', async (method, path, body, status, errorCode) => {
    expect(await send(method, path, body)).toMatchObject({ status, json: [{ errorCode }] })
  })
})

it('a lookup suggests records by the beginning of words', async () => {
  await server.send({
    method: 'POST',
    url: '/services/data/v62.0/sobjects/Account',
    payload: { Name: 'Quiet 100% Bakery' },
  })
  for (const q of ['qui', 'BAK', '100%'])
    expect(await get(`/lookups/Contact/AccountId/Account?q=${encodeURIComponent(q)}`)).toMatchObject({
      count: 1,
      records: [{ fields: { Name: { value: 'Quiet 100% Bakery' } } }],
    })
  expect(await get('/lookups/Contact/AccountId?q=uiet')).toMatchObject({ count: 0 })
})
