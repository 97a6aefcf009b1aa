import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const BASE = '/millrace/v1/builder/components'
const FILE = 'force-app/main/default/dynamicComponents/Contact_Status.dynamicComponent.json'
const PAGE = 'force-app/main/default/flexipages/Contacts_Page.flexipage-meta.xml'
let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: BASE + path, ...(payload && { payload }) })

const fileText = (file = FILE) => readFileSync(join(server.folder, file), 'utf8')

interface Opened {
  status: string
  inFile: number
  versions: { number: number; savedBy: string | null }[]
  current: { number: number; hash: string; text: string }
  draft: { text: string; number: number } | null
}
const open = async (name = 'Contact_Status') => (await send('GET', `/${name}`)).json as Opened
const labelled = (text: string, label: string) => text.replace(/"label": "[^"]*"/, `"label": "${label}"`)

describe('versions of a component', () => {
  it('begin with the file', async () => {
    const { status, inFile, versions, current, draft } = await open()
    expect({ status, inFile, versions: versions.map(({ number, savedBy }) => [number, savedBy]), draft }).toEqual({
      status: 'Active',
      inFile: 1,
      versions: [[1, null]],
      draft: null,
    })
    expect(current).toMatchObject({ number: 1, text: fileText() })
  })

  it('are saved into the file when they are active', async () => {
    const { current } = await open()
    const text = labelled(current.text, 'Status of Contacts')
    const saved = await send('PUT', '/Contact_Status/versions/1', { text, basedOn: current.hash })
    expect([saved.status, fileText()]).toEqual([200, text])
  })

  it('show who saves second what was saved first', async () => {
    const { current } = await open()
    const text = labelled(current.text, 'Mine')
    const { status, json } = await send('PUT', '/Contact_Status/versions/1', { text, basedOn: 'another' })
    expect([status, json]).toEqual([
      409,
      [
        {
          errorCode: 'CHANGED_MEANWHILE',
          message: expect.stringContaining('was saved by somebody else'),
          details: current,
        },
      ],
    ])
    expect(fileText()).toBe(current.text)
  })

  it('may have errors as drafts, but not active', async () => {
    const { current } = await open()
    const broken = current.text.replace('{!Contacts.SelectedRowsKeyValue}', '{!Contact.SelectedRowsKeyValue}')
    const refused = await send('PUT', '/Contact_Status/versions/1', { text: broken, basedOn: current.hash })
    expect([refused.status, refused.json]).toMatchObject([
      422,
      [{ errorCode: 'COMPONENT_HAS_ERRORS', message: expect.stringContaining('Did you mean Contacts?') }],
    ])
    const added = await send('POST', '/Contact_Status/versions', { text: broken })
    expect([added.status, (await open()).current.number, fileText()]).toEqual([201, 2, current.text])
    expect((await send('POST', '/Contact_Status/versions/2/activate')).status).toBe(422)

    const mended = labelled(current.text, 'Version 2')
    const { hash } = (await open()).current
    await send('PUT', '/Contact_Status/versions/2', { text: mended, basedOn: hash })
    expect((await send('POST', '/Contact_Status/versions/2/activate')).status).toBe(204)
    expect([fileText(), (await open()).inFile]).toEqual([mended, 2])
  })

  it('can be gone back to', async () => {
    const { text } = (await send('GET', '/Contact_Status/versions/1')).json as { text: string }
    await send('POST', '/Contact_Status/versions/1/activate')
    expect([fileText(), (await open()).inFile, (await open()).current.number]).toEqual([text, 1, 2])
  })

  it('count what an editor did to the file', async () => {
    writeFileSync(join(server.folder, FILE), labelled(fileText(), 'By hand'))
    await server.org.reload()
    const { inFile, current } = await open()
    expect([inFile, current.number, current.text]).toEqual([3, 3, fileText()])
  })

  it('are not shown on pages while none is active', async () => {
    const before = fileText()
    expect((await send('POST', '/Contact_Status/deactivate', { status: 'Draft' })).status).toBe(204)
    expect(fileText()).toBe(before.replace('"label": "By hand",', '"label": "By hand",\n  "status": "Draft",'))
    const shown = await server.send('/millrace/v1/components/Contact_Status')
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining('is not active: it is a draft')])
    await send('POST', '/Contact_Status/versions/3/activate')
    expect(fileText()).toBe(before)
  })
})

describe('what is typed and not saved', () => {
  it('is kept, and gone after saving', async () => {
    const { current } = await open()
    const draft = { number: current.number, basedOn: current.hash, text: labelled(current.text, 'Typed') }
    expect((await send('PUT', '/Contact_Status/draft', draft)).status).toBe(204)
    expect((await open()).draft).toMatchObject(draft)
    await send('PUT', `/Contact_Status/versions/${draft.number}`, { text: draft.text, basedOn: draft.basedOn })
    expect((await open()).draft).toBeNull()
  })
})

