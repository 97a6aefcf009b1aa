import { DateValue, RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../../test/org.ts'
import { insertAsStated } from '../asStated.ts'
import { undelete } from '../postgresRecordStore.ts'
import type { RecordStore } from '../recordStore.ts'
import type { Tx } from '../server/transaction.ts'

const summary = (operation: string, field: string, filter = '') =>
  `<label>S</label><type>Summary</type><summaryOperation>${operation}</summaryOperation><summaryForeignKey>Line__c.Bill__c</summaryForeignKey>${field && `<summarizedField>Line__c.${field}</summarizedField>`}${filter}`

const definitions = [
  object('Bill__c', {
    'object/Bill__c':
      '<label>Bill</label><pluralLabel>Bills</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>',
    'fields/Lines__c': summary('count', ''),
    'fields/Total__c': summary('sum', 'Amount__c'),
    'fields/Open__c': summary(
      'sum',
      'Amount__c',
      '<summaryFilterItems><field>Line__c.Kind__c</field><operation>equals</operation><value>open, late</value></summaryFilterItems>',
    ),
    'fields/First__c': summary('min', 'Day__c'),
    'validationRules/Most':
      '<active>true</active><errorConditionFormula>Total__c &gt; 1000</errorConditionFormula><errorMessage>Too much.</errorMessage>',
  }),
  object('Line__c', {
    'object/Line__c':
      '<label>Line</label><pluralLabel>Lines</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>',
    'fields/Bill__c':
      '<label>Bill</label><type>MasterDetail</type><referenceTo>Bill__c</referenceTo><relationshipName>Lines</relationshipName><reparentableMasterDetail>true</reparentableMasterDetail>',
    'fields/Amount__c': '<label>Amount</label><type>Currency</type><precision>18</precision><scale>2</scale>',
    'fields/Kind__c': '<label>Kind</label><type>Text</type><length>20</length>',
    'fields/Day__c': '<label>Day</label><type>Date</type>',
    'fields/Account__c':
      '<label>Account</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Lines</relationshipName>',
  }),
]

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open(definitions)
})
afterAll(() => test.fresh.drop())

const options = { allOrNone: true, mode: 'system' } as const
const line = (bill: string, fields: Record<string, Value>) => RecordValue.from('Line__c', { Bill__c: bill, ...fields })

async function bills(store: RecordStore, count = 2): Promise<string[]> {
  const records = Array.from({ length: count }, (_, i) => RecordValue.from('Bill__c', { Name: `B${i}` }))
  return (await store.insert(records, options)).map(({ id }) => id!)
}

const figures = (tx: Tx) =>
  test.query(
    tx,
    'SELECT Lines__c, Total__c, Open__c, First__c FROM Bill__c WHERE Lines__c >= 0 OR Lines__c = null ORDER BY Name',
  )
const none = { Lines__c: 0, Total__c: 0, Open__c: 0, First__c: null }

