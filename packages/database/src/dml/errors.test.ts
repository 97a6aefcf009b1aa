import { RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../../test/org.ts'
import { recordStore } from '../postgresRecordStore.ts'
import type { RecordStore, RowResult } from '../recordStore.ts'

let test: TestOrg
beforeAll(async () => {
  const text = '<type>Text</type><length>10</length>'
  test = await TestOrg.open([
    object('Project__c', {
      'object/Project__c':
        '<label>Project</label><pluralLabel>Projects</pluralLabel><nameField><label>Project Name</label><type>Text</type></nameField>',
      'fields/Code__c': `<label>Code</label>${text}<unique>true</unique><externalId>true</externalId>`,
      'fields/Exact__c': `<label>Exact</label>${text}<unique>true</unique><caseSensitive>true</caseSensitive>`,
      'fields/Needed__c': `<label>Needed</label>${text}<required>true</required>`,
      'fields/Hours__c': '<label>Hours</label><type>Number</type><precision>4</precision><scale>1</scale>',
      'fields/Kind__c':
        '<label>Kind</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>Big</fullName><label>Big</label></value></valueSetDefinition></valueSet>',
      'fields/Kinds__c':
        '<label>Kinds</label><type>MultiselectPicklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>Big</fullName><label>Big</label></value></valueSetDefinition></valueSet><visibleLines>3</visibleLines>',
      'fields/Mail__c': '<label>Mail</label><type>Email</type>',
      'fields/Twice__c':
        '<label>Twice</label><type>Number</type><precision>18</precision><scale>0</scale><formula>Hours__c * 2</formula>',
      'fields/Account__c':
        '<label>Account</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Projects</relationshipName><deleteConstraint>Restrict</deleteConstraint>',
      'validationRules/No_Zero':
        '<active>true</active><errorConditionFormula>Hours__c = 0</errorConditionFormula><errorMessage>Some hours, please.</errorMessage><errorDisplayField>Hours__c</errorDisplayField>',
    }),
  ])
})
afterAll(() => test.fresh.drop())

type Fields = Readonly<Record<string, Value>>
const WHOLE: Fields = { Name: 'One', Needed__c: 'x' }
const save = { allOrNone: false, mode: 'system' } as const
const project = (fields: Fields) => RecordValue.from('Project__c', fields)
const said = ([result]: readonly RowResult[]): string =>
  result!.errors
    .map(({ statusCode, message, fields }) => `${statusCode}: ${message} [${fields.join()}]`)
    .join('\n')
    .replaceAll(/\b[a-z0-9]{3}0{8}\w{7}\b/gi, id => `${id.slice(0, 3)}…`)

/// What is wrong with a new project with [fields] besides the required ones.
async function inserting(store: RecordStore, fields: Fields): Promise<string> {
  return said(await store.insert([project({ ...WHOLE, ...fields })], save))
}

// Source: SOAP API Developer Guide, "StatusCode"; the texts are those of orgs.
describe('the errors of records that are not saved', () => {
  it.each<[what: string, fields: Fields, error: string]>([
    ['nothing wrong', {}, ''],
    ['required', { Needed__c: null }, 'REQUIRED_FIELD_MISSING: Required fields are missing: [Needed__c] [Needed__c]'],
    ['a rule', { Hours__c: 0 }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Some hours, please. [Hours__c]'],
    [
      'too long',
      { Code__c: 'x'.repeat(11) },
      `STRING_TOO_LONG: Code: data value too large: ${'x'.repeat(11)} (max length=10) [Code__c]`,
    ],
    [
      'too large',
      { Hours__c: 1000 },
      'NUMBER_OUTSIDE_VALID_RANGE: Hours: value outside of valid range on numeric field: 1000 [Hours__c]',
    ],
    [
      'a picklist',
      { Kind__c: 'Huge' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kind: bad value for restricted picklist field: Huge [Kind__c]',
    ],
    [
      'of several',
      { Kinds__c: 'Big;Huge' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kinds: bad value for restricted picklist field: Huge [Kinds__c]',
    ],
    ['an address', { Mail__c: 'ada' }, 'INVALID_EMAIL_ADDRESS: Mail: invalid email address: ada [Mail__c]'],
    ['no field', { Codes__c: 'x' }, "INVALID_FIELD: No such column 'Codes__c' on entity 'Project__c'"],
    ['a formula', { Twice__c: 2 }, 'INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: Twice__c.'],
    ['no Id', { Account__c: 'acme' }, 'MALFORMED_ID: Account: id value of incorrect type: acme [Account__c]'],
    [
      'of another object',
      { Account__c: '003000000000001AAA' },
      'MALFORMED_ID: Account: id value of incorrect type: 003… [Account__c]',
    ],
    [
      'of no record',
      { Account__c: '001000000000999AAA' },
      'INVALID_CROSS_REFERENCE_KEY: invalid cross reference id [Account__c]',
    ],
    [
      'not of the type',
      { Hours__c: 'many' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD: Hours__c: value not of required type: many [Hours__c]',
    ],
  ])('%s', async (_, fields, error) => {
    await test.inTransaction(async store => expect(await inserting(store, fields)).toMatch(startsWith(error)))
  })

  it('twice the same', async () => {
    await test.inTransaction(async store => {
      expect(await inserting(store, { Code__c: 'a', Exact__c: 'a' })).toBe('')
      expect(await inserting(store, { Code__c: 'A' })).toBe(
        'DUPLICATE_VALUE: duplicate value found: Code__c duplicates value on record with id: a00… [Code__c]',
      )
      expect(await inserting(store, { Exact__c: 'A' })).toBe('')
      expect(await inserting(store, { Exact__c: 'a' })).toContain('DUPLICATE_VALUE: duplicate value found: Exact__c')
    })
  })

  it('by Id', async () => {
    await test.inTransaction(async store => {
      const update = async (fields: Fields) => said(await store.update([project(fields)], save))
      const [{ id } = { id: null }] = await store.insert([project(WHOLE)], save)
      expect(await update({ Name: 'Two' })).toBe('MISSING_ARGUMENT: Id not specified in an update call [Id]')
      expect(await update({ Id: 'x', Name: 'Two' })).toBe('MALFORMED_ID: bad id x [Id]')
      expect(await update({ Id: 'a00000000000999AAA', Name: 'Two' })).toMatch(/^INVALID_CROSS_REFERENCE_KEY/)
      expect(await update({ Id: id, Needed__c: null })).toMatch(/^REQUIRED_FIELD_MISSING/)
      await store.delete('Project__c', [id!], save)
      expect(await update({ Id: id, Name: 'Two' })).toBe('ENTITY_IS_DELETED: entity is deleted []')
      expect(said(await store.delete('Project__c', [id!], save))).toBe('ENTITY_IS_DELETED: entity is deleted []')
    })
  })

  it('of a record that others need', async () => {
    await test.inTransaction(async store => {
      const [account] = await store.insert([RecordValue.from('Account', { Name: 'Acme' })], save)
      expect(await inserting(store, { Account__c: account!.id })).toBe('')
      expect(said(await store.delete('Account', [account!.id!], save))).toMatch(/^DELETE_FAILED: /)
    })
  })

  it('of a record that somebody else is changing', async () => {
    const { database } = test.fresh
    const id = await database.transaction(async tx => {
      const [one] = await recordStore(tx, test.org, ada).insert([project({ ...WHOLE, Code__c: 'lock' })], save)
      return one!.id!
    })
    const [theirs, ours] = [await database.begin(), await database.begin()]
    try {
      await theirs.query(`select from org."Project__c" where "Id" = '${id}' for update`)
      await ours.query(`set local lock_timeout = '50ms'`)
      const late = recordStore(ours, test.org, ada).update([project({ Id: id, Name: 'Two' })], save)
      await expect(late).rejects.toMatchObject({
        code: 'UNABLE_TO_LOCK_ROW',
        message: expect.stringMatching(/^unable to obtain exclusive access to this record/),
      })
    } finally {
      await ours.rollback()
      await theirs.rollback()
    }
  })
})

/// Whole, or for a text that does not end the beginning of it.
const startsWith = (error: string): RegExp =>
  new RegExp(`^${error.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${error === '' ? '$' : ''}`)
