import { createServer, openOrg, type Org } from '@millrace/server'
import { insertAsStated } from '@millrace/database'
import type { ProjectFile } from '@millrace/metadata'
import { DateTimeValue, RecordValue, type Value } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf } from '../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { systemContext } from './userContext.ts'

/// Who may do what with the records of Deal__c, which are private, and of Line__c, which follow their deal. `record` of a
/// deal says how far it is shared. r(ead), e(dit), d(elete); h: sees the field Hidden__c.
const RECORDS = ['plain', 'shared', 'edited', 'grouped', 'queued', 'criteria'] as const
type RecordName = (typeof RECORDS)[number]

interface Person {
  readonly role?: string
  readonly profile?: string
  readonly sets?: readonly string[]
  readonly groups?: readonly string[]
  readonly may: Readonly<Partial<Record<RecordName | 'all', string>>>
  readonly seesHidden?: boolean
  /// Has no right to the objects at all.
  readonly isBlind?: boolean
}

const EVERYTHING = Object.fromEntries(RECORDS.map(name => [name, 'red']))
/// The owner's rights to what is not the queue's.
const OWNED = { ...EVERYTHING, queued: '' }

const PEOPLE: Readonly<Record<string, Person>> = {
  owner: { role: 'Rep', sets: ['Work'], may: OWNED },
  boss: { role: 'Top', sets: ['Work'], may: OWNED },
  stranger: { sets: ['Work'], may: {} },
  // Two of the records are shared with this user by hand.
  friend: { role: 'Below', sets: ['Work'], may: { shared: 'r', edited: 're' } },
  // What is shared with somebody is shared with those above.
  bossOfFriend: { role: 'Above', sets: ['Work'], may: { shared: 'r', edited: 're' } },
  // In a group within the group that a record is shared with; and in a queue.
  member: { sets: ['Work'], groups: ['Inner'], may: { grouped: 'r' } },
  queueMember: { sets: ['Work'], groups: ['Line_Up'], may: { queued: 'red' } },
  // By criteria: to the role, and so to the role above.
  other: { role: 'Other', sets: ['Work'], may: { criteria: 'r' } },
  viewer: { sets: ['Work', 'View_Deals'], may: Object.fromEntries(RECORDS.map(name => [name, 'r'])) },
  viewerOfAll: { sets: ['Work', 'View_All_Data'], may: Object.fromEntries(RECORDS.map(name => [name, 'r'])) },
  modifier: { sets: ['Work', 'Modify_All_Data'], may: EVERYTHING },
  // By a group of permission sets; another of the same with some of it muted.
  byGroup: { role: 'Top', sets: ['group:Sales'], may: OWNED, seesHidden: true },
  muted: {
    role: 'Top',
    sets: ['group:Sales_Muted'],
    may: Object.fromEntries(RECORDS.map(name => [name, name === 'queued' ? '' : 're'])),
  },
  byProfile: {
    role: 'Top',
    profile: 'Clerk',
    may: Object.fromEntries(RECORDS.map(n => [n, n === 'queued' ? '' : 'r'])),
  },
  expired: { role: 'Top', sets: ['expired:Work'], may: {}, isBlind: true },
  nobody: { role: 'Top', may: {}, isBlind: true },
}

const objectXml = (name: string, model: string) =>
  `<CustomObject><label>${name}</label><pluralLabel>${name}s</pluralLabel><enableSearch>true</enableSearch><nameField><label>Name</label><type>Text</type></nameField><sharingModel>${model}</sharingModel></CustomObject>`
const fieldXml = (name: string, rest: string) =>
  `<CustomField><fullName>${name}</fullName><label>${name}</label>${rest}</CustomField>`
const text = '<type>Text</type><length>80</length>'
const right = (object: string, more: string) =>
  `<objectPermissions>${more}<object>${object}</object></objectPermissions>`
const FULL =
  '<allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead>'
const on = (field: string) =>
  `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`
