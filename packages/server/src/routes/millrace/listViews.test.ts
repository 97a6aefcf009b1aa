import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"'
const CONTACT = 'force-app/main/default/objects/Contact'

const FILES: Readonly<Record<string, string>> = {
  [`${CONTACT}/listViews/New_Ones.listView-meta.xml`]: `<ListView ${META}><fullName>New_Ones</fullName>
    <booleanFilter>1 OR 2</booleanFilter><columns>FULL_NAME</columns><columns>ACCOUNT.NAME</columns>
    <columns>CONTACT.EMAIL</columns><columns>Status__c</columns><columns>CREATED_DATE</columns>
    <columns>CORE.USERS.ALIAS</columns><columns>Gone__c</columns><filterScope>Mine</filterScope>
    <filters><field>Status__c</field><operation>equals</operation><value>New</value></filters>
    <filters><field>CONTACT.EMAIL</field><operation>contains</operation><value>example</value></filters>
    <label>New ones</label></ListView>`,
  [`${CONTACT}/recordTypes/Customer.recordType-meta.xml`]: `<RecordType ${META}><fullName>Customer</fullName>
    <active>true</active><label>Customer</label></RecordType>`,
  [`${CONTACT}/compactLayouts/Short.compactLayout-meta.xml`]: `<CompactLayout ${META}><fullName>Short</fullName>
    <fields>Name</fields><fields>Status__c</fields><fields>Email</fields><label>Short</label></CompactLayout>`,
  [`${CONTACT}/Contact.object-meta.xml`]: `<CustomObject ${META}>
    <compactLayoutAssignment>Short</compactLayoutAssignment></CustomObject>`,
  'force-app/main/default/layouts/Account-Account Layout.layout-meta.xml': `<Layout ${META}>
    <layoutSections><detailHeading>true</detailHeading><label>About</label>
      <layoutColumns><layoutItems><behavior>Required</behavior><field>Name</field></layoutItems>
        <layoutItems><behavior>Edit</behavior><field>Phone</field></layoutItems></layoutColumns>
      <layoutColumns><layoutItems><behavior>Readonly</behavior><field>OwnerId</field></layoutItems></layoutColumns>
    </layoutSections>
    <relatedLists><fields>FULL_NAME</fields><fields>CONTACT.EMAIL</fields><relatedList>RelatedContactList</relatedList>
      <sortField>CONTACT.EMAIL</sortField><sortOrder>Desc</sortOrder></relatedLists>
    <relatedLists><relatedList>Gone__c.Account__c</relatedList></relatedLists></Layout>`,
  'force-app/main/default/layouts/Contact-Contact Layout.layout-meta.xml': `<Layout ${META}><layoutSections>
    <label>Plain</label><layoutColumns><layoutItems><field>LastName</field></layoutItems></layoutColumns>
    </layoutSections></Layout>`,
  'force-app/main/default/layouts/Contact-For Customers %28all%29.layout-meta.xml': `<Layout ${META}><layoutSections>
    <label>Customers</label><layoutColumns><layoutItems><field>Email</field></layoutItems></layoutColumns>
    </layoutSections></Layout>`,
  'force-app/main/default/profiles/Admin.profile-meta.xml': `<Profile ${META}>
    <layoutAssignments><layout>Contact-For Customers %28all%29</layout><recordType>Contact.Customer</recordType>
    </layoutAssignments></Profile>`,
  'force-app/main/default/pathAssistants/Contacts.pathAssistant-meta.xml': `<PathAssistant ${META}><active>true</active>
    <entityName>Contact</entityName><fieldName>Status__c</fieldName><masterLabel>Contacts</masterLabel>
    <pathAssistantSteps><fieldNames>Email</fieldNames><info>&lt;p&gt;Call.&lt;/p&gt;</info>
    <picklistValueName>New</picklistValueName></pathAssistantSteps><recordTypeName>__MASTER__</recordTypeName>
    </PathAssistant>`,
}

