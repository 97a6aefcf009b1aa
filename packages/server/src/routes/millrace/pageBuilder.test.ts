import { addPageComponent, newFlexiPage } from '@millrace/metadata'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const BASE = '/millrace/v1/builder/pages'
const MAIN = 'force-app/main/default'
const APP = `${MAIN}/applications/Sales.app-meta.xml`
let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: BASE + path, ...(payload && { payload }) })
const path = (file: string) => join(server.folder, file)
const fileText = (file: string) => readFileSync(path(file), 'utf8')
const write = (file: string, text: string) => {
  mkdirSync(dirname(path(file)), { recursive: true })
  writeFileSync(path(file), text)
}

const HOME = newFlexiPage({
  masterLabel: 'Start',
  type: 'HomePage',
  sobjectType: null,
  template: 'home:desktopTemplate',
  regions: ['top'],
})
const RECORD = newFlexiPage({
  masterLabel: 'One Contact',
  type: 'RecordPage',
  sobjectType: 'Contact',
  template: 'flexipage:recordHomeTemplateDesktop',
  regions: ['header', 'main', 'sidebar'],
})
const everywhere = { app: null, profile: null, formFactor: null }
const activate = (name: string, activations: readonly object[]) => send('PUT', `/${name}/activations`, { activations })
const active = async (query: string) =>
  ((await server.send(`/millrace/v1/active-page?${query}`)).json as { page: { name: string } | null }).page?.name ??
  null
const tabs = async () => {
  const { apps } = (await server.send('/millrace/v1/apps')).json as {
    apps: { label: string; tabs: { label: string; href: string }[] }[]
  }
  return apps.map(({ label, tabs }) => `${label}: ${tabs.map(({ label }) => label).join(', ')}`)
}