const permission = (name: string) => `<userPermissions><enabled>true</enabled><name>${name}</name></userPermissions>`
const set = (name: string, inner: string): ProjectFile => ({
  path: `permissionsets/${name}.permissionset-meta.xml`,
  text: `<PermissionSet><label>${name}</label>${inner}</PermissionSet>`,
})
const flow = (name: string, mode: string): ProjectFile => ({
  path: `flows/${name}.flow-meta.xml`,
  text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>${name}</label><processType>AutoLaunchedFlow</processType><runInMode>${mode}</runInMode><status>Active</status>
  <recordLookups><name>Get</name><label>Get</label><object>Deal__c</object><filterLogic>and</filterLogic><filters><field>Id</field><operator>EqualTo</operator><value><elementReference>id</elementReference></value></filters><getFirstRecordOnly>true</getFirstRecordOnly><queriedFields>Id</queriedFields><queriedFields>Name</queriedFields><outputAssignments><assignToReference>name</assignToReference><field>Name</field></outputAssignments></recordLookups>
  <start><connector><targetReference>Get</targetReference></connector></start>
  <variables><name>id</name><dataType>String</dataType><isInput>true</isInput></variables><variables><name>name</name><dataType>String</dataType><isOutput>true</isOutput></variables></Flow>`,
})

const WORK = right('Deal__c', FULL) + right('Line__c', FULL) + on('Deal__c.Kind__c') + on('Line__c.Note__c')

const files: ProjectFile[] = [
  { path: 'objects/Deal__c/Deal__c.object-meta.xml', text: objectXml('Deal__c', 'Private') },
  { path: 'objects/Deal__c/fields/Kind__c.field-meta.xml', text: fieldXml('Kind__c', text) },
  { path: 'objects/Deal__c/fields/Hidden__c.field-meta.xml', text: fieldXml('Hidden__c', text) },
  { path: 'objects/Line__c/Line__c.object-meta.xml', text: objectXml('Line__c', 'ControlledByParent') },
  { path: 'objects/Line__c/fields/Note__c.field-meta.xml', text: fieldXml('Note__c', text) },
  { path: 'objects/Line__c/fields/Hidden__c.field-meta.xml', text: fieldXml('Hidden__c', text) },
  {
    path: 'objects/Line__c/fields/Deal__c.field-meta.xml',
    text: fieldXml(
      'Deal__c',
      '<type>MasterDetail</type><referenceTo>Deal__c</referenceTo><relationshipName>Lines</relationshipName>',
    ),
  },
  {
    path: 'sharingRules/Deal__c.sharingRules-meta.xml',
    text: '<SharingRules><sharingCriteriaRules><fullName>C</fullName><accessLevel>Read</accessLevel><label>C</label><sharedTo><role>Other</role></sharedTo><criteriaItems><field>Kind__c</field><operation>equals</operation><value>criteria</value></criteriaItems></sharingCriteriaRules></SharingRules>',
  },
  set('Work', WORK + permission('RunFlow')),
  set(
    'View_Deals',
    ['Deal__c', 'Line__c'].map(object => right(object, `${FULL}<viewAllRecords>true</viewAllRecords>`)).join(''),
  ),
  set('View_All_Data', permission('ViewAllData')),
  set('Modify_All_Data', permission('ModifyAllData')),
  set('Extra', on('Deal__c.Hidden__c') + on('Line__c.Hidden__c')),
  {
    path: 'mutingpermissionsets/Less.mutingpermissionset-meta.xml',
    text: `<MutingPermissionSet><label>Less</label>${right('Deal__c', '<allowDelete>true</allowDelete>')}${right('Line__c', '<allowDelete>true</allowDelete>')}<fieldPermissions><editable>true</editable><field>Deal__c.Hidden__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Line__c.Hidden__c</field><readable>true</readable></fieldPermissions></MutingPermissionSet>`,
  },
  ...['Sales', 'Sales_Muted'].map(name => ({
    path: `permissionsetgroups/${name}.permissionsetgroup-meta.xml`,
    text: `<PermissionSetGroup><label>${name}</label><permissionSets>Work</permissionSets><permissionSets>Extra</permissionSets>${name === 'Sales' ? '' : '<mutingPermissionSets>Less</mutingPermissionSets>'}</PermissionSetGroup>`,
  })),
  {
    path: 'profiles/Clerk.profile-meta.xml',
    text: `<Profile><custom>true</custom>${['Deal__c', 'Line__c'].map(object => right(object, '<allowRead>true</allowRead>')).join('')}${on('Deal__c.Kind__c')}${on('Line__c.Note__c')}${permission('RunFlow')}</Profile>`,
  },
  flow('In_User_Mode', 'DefaultMode'),
  flow('With_Sharing', 'SystemModeWithSharing'),
  flow('In_System_Mode', 'SystemModeWithoutSharing'),
  {
    path: 'flows/Give_Away.flow-meta.xml',
    text: `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Give Away</label><processType>AutoLaunchedFlow</processType><runInMode>SystemModeWithoutSharing</runInMode><status>Active</status>
    <recordUpdates><name>Give</name><label>Give</label><object>Deal__c</object><filterLogic>and</filterLogic><filters><field>Id</field><operator>EqualTo</operator><value><elementReference>id</elementReference></value></filters><inputAssignments><field>OwnerId</field><value><elementReference>to</elementReference></value></inputAssignments></recordUpdates>
    <start><connector><targetReference>Give</targetReference></connector></start>
    <variables><name>id</name><dataType>String</dataType><isInput>true</isInput></variables><variables><name>to</name><dataType>String</dataType><isInput>true</isInput></variables></Flow>`,
  },
]

let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
const tokens = new Map<string, string>()
const ids = new Map<string, string>()

async function store(object: string, fields: Record<string, Value>): Promise<string> {
  const record = RecordValue.from(object, fields)
  await insertAsStated(fresh.database, org.project.deployed, systemContext(org.administratorId), [record])
  return record.id!
}

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({ folder: '/nowhere', readFiles: async () => files, openDatabase: async () => fresh.database })
  expect(org.project.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  app = await createServer({ org })
  const known = async (object: string, field: string) => {
    const { rows } = await fresh.database.query<{ id: string; name: string }>(
      `select "Id" as id, "${field}" as name from org."${object}"`,
    )
    return new Map(rows.map(({ id, name }) => [name, id]))
  }
  const [sets, setGroups, profiles] = [
    await known('PermissionSet', 'Name'),
    await known('PermissionSetGroup', 'DeveloperName'),
    await known('Profile', 'Name'),
  ]
  const roles = new Map<string, string>()
  const role = async (name: string, above?: string) =>
    roles.set(
      name,
      await store('UserRole', {
        Name: name,
        DeveloperName: name,
        ...(above ? { ParentRoleId: roles.get(above)! } : {}),
      }),
    )
  for (const name of ['Top', 'Above', 'Other']) await role(name)
  await role('Rep', 'Top')
  await role('Below', 'Above')
  const groups = new Map<string, string>()
  for (const name of ['Outer', 'Inner', 'Line_Up'])
    groups.set(
      name,
      await store('Group', { Name: name, DeveloperName: name, Type: name === 'Line_Up' ? 'Queue' : 'Regular' }),
    )
  await store('GroupMember', { GroupId: groups.get('Outer')!, UserOrGroupId: groups.get('Inner')! })
  const standard = await store('Profile', { Name: 'Standard User' })
  for (const [name, person] of Object.entries(PEOPLE)) {
    const id = await store('User', {
      LastName: name,
      Username: `${name}@example.com`,
      Email: `${name}@example.com`,
      ProfileId: person.profile ? profiles.get(person.profile)! : standard,
      IsActive: true,
      ...(person.role ? { UserRoleId: roles.get(person.role)! } : {}),
    })
    ids.set(name, id)
    for (const one of person.sets ?? []) {
      const [kind = '', group = kind] = one.split(':')
      const assignment: Record<string, Value> =
        kind === 'group' ? { PermissionSetGroupId: setGroups.get(group)! } : { PermissionSetId: sets.get(group)! }
      if (kind === 'expired') assignment['ExpirationDate'] = new DateTimeValue(Date.parse('2020-01-01T00:00:00Z'))
      await store('PermissionSetAssignment', { AssigneeId: id, ...assignment })
    }
    for (const group of person.groups ?? [])
      await store('GroupMember', { GroupId: groups.get(group)!, UserOrGroupId: id })
    tokens.set(name, await org.credentials.issue('token', id))
  }
  for (const name of RECORDS) await makeRecord(name, groups.get('Line_Up')!)
  // The owner shares by hand, over the API.
  for (const [name, whom, AccessLevel] of [
    ['shared', ids.get('friend')!, 'Read'],
    ['edited', ids.get('friend')!, 'Edit'],
    ['grouped', groups.get('Outer')!, 'Read'],
  ] as const) {
    const share = { ParentId: ids.get(name)!, UserOrGroupId: whom, AccessLevel, RowCause: 'Manual' }
    const { status, json } = await send('owner', 'POST', '/sobjects/Deal__Share', share)
    expect([status, json]).toMatchObject([201, { success: true }])
  }
})
afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})

async function makeRecord(name: RecordName, queue: string): Promise<void> {
  const OwnerId = name === 'queued' ? queue : ids.get('owner')!
  const deal = { Name: `Deal ${name}`, Kind__c: name, Hidden__c: `secret ${name}`, OwnerId }
  ids.set(name, await store('Deal__c', deal))
  const line = { Name: `Line ${name}`, Note__c: `note ${name}`, Hidden__c: `secret ${name}`, Deal__c: ids.get(name)! }
  ids.set(`line ${name}`, await store('Line__c', line))
}

async function send(user: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${tokens.get(user)}` }
  return answerOf(await app.inject({ method, url: `/services/data/v62.0${url}`, headers, payload }))
}

