import { Connection, OAuth2 } from '@jsforce/jsforce-node'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { setPassword } from './signIn/passwords.ts'

const ADMIN = 'admin@millrace.example'
const SECRET = 'a secret of the program'
let server: ExampleServer
let url: string
let connection: Connection

beforeAll(async () => {
  server = await exampleServer()
  const fields = join(server.folder, 'force-app/main/default/objects/Contact/fields')
  mkdirSync(fields, { recursive: true })
  writeFileSync(
    join(fields, 'Key__c.field-meta.xml'),
    '<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Key__c</fullName><externalId>true</externalId><label>Key</label><type>Text</type><length>40</length></CustomField>',
  )
  const app = {
    name: 'Reports',
    clientId: 'reports',
    clientSecretSha256: createHash('sha256').update(SECRET).digest('hex'),
    callbackUrls: ['http://localhost:1/'],
    runAs: ADMIN,
  }
  writeFileSync(join(server.folder, 'connectedApps.json'), JSON.stringify({ connectedApps: [app] }))
  await server.org.reload()
  await setPassword(server.org, ADMIN, 'correct horse')
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  const accessToken = await server.org.credentials.issue('token', server.org.administratorId)
  connection = new Connection({ instanceUrl: url, accessToken, version: '62.0' })
})
afterAll(() => server.close())

describe('stock jsforce signs in', () => {
  it('with user name and password over SOAP, and out', async () => {
    const own = new Connection({ loginUrl: url, version: '62.0' })
    expect(await own.login(ADMIN, 'correct horse')).toEqual({
      id: server.org.administratorId,
      organizationId: server.org.organization.Id,
      url: expect.any(String),
    })
    expect((await own.query('SELECT Id FROM Contact LIMIT 1')).totalSize).toBe(1)
    await own.logout()
    await expect(new Connection({ loginUrl: url }).login(ADMIN, 'wrong')).rejects.toThrow('INVALID_LOGIN')
  })

  it('with OAuth 2', async () => {
    const oauth2 = new OAuth2({ loginUrl: url, clientId: 'reports', clientSecret: SECRET })
    const own = new Connection({ oauth2, instanceUrl: url, version: '62.0' })
    await own.authorize({ grant_type: 'client_credentials' })
    expect(await own.identity()).toMatchObject({ username: ADMIN })
    const other = new Connection({ oauth2, version: '62.0' })
    await other.login(ADMIN, 'correct horse')
    expect(await other.identity()).toMatchObject({ username: ADMIN })
    await other.logoutByOAuth2()
    await expect(other.identity()).rejects.toThrow()
  })
})

