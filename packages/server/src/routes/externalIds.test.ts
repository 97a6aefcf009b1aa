import type { InjectOptions } from 'fastify'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const BASE = '/services/data/v62.0'
let server: ExampleServer

/// Account gets a text and a number by which other systems know it.
beforeAll(async () => {
  server = await exampleServer()
  const fields = join(server.folder, 'force-app/main/default/objects/Account/fields')
  mkdirSync(fields, { recursive: true })
  for (const [name, type] of [
    ['Key__c', '<type>Text</type><length>40</length>'],
    ['Number__c', '<type>Number</type><precision>10</precision><scale>0</scale>'],
  ])
    writeFileSync(
      join(fields, `${name}.field-meta.xml`),
      `<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><externalId>true</externalId><label>${name}</label>${type}</CustomField>`,
    )
  await server.org.reload()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: BASE + path, ...(payload && { payload }) })

it('a record is saved, read and deleted by its external Id', async () => {
  const path = '/sobjects/Account/Key__c/A%2F1'
  const created = await send('PATCH', path, { Name: 'By key' })
  const { id } = created.json as { id: string }
  expect([created.status, created.json]).toEqual([201, { id, success: true, errors: [], created: true }])
  const updated = await send('PATCH', path, { Name: 'Again' })
  expect([updated.status, updated.json]).toEqual([200, { id, success: true, errors: [], created: false }])
  expect((await send('GET', `${path}?fields=Name,Key__c`)).json).toMatchObject({ Id: id, Name: 'Again', Key__c: 'A/1' })
  expect((await send('GET', `/sobjects/Account/Id/${id}`)).json).toMatchObject({ Name: 'Again' })
  expect((await send('DELETE', path)).status).toBe(204)
  expect([(await send('GET', path)).status, (await send('DELETE', path)).status]).toEqual([404, 404])
})

it('a number is a key too', async () => {
  expect((await send('PATCH', '/sobjects/Account/Number__c/7', { Name: 'Seven' })).status).toBe(201)
  expect((await send('GET', '/sobjects/Account/Number__c/7')).json).toMatchObject({ Name: 'Seven', Number__c: 7 })
  expect((await send('GET', '/sobjects/Account/Number__c/seven')).status).toBe(400)
})

it('of several records with one key the addresses come back', async () => {
  const ids = []
  for (const Name of ['One', 'Two'])
    ids.push(((await send('POST', '/sobjects/Account', { Name, Key__c: 'twice' })).json as { id: string }).id)
  const { status, json } = await send('GET', '/sobjects/Account/Key__c/twice')
  expect([status, (json as string[]).toSorted()]).toEqual([
    300,
    ids.map(id => `${BASE}/sobjects/Account/${id}`).toSorted(),
  ])
})

it('with Id as the key a record is inserted', async () => {
  expect(await send('POST', '/sobjects/Account/Id', { Name: 'New' })).toMatchObject({
    status: 201,
    json: { success: true, created: true },
  })
})

it.each<[fact: string, path: string, body: object, status: number, errorCode: string]>([
  ['a field that is no key', '/sobjects/Account/Name/X', { Phone: '1' }, 404, 'NOT_FOUND'],
  ['the key in the body too', '/sobjects/Account/Key__c/X', { Key__c: 'X' }, 400, 'INVALID_FIELD'],
  ['no required field', '/sobjects/Account/Key__c/X', { Phone: '1' }, 400, 'REQUIRED_FIELD_MISSING'],
])('%s is refused', async (_, path, body, status, errorCode) => {
  expect(await send('PATCH', path, body)).toMatchObject({ status, json: [{ errorCode }] })
})

it('collections upsert and are read by Id', async () => {
  const records = [
    { attributes: { type: 'Account' }, Name: 'One', Key__c: 'c1' },
    { attributes: { type: 'Account' }, Nme: 'Two', Key__c: 'c2' },
  ]
  const { json } = await send('PATCH', '/composite/sobjects/Account/Key__c', { records })
  expect(json).toEqual([
    { id: expect.any(String), success: true, created: true, errors: [] },
    { success: false, errors: [{ statusCode: 'INVALID_FIELD', message: expect.any(String), fields: ['Nme'] }] },
  ])
  const { id } = (json as { id: string }[])[0]!
  const expected = [expect.objectContaining({ Id: id, Name: 'One' }), null]
  const missing = '001000000000ZZZAAA'
  expect((await send('GET', `/composite/sobjects/Account?ids=${id},${missing}&fields=Name`)).json).toEqual(expected)
  expect((await send('POST', '/composite/sobjects/Account', { ids: [id, missing], fields: ['Name'] })).json).toEqual(
    expected,
  )
})

it('a collection of several objects is deleted in one request', async () => {
  const account = (await send('POST', '/sobjects/Account', { Name: 'X' })).json as { id: string }
  const contact = (await send('POST', '/sobjects/Contact', { LastName: 'X' })).json as { id: string }
  expect((await send('DELETE', `/composite/sobjects?allOrNone=true&ids=${contact.id},${account.id}`)).json).toEqual([
    { id: contact.id, success: true, errors: [] },
    { id: account.id, success: true, errors: [] },
  ])
})