const soql = (text: string) => `/query?q=${encodeURIComponent(text)}`
const quote = (id: string) => `'${id}'`

/// What each way of reading answers of one record.
type Way = (deal: string, line: string) => readonly [method: 'GET' | 'POST', url: string, payload?: object]
const get =
  (url: (deal: string, line: string) => string): Way =>
  (deal, line) => ['GET', url(deal, line)]

/// Ways to read. Each finds `found` where the user may read the record, and nothing of it where not.
const WAYS: Readonly<Record<string, Way>> = {
  query: get(deal => soql(`SELECT Name FROM Deal__c WHERE Id = ${quote(deal)}`)),
  'query all': get(deal => `/queryAll?q=${encodeURIComponent(`SELECT Name FROM Deal__c WHERE Id = ${quote(deal)}`)}`),
  sorted: get(deal => soql(`SELECT Name FROM Deal__c WHERE Id = ${quote(deal)} ORDER BY Kind__c DESC LIMIT 1`)),
  grouped: get(deal => soql(`SELECT Name, COUNT(Id) n FROM Deal__c WHERE Id = ${quote(deal)} GROUP BY Name`)),
  aggregate: get(deal => soql(`SELECT MAX(Name) n FROM Deal__c WHERE Id = ${quote(deal)}`)),
  'semi-join': get((_, line) =>
    soql(`SELECT Name FROM Deal__c WHERE Id IN (SELECT Deal__c FROM Line__c WHERE Id = ${quote(line)})`),
  ),
  parent: get((_, line) => soql(`SELECT Deal__r.Name FROM Line__c WHERE Id = ${quote(line)}`)),
  children: get(deal => soql(`SELECT Id, (SELECT Name FROM Lines__r) FROM Deal__c WHERE Id = ${quote(deal)}`)),
  detail: get((_, line) => soql(`SELECT Name FROM Line__c WHERE Id = ${quote(line)}`)),
  'all fields': get(deal => soql(`SELECT FIELDS(ALL) FROM Deal__c WHERE Id = ${quote(deal)} LIMIT 1`)),
  record: get(deal => `/sobjects/Deal__c/${deal}`),
  'record of a detail': get((_, line) => `/sobjects/Line__c/${line}`),
  collection: deal => ['POST', '/composite/sobjects/Deal__c', { ids: [deal], fields: ['Name'] }],
  composite: deal => [
    'POST',
    '/composite',
    { compositeRequest: [{ method: 'GET', url: `/services/data/v62.0/sobjects/Deal__c/${deal}`, referenceId: 'a' }] },
  ],
  batch: deal => [
    'POST',
    '/composite/batch',
    { batchRequests: [{ method: 'GET', url: `v62.0/sobjects/Deal__c/${deal}` }] },
  ],
  'UI API': get(deal => `/ui-api/records/${deal}?fields=Deal__c.Name`),
  'record and its layout': get(deal => `/ui-api/record-ui/${deal}`),
  'flow in user mode': deal => ['POST', '/actions/custom/flow/In_User_Mode', { inputs: [{ id: deal }] }],
  'flow with sharing': deal => ['POST', '/actions/custom/flow/With_Sharing', { inputs: [{ id: deal }] }],
}