let server: ExampleServer
beforeAll(async () => {
  server = await exampleServer()
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(server.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n${text}`)
  }
  await server.org.reload()
})
afterAll(() => server.close())

const send = (method: InjectOptions['method'], path: string, payload?: object) =>
  server.send({ method, url: `/millrace/v1${path}`, ...(payload && { payload }) })
const get = async (path: string) => (await send('GET', path)).json

const VIEW = {
  label: 'Quiet ones!',
  isShared: false,
  scope: 'everything',
  columns: ['Name', 'Account.Name'],
  filters: [{ field: 'Status__c', operation: 'equals', value: 'New' }],
  filterLogic: '',
  sorts: [{ fieldName: 'Name', direction: 'desc' }],
}

describe('list views', () => {
  it("are Salesforce's own and those of files, with their fields as queries name them", async () => {
    expect(await get('/list-views/contact')).toEqual({
      pinned: null,
      views: [
        expect.objectContaining({ apiName: 'AllContact', label: 'All Contacts', scope: 'everything', isMine: false }),
        expect.objectContaining({ apiName: 'MyContact', label: 'My Contacts', scope: 'mine' }),
        expect.objectContaining({ apiName: 'Recent', label: 'Recently Viewed', scope: 'recent' }),
        {
          apiName: 'New_Ones',
          label: 'New ones',
          origin: 'project',
          isMine: false,
          isShared: true,
          scope: 'mine',
          columns: ['Name', 'Account.Name', 'Email', 'Status__c', 'CreatedDate', 'Owner.Name'],
          filters: [
            { field: 'Status__c', operation: 'equals', value: 'New' },
            { field: 'Email', operation: 'contains', value: 'example' },
          ],
          filterLogic: '1 OR 2',
          sorts: [],
        },
      ],
    })
  })

  it('are saved, pinned, changed and deleted', async () => {
    expect(await send('POST', '/list-views/Contact', VIEW)).toMatchObject({
      status: 201,
      json: { ...VIEW, apiName: 'Quiet_ones', origin: 'person', isMine: true },
    })
    expect((await send('POST', '/list-views/Contact', VIEW)).json).toMatchObject({ apiName: 'Quiet_ones_2' })
    expect((await send('PUT', '/list-views/Contact/Quiet_ones/pin')).status).toBe(204)
    expect(await get('/list-views/Contact')).toMatchObject({ pinned: 'Quiet_ones' })
    const changed = { ...VIEW, label: 'Loud ones', isShared: true }
    expect((await send('PUT', '/list-views/Contact/Quiet_ones', changed)).json).toMatchObject({
      ...changed,
      apiName: 'Quiet_ones',
    })
    expect((await send('DELETE', '/list-views/Contact/Quiet_ones')).status).toBe(204)
    expect(await get('/list-views/Contact')).toMatchObject({ pinned: null })
  })

  it('are seen by others only when they are shared, and changed by others than their owner only by administrators', async () => {
    const insert = (name: string, isShared: boolean) =>
      server.org.database.query({
        text: `insert into millrace.list_views (object, api_name, label, owner_id, is_shared, definition)
               values ('Contact', $1, $1, '005000000000099AAA', $2, '{}')`,
        values: [name, isShared],
      })
    await insert('Hidden', false)
    await insert('Open', true)
    const { views } = (await get('/list-views/Contact')) as { views: { apiName: string; isMine: boolean }[] }
    expect(views.find(({ apiName }) => apiName === 'Open')).toMatchObject({ isMine: true })
    expect(views.find(({ apiName }) => apiName === 'Hidden')).toBeUndefined()
    expect((await send('PUT', '/list-views/Contact/Hidden', VIEW)).status).toBe(404)
  })

  it.each<[method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body: object | undefined, status: number]>([
    ['GET', '/list-views/Kontact', undefined, 404],
    ['POST', '/list-views/Contact', { ...VIEW, label: ' ' }, 400],
    ['POST', '/list-views/Contact', { ...VIEW, columns: ['Name) FROM User'] }, 400],
    ['POST', '/list-views/Contact', { ...VIEW, scope: 'all' }, 400],
    ['PUT', '/list-views/Contact/New_Ones', VIEW, 404],
    ['DELETE', '/list-views/Contact/AllContact', undefined, 404],
  ])('%s %s %j is %i', async (method, path, body, status) => {
    expect((await send(method, path, body)).status).toBe(status)
  })
})

describe('what layouts say', () => {
  it('are sections, highlights, related lists and a path', async () => {
    expect(await get('/record-layout/Account')).toEqual({
      sections: [
        { label: 'About', columns: 2, fields: ['Name', 'OwnerId', 'Phone'], required: ['Name'], readOnly: ['OwnerId'] },
      ],
      highlights: null,
      relatedLists: [
        { relationship: 'Contacts', fields: ['Name', 'Email'], orderBy: { field: 'Email', direction: 'desc' } },
      ],
      path: null,
      recordTypes: [],
    })
    expect(await get('/record-layout/Contact')).toMatchObject({
      sections: [{ label: '', fields: ['LastName'] }],
      highlights: ['Status__c', 'Email'],
      path: { fieldName: 'Status__c', steps: [{ value: 'New', fields: ['Email'], guidance: '<p>Call.</p>' }] },
      recordTypes: [{ name: 'Customer', label: 'Customer', description: '' }],
    })
  })

  it('are those of the record type that the profile assigns', async () => {
    expect(await get('/record-layout/Contact?recordType=Customer')).toMatchObject({ sections: [{ fields: ['Email'] }] })
  })

  it('are null where there are no files', async () => {
    expect(await get('/record-layout/Opportunity')).toEqual({
      sections: null,
      highlights: null,
      relatedLists: null,
      path: null,
      recordTypes: [],
    })
  })

  it('record types are records', async () => {
    const q = "SELECT Name, SobjectType FROM RecordType WHERE DeveloperName = 'Customer'"
    const { json } = await server.send(`/services/data/v62.0/query?q=${encodeURIComponent(q)}`)
    expect(json).toMatchObject({ totalSize: 1, records: [{ Name: 'Customer', SobjectType: 'Contact' }] })
  })
})

describe('notifications', () => {
  const notify = (recipients: string, title: string) =>
    server.org.database.query({
      text: `insert into millrace.outbox (kind, recipients, subject, body, related_id, detail, user_id)
             values ('customNotification', array[$1], $2, 'Look', '003000000000001AAA', '{}', $3)`,
      values: [recipients, title, server.org.administratorId],
    })
  const titles = async () =>
    ((await get('/notifications')) as { notifications: { title: string; isRead: boolean }[] }).notifications.map(
      ({ title, isRead }) => [title, isRead],
    )

  it("are the caller's own, and can be marked as read", async () => {
    await notify(server.org.administratorId, 'For me')
    await notify('005000000000099AAA', 'For another')
    expect(await titles()).toEqual([['For me', false]])
    const { notifications } = (await get('/notifications')) as { notifications: { id: string }[] }
    const ids = notifications.map(({ id }) => id)
    expect((await send('POST', '/notifications/read', { ids: [...ids, 'none'] })).status).toBe(204)
    expect(await titles()).toEqual([['For me', true]])
    expect((await send('POST', '/notifications/read', { ids })).status).toBe(204)
  })

  it('of an action come to open pages as an event', async () => {
    const heard: string[] = []
    const stop = server.org.recordChanges.watch(object => heard.push(object))
    const path = '/services/data/v62.0/actions/standard/customNotificationAction'
    const inputs = [{ recipientIds: [server.org.administratorId], title: 'New', body: 'There is one.' }]
    const answer = await server.send({ method: 'POST', url: path, payload: { inputs } })
    stop()
    expect(answer.status).toBe(200)
    expect(heard).toEqual(['CustomNotification'])
    expect((await titles())[0]).toEqual(['New', false])
  })
})
