import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const TABS: Readonly<Record<string, string>> = {
  People: '<flexiPage>Contacts_Page</flexiPage><label>People</label>',
  Gone_Page: '<flexiPage>No_Such_Page</flexiPage><label>Gone</label>',
  Visit__c: '<customObject>true</customObject>',
  Docs: '<url>https://docs.example/start</url><label>Docs</label>',
  Odd: '<url>javascript:alert(1)</url><label>Odd</label>',
}
const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"'

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
  const root = join(server.folder, 'force-app/main/default')
  const put = (folder: string, name: string, text: string) => {
    mkdirSync(join(root, folder), { recursive: true })
    writeFileSync(join(root, folder, name), `<?xml version="1.0" encoding="UTF-8"?>\n${text}`)
  }
  put(
    'objects/Visit__c',
    'Visit__c.object-meta.xml',
    `<CustomObject ${META}><label>Visit</label><pluralLabel>Visits</pluralLabel><deploymentStatus>Deployed</deploymentStatus>
      <nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel></CustomObject>`,
  )
  for (const [name, inner] of Object.entries(TABS))
    put('tabs', `${name}.tab-meta.xml`, `<CustomTab ${META}>${inner}</CustomTab>`)
  await server.org.reload()
})
afterAll(() => server.close())

it.each<[name: string, status: number, answer: object]>([
  ['Contacts_Page', 200, { name: 'Contacts_Page' }],
  ['People', 200, { name: 'Contacts_Page' }],
  ['people', 200, { name: 'Contacts_Page' }],
  ['Visit__c', 200, { href: '/lightning/o/Visit__c/list' }],
  ['standard-Account', 200, { href: '/lightning/o/Account/list' }],
  ['Docs', 200, { href: 'https://docs.example/start' }],
  ['Odd', 404, [{ errorCode: 'NOT_FOUND' }]],
  ['Gone_Page', 404, [{ errorCode: 'NOT_FOUND' }]],
  ['Account', 404, [{ errorCode: 'NOT_FOUND' }]],
])('/lightning/n/%s', async (name, status, answer) => {
  expect(await server.send(`/millrace/v1/pages/${name}`)).toMatchObject({ status, json: answer })
})
