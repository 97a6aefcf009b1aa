import { createServer, openOrg, type Org } from '@millrace/server'
import { insertAsStated } from '@millrace/database'
import type { ProjectFile } from '@millrace/metadata'
import { RecordValue, type Json } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf } from '../../../scripts/exampleServer.ts'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { systemContext } from './userContext.ts'

/// The objects, by their organization-wide default. Part__c follows its master, Hidden__c.
const MODELS = { Open__c: 'ReadWrite', Readable__c: 'Read', Hidden__c: 'Private', Part__c: 'ControlledByParent' }
type ObjectName = keyof typeof MODELS
const OBJECTS = Object.keys(MODELS) as ObjectName[]

/// Everybody has the right to the objects except `nobody`. All records are the owner's, who is in the role Rep.
const USERS = {
  owner: { role: 'Rep', sets: ['Work'] },
  boss: { role: 'Top', sets: ['Work'] },
  // The rule shares what is of the kind `shared` with this role, to read.
  peer: { role: 'Other', sets: ['Work'] },
  stranger: { role: null, sets: ['Work'] },
  viewer: { role: null, sets: ['Work', 'View_All'] },
  modifier: { role: null, sets: ['Work', 'Modify_All'] },
  nobody: { role: null, sets: [] },
} as const
type UserName = keyof typeof USERS

/// What each may do with the owner's records: r(ead), e(dit), d(elete). Of Hidden__c and Part__c, first those that no
/// rule shares, then those that one does.
const SPEC: Readonly<
  Record<
    UserName,
    readonly [open: string, readable: string, hidden: string, part: string, shared: string, partOfShared: string]
  >
> = {
  owner: ['red', 'red', 'red', 'red', 'red', 'red'],
  boss: ['red', 'red', 'red', 'red', 'red', 'red'],
  peer: ['re', 'r', '', '', 'r', 'r'],
  stranger: ['re', 'r', '', '', '', ''],
  viewer: ['re', 'r', 'r', 'r', 'r', 'r'],
  modifier: ['red', 'red', 'red', 'red', 'red', 'red'],
  nobody: ['', '', '', '', '', ''],
}
const RECORDS = ['Open__c', 'Readable__c', 'Hidden__c', 'Part__c', 'Hidden__c shared', 'Part__c shared'] as const

const objectXml = (name: string, model: string) =>
  `<CustomObject><label>${name}</label><pluralLabel>${name}s</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>${model}</sharingModel></CustomObject>`
const fieldXml = (name: string, rest: string) =>
  `<CustomField><fullName>${name}</fullName><label>${name}</label>${rest}</CustomField>`
const text = '<type>Text</type><length>80</length>'
const permissions = (more = '') =>
  OBJECTS.map(
    object =>
      `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead>${more}<object>${object}</object></objectPermissions>`,
  ).join('')
const readable = OBJECTS.map(
  object =>
    `<fieldPermissions><editable>true</editable><field>${object}.Kind__c</field><readable>true</readable></fieldPermissions>`,
).join('')
const set = (name: string, inner: string): ProjectFile => ({
  path: `permissionsets/${name}.permissionset-meta.xml`,
  text: `<PermissionSet><label>${name}</label>${inner}</PermissionSet>`,
})

