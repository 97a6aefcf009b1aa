import { DateValue, RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../test/org.ts'
import { recordStore } from './postgresRecordStore.ts'
import type { RecordQuery, RecordStore, RowResult } from './recordStore.ts'
import type { Tx } from './server/transaction.ts'

const definitions = [
  object('Contact', {
    'fields/Status__c':
      '<label>Status</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>New</fullName><default>true</default></value><value><fullName>Active</fullName></value><value><fullName>Inactive</fullName></value></valueSetDefinition></valueSet>',
    'fields/Do_Not_Contact__c': '<label>Do Not Contact</label><type>Checkbox</type><defaultValue>false</defaultValue>',
    'fields/Code__c':
      '<label>Code</label><type>Text</type><length>10</length><unique>true</unique><externalId>true</externalId>',
    'fields/Score__c': '<label>Score</label><type>Number</type><precision>5</precision><scale>2</scale>',
    'fields/Shout__c': '<label>Shout</label><type>Text</type><formula>UPPER(LastName) &amp; "!"</formula>',
    'fields/Called__c': '<label>Called</label><type>Text</type><formula>INITCAP(LastName)</formula>',
    'fields/Account_Shout__c': '<label>Shout</label><type>Text</type><formula>UPPER(Account.Name)</formula>',
    'fields/Topics__c':
      '<label>Topics</label><type>MultiselectPicklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>A</fullName></value><value><fullName>B</fullName></value></valueSetDefinition></valueSet>',
    'validationRules/Not_Active':
      '<active>true</active><errorConditionFormula>AND(Do_Not_Contact__c, ISPICKVAL(Status__c, "Active"))</errorConditionFormula><errorDisplayField>Status__c</errorDisplayField><errorMessage>Do not contact.</errorMessage>',
    'validationRules/Score_Only_Rises':
      '<active>true</active><errorConditionFormula>AND(NOT(ISNEW()), ISCHANGED(Score__c), Score__c &lt; PRIORVALUE(Score__c))</errorConditionFormula><errorMessage>The score never falls.</errorMessage>',
    'validationRules/Not_At_Blocked_Account':
      '<active>true</active><errorConditionFormula>Account.Name = "Blocked"</errorConditionFormula><errorMessage>The account is blocked.</errorMessage>',
  }),
  object('Invoice__c', {
    'object/x':
      '<label>Invoice</label><pluralLabel>Invoices</pluralLabel><nameField><label>Number</label><type>AutoNumber</type><displayFormat>INV-{0000}</displayFormat><startingNumber>7</startingNumber></nameField>',
    'fields/Contact__c':
      '<label>Contact</label><type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Invoices</relationshipName>',
    'fields/Total__c':
      '<label>Total</label><type>Currency</type><precision>18</precision><scale>2</scale><required>true</required>',
  }),
  object('Line__c', {
    'object/x': '<label>Line</label><nameField><label>Name</label><type>Text</type></nameField>',
    'fields/Invoice__c':
      '<label>Invoice</label><type>MasterDetail</type><referenceTo>Invoice__c</referenceTo><relationshipName>Lines</relationshipName>',
  }),
  object('Payment__c', {
    'fields/Invoice__c':
      '<label>Invoice</label><type>Lookup</type><referenceTo>Invoice__c</referenceTo><deleteConstraint>Restrict</deleteConstraint>',
  }),
]

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open(definitions)
})
afterAll(() => test.fresh.drop())

const all = { allOrNone: true, mode: 'system' } as const
const some = { allOrNone: false, mode: 'system' } as const
const contact = (fields: Record<string, Value>) => RecordValue.from('Contact', { LastName: 'Ng', ...fields })
const codes = (results: readonly RowResult[]) =>
  results.map(result => result.errors.map(error => `${error.statusCode}: ${error.message}`).join('\n') || 'ok')
const query = (rest: Partial<RecordQuery> = {}): RecordQuery => ({
  object: 'Contact',
  fields: [],
  filters: [],
  logic: null,
  orderBy: null,
  limit: null,
  mode: 'system',
  ...rest,
})

async function inserted(store: RecordStore, ...records: RecordValue[]): Promise<string[]> {
  expect(codes(await store.insert(records, all))).toEqual(records.map(() => 'ok'))
  return records.map(record => record.id!)
}

