import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, openOrg, type Org } from '@millrace/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerOf } from '../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'

const SAMPLE = join(import.meta.dirname, '../samples/customMetadata')
const RECORDS = 'force-app/main/default/customMetadata'

let folder: string
let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-metadata-'))
  await cp(SAMPLE, folder, { recursive: true })
  fresh = await freshDatabase()
  org = await openOrg({ folder, openDatabase: async () => fresh.database })
  app = await createServer({ org })
  token = await org.credentials.issue('token', org.administratorId)
})

afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
  await rm(folder, { recursive: true })
})

async function query(soql: string): Promise<Record<string, unknown>[]> {
  const url = `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`
  const { json } = answerOf(await app.inject({ url, headers: { authorization: `Bearer ${token}` } }))
  return (json as { records: Record<string, unknown>[] }).records.map(({ attributes: _, ...fields }) => fields)
}

it.each([
  [
    'SELECT DeveloperName, Percent__c, Active__c, Country__c FROM Rate__mdt ORDER BY Percent__c',
    [
      { DeveloperName: 'Scotland', Percent__c: 12.5, Active__c: true, Country__c: 'Scotland' },
      { DeveloperName: 'Old', Percent__c: 15, Active__c: false, Country__c: 'Scotland' },
      { DeveloperName: 'Standard', Percent__c: 20, Active__c: true, Country__c: null },
    ],
  ],
  [
    "SELECT MasterLabel, Fallback__r.DeveloperName, Object__c FROM Rate__mdt WHERE Fallback__r.Percent__c = 20 AND Object__c = 'account'",
    [
      {
        MasterLabel: 'Scottish rate',
        Fallback__r: expect.objectContaining({ DeveloperName: 'Standard' }),
        Object__c: 'Account',
      },
    ],
  ],
])('%s', async (soql, records) => {
  expect(await query(soql)).toEqual(records)
})

it('follows the files: a record keeps its Id, one without a file is gone', async () => {
  const ids = async () =>
    Object.fromEntries(
      (await query('SELECT Id, MasterLabel FROM Rate__mdt')).map(one => [one['MasterLabel'], one['Id']]),
    )
  const before = await ids()
  await rm(join(folder, RECORDS, 'Rate.Old.md-meta.xml'))
  await writeFile(
    join(folder, RECORDS, 'Rate.Wales.md-meta.xml'),
    '<CustomMetadata><label>Welsh rate</label><values><field>Fallback__c</field><value>Wales</value></values></CustomMetadata>',
  )
  await org.reload()
  const others = Object.entries(before).filter(([label]) => label !== 'Old rate')
  expect(await ids()).toEqual({ ...Object.fromEntries(others), 'Welsh rate': expect.any(String) })
  expect(await query("SELECT Active__c FROM Rate__mdt WHERE Fallback__r.DeveloperName = 'Wales'")).toEqual([
    { Active__c: false },
  ])
})

it('e-mail templates and notification types are records too, beside those that people made', async () => {
  const files = {
    'email/Welcome/Hello.email-meta.xml':
      '<EmailTemplate><available>true</available><name>Hello</name><subject>Welcome</subject><type>text</type></EmailTemplate>',
    'email/Welcome/Hello.email': 'Hello {!Contact.FirstName}',
    'notificationtypes/News.notiftype-meta.xml':
      '<CustomNotificationType><masterLabel>News</masterLabel><desktop>true</desktop></CustomNotificationType>',
  }
  await mkdir(join(folder, 'email/Welcome'), { recursive: true })
  await mkdir(join(folder, 'notificationtypes'))
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text)
  await app.inject({
    method: 'POST',
    url: '/services/data/v62.0/sobjects/CustomNotificationType',
    headers: { authorization: `Bearer ${token}` },
    payload: { CustomNotifTypeName: 'Mine', DeveloperName: 'Mine', MasterLabel: 'Mine' },
  })
  await org.reload()
  expect(await query('SELECT DeveloperName, Desktop FROM CustomNotificationType ORDER BY DeveloperName')).toEqual([
    { DeveloperName: 'Mine', Desktop: false },
    { DeveloperName: 'News', Desktop: true },
  ])
  expect(await query('SELECT Name, Subject, Body, TemplateType FROM EmailTemplate')).toEqual([
    { Name: 'Hello', Subject: 'Welcome', Body: 'Hello {!Contact.FirstName}', TemplateType: 'text' },
  ])
})