describe('components', () => {
  const NEW = '{\n  "apiName": "Hello",\n  "label": "Hello",\n  "resources": [],\n  "components": []\n}\n'

  it('are made, listed, deleted and brought back', async () => {
    const created = await send('POST', '', { text: NEW, folder: 'Sales' })
    const file = 'force-app/main/default/dynamicComponents/Sales/Hello.dynamicComponent.json'
    expect([created.status, created.json]).toMatchObject([201, { apiName: 'Hello', status: 'Draft', file }])
    expect(fileText(file)).toBe(NEW.replace('"Hello",\n  "res', '"Hello",\n  "status": "Draft",\n  "res'))
    const { components } = (await send('GET', '')).json as { components: { apiName: string }[] }
    expect(components).toMatchObject([
      { apiName: 'Contact_Status', status: 'Active', errors: 0, usedBy: [{ kind: 'page', name: 'Contacts_Page' }] },
      { apiName: 'Hello', status: 'Draft', folder: 'Sales', versions: 1, usedBy: [] },
    ])
    const deleted = await send('DELETE', '/Hello')
    expect([deleted.status, deleted.json, existsSync(join(server.folder, file))]).toEqual([
      200,
      { file, number: 1 },
      false,
    ])
    expect((await send('GET', '/Hello')).status).toBe(404)
    await send('POST', '/Hello/restore', deleted.json as object)
    expect((await open('Hello')).versions.map(({ number }) => number)).toEqual([1])
  })

  it.each([
    ['a name that is taken', NEW.replaceAll('"Hello"', '"contact_status"'), 'There is a component'],
    ['a text that is no component', '{}', 'The file has no'],
  ])('are refused with %s', async (_, text, message) => {
    const { status, text: answer } = await send('POST', '', { text })
    expect([status, answer]).toEqual([400, expect.stringContaining(message)])
  })

  it.each([
    '../Hello.dynamicComponent.json',
    'x/../../Hello.dynamicComponent.json',
    '/etc/Hello.dynamicComponent.json',
  ])('are not brought back to %s', async file => {
    const { json } = await send('DELETE', '/Hello')
    expect((await send('POST', '/Hello/restore', { file, number: 1 })).status).toBe(400)
    await send('POST', '/Hello/restore', json as object)
  })

  it('are renamed with everything that refers to them', async () => {
    const { json } = await send('POST', '/Contact_Status/rename', { apiName: 'People', label: 'People' })
    const file = FILE.replace('Contact_Status', 'People')
    expect(json).toMatchObject({ apiName: 'People', file, status: 'Active' })
    expect([existsSync(join(server.folder, FILE)), fileText(PAGE)]).toEqual([
      false,
      expect.stringContaining('<value>People</value>'),
    ])
    expect((await open('People')).versions.map(({ number }) => number)).toEqual([3, 2, 1])
    const taken = await send('POST', '/People/rename', { apiName: 'hello', label: 'x' })
    expect([taken.status, taken.text]).toEqual([400, expect.stringContaining('There is a component')])
  })

  it('are checked as text', async () => {
    const { json } = await send('POST', '/Hello/check', {
      text: NEW.replace('[]\n}', '[{ "type": "Buton", "apiName": "B" }]\n}'),
    })
    expect(json).toMatchObject({
      problems: [{ code: 'unknown-component', message: expect.stringContaining('Button') }],
    })
  })
})

describe('flows that components run', () => {
  const get = (name: string) => server.send(`/millrace/v1/builder/flows/${name}`)

  it('are described, also drafts', async () => {
    expect((await get('Set_Contact_Status_Active')).json).toMatchObject({
      name: 'Set_Contact_Status_Active',
      inputs: [{ name: 'ContactIds', maxOccurs: 2000 }],
    })
    expect((await get('set_contact_status_active')).status).toBe(404)
  })

  it('are tried with sample values, and nothing stays', async () => {
    const read = async () =>
      (
        await server.send(
          `/services/data/v62.0/query?q=${encodeURIComponent("SELECT Id FROM Contact WHERE Status__c = 'New'")}`,
        )
      ).json as { totalSize: number; records: { Id: string }[] }
    const before = await read()
    const { status, json } = await server.send({
      method: 'POST',
      url: '/millrace/v1/builder/flows/Set_Contact_Status_Active/try',
      payload: { inputs: { ContactIds: [before.records[0]!.Id] } },
    })
    expect([status, json]).toMatchObject([200, { state: 'finished', isKept: false, outputs: { updatedCount: 1 } }])
    expect((await read()).totalSize).toBe(before.totalSize)
  })
})