const told = (json: unknown, name: string): boolean => new RegExp(`(Deal|Line) ${name}`).test(JSON.stringify(json))

const people = Object.entries(PEOPLE).map(([user, person]) => ({ user, person }))
const mayOf = (person: Person, record: RecordName): string => person.may[record] ?? ''

describe.each(people)('$user reads', ({ user, person }) => {
  const cases = Object.keys(WAYS).flatMap(way =>
    RECORDS.map(record => ({ way, record, may: mayOf(person, record).includes('r') })),
  )
  it.each(cases)('$record by $way: $may', async ({ way, record, may }) => {
    const [method, url, payload] = WAYS[way]!(ids.get(record)!, ids.get(`line ${record}`)!)
    const { json } = await send(user, method, url, payload)
    expect(told(json, record)).toBe(may)
  })

  it('finds by words what may be read, and nothing else', async () => {
    const search = `/search?q=${encodeURIComponent('FIND {Deal} IN ALL FIELDS RETURNING Deal__c(Name)')}`
    const { json } = await send(user, 'GET', search)
    for (const record of RECORDS) expect(told(json, record)).toBe(mayOf(person, record).includes('r'))
  })

  it('counts what may be read', async () => {
    if (person.isBlind) return
    const { json } = await send(user, 'GET', soql('SELECT COUNT() FROM Deal__c'))
    const readable = RECORDS.filter(record => mayOf(person, record).includes('r'))
    expect((json as { totalSize: number }).totalSize).toBe(readable.length)
  })

  it('sees everything in a flow that runs in system mode', async () => {
    const { status, json } = await send(user, 'POST', '/actions/custom/flow/In_System_Mode', {
      inputs: [{ id: ids.get('plain')! }],
    })
    expect(told(json, 'plain')).toBe(!person.isBlind)
    if (person.isBlind) expect(status).toBe(403)
  })
})