async function changed(store: RecordStore, id: string, fields: Record<string, Value>): Promise<string> {
  const record = new RecordValue('Contact')
  record.put('Id', id)
  for (const [name, value] of Object.entries(fields)) record.set(name, value)
  return codes(await store.update([record], all))[0]!
}

const within = (work: (store: RecordStore, tx: Tx) => Promise<void>) => () => test.inTransaction(work)

describe('insert', () => {
  it(
    'fills in Ids, defaults, the owner and the audit fields',
    within(async (store, tx) => {
      const record = contact({ FirstName: 'Ada', Email: '' })
      const [result] = await store.insert([record], all)
      expect(result).toEqual({ id: record.id, success: true, created: true, errors: [] })
      expect(record.id).toMatch(/^003[0-9A-Za-z]{15}$/)
      expect(
        await test.query(
          tx,
          'SELECT Name, Status__c, Do_Not_Contact__c, Email, OwnerId, CreatedById, CreatedDate, IsDeleted FROM Contact',
        ),
      ).toEqual([
        {
          Name: 'Ada Ng',
          Status__c: 'New',
          Do_Not_Contact__c: false,
          Email: null,
          OwnerId: '005000000000001AAA',
          CreatedById: '005000000000001AAA',
          CreatedDate: '2026-01-15T12:00:00.000+0000',
          IsDeleted: false,
        },
      ])
    }),
  )

  it.each<[string, Record<string, Value>, string]>([
    ['a required field', { LastName: null }, 'REQUIRED_FIELD_MISSING: Required fields are missing: [LastName]'],
    [
      'too long a text',
      { Code__c: 'x'.repeat(11) },
      'STRING_TOO_LONG: Code: data value too large: xxxxxxxxxxx (max length=10)',
    ],
    [
      'a value outside its picklist',
      { Status__c: 'Gone' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Status: bad value for restricted picklist field: Gone',
    ],
    [
      'a value outside its multi-select picklist',
      { Topics__c: 'A;X' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Topics: bad value for restricted picklist field: X',
    ],
    [
      'too big a number',
      { Score__c: 1000 },
      'NUMBER_OUTSIDE_VALID_RANGE: Score: value outside of valid range on numeric field: 1000',
    ],
    [
      'too long a text in a required field',
      { LastName: 'x'.repeat(81) },
      `STRING_TOO_LONG: Last Name: data value too large: ${'x'.repeat(81)} (max length=80)`,
    ],
    [
      'a text for a number',
      { Score__c: 'many' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD: Score__c: value not of required type: many',
    ],
    [
      'null for a checkbox',
      { Do_Not_Contact__c: null },
      'INVALID_TYPE_ON_FIELD_IN_RECORD: Do_Not_Contact__c: value not of required type: null',
    ],
    ['an e-mail address', { Email: 'ada@' }, 'INVALID_EMAIL_ADDRESS: Email: invalid email address: ada@'],
    [
      'a lookup to nothing',
      { AccountId: '001000000000999AAA' },
      'INVALID_CROSS_REFERENCE_KEY: invalid cross reference id',
    ],
    [
      'a lookup to another object',
      { AccountId: '003000000000999AAA' },
      'MALFORMED_ID: Account ID: id value of incorrect type: 003000000000999AAA',
    ],
    ['a lookup that is no Id', { AccountId: 'Acme' }, 'MALFORMED_ID: Account ID: id value of incorrect type: Acme'],
    ['an Id', { Id: '003000000000999AAA' }, 'INVALID_FIELD_FOR_INSERT_UPDATE: cannot specify Id in an insert call'],
    [
      'a read-only field',
      { Name: 'Ada' },
      'INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: Name. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    ],
    [
      'a validation rule',
      { Do_Not_Contact__c: true, Status__c: 'Active' },
      'FIELD_CUSTOM_VALIDATION_EXCEPTION: Do not contact.',
    ],
  ])('refuses %s', (_, fields, error) =>
    test.inTransaction(async (store, tx) => {
      expect(codes(await store.insert([contact(fields)], all))).toEqual([error])
      expect(await test.query(tx, 'SELECT Id FROM Contact')).toEqual([])
    }),
  )

  it(
    'refuses a field that does not exist, naming the one that was meant',
    within(async store => {
      const [error] = codes(await store.insert([contact({ Statuss__c: 'New' })], all))
      expect(error).toMatch(
        /^INVALID_FIELD: No such column 'Statuss__c' on entity 'Contact'.* Did you mean Status__c\?$/,
      )
    }),
  )

  it(
    'keeps good rows unless all or none',
    within(async (store, tx) => {
      const rows = () => [contact({ LastName: 'One' }), contact({ Status__c: 'Gone' }), contact({ LastName: 'Three' })]
      expect(codes(await store.insert(rows(), all)).map(text => text.split(':')[0])).toEqual([
        'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      ])
      expect(await test.query(tx, 'SELECT Id FROM Contact')).toEqual([])
      expect((await store.insert(rows(), some)).map(result => result.success)).toEqual([true, false, true])
      expect(await test.query(tx, 'SELECT LastName FROM Contact ORDER BY LastName')).toEqual([
        { LastName: 'One' },
        { LastName: 'Three' },
      ])
    }),
  )

  it(
    'refuses a second record with a unique value, whatever its case',
    within(async (store, tx) => {
      const [id] = await inserted(store, contact({ Code__c: 'a-1' }))
      const rows = [contact({ Code__c: 'b' }), contact({ Code__c: 'A-1' }), contact({ Code__c: 'B' })]
      const results = await store.insert(rows, some)
      expect(codes(results)).toEqual([
        'ok',
        `DUPLICATE_VALUE: duplicate value found: Code__c duplicates value on record with id: ${id}`,
        `DUPLICATE_VALUE: duplicate value found: Code__c duplicates value on record with id: ${rows[0]!.id}`,
      ])
      expect(await test.query(tx, 'SELECT Code__c FROM Contact ORDER BY Code__c')).toEqual([
        { Code__c: 'a-1' },
        { Code__c: 'b' },
      ])
    }),
  )

  it(
    'lets rules read parents',
    within(async store => {
      const [blocked] = await inserted(store, RecordValue.from('Account', { Name: 'Blocked' }))
      expect(codes(await store.insert([contact({ AccountId: blocked! })], all))).toEqual([
        'FIELD_CUSTOM_VALIDATION_EXCEPTION: The account is blocked.',
      ])
    }),
  )

  it(
    'counts auto-numbers and names what has no name by its Id',
    within(async (store, tx) => {
      const [invoice] = await inserted(
        store,
        RecordValue.from('Invoice__c', { Total__c: 1 }),
        RecordValue.from('Invoice__c', { Total__c: 2 }),
      )
      expect(await test.query(tx, 'SELECT Name FROM Invoice__c')).toEqual([{ Name: 'INV-0007' }, { Name: 'INV-0008' }])
      const [line] = await inserted(store, RecordValue.from('Line__c', { Invoice__c: invoice! }))
      expect(await test.query(tx, 'SELECT Name FROM Line__c')).toEqual([{ Name: line }])
    }),
  )
})

describe('update', () => {
  it(
    'writes the changed fields of each record and no others',
    within(async (store, tx) => {
      const [a, b] = await inserted(
        store,
        contact({ FirstName: 'Ada', Title: 'Dr' }),
        contact({ FirstName: 'Bo', Title: 'Mx' }),
      )
      expect(await changed(store, a!, { Title: null })).toBe('ok')
      expect(await changed(store, b!.slice(0, 15), { FirstName: 'Bob', Score__c: 12 })).toBe('ok')
      expect(await test.query(tx, 'SELECT FirstName, Title, Score__c FROM Contact ORDER BY Id')).toEqual([
        { FirstName: 'Ada', Title: null, Score__c: null },
        { FirstName: 'Bob', Title: 'Mx', Score__c: 12 },
      ])
    }),
  )

  it(
    'refuses what rules refuse, with the value before',
    within(async (store, tx) => {
      const [id] = await inserted(store, contact({ Score__c: 5, Do_Not_Contact__c: true }))
      expect(await changed(store, id!, { Score__c: 4 })).toBe(
        'FIELD_CUSTOM_VALIDATION_EXCEPTION: The score never falls.',
      )
      expect(await changed(store, id!, { Status__c: 'Active' })).toBe(
        'FIELD_CUSTOM_VALIDATION_EXCEPTION: Do not contact.',
      )
      expect(await changed(store, id!, { Score__c: 6 })).toBe('ok')
      expect(await test.query(tx, 'SELECT Score__c, Status__c FROM Contact')).toEqual([
        { Score__c: 6, Status__c: 'New' },
      ])
    }),
  )

  it(
    'refuses records that are not there',
    within(async store => {
      const [id] = await inserted(store, contact({}))
      await store.delete('Contact', [id!], all)
      expect(await changed(store, id!, { Title: 'Dr' })).toBe('ENTITY_IS_DELETED: entity is deleted')
      expect(await changed(store, '003000000000999AAA', {})).toBe(
        'INVALID_CROSS_REFERENCE_KEY: invalid cross reference id',
      )
      expect(await changed(store, '001000000000999AAA', {})).toMatch(/^MALFORMED_ID: /)
      expect(codes(await store.update([contact({ Title: 'Dr' })], all))).toEqual([
        'MISSING_ARGUMENT: Id not specified in an update call',
      ])
      expect(await changed(store, id!, { LastName: '' })).toMatch('REQUIRED_FIELD_MISSING')
    }),
  )
})

describe('upsert', () => {
  it(
    'matches by external Id and inserts the rest',
    within(async (store, tx) => {
      const [id] = await inserted(store, contact({ Code__c: 'a-1' }))
      const results = await store.upsert(
        [contact({ Code__c: 'A-1', Title: 'Dr' }), contact({ Code__c: 'c', Title: 'Mx' })],
        'Code__c',
        all,
      )
      expect(results.map(({ success, created }) => [success, created])).toEqual([
        [true, false],
        [true, true],
      ])
      expect(results[0]!.id).toBe(id)
      expect(await test.query(tx, 'SELECT Title FROM Contact ORDER BY Title')).toEqual([
        { Title: 'Dr' },
        { Title: 'Mx' },
      ])
      expect(codes(await store.upsert([contact({})], 'Code__c', all))).toEqual([
        'MISSING_ARGUMENT: Code__c not specified',
      ])
    }),
  )
})

describe('delete', () => {
  it(
    'takes details along, clears lookups and hides the record',
    within(async (store, tx) => {
      const [id] = await inserted(store, contact({}))
      const [invoice] = await inserted(store, RecordValue.from('Invoice__c', { Total__c: 1, Contact__c: id! }))
      await inserted(store, RecordValue.from('Line__c', { Invoice__c: invoice! }))
      expect(codes(await store.delete('Contact', [id!], all))).toEqual(['ok'])
      expect(await test.query(tx, 'SELECT Contact__c FROM Invoice__c')).toEqual([{ Contact__c: null }])
      expect(codes(await store.delete('Invoice__c', [invoice!], all))).toEqual(['ok'])
      expect(await test.query(tx, 'SELECT Id FROM Line__c')).toEqual([])
      expect(await test.query(tx, 'SELECT IsDeleted FROM Line__c ALL ROWS')).toEqual([{ IsDeleted: true }])
      expect(codes(await store.delete('Contact', [id!], all))).toEqual(['ENTITY_IS_DELETED: entity is deleted'])
    }),
  )

  it(
    'stops at a lookup that restricts it',
    within(async (store, tx) => {
      const [invoice] = await inserted(store, RecordValue.from('Invoice__c', { Total__c: 1 }))
      await inserted(store, RecordValue.from('Payment__c', { Name: 'P1', Invoice__c: invoice! }))
      expect(codes(await store.delete('Invoice__c', [invoice!], all))).toEqual([
        'DELETE_FAILED: Your attempt to delete this record could not be completed because it is associated with the following payment__cs: P1',
      ])
      expect(await test.query(tx, 'SELECT Id FROM Invoice__c')).toHaveLength(1)
    }),
  )
})

describe('find', () => {
  const people = (store: RecordStore) =>
    inserted(
      store,
      contact({ LastName: 'Ng', FirstName: 'Ada', Birthdate: DateValue.parse('1990-05-01')!, Score__c: 3 }),
      contact({ LastName: 'ng', FirstName: 'Bo', Status__c: 'Active' }),
      contact({ LastName: 'O_k', FirstName: 'Cy', Score__c: 7 }),
      contact({ LastName: 'Oak', FirstName: 'Di', Email: 'di@example.com' }),
    )
  const firstNames = async (store: RecordStore, query: RecordQuery, ...values: Value[]) =>
    (await store.find(query, [{ values }]))[0]!.map(record => record.get('FirstName'))

  it.each<[string, RecordQuery['filters'][number], Value, string[]]>([
    ['text ignoring case', { field: 'LastName', operator: 'EqualTo' }, 'NG', ['Ada', 'Bo']],
    ['null', { field: 'Score__c', operator: 'EqualTo' }, null, ['Bo', 'Di']],
    ['not equal, blanks included', { field: 'Score__c', operator: 'NotEqualTo' }, 3, ['Bo', 'Cy', 'Di']],
    ['greater', { field: 'Score__c', operator: 'GreaterThan' }, 3, ['Cy']],
    ['greater than null', { field: 'Score__c', operator: 'GreaterThan' }, null, []],
    ['a date', { field: 'Birthdate', operator: 'LessThan' }, DateValue.parse('2000-01-01')!, ['Ada']],
    ['starts with, taken literally', { field: 'LastName', operator: 'StartsWith' }, 'o_', ['Cy']],
    ['contains', { field: 'Email', operator: 'Contains' }, 'EXAMPLE', ['Di']],
    ['ends with', { field: 'LastName', operator: 'EndsWith' }, 'k', ['Cy', 'Di']],
    ['is null', { field: 'Email', operator: 'IsNull' }, true, ['Ada', 'Bo', 'Cy']],
    ['is not null', { field: 'Email', operator: 'IsNull' }, false, ['Di']],
    ['in', { field: 'FirstName', operator: 'In' }, ['ADA', 'Di', 'x'], ['Ada', 'Di']],
    ['in nothing', { field: 'FirstName', operator: 'In' }, [], []],
    ['in null', { field: 'FirstName', operator: 'In' }, null, []],
    ['not in', { field: 'Score__c', operator: 'NotIn' }, [3], ['Bo', 'Cy', 'Di']],
    ['not in nothing', { field: 'FirstName', operator: 'NotIn' }, null, ['Ada', 'Bo', 'Cy', 'Di']],
    ['a checkbox', { field: 'Do_Not_Contact__c', operator: 'EqualTo' }, false, ['Ada', 'Bo', 'Cy', 'Di']],
    ['a checkbox that is null', { field: 'Do_Not_Contact__c', operator: 'EqualTo' }, null, []],
  ])('%s', (_, filter, value, expected) =>
    test.inTransaction(async store => {
      await people(store)
      expect(await firstNames(store, query({ fields: ['FirstName'], filters: [filter] }), value)).toEqual(expected)
    }),
  )

  it(
    'joins filters as the logic says, sorts and limits',
    within(async store => {
      await people(store)
      const logic = query({
        fields: ['FirstName'],
        filters: [
          { field: 'LastName', operator: 'EqualTo' },
          { field: 'Score__c', operator: 'GreaterThan' },
        ],
        logic: { or: [0, 1] },
        orderBy: { field: 'FirstName', descending: true },
        limit: 2,
      })
      expect(await firstNames(store, logic, 'ng', 5)).toEqual(['Cy', 'Bo'])
      expect(await firstNames(store, { ...logic, logic: { not: 1 } }, 'unused', 5)).toEqual(['Di', 'Bo'])
    }),
  )

  it(
    'reads parents and formula fields',
    within(async store => {
      const [account] = await inserted(store, RecordValue.from('Account', { Name: 'Acme' }))
      await inserted(store, contact({ AccountId: account! }), contact({}))
      const fields = ['LastName', 'Account.Name', 'Shout__c', 'Account_Shout__c']
      const [records] = await store.find(query({ fields }), [{ values: [] }])
      expect(records!.map(record => (record.get('Account') as RecordValue | null)?.get('Name'))).toEqual([
        'Acme',
        undefined,
      ])
      expect(records!.map(record => record.get('Shout__c'))).toEqual(['NG!', 'NG!'])
      expect(records!.map(record => record.get('Account_Shout__c'))).toEqual(['ACME', null])
      expect(records![0]!.shape).toBe(records![1]!.shape)
    }),
  )

  it(
    'answers many runs at once',
    within(async store => {
      const ids = await people(store)
      const byId = query({ fields: ['FirstName'], filters: [{ field: 'Id', operator: 'EqualTo' }] })
      const runs = [ids[2]!, ids[0]!, null, ids[2]!.slice(0, 15)].map(id => ({ values: [id] }))
      const results = await store.find(byId, runs)
      expect(results.map(run => run.map(record => record.get('FirstName')))).toEqual([['Cy'], ['Ada'], [], ['Cy']])
      results[0]![0]!.set('FirstName', 'X')
      expect(results[3]![0]!.get('FirstName')).toBe('Cy')
      const byList = query({
        fields: ['FirstName'],
        filters: [{ field: 'Id', operator: 'In' }],
        limit: 1,
        orderBy: { field: 'FirstName', descending: true },
      })
      const lists = await store.find(byList, [
        { values: [[ids[0]!, ids[1]!]] },
        { values: [[ids[2]!, ids[3]!]], limit: 2 },
      ])
      expect(lists.map(run => run.map(record => record.get('FirstName')))).toEqual([['Bo'], ['Di', 'Cy']])
    }),
  )

  it.each([
    ['an unknown object', { object: 'Kontakt' }, 'INVALID_TYPE'],
    ['an unknown field', { fields: ['Nme'] }, 'INVALID_FIELD'],
    ['an unknown relationship', { fields: ['Acount.Name'] }, 'INVALID_FIELD'],
    [
      'a filter on a formula field that SQL cannot work out',
      { filters: [{ field: 'Called__c', operator: 'EqualTo' as const }] },
      'INVALID_FIELD',
    ],
  ])('throws at %s', (_, rest, code) =>
    test.inTransaction(async store => {
      await expect(store.find(query(rest), [{ values: ['x'] }])).rejects.toMatchObject({ code })
    }),
  )
})

describe('a list in which a record comes twice', () => {
  it(
    'the later one wins, whatever fields the others change',
    within(async (store, tx) => {
      const ids = await inserted(store, contact({}), contact({}), contact({}))
      const change = (i: number, fields: Record<string, Value>) => {
        const record = new RecordValue('Contact')
        record.put('Id', ids[i]!)
        for (const [name, value] of Object.entries(fields)) record.set(name, value)
        return record
      }
      await store.update(
        [
          change(0, { Title: 'a' }),
          change(1, { Title: 'b', Department: 'b' }),
          change(2, { Title: 'c' }),
          change(1, { Title: 'last' }),
        ],
        all,
      )
      expect(await test.query(tx, 'SELECT Title, Department FROM Contact ORDER BY Id')).toEqual([
        { Title: 'a', Department: null },
        { Title: 'last', Department: 'b' },
        { Title: 'c', Department: null },
      ])
    }),
  )
})

describe('updateWhere and deleteWhere', () => {
  const byIds = query({ filters: [{ field: 'Id', operator: 'In' }] })

  it(
    'updates what each run finds',
    within(async (store, tx) => {
      const ids = await inserted(store, contact({}), contact({}), contact({}))
      const results = await store.updateWhere(
        byIds,
        ['Status__c'],
        [
          { values: [ids.slice(0, 2)], fieldValues: ['active'] },
          { values: [[]], fieldValues: ['Inactive'] },
        ],
      )
      expect(results.map(codes)).toEqual([['ok', 'ok'], []])
      expect(await test.query(tx, 'SELECT Status__c FROM Contact ORDER BY Id')).toEqual([
        { Status__c: 'Active' },
        { Status__c: 'Active' },
        { Status__c: 'New' },
      ])
    }),
  )

  it(
    'updates the record that each of many runs names',
    within(async (store, tx) => {
      const ids = await inserted(store, contact({}), contact({ Do_Not_Contact__c: true }), contact({}))
      const byId = query({ filters: [{ field: 'Id', operator: 'EqualTo' }] })
      const results = await store.updateWhere(
        byId,
        ['Status__c'],
        [
          { values: [ids[0]!.slice(0, 15)], fieldValues: ['Active'] },
          { values: [ids[1]!], fieldValues: ['Active'] },
          { values: ['003000000000999AAA'], fieldValues: ['Active'] },
          { values: [null], fieldValues: ['Active'] },
          { values: [ids[2]!], fieldValues: ['Inactive'] },
          { values: [ids[0]!], fieldValues: ['Inactive'] },
        ],
      )
      expect(results.map(codes)).toEqual([
        ['ok'],
        ['FIELD_CUSTOM_VALIDATION_EXCEPTION: Do not contact.'],
        [],
        [],
        ['ok'],
        ['ok'],
      ])
      expect(await test.query(tx, 'SELECT Status__c FROM Contact ORDER BY Id')).toEqual([
        { Status__c: 'Inactive' },
        { Status__c: 'New' },
        { Status__c: 'Inactive' },
      ])
    }),
  )

  it(
    'updates none of a run when one breaks a rule',
    within(async (store, tx) => {
      const ids = await inserted(store, contact({}), contact({ Do_Not_Contact__c: true }))
      const [results] = await store.updateWhere(byIds, ['Status__c'], [{ values: [ids], fieldValues: ['Active'] }])
      expect(
        codes(results!)
          .map(text => text.split(':')[0])
          .sort(),
      ).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'FIELD_CUSTOM_VALIDATION_EXCEPTION'])
      expect(await test.query(tx, "SELECT Id FROM Contact WHERE Status__c = 'Active'")).toEqual([])
    }),
  )

  it(
    'refuses a bad value for every record found, and nothing when none is',
    within(async store => {
      const ids = await inserted(store, contact({}))
      const gone = await store.updateWhere(
        byIds,
        ['Status__c'],
        [
          { values: [ids], fieldValues: ['Gone'] },
          { values: [null], fieldValues: ['Gone'] },
        ],
      )
      expect(gone.map(run => codes(run).map(text => text.split(':')[0]))).toEqual([
        ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
        [],
      ])
    }),
  )

  it(
    'filters over parents',
    within(async (store, tx) => {
      const [account] = await inserted(store, RecordValue.from('Account', { Name: 'Acme' }))
      await inserted(store, contact({ AccountId: account! }), contact({}))
      const byAccount = query({ filters: [{ field: 'Account.Name', operator: 'EqualTo' }] })
      await store.updateWhere(byAccount, ['Title'], [{ values: ['acme'], fieldValues: ['Dr'] }])
      expect(await test.query(tx, 'SELECT Title FROM Contact ORDER BY Id')).toEqual([{ Title: 'Dr' }, { Title: null }])
    }),
  )

  it(
    'deletes what each run finds',
    within(async (store, tx) => {
      const ids = await inserted(store, contact({}), contact({}))
      const results = await store.deleteWhere(byIds, [{ values: [[ids[0]!]] }])
      expect(results.map(codes)).toEqual([['ok']])
      expect(await test.query(tx, 'SELECT Id FROM Contact')).toEqual([{ Id: ids[1] }])
    }),
  )
})

describe('two transactions', () => {
  it('a record that another one is about to point at is deleted after that, together with it', async () => {
    const { database } = test.fresh
    const [one, two] = [await database.begin(), await database.begin()]
    const [storeOne, storeTwo] = [recordStore(one, test.org, ada), recordStore(two, test.org, ada)]
    const account = RecordValue.from('Account', { Name: 'Acme' })
    await database.transaction(async tx => void (await inserted(recordStore(tx, test.org, ada), account)))
    const [child] = await inserted(storeOne, contact({ AccountId: account.id }))
    const deleted = storeTwo.delete('Account', [account.id!], all)
    await one.commit()
    expect(codes(await deleted)).toEqual(['ok'])
    expect(await test.query(two, 'SELECT Id FROM Contact WHERE IsDeleted = true ALL ROWS')).toEqual([{ Id: child }])
    await two.commit()
  })

  it('a unique value of another transaction is found when that one is done', async () => {
    const { database } = test.fresh
    const [one, two] = [await database.begin(), await database.begin()]
    const [id] = await inserted(recordStore(one, test.org, ada), contact({ Code__c: 'race' }))
    const second = recordStore(two, test.org, ada).insert([contact({ Code__c: 'RACE' })], all)
    await one.commit()
    expect(codes(await second)).toEqual([
      `DUPLICATE_VALUE: duplicate value found: Code__c duplicates value on record with id: ${id}`,
    ])
    await two.rollback()
    await database.transaction(async tx => void (await recordStore(tx, test.org, ada).delete('Contact', [id!], all)))
  })
})

describe('savepoints', () => {
  it(
    'undo what came after them',
    within(async (store, tx) => {
      await inserted(store, contact({ LastName: 'Kept' }))
      const savepoint = await store.savepoint()
      await inserted(store, contact({ LastName: 'Undone' }))
      await savepoint.rollback()
      expect(await test.query(tx, 'SELECT LastName FROM Contact')).toEqual([{ LastName: 'Kept' }])
      await store.rollbackAll()
      expect(await test.query(tx, 'SELECT LastName FROM Contact')).toEqual([])
    }),
  )
})
