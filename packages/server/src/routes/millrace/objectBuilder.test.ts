import { newFieldText, newObjectText, type XmlPatch } from '@millrace/metadata'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const BASE = '/millrace/v1/builder/objects'
const FIELDS = 'force-app/main/default/objects/Contact/fields'
const newField = (object: string, content: XmlPatch) =>
  server.send({ method: 'POST', url: `${BASE}/${object}/fields`, payload: { text: newFieldText(content) } })

describe('a new field', () => {
  it('is a file beside the others of its object, and in the database', async () => {
    const content = { fullName: 'Level__c', label: 'Level', type: 'Number', precision: '18', scale: '0' }
    expect(await newField('contact', content)).toMatchObject({
      status: 201,
      json: { file: `${FIELDS}/Level__c.field-meta.xml` },
    })
    expect(readFileSync(join(server.folder, FIELDS, 'Level__c.field-meta.xml'), 'utf8')).toBe(newFieldText(content))
    const { status } = await server.send({
      method: 'POST',
      url: '/services/data/v62.0/sobjects/Contact',
      payload: { LastName: 'Ng', Level__c: 3 },
    })
    expect(status).toBe(201)
  })

  it.each<[string, string, XmlPatch, number, string]>([
    ['of no object', 'Kontact', { fullName: 'A__c', label: 'A', type: 'Date' }, 404, 'Did you mean Contact?'],
    ['with a name that is taken', 'Contact', { fullName: 'status__c', label: 'A', type: 'Date' }, 400, 'has a field'],
    ['with a name of a standard field', 'Contact', { fullName: 'Nick', label: 'A', type: 'Date' }, 400, 'no API name'],
    ['with a path for a name', 'Contact', { fullName: '../../x__c', label: 'A', type: 'Date' }, 400, 'no API name'],
    ['without a type', 'Contact', { fullName: 'A__c', label: 'A' }, 400, 'has no type'],
    ['of no type', 'Contact', { fullName: 'A__c', label: 'A', type: 'Colour' }, 400, 'Colour'],
    [
      'that looks up nothing',
      'Contact',
      { fullName: 'A__c', label: 'A', type: 'Lookup', referenceTo: 'Nothing__c', relationshipName: 'As' },
      400,
      'Nothing__c',
    ],
  ])('%s is refused and leaves no file', async (_, object, content, status, message) => {
    const answer = await newField(object, content)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)])
    expect(existsSync(join(server.folder, FIELDS, 'A__c.field-meta.xml'))).toBe(false)
  })
})

it('a new object has a list of its own', async () => {
  const text = newObjectText({
    label: 'Visit',
    pluralLabel: 'Visits',
    nameField: { label: 'Visit Name', type: 'Text' },
    deploymentStatus: 'Deployed',
    sharingModel: 'ReadWrite',
  })
  const send = () => server.send({ method: 'POST', url: BASE, payload: { apiName: 'Visit__c', text } })
  expect((await send()).status).toBe(201)
  expect((await server.send('/services/data/v62.0/query?q=SELECT+COUNT()+FROM+Visit__c')).status).toBe(200)
  expect(await send()).toMatchObject({ status: 400, text: expect.stringContaining('already') })
})
