import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, TestOrg } from '../test/org.ts'
import { importData, type DataFile } from './dataImport.ts'
import type { Tx } from './server/transaction.ts'

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open([])
})
afterAll(() => test.fresh.drop())

const file = (path: string, json: unknown): DataFile => ({ path, text: JSON.stringify(json) })
const account = (referenceId: string, fields: object) => ({ attributes: { type: 'Account', referenceId }, ...fields })
const contact = (referenceId: string, fields: object) => ({ attributes: { type: 'Contact', referenceId }, ...fields })

const plan = file('data/plan.json', [
  { sobject: 'Account', saveRefs: true, files: ['Accounts.json'] },
  { sobject: 'Contact', resolveRefs: true, files: ['Contacts.json'] },
])
const accounts = file('data/Accounts.json', {
  records: [account('A1', { Name: 'Acme', ParentId: '@A2' }), account('A2', { Name: 'Bolt' })],
})
const contacts = file('data/Contacts.json', {
  records: [
    contact('C1', { LastName: 'Ng', AccountId: '@A1', Birthdate: '1990-05-01' }),
    contact('C2', { LastName: 'Lee', AccountId: null }),
  ],
})

const load = (tx: Tx, files: readonly DataFile[], onlyIfEmpty = false) =>
  importData(tx, test.org, ada, files, { onlyIfEmpty })

describe('importData', () => {
  it('loads the files of a plan and answers the Ids by referenceId', () =>
    test.inTransaction(async (_, tx) => {
      const ids = await load(tx, [contacts, plan, accounts])
      expect([...ids!.keys()]).toEqual(['A1', 'A2', 'C1', 'C2'])
      expect(
        await test.query(tx, 'SELECT Id, LastName, Birthdate, Account.Name, Account.Parent.Name FROM Contact'),
      ).toEqual([
        {
          Id: ids!.get('C1'),
          LastName: 'Ng',
          Birthdate: '1990-05-01',
          Account: { Name: 'Acme', Parent: { Name: 'Bolt' } },
        },
        { Id: ids!.get('C2'), LastName: 'Lee', Birthdate: null, Account: null },
      ])
    }))

  it('loads children inside their parents', () =>
    test.inTransaction(async (_, tx) => {
      await load(tx, [
        file('data/a.json', {
          records: [account('A1', { Name: 'Acme', Contacts: { records: [contact('C1', { LastName: 'Ng' })] } })],
        }),
      ])
      expect(await test.query(tx, 'SELECT Account.Name FROM Contact')).toEqual([{ Account: { Name: 'Acme' } }])
    }))

  it('loads once where that is asked for', () =>
    test.inTransaction(async (_, tx) => {
      expect(await load(tx, [accounts], true)).not.toBeNull()
      expect(await load(tx, [accounts], true)).toBeNull()
      expect(await test.query(tx, 'SELECT Id FROM Account')).toHaveLength(2)
    }))

  it.each<[string, DataFile[], string]>([
    ['no JSON', [{ path: 'data/x.json', text: '{' }], 'data/x.json: This is no JSON'],
    ['no records', [file('data/x.json', {})], 'data/x.json: There is no "records" list'],
    [
      'an unknown object',
      [file('data/x.json', { records: [{ attributes: { type: 'Acount' } }] })],
      'records[0]: there is no object Acount. Did you mean Account?',
    ],
    [
      'an unknown field',
      [file('data/x.json', { records: [account('A', { Nam: 'x' })] })],
      "No such column 'Nam' on entity 'Account'",
    ],
    [
      'a value of another type',
      [file('data/x.json', { records: [account('A', { Name: 5 })] })],
      'records[0].Name takes a Text, but got 5 (Number).',
    ],
    [
      'an unknown reference',
      [file('data/x.json', { records: [account('A1', { ParentId: '@A3' })] })],
      'ParentId refers to "@A3", but no record has that referenceId.',
    ],
    ['a file that is not there', [plan, accounts], 'The plan names data/Contacts.json, which is not there.'],
    [
      'a referenceId twice',
      [accounts, file('data/x.json', { records: [account('A1', {})] })],
      'There are two records with the referenceId "A1".',
    ],
  ])('says what is wrong: %s', (_, files, message) =>
    test.inTransaction(async (__, tx) => {
      await expect(load(tx, files)).rejects.toThrow(message)
      expect(await test.query(tx, 'SELECT Id FROM Account')).toEqual([])
    }),
  )
})