describe('pages', () => {
  it('are made, listed and saved over what was opened', async () => {
    const created = await send('POST', '', { apiName: 'Start', text: HOME })
    expect([created.status, created.json]).toMatchObject([
      201,
      { file: `${MAIN}/flexipages/Start.flexipage-meta.xml`, text: HOME },
    ])
    const { pages } = (await send('GET', '')).json as { pages: object[] }
    expect(pages).toMatchObject([
      { apiName: 'Contacts_Page', type: 'AppPage', activations: [everywhere] },
      { apiName: 'Start', label: 'Start', type: 'HomePage', activations: [] },
    ])
    const { hash } = (await send('GET', '/Start')).json as { hash: string }
    const component = { componentName: 'millrace:dynamicComponent', properties: { dynamicComponent: 'Contact_Status' } }
    const text = addPageComponent(HOME, { region: 'top', index: 0 }, component)
    expect((await send('PUT', '/Start', { text, basedOn: hash })).status).toBe(200)
    const late = await send('PUT', '/Start', { text: HOME, basedOn: hash })
    expect([late.status, late.json]).toMatchObject([409, [{ errorCode: 'CHANGED_MEANWHILE', details: { text } }]])
    expect((await server.send('/millrace/v1/pages/Start')).json).toMatchObject({
      label: 'Start',
      regions: [{ name: 'top', items: [component] }],
    })
  })

  it('keep every version that was saved, and what was typed and not saved', async () => {
    interface Opened {
      readonly hash: string
      readonly versions: readonly { readonly number: number }[]
      readonly draft: { readonly text: string } | null
    }
    const open = async () => (await send('GET', '/Start')).json as Opened
    const { hash, versions, draft } = await open()
    expect([versions.map(({ number }) => number), draft]).toEqual([[2, 1], null])
    expect((await send('GET', '/Start/versions/1')).json).toEqual({ number: 1, text: HOME })
    expect((await send('GET', '/Start/versions/9')).status).toBe(404)
    expect((await send('PUT', '/Start/draft', { text: 'typed', basedOn: hash })).status).toBe(204)
    expect((await open()).draft).toMatchObject({ text: 'typed' })
    await send('PUT', '/Start/draft', { text: null, basedOn: hash })
    expect((await open()).draft).toBeNull()
  })

  it.each([
    ['POST', '', { apiName: 'contacts_page', text: HOME }, 400, 'There is a page'],
    ['POST', '', { apiName: 'a b', text: HOME }, 400, 'is no API name'],
    ['POST', '', { apiName: 'Broken', text: '<FlexiPage>' }, 400, 'cannot be saved'],
    ['GET', '/Strat', undefined, 404, 'Did you mean Start?'],
    ['POST', '/X/restore', { file: '../X.flexipage-meta.xml', text: HOME }, 400, 'is no place'],
    ['PUT', '/Start/activations', { activations: [{ ...everywhere, app: 'Nope' }] }, 400, 'no app'],
  ] as const)('%s %s is refused', async (method, path, payload, status, message) => {
    const answer = await send(method, path, payload)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)])
  })

  it('become the home page of everybody', async () => {
    expect(await active('')).toBeNull()
    const { json } = await activate('Start', [everywhere])
    expect([json, fileText('millrace.json')]).toEqual([
      { activations: [everywhere] },
      expect.stringContaining('"homePage": "Start"'),
    ])
    expect([await active(''), await tabs()]).toEqual(['Start', ['Millrace: Home, Contacts']])
  })

  it('become the page of an object, in a file of its own', async () => {
    await send('POST', '', { apiName: 'One_Contact', text: RECORD })
    const file = `${MAIN}/objects/Contact/Contact.object-meta.xml`
    await activate('One_Contact', [{ ...everywhere, formFactor: 'Large' }])
    expect(fileText(file)).toContain('<content>One_Contact</content>')
    expect([await active('object=contact'), await active('object=Contact&formFactor=Small')]).toEqual([
      'One_Contact',
      'One_Contact',
    ])
    await activate('One_Contact', [])
    expect([await active('object=Contact'), fileText(file)]).toEqual([null, expect.not.stringContaining('One_Contact')])
  })

  it('are active in apps, there for one profile', async () => {
    write(
      APP,
      '<?xml version="1.0" encoding="UTF-8"?>\n<CustomApplication xmlns="http://soap.sforce.com/2006/04/metadata">\n    <label>Sales</label>\n    <tabs>standard-home</tabs>\n    <tabs>standard-Contact</tabs>\n</CustomApplication>\n',
    )
    await server.org.reload()
    expect(await tabs()).toEqual(['Sales: Home, Contacts'])
    const forAdmins = { app: 'Sales', profile: 'Admin', formFactor: 'Large' }
    await activate('One_Contact', [forAdmins])
    expect([await active('object=Contact&app=Sales'), await active('object=Contact')]).toEqual(['One_Contact', null])
    await activate('One_Contact', [{ ...forAdmins, profile: 'Other' }])
    expect(await active('object=Contact&app=Sales')).toBeNull()
    const forCustomers = { ...forAdmins, recordType: 'Contact.Customer' }
    expect((await activate('One_Contact', [forCustomers])).json).toEqual({ activations: [forCustomers] })
    expect(fileText(APP)).toContain('<recordType>Contact.Customer</recordType>')
    expect([
      await active('object=Contact&app=Sales&recordType=Customer'),
      await active('object=Contact&app=Sales&recordType=Partner'),
    ]).toEqual(['One_Contact', null])
    await activate('Contacts_Page', [{ ...everywhere, app: 'Sales' }])
    expect([await tabs(), existsSync(path(`${MAIN}/tabs/Contacts_Page.tab-meta.xml`))]).toEqual([
      ['Sales: Home, Contacts, Contacts'],
      true,
    ])
  })

  it('are renamed with everything that refers to them', async () => {
    await send('POST', '/Start/rename', { apiName: 'Welcome', label: 'Welcome' })
    await send('POST', '/One_Contact/rename', { apiName: 'A_Contact', label: 'A Contact' })
    await send('POST', '/Contacts_Page/rename', { apiName: 'People', label: 'People' })
    expect([fileText('millrace.json'), fileText(APP), fileText(`${MAIN}/tabs/Contacts_Page.tab-meta.xml`)]).toEqual([
      expect.stringContaining('"homePage": "Welcome"'),
      expect.stringContaining('<content>A_Contact</content>'),
      expect.stringContaining('<flexiPage>People</flexiPage>'),
    ])
    expect(await active('')).toBe('Welcome')
  })

  it('are deleted and brought back', async () => {
    const { json } = await send('DELETE', '/Welcome')
    expect(await active('')).toBeNull()
    expect((await send('POST', '/Welcome/restore', json as object)).status).toBe(204)
    expect(await active('')).toBe('Welcome')
  })
})