describe.each(people)('$user changes', ({ user, person }) => {
  const ways: Readonly<Record<string, (id: string) => Promise<boolean>>> = {
    record: async id =>
      (await send(user, 'PATCH', `/sobjects/Deal__c/${id}`, { Name: await nameOf(id) })).status === 204,
    collection: async id => {
      const records = [{ attributes: { type: 'Deal__c' }, Id: id, Name: await nameOf(id) }]
      const { json } = await send(user, 'PATCH', '/composite/sobjects', { allOrNone: false, records })
      return (json as { success: boolean }[])[0]!.success === true
    },
    'UI API': async id =>
      (await send(user, 'PATCH', `/ui-api/records/${id}`, { fields: { Name: await nameOf(id) } })).status === 200,
    'a new detail': async id => {
      const { status } = await send(user, 'POST', '/sobjects/Line__c', { Name: 'x', Deal__c: id })
      await fresh.database.query(`delete from org."Line__c" where "Name" = 'x'`)
      return status === 201
    },
  }
  const nameOf = async (id: string): Promise<string> => `Deal ${[...ids].find(([, known]) => known === id)![0]}`
  const canCreate = user !== 'byProfile'
  const cases = Object.keys(ways).flatMap(way =>
    RECORDS.map(record => ({ way, record, may: mayOf(person, record).includes('e') })),
  )
  it.each(cases)('$record by $way: $may', async ({ way, record, may }) => {
    expect(await ways[way]!(ids.get(record)!)).toBe(may && (way !== 'a new detail' || canCreate))
  })

  it.each(RECORDS)('deletes %s, if that is allowed', async record => {
    const { status } = await send(user, 'DELETE', `/sobjects/Deal__c/${ids.get(record)}`)
    expect(status === 204).toBe(mayOf(person, record).includes('d'))
    await fresh.database.query(
      'update org."Deal__c" set "IsDeleted" = false; update org."Line__c" set "IsDeleted" = false; update org."Deal__Share" set "IsDeleted" = false',
    )
  })

  it.each(RECORDS)('shares %s, if its owner could', async record => {
    const share = { ParentId: ids.get(record), UserOrGroupId: ids.get('nobody'), AccessLevel: 'Read' }
    const { status, json } = await send(user, 'POST', '/sobjects/Deal__Share', share)
    // By way of the role, whatever the rights to the object are.
    const isAbove = person.role === 'Top' && !person.isBlind && record !== 'queued'
    const may = isAbove || mayOf(person, record) === 'red'
    expect([status === 201, status === 201 ? null : json]).toMatchObject([may, may ? null : expect.anything()])
    await fresh.database.query(`delete from org."Deal__Share" where "UserOrGroupId" = '${ids.get('nobody')}'`)
  })
})