describe('roll-up summaries', () => {
  it('follow inserts, updates, new masters, deletes and what is taken back', () =>
    test.inTransaction(async (store, tx) => {
      const [one, two] = await bills(store)
      const lines = [
        line(one!, { Amount__c: 10.5, Kind__c: 'open', Day__c: DateValue.parse('2026-02-01')! }),
        line(one!, { Amount__c: 5, Kind__c: 'paid', Day__c: DateValue.parse('2026-01-01')! }),
        line(one!, { Amount__c: 1, Kind__c: 'LATE' }),
      ]
      await store.insert(lines, options)
      expect((await figures(tx))[0]).toEqual({ Lines__c: 3, Total__c: 16.5, Open__c: 11.5, First__c: '2026-01-01' })
      lines[0]!.set('Amount__c', 20)
      lines[1]!.set('Bill__c', two!)
      await store.update(lines, options)
      expect(await figures(tx)).toEqual([
        { Lines__c: 2, Total__c: 21, Open__c: 21, First__c: '2026-02-01' },
        { Lines__c: 1, Total__c: 5, Open__c: 0, First__c: '2026-01-01' },
      ])
      const savepoint = await store.savepoint()
      await store.delete('Line__c', [lines[0]!.id!, lines[1]!.id!], options)
      expect((await figures(tx))[1]).toEqual(none)
      await savepoint.rollback()
      expect(await figures(tx)).toMatchObject([{ Total__c: 21 }, { Total__c: 5 }])
      await store.delete('Line__c', [lines[0]!.id!], options)
      expect(await figures(tx)).toMatchObject([{ Total__c: 1 }, { Total__c: 5 }])
      await undelete(tx, test.org, ada, test.org.schema.object('Line__c')!, [lines[0]!.id!], options)
      expect(await figures(tx)).toMatchObject([{ Total__c: 21 }, { Total__c: 5 }])
    }))

  it('refuse a detail with which the master breaks a rule', () =>
    test.inTransaction(async (store, tx) => {
      const [one] = await bills(store, 1)
      const results = await store.insert([line(one!, { Amount__c: 999 }), line(one!, { Amount__c: 2 })], {
        ...options,
        allOrNone: false,
      })
      expect(results.map(({ errors }) => errors[0]?.message)).toEqual(['Too much.', 'Too much.'])
      expect((await store.insert([line(one!, { Amount__c: 999 })], options))[0]!.success).toBe(true)
      expect(await figures(tx)).toMatchObject([{ Total__c: 999 }])
    }))

  it('are right for records that are stored as stated', () =>
    test.inTransaction(async (store, tx) => {
      const [one] = await bills(store, 1)
      await insertAsStated(tx, test.org, ada, [line(one!, { Amount__c: 7 })])
      expect(await figures(tx)).toMatchObject([{ Lines__c: 1, Total__c: 7 }])
    }))

  it('hold when two save details of one master at a time', async () => {
    const { database } = test.fresh
    const id = await database.transaction(async tx => {
      const { recordStore } = await import('../postgresRecordStore.ts')
      return (await bills(recordStore(tx, test.org, ada), 1))[0]!
    })
    const { recordStore } = await import('../postgresRecordStore.ts')
    await Promise.all(
      Array.from({ length: 8 }, () =>
        database.transaction(async tx => recordStore(tx, test.org, ada).insert([line(id, { Amount__c: 1 })], options)),
      ),
    )
    const { rows } = await database.query<{ n: string }>(
      `select "Total__c"::text as n from org."Bill__c" where "Id" = '${id}'`,
    )
    expect(rows).toEqual([{ n: '8.00' }])
    await database.query(`delete from org."Line__c"; delete from org."Bill__c"`)
  })
})

describe('the recycle bin', () => {
  it('gives back a master with its details, and lookups that became blank', () =>
    test.inTransaction(async (store, tx) => {
      const [one] = await bills(store, 1)
      const [account] = await store.insert([RecordValue.from('Account', { Name: 'Acme' })], options)
      const lines = [line(one!, { Amount__c: 1, Account__c: account!.id! }), line(one!, { Amount__c: 2 })]
      await store.insert(lines, options)
      await store.delete('Line__c', [lines[1]!.id!], options)
      await store.delete('Account', [account!.id!], options)
      await store.delete('Bill__c', [one!], options)
      expect(await test.query(tx, 'SELECT Amount__c, IsDeleted FROM Line__c ORDER BY Amount__c ALL ROWS')).toEqual([
        { Amount__c: 1, IsDeleted: true },
        { Amount__c: 2, IsDeleted: true },
      ])
      const restore = (name: string, id: string) =>
        undelete(tx, test.org, ada, test.org.schema.object(name)!, [id], options)
      expect((await restore('Line__c', lines[0]!.id!))[0]!.errors[0]!.statusCode).toBe('UNDELETE_FAILED')
      expect((await restore('Bill__c', one!))[0]!.success).toBe(true)
      await restore('Account', account!.id!)
      expect(await test.query(tx, 'SELECT Amount__c, Account__r.Name FROM Line__c')).toEqual([
        { Amount__c: 1, Account__r: { Name: 'Acme' } },
      ])
      expect(await figures(tx)).toMatchObject([{ Lines__c: 1, Total__c: 1 }])
      expect((await restore('Bill__c', one!))[0]!.errors[0]!.statusCode).toBe('UNDELETE_FAILED')
    }))
})