describe('stock jsforce', () => {
  it('reads a long result page by page', async () => {
    const records = Array.from({ length: 450 }, (_, i) => ({ LastName: `Page ${String(i).padStart(3, '0')}` }))
    await connection.sobject('Contact').create(records, { allowRecursive: true })
    const soql = "SELECT LastName FROM Contact WHERE LastName LIKE 'Page %' ORDER BY LastName"
    const own = new Connection({
      instanceUrl: url,
      accessToken: connection.accessToken!,
      version: '62.0',
    })
    const first = await own.request<{ records: object[]; nextRecordsUrl: string; totalSize: number; done: boolean }>({
      method: 'GET',
      url: `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`,
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    })
    expect([first.totalSize, first.done, first.records.length]).toEqual([450, false, 200])
    const second = await own.queryMore(first.nextRecordsUrl)
    const third = await own.queryMore(second.nextRecordsUrl!)
    expect([second.records.length, third.records.length, third.done]).toEqual([200, 50, true])
    const all = await own.query(soql, { autoFetch: true, maxFetch: 1000 })
    expect(all.records).toHaveLength(450)
  })

  it('upserts by an external Id', async () => {
    const contacts = connection.sobject('Contact')
    const created = await contacts.upsert({ Key__c: 'k1', LastName: 'Upsert' }, 'Key__c')
    const updated = await contacts.upsert({ Key__c: 'k1', LastName: 'Again' }, 'Key__c')
    expect([created, updated]).toMatchObject([
      { success: true, created: true },
      { success: true, created: false, id: created.id },
    ])
    const many = await contacts.upsert(
      [
        { Key__c: 'k1', LastName: 'Once more' },
        { Key__c: 'k2', LastName: 'New' },
      ],
      'Key__c',
    )
    expect(many).toMatchObject([
      { success: true, created: false },
      { success: true, created: true },
    ])
    expect(await contacts.findOne({ Key__c: 'k1' }, ['LastName'])).toMatchObject({ LastName: 'Once more' })
  })

  it('retrieves, updates and deletes several at once', async () => {
    const contacts = connection.sobject('Contact')
    const saved = await contacts.create([{ LastName: 'A' }, { LastName: 'B' }])
    const ids = saved.map(({ id }) => id!)
    expect(await contacts.retrieve(ids)).toMatchObject([{ LastName: 'A' }, { LastName: 'B' }])
    expect(await contacts.update(ids.map(Id => ({ Id, FirstName: 'Ada' })))).toMatchObject([
      { success: true },
      { success: true },
    ])
    expect(await contacts.destroy(ids)).toMatchObject([{ success: true }, { success: true }])
  })

  it('tells what was updated and deleted', async () => {
    const contacts = connection.sobject('Contact')
    const { id } = await contacts.create({ LastName: 'Replicated' })
    const [start, end] = [-1, 1].map(hours => new Date(Date.now() + hours * 3_600_000))
    expect((await contacts.updated(start!, end!)).ids).toContain(id)
    await contacts.destroy(id!)
    expect((await contacts.deleted(start!, end!)).deletedRecords.map(record => record.id)).toContain(id)
  })

  it('sends composite requests', async () => {
    const answer = await connection.requestPost<{ compositeResponse: { httpStatusCode: number }[] }>('/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: '/services/data/v62.0/sobjects/Account', referenceId: 'a', body: { Name: 'J' } },
        {
          method: 'POST',
          url: '/services/data/v62.0/sobjects/Contact',
          referenceId: 'c',
          body: { LastName: 'J', AccountId: '@{a.id}' },
        },
      ],
    })
    expect(answer.compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201])
  })

  it('loads and reads in bulk', async () => {
    connection.bulk2.pollInterval = 50
    const input = Array.from({ length: 300 }, (_, i) => ({ LastName: `Bulk ${i}`, Key__c: `bulk-${i}` }))
    const loaded = await connection.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input })
    expect([loaded.successfulResults.length, loaded.failedResults.length]).toEqual([300, 0])
    const upserted = await connection.bulk2.loadAndWaitForResults({
      object: 'Contact',
      operation: 'upsert',
      externalIdFieldName: 'Key__c',
      input: [{ Key__c: 'bulk-0', LastName: 'Bulk zero' }, { Key__c: 'bulk-new' }],
    })
    expect(upserted).toMatchObject({
      successfulResults: [{ sf__Created: 'false', LastName: 'Bulk zero' }],
      failedResults: [{ sf__Error: expect.stringContaining('REQUIRED_FIELD_MISSING'), Key__c: 'bulk-new' }],
    })
    const records = await (
      await connection.bulk2.query("SELECT LastName FROM Contact WHERE Key__c LIKE 'bulk-%'")
    ).toArray()
    expect(records).toHaveLength(300)
  })

  it('searches', async () => {
    await connection.sobject('Contact').create({ LastName: 'Quetzal' })
    const { searchRecords } = await connection.search('FIND {quetzal} IN ALL FIELDS RETURNING Contact(Id, LastName)')
    expect(searchRecords).toMatchObject([{ LastName: 'Quetzal' }])
  })

  it('reads the tooling API', async () => {
    const { records } = await connection.tooling.query('SELECT ApiName FROM FlowDefinitionView ORDER BY ApiName')
    expect(records).toMatchObject([{ ApiName: 'Mark_Do_Not_Contact' }, { ApiName: 'Set_Contact_Status_Active' }])
  })
})