describe.each(people)('$user and the field Hidden__c', ({ user, person }) => {
  const HIDDEN = [
    'SELECT Hidden__c FROM Deal__c',
    "SELECT Id FROM Deal__c WHERE Hidden__c = 'secret plain'",
    "SELECT Id FROM Deal__c WHERE Hidden__c LIKE 's%' OR Name = 'x'",
    'SELECT Id FROM Deal__c ORDER BY Hidden__c',
    'SELECT MAX(Hidden__c) m FROM Deal__c',
    'SELECT COUNT_DISTINCT(Hidden__c) m FROM Deal__c',
    'SELECT Hidden__c, COUNT(Id) n FROM Deal__c GROUP BY Hidden__c',
    "SELECT Kind__c FROM Deal__c GROUP BY Kind__c HAVING MAX(Hidden__c) > 'a'",
    'SELECT Deal__r.Hidden__c FROM Line__c',
    'SELECT Id FROM Line__c ORDER BY Deal__r.Hidden__c',
    'SELECT Id, (SELECT Hidden__c FROM Lines__r) FROM Deal__c',
    "SELECT Id, (SELECT Id FROM Lines__r WHERE Hidden__c != '') FROM Deal__c",
    "SELECT Id FROM Deal__c WHERE Id IN (SELECT Deal__c FROM Line__c WHERE Hidden__c = 'secret plain')",
    "SELECT Id FROM Deal__c WHERE Id NOT IN (SELECT Deal__c FROM Line__c WHERE Hidden__c = 'x')",
    'SELECT toLabel(Hidden__c) FROM Deal__c',
    'SELECT format(Hidden__c) FROM Deal__c',
  ] as const
  it.each(HIDDEN)('%s', async text => {
    const [hidden, absent] = [
      await send(user, 'GET', soql(text)),
      await send(user, 'GET', soql(text.replaceAll('Hidden__c', 'Absent__c'))),
    ]
    expect(hidden.status === 200).toBe(person.seesHidden === true)
    if (person.seesHidden) return
    // The place in the query is shown with some text around it, which may end within the name.
    const asHidden = JSON.stringify(absent.json).replaceAll(/Absen[t_c]*/g, name => 'Hidden__c'.slice(0, name.length))
    expect(JSON.stringify(hidden.json)).toBe(asHidden)
  })

  it.each([
    '/sobjects/Deal__c/describe',
    '/sobjects/Line__c/describe',
    '/ui-api/object-info/Deal__c',
    '/ui-api/layout/Deal__c',
  ])('%s', async url => {
    expect(JSON.stringify((await send(user, 'GET', url)).json).includes('Hidden__c')).toBe(person.seesHidden === true)
  })

  it('nothing that is read holds its value', async () => {
    for (const way of Object.values(WAYS)) {
      const [method, url, payload] = way(ids.get('plain')!, ids.get('line plain')!)
      if (!person.seesHidden)
        expect(JSON.stringify((await send(user, method, url, payload)).json)).not.toContain('secret')
    }
    const search = `/search?q=${encodeURIComponent('FIND {secret} IN ALL FIELDS RETURNING Deal__c(Name)')}`
    expect(told((await send(user, 'GET', search)).json, 'plain')).toBe(
      person.seesHidden === true && mayOf(person, 'plain').includes('r'),
    )
  })

  it('is not written by who may not see it', async () => {
    const save = (field: string) =>
      send(user, 'PATCH', `/sobjects/Deal__c/${ids.get('edited')}`, { [field]: 'secret edited' })
    const [hidden, absent] = [await save('Hidden__c'), await save('Absent__c')]
    expect(hidden.status === 204).toBe(person.seesHidden === true)
    if (!person.seesHidden)
      expect(JSON.stringify(hidden.json)).toBe(JSON.stringify(absent.json).replaceAll('Absent__c', 'Hidden__c'))
  })
})

