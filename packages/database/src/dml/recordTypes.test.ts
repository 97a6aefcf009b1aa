import { RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'
import type { RecordStore, RowResult } from '../recordStore.ts'
import type { Tx } from '../server/transaction.ts'
import type { UserContext } from '../userContext.ts'

const picklist = (restricted: boolean): string =>
  `<label>Kind</label><type>Picklist</type><valueSet><restricted>${restricted}</restricted><valueSetDefinition>${[
    'Big',
    'Small',
  ]
    .map(value => `<value><fullName>${value}</fullName><label>${value}</label></value>`)
    .join('')}</valueSetDefinition></valueSet>`
const type = (name: string, active: boolean, field: string): string =>
  `<recordTypes><fullName>${name}</fullName><active>${active}</active><label>${name}</label><picklistValues><picklist>${field}</picklist><values><fullName>Small</fullName><default>${name === 'Old' || field === 'Loose__c'}</default></values></picklistValues></recordTypes>`

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open([
    object('Visit__c', {
      'object/Visit__c': `<label>Visit</label><pluralLabel>Visits</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>${type('Site', true, 'Kind__c')}${type('Call', true, 'Loose__c')}${type('Old', false, 'Kind__c')}`,
      'fields/Kind__c': picklist(true).replace('Big</fullName>', 'Big</fullName><default>true</default>'),
      'fields/Loose__c': picklist(false),
    }),
  ])
})
afterAll(() => test.fresh.drop())

const user: UserContext = {
  ...ada,
  recordTypes: { isAvailable: (_, name) => name !== 'Call', defaultOf: () => 'site' },
}
type Fields = Readonly<Record<string, Value>>
const MASTER = '012000000000000AAA'

/// Stores the record types of Visit__c, and one of Account, and answers their Ids by name.
async function storeTypes(tx: Tx): Promise<Map<string, string>> {
  const records = ['Site', 'Call', 'Old', 'ByHand', 'Partner'].map(name =>
    RecordValue.from('RecordType', {
      Name: name,
      DeveloperName: name,
      SobjectType: name === 'Partner' ? 'Account' : 'Visit__c',
      IsActive: true,
    }),
  )
  await insertAsStated(tx, test.org, ada, records)
  return new Map(records.map(record => [record.get('Name') as string, record.id!]))
}

const said = ([result]: readonly RowResult[], types: ReadonlyMap<string, string>): string =>
  [...types].reduce(
    (text, [name, id]) => text.replaceAll(id, name),
    result!.errors.map(({ statusCode, message, fields }) => `${statusCode}: ${message} [${fields.join()}]`).join('\n'),
  )

const inOrg = (work: (store: RecordStore, types: ReadonlyMap<string, string>, tx: Tx) => Promise<void>) =>
  test.inTransaction(async (store, tx) => work(store, await storeTypes(tx), tx), user)

const visit = (fields: Fields) => RecordValue.from('Visit__c', { Name: 'One', ...fields })
const refused = (name: string): string =>
  `INVALID_CROSS_REFERENCE_KEY: Record Type ID: this ID value isn't valid for the user: ${name} [RecordTypeId]`
const BAD = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kind: bad value for restricted picklist field: Big [Kind__c]'

describe('the record type of a new record', () => {
  it.each<[what: string, type: string | null, mode: 'user' | 'system', fields: Fields, error: string]>([
    ['one of the object', 'Site', 'user', {}, ''],
    ['one that no file names', 'ByHand', 'user', {}, ''],
    ['the master', MASTER, 'user', {}, ''],
    ['one that is not active', 'Old', 'system', {}, refused('Old')],
    ['another object’s', 'Partner', 'system', {}, refused('Partner')],
    ['one that the user may not use', 'Call', 'user', {}, refused('Call')],
    ['that one in system mode', 'Call', 'system', {}, ''],
    ['one without a value', 'Site', 'system', { Kind__c: 'Big' }, BAD],
    ['one with the value', 'Site', 'system', { Kind__c: 'Small' }, ''],
    ['another that does not name the picklist', 'Call', 'system', { Kind__c: 'Big' }, ''],
    ['one without a value of an unrestricted picklist', 'Call', 'system', { Loose__c: 'Big' }, ''],
    ['the default one without a value', null, 'user', { Kind__c: 'Big' }, BAD],
  ])('%s', (_, name, mode, fields, error) =>
    inOrg(async (store, types) => {
      const stated: Fields = name === null ? {} : { RecordTypeId: types.get(name) ?? name }
      const results = await store.insert([visit({ ...stated, ...fields })], { allOrNone: false, mode })
      expect(said(results, types)).toBe(error)
    }),
  )

  it.each<[what: string, fields: Fields, type: string | null]>([
    ['is the default', {}, 'Site'],
    ['is the default for null', { RecordTypeId: null }, 'Site'],
    ['is none for the master', { RecordTypeId: MASTER }, null],
  ])('%s', (_, fields, name) =>
    inOrg(async (store, _, tx) => {
      await store.insert([visit(fields)], { allOrNone: true, mode: 'user' })
      const RecordType = name === null ? null : { DeveloperName: name }
      expect(await test.query(tx, 'SELECT RecordType.DeveloperName FROM Visit__c')).toEqual([{ RecordType }])
    }),
  )
})

it.each<[type: string, fields: Fields, kind: string | null, loose: string | null]>([
  ['Site', {}, null, null],
  ['Call', {}, 'Big', 'Small'],
  ['Call', { Loose__c: null }, 'Big', null],
  [MASTER, {}, 'Big', null],
])('%s with %j presets Kind %s and Loose %s', (name, fields, Kind__c, Loose__c) =>
  inOrg(async (store, types, tx) => {
    const record = visit({ RecordTypeId: types.get(name) ?? name, ...fields })
    await store.insert([record], { allOrNone: true, mode: 'system' })
    expect(await test.query(tx, 'SELECT Kind__c, Loose__c FROM Visit__c')).toEqual([{ Kind__c, Loose__c }])
  }),
)

describe('a changed record', () => {
  it.each<[what: string, fields: Fields, error: string]>([
    ['gets a value that its type has', { Kind__c: 'Small' }, ''],
    ['gets one that its type has not', { Kind__c: 'Big' }, BAD],
    ['gets the type and the value', { RecordTypeId: 'Call', Kind__c: 'Big' }, refused('Call')],
    ['goes to the master', { RecordTypeId: MASTER, Kind__c: 'Big' }, ''],
  ])('%s', (_, fields, error) =>
    inOrg(async (store, types) => {
      const record = visit({})
      const [saved] = await store.insert([record], { allOrNone: true, mode: 'user' })
      const change = new RecordValue('Visit__c')
      change.put('Id', saved!.id)
      for (const [name, value] of Object.entries(fields)) change.set(name, types.get(String(value)) ?? value)
      expect(said(await store.update([change], { allOrNone: false, mode: 'user' }), types)).toBe(error)
    }),
  )
})
