import { DateTimeValue, type Json } from '@millrace/values'
import {
  type ComponentHost,
  insertFile,
  openDynamicComponent,
  type RecordDetailWork,
  recordDetailWork,
  recordsOfQuery,
} from '@millrace/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../scripts/exampleServer.ts'

// What record components ask for, the server answers: descriptions, names of related records, saving, files.

describe('record components on the server', () => {
  let server: ExampleServer
  let host: ComponentHost

  beforeAll(async () => {
    server = await exampleServer()
    host = hostOf(server)
  })
  afterAll(() => server?.close())

  async function detail(objectApiName: string, attributes: object): Promise<RecordDetailWork> {
    const state = openDynamicComponent(
      {
        apiName: 'Test',
        label: 'Test',
        resources: [],
        components: [{ type: 'RecordDetail', apiName: 'Detail', attributes: { objectApiName, ...attributes } }],
      },
      host,
    )
    await state.load()
    return recordDetailWork(state, 'Detail')!
  }

  const objects: [string, Record<string, string>][] = [
    ['Account', { Name: 'Northwind Traders' }],
    ['Contact', { LastName: 'Ng' }],
    ['Opportunity', { Name: 'Windmill', StageName: 'Prospecting' }],
    ['Lead', { LastName: 'Okafor', Company: 'Blue Yonder' }],
    ['Case', { Subject: 'It turns too fast' }],
    ['Task', { Subject: 'Call' }],
    ['Event', { Subject: 'Call', DurationInMinutes: '30' }],
  ]
  it.each(objects)('%s is created, read with all its fields, and changed', async (object, fields) => {
    const creating = await detail(object, { mode: 'create' })
    expect(creating.state.read()).toMatchObject({ status: 'ready', isEditing: true })
    for (const [name, value] of Object.entries(fields))
      creating.change(name, name === 'DurationInMinutes' ? Number(value) : value)
    for (const { description, isRequired } of creating.sections.flatMap(section => section.fields)) {
      const { name, type, picklistValues } = description
      if (!isRequired || creating.valueOf(name) !== null) continue
      if (picklistValues) creating.change(name, picklistValues[0]!.value)
      else if (type.kind === 'Date') creating.change(name, today(host))
    }
    expect(
      await creating.save(),
      JSON.stringify([...creating.state.read().problems, creating.state.read().failure]),
    ).toBe(true)
    const [field = '', value = ''] = Object.entries(fields)[0]!
    const [record] = (await recordsOfQuery(host, `SELECT Id FROM ${object} WHERE ${field} = '${value}' LIMIT 1`))
      .records
    const reading = await detail(object, { recordId: record!.id })
    expect(reading.state.read()).toMatchObject({ status: 'ready' })
    expect(reading.valueOf(field)).toBe(value)
    reading.edit()
    reading.change(field, `${value} 2`)
    expect(await reading.save()).toBe(true)
    expect(reading.valueOf(field)).toBe(`${value} 2`)
  })

  it("a validation rule's sentence is told, and nothing is changed", async () => {
    const creating = await detail('Contact', { mode: 'create', fields: ['LastName', 'Status__c', 'Do_Not_Contact__c'] })
    creating.change('LastName', 'Ng')
    creating.change('Status__c', 'Active')
    creating.change('Do_Not_Contact__c', true)
    expect(await creating.save()).toBe(false)
    const { problems, failure } = creating.state.read()
    expect([...problems.values(), failure].filter(Boolean)).toEqual([
      expect.stringContaining('A contact marked "Do Not Contact" cannot be Active.'),
    ])
  })

  it('a file is kept as a ContentVersion with a document, and linked to its record', async () => {
    const [account] = (await recordsOfQuery(host, 'SELECT Id FROM Account LIMIT 1')).records
    const id = await insertFile(host, { name: 'notes.v2.txt', base64: 'SGVsbG8=', recordId: account!.id! })
    const soql = `SELECT Title, FileExtension, ContentSize, IsLatest, ContentDocument.Title FROM ContentVersion WHERE Id = '${id}'`
    const { json } = await server.send(`/services/data/v62.0/query?q=${encodeURIComponent(soql)}`)
    expect((json as { records: object[] }).records[0]).toMatchObject({
      Title: 'notes.v2',
      FileExtension: 'txt',
      ContentSize: 5,
      IsLatest: true,
      ContentDocument: { Title: 'notes.v2' },
    })
    const links = `SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${account!.id}'`
    expect((await recordsOfQuery(host, links)).totalSize).toBe(1)
  })
})

const today = ({ now, timeZone }: ComponentHost) => new DateTimeValue(now()).dateIn(timeZone)

function hostOf(server: ExampleServer): ComponentHost {
  return {
    async fetch(path, { method = 'GET', headers, body } = {}) {
      const answer = await server.send({
        url: path,
        method,
        headers: { ...headers },
        ...(body ? { payload: body } : {}),
      })
      return {
        status: answer.status,
        header: name => (answer.headers[name.toLowerCase()] as string | undefined) ?? null,
        json: async () => answer.json as Json,
      }
    },
    now: () => Date.UTC(2026, 0, 15, 10),
    newKey: () => 'key',
    after: () => () => {},
    navigate: () => {},
    showToast: () => {},
    user: {},
    organization: {},
    permissions: [],
    formFactor: 'Large',
    locale: 'en_US',
    timeZone: 'UTC',
  }
}