const files: ProjectFile[] = [
  ...OBJECTS.flatMap(object => [
    { path: `objects/${object}/${object}.object-meta.xml`, text: objectXml(object, MODELS[object]) },
    { path: `objects/${object}/fields/Kind__c.field-meta.xml`, text: fieldXml('Kind__c', text) },
    // Nobody but administrators may see it.
    { path: `objects/${object}/fields/Secret__c.field-meta.xml`, text: fieldXml('Secret__c', text) },
  ]),
  {
    path: 'objects/Hidden__c/fields/Code__c.field-meta.xml',
    text: fieldXml('Code__c', `${text}<unique>true</unique>`),
  },
  {
    path: 'objects/Part__c/fields/Whole__c.field-meta.xml',
    text: fieldXml(
      'Whole__c',
      '<type>MasterDetail</type><referenceTo>Hidden__c</referenceTo><relationshipName>Parts</relationshipName>',
    ),
  },
  {
    path: 'objects/Open__c/fields/Hidden__c.field-meta.xml',
    text: fieldXml(
      'Hidden__c',
      '<type>Lookup</type><referenceTo>Hidden__c</referenceTo><relationshipName>Opens</relationshipName>',
    ),
  },
  {
    path: 'sharingRules/Hidden__c.sharingRules-meta.xml',
    text: '<SharingRules><sharingCriteriaRules><fullName>Shared</fullName><accessLevel>Read</accessLevel><label>Shared</label><sharedTo><role>Other</role></sharedTo><criteriaItems><field>Kind__c</field><operation>equals</operation><value>shared</value></criteriaItems></sharingCriteriaRules></SharingRules>',
  },
  set(
    'Work',
    permissions() +
      readable +
      '<fieldPermissions><editable>true</editable><field>Open__c.Hidden__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Hidden__c.Code__c</field><readable>true</readable></fieldPermissions>',
  ),
  set('View_All', permissions('<viewAllRecords>true</viewAllRecords>')),
  set('Modify_All', permissions('<modifyAllRecords>true</modifyAllRecords>')),
]

let fresh: FreshDatabase
let org: Org
let app: FastifyInstance
const tokens = new Map<UserName, string>()
const ids = new Map<string, string>()

beforeAll(async () => {
  fresh = await freshDatabase()
  org = await openOrg({ folder: '/nowhere', readFiles: async () => files, openDatabase: async () => fresh.database })
  app = await createServer({ org })
  const store = async (object: string, fields: Record<string, string>) => {
    const record = RecordValue.from(object, fields)
    await insertAsStated(fresh.database, org.project.deployed, systemContext(org.administratorId), [record])
    return record.id!
  }
  const { rows } = await fresh.database.query<{ id: string; name: string }>(
    'select "Id" as id, "Name" as name from org."PermissionSet"',
  )
  const setIds = new Map(rows.map(({ id, name }) => [name, id]))
  const roles = new Map<string | null, string>()
  roles.set('Top', await store('UserRole', { Name: 'Top', DeveloperName: 'Top' }))
  roles.set('Rep', await store('UserRole', { Name: 'Rep', DeveloperName: 'Rep', ParentRoleId: roles.get('Top')! }))
  roles.set('Other', await store('UserRole', { Name: 'Other', DeveloperName: 'Other' }))
  const profile = await store('Profile', { Name: 'Standard User' })
  for (const [name, { role, sets }] of Object.entries(USERS) as [UserName, (typeof USERS)[UserName]][]) {
    const roleId: Record<string, string> = role === null ? {} : { UserRoleId: roles.get(role)! }
    const person = {
      LastName: name,
      Username: `${name}@example.com`,
      Email: `${name}@example.com`,
      ProfileId: profile,
      ...roleId,
    }
    const id = await store('User', person)
    await fresh.database.query(`update org."User" set "IsActive" = true where "Id" = '${id}'`)
    ids.set(name, id)
    for (const one of sets)
      await store('PermissionSetAssignment', { AssigneeId: id, PermissionSetId: setIds.get(one)! })
    tokens.set(name, await org.credentials.issue('token', id))
  }
  for (const name of RECORDS) await makeRecord(name)
  await fresh.database.query(`update org."Open__c" set "Hidden__c" = '${ids.get('Hidden__c')}'`)
})
afterAll(async () => {
  await app?.close()
  await org?.close()
  await fresh?.drop()
})

