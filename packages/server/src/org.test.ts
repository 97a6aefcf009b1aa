import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '@millrace/database'
import { exampleServer, type ExampleServer } from '../../../scripts/exampleServer.ts'
import { freshDatabase } from '../../../scripts/freshDatabase.ts'
import { openOrg } from './index.ts'

const DEFAULT = 'force-app/main/default'
const FLOW = `${DEFAULT}/flows/Set_Contact_Status_Active.flow-meta.xml`
const COMPONENT = `${DEFAULT}/dynamicComponents/Contact_Status.dynamicComponent.json`
const FIELD = `${DEFAULT}/objects/Contact/fields/Status__c.field-meta.xml`

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

/// Changes a file of the project, lets [look] see what became of it, and changes it back.
async function withChange(path: string, change: (text: string) => string, look: () => Promise<void>): Promise<void> {
  const file = join(server.folder, path)
  const before = await readFile(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  await writeFile(file, after)
  try {
    await server.org.reload()
    await look()
  } finally {
    await writeFile(file, before)
    await server.org.reload()
  }
}

const run = () =>
  server.send({
    method: 'POST',
    url: '/services/data/v62.0/actions/custom/flow/Set_Contact_Status_Active',
    payload: { inputs: [{ ContactIds: [] }] },
  })

const flows = async () => ((await server.send('/millrace/v1/flows')).json as { flows: Record<string, unknown>[] }).flows

it('is prepared once when several servers start at the same time on an empty database', async () => {
  const fresh = await freshDatabase()
  const open = () =>
    openOrg({ folder: server.folder, openDatabase: () => openDatabase({ url: fresh.url, connections: 3 }) })
  const orgs = await Promise.all([open(), open(), open()])
  const count = async (object: string) => {
    const { rows } = await fresh.database.query<{ n: number }>(`select count(*)::integer as n from "org"."${object}"`)
    return rows[0]!.n
  }
  expect([await count('Organization'), await count('User'), await count('Contact')]).toEqual([1, 1, 200])
  expect(new Set(orgs.map(org => org.administratorId)).size).toBe(1)
  for (const org of orgs) await org.close()
  await fresh.drop()
})

describe('a changed project', () => {
  it('runs a flow as its file says now', async () => {
    await withChange(
      FLOW,
      text => text.replaceAll('updatedCount', 'setCount'),
      async () => {
        expect((await run()).json).toMatchObject([{ outputValues: { setCount: 0 } }])
      },
    )
    expect((await run()).json).toMatchObject([{ outputValues: { updatedCount: 0 } }])
  })

  it('does not run a flow that is not active', async () => {
    await withChange(
      FLOW,
      text => text.replace('<status>Active<', '<status>Draft<'),
      async () => {
        const { status, text } = await run()
        expect(status).toBe(404)
        expect(text).toContain('is not active: its status is Draft')
        const { json } = await server.send('/services/data/v62.0/actions/custom/flow')
        expect(JSON.stringify(json)).not.toContain('Set_Contact_Status_Active')
      },
    )
  })

  it('does not run a screen flow', async () => {
    await withChange(
      FLOW,
      text => text.replace('>AutoLaunchedFlow<', '>Flow<'),
      async () => {
        const { status, text } = await run()
        expect([status, text]).toEqual([404, expect.stringContaining('is a screen flow')])
      },
    )
  })

  it.each<[fact: string, change: (text: string) => string, code: string]>([
    ['is no XML any more', text => text.slice(0, 400), 'malformed-xml'],
    ['names a field that does not exist', text => text.replace('>Status__c<', '>Statuss__c<'), 'unknown-field'],
  ])('keeps running a flow as it was when its file %s', async (_, change, code) => {
    await withChange(FLOW, change, async () => {
      expect((await run()).json).toMatchObject([{ outputValues: { updatedCount: 0 } }])
      expect(await flows()).toContainEqual(
        expect.objectContaining({
          apiName: 'Set_Contact_Status_Active',
          runnable: true,
          reason: 'The file has errors; the flow runs as it was before.',
          diagnostics: expect.arrayContaining([expect.objectContaining({ severity: 'error', code })]),
        }),
      )
    })
  })

  it('gets new fields, and keeps the values of those that are gone', async () => {
    const field = join(server.folder, DEFAULT, 'objects/Contact/fields/Nickname__c.field-meta.xml')
    const xml = `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Nickname__c</fullName><label>Nickname</label><length>40</length><type>Text</type></CustomField>`
    const url = '/services/data/v62.0/query?q=SELECT+Nickname__c+FROM+Contact+WHERE+Nickname__c+!=+null'
    expect((await server.send(url)).status).toBe(400)
    await writeFile(field, xml)
    await server.org.reload()
    const created = await server.send({
      method: 'POST',
      url: '/services/data/v62.0/sobjects/Contact',
      payload: { LastName: 'Ng', Nickname__c: 'Miller' },
    })
    expect(created.status).toBe(201)
    await rm(field)
    await server.org.reload()
    expect((await server.send(url)).status).toBe(400)
    await writeFile(field, xml)
    await server.org.reload()
    expect((await server.send(url)).json).toMatchObject({ records: [{ Nickname__c: 'Miller' }] })
    await rm(field)
    await server.org.reload()
  })

  it('keeps its objects when a change would lose values', async () => {
    await withChange(
      FIELD,
      text => text.replace('<type>Picklist</type>', '<type>Date</type>'),
      async () => {
        expect(server.org.project.diagnostics).toContainEqual(
          expect.objectContaining({ code: 'deploy-loses-data', message: expect.stringContaining('Contact.Status__c') }),
        )
        expect((await run()).status).toBe(200)
      },
    )
  })

  it('tells what its components say wrong about flows', async () => {
    const problems = async () => {
      const { json } = await server.send('/millrace/v1/components/Contact_Status')
      return (json as { problems: object[] }).problems
    }
    expect(await problems()).toEqual([])
    const broken: [from: string, to: string, code: string][] = [
      ['"name": "ContactIds"', '"name": "contactIds"', 'unknown-input'],
      ['"name": "updatedCount"', '"name": "updateCount"', 'unknown-output'],
      ['"flowApiName": "Set_Contact_Status_Active"', '"flowApiName": "Set_Contact_Status"', 'unknown-flow'],
    ]
    for (const [from, to, code] of broken)
      await withChange(
        COMPONENT,
        text => text.replace(from, to),
        async () => {
          expect(await problems()).toContainEqual(
            expect.objectContaining({
              severity: 'error',
              code,
              path: expect.stringMatching(/^components\[0\]\.interactions/),
            }),
          )
        },
      )
  })
})

describe('activating a flow', () => {
  it('changes the status in its file and nothing else', async () => {
    const file = join(server.folder, FLOW)
    const before = await readFile(file, 'utf8')
    const setStatus = (status: string) =>
      server.send({
        method: 'POST',
        url: '/millrace/v1/flows/Set_Contact_Status_Active/status',
        payload: { status },
      })
    expect((await setStatus('Obsolete')).json).toMatchObject({ status: 'Obsolete' })
    expect(await readFile(file, 'utf8')).toBe(before.replace('<status>Active<', '<status>Obsolete<'))
    expect((await run()).status).toBe(404)
    expect((await setStatus('Active')).json).toMatchObject({ status: 'Active' })
    expect(await readFile(file, 'utf8')).toBe(before)
    expect((await setStatus('On')).status).toBe(400)
  })
})

describe('a page', () => {
  it('is listed and answers its regions', async () => {
    expect((await server.send('/millrace/v1/pages')).json).toEqual({
      pages: [{ name: 'Contacts_Page', label: 'Contacts', type: 'AppPage' }],
    })
    expect((await server.send('/millrace/v1/pages/Contacts_Page')).json).toEqual({
      name: 'Contacts_Page',
      label: 'Contacts',
      description: 'The contacts and their status.',
      type: 'AppPage',
      objectApiName: null,
      template: 'flexipage:defaultAppHomeTemplate',
      regions: [
        {
          name: 'main',
          type: 'Region',
          items: [
            {
              componentName: 'millrace:dynamicComponent',
              fieldItem: null,
              identifier: 'millrace_dynamicComponent1',
              visibilityRule: null,
              properties: { dynamicComponent: 'Contact_Status' },
            },
          ],
        },
      ],
    })
  })
})
