import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"'
const ROOT = 'force-app/main/default'
const CONTACT = `${ROOT}/objects/Contact`
const value = (name: string, isDefault = false): string =>
  `<values><fullName>${name}</fullName><default>${isDefault}</default></values>`
const recordType = (name: string, active: boolean, picklists = ''): string =>
  `<RecordType ${META}><fullName>${name}</fullName><active>${active}</active><label>${name}</label>${picklists}</RecordType>`
const layout = (field: string): string =>
  `<Layout ${META}><layoutSections><detailHeading>true</detailHeading><label>${field} first</label><layoutColumns>
    <layoutItems><behavior>Required</behavior><field>${field}</field></layoutItems></layoutColumns></layoutSections></Layout>`

const FILES: Readonly<Record<string, string>> = {
  [`${CONTACT}/recordTypes/Member.recordType-meta.xml`]: recordType(
    'Member',
    true,
    `<picklistValues><picklist>Status__c</picklist>${value('Active', true)}${value('Blocked')}</picklistValues>`,
  ),
  [`${CONTACT}/recordTypes/Guest.recordType-meta.xml`]: recordType('Guest', true),
  [`${CONTACT}/recordTypes/Former.recordType-meta.xml`]: recordType('Former', false),
  [`${CONTACT}/fields/Reason__c.field-meta.xml`]: `<CustomField ${META}><fullName>Reason__c</fullName><label>Reason</label>
    <type>Picklist</type><valueSet><controllingField>Status__c</controllingField><valueSetDefinition>
    <value><fullName>Spam (a lot)</fullName><label>Spam</label></value></valueSetDefinition><valueSettings>
    <controllingFieldValue>New</controllingFieldValue><controllingFieldValue>Blocked</controllingFieldValue>
    <valueName>Spam (a lot)</valueName></valueSettings></valueSet></CustomField>`,
  [`${ROOT}/layouts/Contact-Contact Layout.layout-meta.xml`]: layout('LastName'),
  [`${ROOT}/layouts/Contact-Members.layout-meta.xml`]: layout('Email'),
  [`${ROOT}/profiles/Admin.profile-meta.xml`]: `<Profile ${META}>
    <layoutAssignments><layout>Contact-Members</layout><recordType>Contact.Member</recordType></layoutAssignments>
    <recordTypeVisibilities><default>true</default><recordType>Contact.Member</recordType><visible>true</visible>
    </recordTypeVisibilities></Profile>`,
}

let server: ExampleServer
let types: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await exampleServer()
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(server.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n${text}`)
  }
  await server.org.reload()
  const { records } = (await get('/query?q=SELECT+Id,DeveloperName+FROM+RecordType')) as {
    records: { Id: string; DeveloperName: string }[]
  }
  types = Object.fromEntries([
    ['Master', '012000000000000AAA'],
    ...records.map(({ Id, DeveloperName }) => [DeveloperName, Id]),
  ])
})
afterAll(() => server.close())

const get = async (path: string) => (await server.send(`/services/data/v62.0${path}`)).json
const idOf = (name: string): string => types[name]!

it('an object is described with its record types', async () => {
  const { recordTypeInfos } = (await get('/sobjects/Contact/describe')) as { recordTypeInfos: object[] }
  const info = (name: string, active: boolean, isDefault = false) => ({
    active,
    available: active,
    defaultRecordTypeMapping: isDefault,
    developerName: name,
    master: name === 'Master',
    name,
    recordTypeId: idOf(name),
  })
  expect(recordTypeInfos).toEqual([
    info('Former', false),
    info('Guest', true),
    info('Member', true, true),
    info('Master', true),
  ])
  expect(await get('/ui-api/object-info/Contact')).toMatchObject({
    defaultRecordTypeId: idOf('Member'),
    recordTypeInfos: { [idOf('Former')]: { available: false }, [idOf('Master')]: { master: true } },
  })
})

describe('the values of a picklist', () => {
  it.each<[type: string, values: string[], chosen: string | null, controllers: object, validFor: number[]]>([
    ['Member', ['Active', 'Blocked'], 'Active', { Active: 0, Blocked: 1 }, [1]],
    ['Guest', ['New', 'Active', 'Inactive', 'Blocked'], 'New', { New: 0, Active: 1, Inactive: 2, Blocked: 3 }, [0, 3]],
    ['Master', ['New', 'Active', 'Inactive', 'Blocked'], 'New', { New: 0, Active: 1, Inactive: 2, Blocked: 3 }, [0, 3]],
  ])('of %s', async (name, values, chosen, controllerValues, validFor) => {
    const path = `/ui-api/object-info/Contact/picklist-values/${idOf(name)}`
    expect(await get(`${path}/Status__c`)).toMatchObject({
      values: values.map(value => ({ value })),
      defaultValue: chosen === null ? null : { value: chosen },
      url: `/services/data/v62.0${path}/Status__c`,
    })
    const { picklistFieldValues } = (await get(path)) as { picklistFieldValues: { Reason__c: object } }
    expect(picklistFieldValues.Reason__c).toMatchObject({ values: [{ validFor }] })
    expect((picklistFieldValues.Reason__c as { controllerValues: object }).controllerValues).toEqual(controllerValues)
  })

  it('of a record type that is none', async () => {
    const answer = await server.send(
      '/services/data/v62.0/ui-api/object-info/Contact/picklist-values/012000000000ZZZAAA',
    )
    expect(answer.status).toBe(404)
  })
})

it.each<[query: string, type: string, heading: string]>([
  ['', 'Member', 'Email first'],
  ['?recordTypeId=Guest', 'Guest', 'LastName first'],
  ['?recordTypeId=Master', 'Master', 'LastName first'],
])('the layout%s is that of %s', async (query, name, heading) => {
  const asked = query.replace(/=(\w+)/, (_, type: string) => `=${idOf(type)}`)
  const { recordTypeId, sections } = (await get(`/ui-api/layout/Contact${asked}`)) as {
    recordTypeId: string
    sections: object[]
  }
  expect(recordTypeId).toBe(idOf(name))
  expect(sections).toMatchObject([
    { heading, columns: 1, layoutRows: [{ layoutItems: [{ required: true, layoutComponents: [{}] }] }] },
  ])
})

it('a new record has the defaults of its record type', async () => {
  expect(await get('/ui-api/record-defaults/create/Contact')).toMatchObject({
    layout: { sections: [{ heading: 'Email first' }] },
    record: { recordTypeId: idOf('Member'), fields: { Status__c: { value: 'Active' } } },
  })
  expect(await get(`/ui-api/record-defaults/create/Contact?recordTypeId=${idOf('Guest')}`)).toMatchObject({
    record: { recordTypeId: idOf('Guest'), fields: { Status__c: { value: 'New' } } },
  })
  const { json } = await server.send({
    method: 'POST',
    url: '/services/data/v62.0/ui-api/records',
    payload: { apiName: 'Contact', fields: { LastName: 'Ng' } },
  })
  expect(json).toMatchObject({
    recordTypeId: idOf('Member'),
    recordTypeInfo: { name: 'Member', master: false },
    fields: { Status__c: { value: 'Active' } },
  })
  const { id } = json as { id: string }
  expect(await get(`/ui-api/record-ui/${id}`)).toMatchObject({
    layouts: { Contact: { [idOf('Member')]: { Full: { View: { sections: [{ heading: 'Email first' }] } } } } },
  })
})