async function makeRecord(name: (typeof RECORDS)[number]): Promise<string> {
  const [object = '', kind = 'plain'] = name.split(' ')
  const of: Record<string, string> =
    object === 'Part__c'
      ? { Whole__c: ids.get(kind === 'shared' ? 'Hidden__c shared' : 'Hidden__c')! }
      : { OwnerId: ids.get('owner')! }
  const record = RecordValue.from(object, { Name: name, Kind__c: kind, Secret__c: 'secret', ...of })
  await insertAsStated(fresh.database, org.project.deployed, systemContext(org.administratorId), [record])
  ids.set(name, record.id!)
  return record.id!
}

async function send(user: UserName, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${tokens.get(user)}` }
  return answerOf(await app.inject({ method, url: `/services/data/v62.0${url}`, headers, payload }))
}

async function query(user: UserName, soql: string) {
  const { status, json } = await send(user, 'GET', `/query?q=${encodeURIComponent(soql)}`)
  return { status, json, records: (json as { records?: Record<string, Json>[] }).records ?? [] }
}

const cases = (Object.keys(USERS) as UserName[]).flatMap(user =>
  RECORDS.map((record, i) => ({ user, record, object: record.split(' ')[0]!, may: SPEC[user][i]! })),
)

describe.each(cases)('$user and $record: "$may"', ({ user, record, object, may }) => {
  const id = () => ids.get(record)!
  const canRead = may.includes('r')

  it('reads', async () => {
    const found = await query(user, `SELECT Id FROM ${object} WHERE Id = '${id()}'`)
    expect(found.records.length).toBe(canRead ? 1 : 0)
    if (user === 'nobody') expect((found.json as { errorCode: string }[])[0]!.errorCode).toBe('INVALID_TYPE')
    expect((await send(user, 'GET', `/sobjects/${object}/${id()}`)).status === 200).toBe(canRead)
  })

  it('counts, groups and sorts', async () => {
    if (user === 'nobody') return
    const counted = await query(user, `SELECT COUNT() FROM ${object} WHERE Id = '${id()}'`)
    expect((counted.json as { totalSize: number }).totalSize).toBe(canRead ? 1 : 0)
    const grouped = await query(user, `SELECT MAX(Name) n FROM ${object} WHERE Id = '${id()}' GROUP BY Kind__c`)
    expect(grouped.records.length).toBe(canRead ? 1 : 0)
    const sorted = await query(user, `SELECT Id FROM ${object} ORDER BY Name`)
    expect(sorted.records.some(one => one['Id'] === id())).toBe(canRead)
  })

  it('edits', async () => {
    const { status, json } = await send(user, 'PATCH', `/sobjects/${object}/${id()}`, {
      Kind__c: record.includes('shared') ? 'shared' : 'plain',
    })
    expect(status === 204).toBe(may.includes('e'))
    if (status === 204 || user === 'nobody') return
    const { errorCode } = (json as { errorCode: string }[])[0]!
    expect(errorCode).toBe(canRead ? 'INSUFFICIENT_ACCESS_OR_READONLY' : 'NOT_FOUND')
  })

  it('deletes', async () => {
    const { status } = await send(user, 'DELETE', `/sobjects/${object}/${id()}`)
    expect(status === 204).toBe(may.includes('d'))
    if (status === 204)
      for (const name of RECORDS)
        if (name === record || (record.startsWith('Hidden') && name === record.replace('Hidden', 'Part')))
          await makeRecord(name)
    if (record === 'Hidden__c' || record === 'Open__c')
      await fresh.database.query(`update org."Open__c" set "Hidden__c" = '${ids.get('Hidden__c')}'`)
  })
})

describe('nothing is told of what is hidden', () => {
  it.each([
    'SELECT Secret__c FROM Open__c',
    "SELECT Id FROM Open__c WHERE Secret__c = 'secret'",
    'SELECT Id FROM Open__c ORDER BY Secret__c',
    'SELECT MAX(Secret__c) FROM Open__c',
    'SELECT Secret__c, COUNT(Id) FROM Open__c GROUP BY Secret__c',
    'SELECT Hidden__r.Secret__c FROM Open__c',
    'SELECT Id, (SELECT Secret__c FROM Parts__r) FROM Hidden__c',
    "SELECT Id FROM Hidden__c WHERE Id IN (SELECT Whole__c FROM Part__c WHERE Secret__c = 'secret')",
  ])('%s: a hidden field is as one that is not there', async soql => {
    const [hidden, absent] = [
      await query('owner', soql),
      await query('owner', soql.replaceAll('Secret__c', 'Absent__c')),
    ]
    expect(hidden.status).toBe(400)
    expect(JSON.stringify(hidden.json)).toBe(JSON.stringify(absent.json).replaceAll('Absent__c', 'Secret__c'))
  })

  it('lists no hidden field, and no hidden object', async () => {
    const described = await send('owner', 'GET', '/sobjects/Hidden__c/describe')
    expect(JSON.stringify(described.json)).not.toContain('Secret__c')
    const all = await query('owner', 'SELECT FIELDS(ALL) FROM Hidden__c LIMIT 1')
    expect(JSON.stringify(all.json)).not.toContain('ecret')
    expect(JSON.stringify((await send('nobody', 'GET', '/sobjects')).json)).not.toContain('Hidden__c')
  })

  it('saves no hidden field, in the words for one that is not there', async () => {
    const save = (field: string) => send('owner', 'PATCH', `/sobjects/Open__c/${ids.get('Open__c')}`, { [field]: 'x' })
    const [hidden, absent] = [await save('Secret__c'), await save('Absent__c')]
    expect(JSON.stringify(hidden.json)).toBe(JSON.stringify(absent.json).replaceAll('Absent__c', 'Secret__c'))
  })

  it('shows no parent that is not shared, nor finds or sorts by it', async () => {
    const read = async (user: UserName, soql: string) => (await query(user, soql)).records
    expect((await read('stranger', 'SELECT Hidden__r.Name FROM Open__c'))[0]).toMatchObject({ Hidden__r: null })
    expect((await read('owner', 'SELECT Hidden__r.Name FROM Open__c'))[0]).toMatchObject({
      Hidden__r: { Name: 'Hidden__c' },
    })
    const filter = "SELECT Id FROM Open__c WHERE Hidden__r.Name = 'Hidden__c'"
    expect([(await read('stranger', filter)).length, (await read('owner', filter)).length]).toEqual([0, 1])
    const grouped = 'SELECT Hidden__r.Name n, COUNT(Id) c FROM Open__c GROUP BY Hidden__r.Name'
    expect((await read('stranger', grouped))[0]).toMatchObject({ n: null, c: 1 })
    expect((await read('peer', 'SELECT Name, (SELECT Name FROM Parts__r) FROM Hidden__c')).length).toBe(1)
  })

  it('takes a record that is not shared for none, where a lookup is to point at it', async () => {
    const point = async (to: string) =>
      (await send('stranger', 'PATCH', `/sobjects/Open__c/${ids.get('Open__c')}`, { Hidden__c: to })).json
    const absent = `${ids.get('Hidden__c')!.slice(0, 12)}zzz`
    expect(JSON.stringify(await point(ids.get('Hidden__c')!))).toBe(JSON.stringify(await point(absent)))
  })

  it('names no record that is not shared, when it has the same value', async () => {
    await fresh.database.query(`update org."Hidden__c" set "Code__c" = 'A1' where "Id" = '${ids.get('Hidden__c')}'`)
    const add = async (user: UserName) => {
      const { json } = await send(user, 'POST', '/sobjects/Hidden__c', { Name: 'x', Code__c: 'A1' })
      return (json as { message: string }[])[0]!.message
    }
    expect(await add('stranger')).toContain('duplicates value on record with id: <unknown>')
    expect(await add('owner')).toContain(`duplicates value on record with id: ${ids.get('Hidden__c')}`)
  })
})