describe('the recycle bin', () => {
  it('gives records back to who could have deleted them, and to nobody else', async () => {
    const id = ids.get('plain')!
    const undelete = (user: string) =>
      app.inject({
        method: 'POST',
        url: '/millrace/v1/undelete',
        headers: { authorization: `Bearer ${tokens.get(user)}` },
        payload: { ids: [id], allOrNone: true },
      })
    expect((await send('owner', 'DELETE', `/sobjects/Deal__c/${id}`)).status).toBe(204)
    const all = `/queryAll?q=${encodeURIComponent(`SELECT IsDeleted FROM Deal__c WHERE Id = '${id}'`)}`
    expect((await send('owner', 'GET', all)).json).toMatchObject({ records: [{ IsDeleted: true }] })
    const isGiven = async (user: string) => (await undelete(user)).json<{ success: boolean }[]>()[0]!.success
    for (const user of ['stranger', 'viewer', 'friend', 'nobody', 'byProfile']) expect(await isGiven(user)).toBe(false)
    expect(await isGiven('boss')).toBe(true)
    expect(await isGiven('boss')).toBe(false)
    expect((await send('owner', 'GET', `/sobjects/Line__c/${ids.get('line plain')}`)).status).toBe(200)
    expect((await send('owner', 'GET', `/sobjects/Deal__c/${id}`)).status).toBe(200)
  })
})

describe('manual shares', () => {
  it('are records', async () => {
    const { json } = await send(
      'owner',
      'GET',
      soql('SELECT Parent.Name, UserOrGroupId, AccessLevel, RowCause FROM Deal__Share ORDER BY Parent.Name'),
    )
    expect((json as { records: unknown[] }).records).toMatchObject([
      { Parent: { Name: 'Deal edited' }, UserOrGroupId: ids.get('friend'), AccessLevel: 'Edit', RowCause: 'Manual' },
      { Parent: { Name: 'Deal grouped' }, AccessLevel: 'Read' },
      { Parent: { Name: 'Deal shared' }, AccessLevel: 'Read' },
    ])
    expect((await send('stranger', 'GET', soql('SELECT Id FROM Deal__Share'))).json).toMatchObject({ totalSize: 0 })
  })

  it('end when the record gets another owner', async () => {
    const url = `/sobjects/Deal__c/${ids.get('shared')}`
    expect((await send('owner', 'PATCH', url, { OwnerId: ids.get('stranger') })).status).toBe(204)
    expect((await send('friend', 'GET', url)).status).toBe(404)
    expect((await send('stranger', 'GET', url)).status).toBe(200)
  })

  it('end too when a flow gives the record away', async () => {
    const url = `/sobjects/Deal__c/${ids.get('edited')}`
    expect((await send('friend', 'GET', url)).status).toBe(200)
    const inputs = [{ id: ids.get('edited'), to: ids.get('stranger') }]
    expect((await send('owner', 'POST', '/actions/custom/flow/Give_Away', { inputs })).status).toBe(200)
    expect((await send('friend', 'GET', url)).status).toBe(404)
  })
})
