import { RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, object, TestOrg } from '../test/org.ts'
import { recordStore } from './postgresRecordStore.ts'
import type { RecordQuery, RecordStore } from './recordStore.ts'
import type { QueryResult } from './server/statement.ts'
import type { Tx } from './server/transaction.ts'

const RUNS = 200

const definitions = [
  object('Contact', {
    'fields/Status__c': '<label>Status</label><type>Text</type><length>20</length>',
    'fields/Score__c': '<label>Score</label><type>Number</type><precision>5</precision><scale>0</scale>',
  }),
]

let test: TestOrg
beforeAll(async () => {
  test = await TestOrg.open(definitions)
})
afterAll(() => test.fresh.drop())

/// Counts the statements that are asked of [tx].
class Counted implements Tx {
  readonly tx: Tx
  statements = 0

  constructor(tx: Tx) {
    this.tx = tx
  }

  query: Tx['query'] = <R>(statement: Parameters<Tx['query']>[0]): Promise<QueryResult<R>> => {
    this.statements++
    return this.tx.query<R>(statement)
  }
  savepoint = () => this.tx.savepoint()
  restart = () => this.tx.restart()
  onCommit: Tx['onCommit'] = task => this.tx.onCommit(task)
  commit = () => this.tx.commit()
  rollback = () => this.tx.rollback()
}

const all = { allOrNone: true, mode: 'system' } as const

/// Two contacts for each run, `Nn` and `Nn b`, with the score n; every tenth has no title.
async function records(store: RecordStore): Promise<string[]> {
  const account = RecordValue.from('Account', { Name: 'Acme' })
  await store.insert([account], all)
  const contacts = Array.from({ length: RUNS }, (_, i) => [
    RecordValue.from('Contact', {
      LastName: `N${i}`,
      Score__c: i,
      AccountId: i % 2 ? account.id : null,
      Title: i % 10 ? `T${i}` : null,
    }),
    RecordValue.from('Contact', { LastName: `N${i} b`, Score__c: i }),
  ]).flat()
  const rows = await store.insert(contacts, all)
  return rows.map(row => row.id!)
}

interface Case {
  readonly filters: RecordQuery['filters']
  readonly logic?: RecordQuery['logic']
  readonly orderBy?: RecordQuery['orderBy']
  readonly valuesOf: (run: number, ids: readonly string[]) => readonly Value[]
  readonly limit?: number
}

const equals = (field: string) => ({ field, operator: 'EqualTo' }) as const

const CASES: Readonly<Record<string, Case>> = {
  'Id equals': { filters: [equals('Id')], valuesOf: (run, ids) => [ids[run * 2]!] },
  'a text equals': { filters: [equals('LastName')], valuesOf: run => [`n${run}`] },
  'a number equals': { filters: [equals('Score__c')], valuesOf: run => [run] },
  'Id is in a list': {
    filters: [{ field: 'Id', operator: 'In' }],
    valuesOf: (run, ids) => [[ids[run * 2]!, ids[run * 2 + 1]!]],
  },
  'a text is in a list, which may be empty': {
    filters: [{ field: 'LastName', operator: 'In' }],
    valuesOf: run => [run % 5 ? [`N${run}`, `N${run} B`, 'with "quotes", {braces} and \\'] : []],
  },
  'not in a list, and a number': {
    filters: [{ field: 'LastName', operator: 'NotIn' }, equals('Score__c')],
    valuesOf: run => [[`N${run}`], run],
  },
  'several conditions joined by OR and NOT': {
    filters: [equals('LastName'), { field: 'LastName', operator: 'EndsWith' }, equals('Score__c')],
    logic: { and: [2, { or: [0, { not: 1 }] }] },
    valuesOf: run => [`N${run} b`, 'b', run],
  },
  'greater, contains': {
    filters: [
      { field: 'Score__c', operator: 'GreaterThanOrEqualTo' },
      { field: 'LastName', operator: 'Contains' },
    ],
    valuesOf: run => [run, `N${run} b`],
  },
  'a parent': { filters: [equals('Account.Name'), equals('Score__c')], valuesOf: run => ['ACME', run] },
  'the first of two': {
    filters: [equals('Score__c')],
    orderBy: { field: 'LastName', descending: true },
    valuesOf: run => [run],
    limit: 1,
  },
  'the same record for all': { filters: [equals('LastName')], valuesOf: () => ['N7'] },
  nothing: { filters: [equals('LastName')], valuesOf: () => ['Nobody'] },
}

const queryOf = ({ filters, logic, orderBy = null, limit }: Case): RecordQuery => ({
  object: 'Contact',
  fields: ['LastName'],
  filters,
  logic: logic ?? { and: filters.map((_, i) => i) },
  orderBy,
  limit: limit ?? null,
  mode: 'system',
})

type Found = readonly (readonly string[])[]

/// What [work] gives with all runs at once, and with a call for each; both from the same records, and how many
/// statements the first took.
async function bothWays(
  name: string,
  work: (store: RecordStore, query: RecordQuery, runs: readonly { values: readonly Value[] }[]) => Promise<Found>,
): Promise<{ together: Found; apart: Found; statements: number }> {
  const tx = await test.fresh.database.begin()
  try {
    const counted = new Counted(tx)
    const store = recordStore(counted, test.org, ada)
    const ids = await records(store)
    const runs = Array.from({ length: RUNS }, (_, run) => ({ values: CASES[name]!.valuesOf(run, ids) }))
    const savepoint = tx.savepoint()
    const before = counted.statements
    const together = await work(store, queryOf(CASES[name]!), runs)
    const statements = counted.statements - before
    const after = await test.query(tx, 'SELECT Id, Status__c FROM Contact ORDER BY Id')
    savepoint.rollback()
    const apart: (readonly string[])[] = []
    for (const run of runs) apart.push(...(await work(store, queryOf(CASES[name]!), [run])))
    expect(await test.query(tx, 'SELECT Id, Status__c FROM Contact ORDER BY Id')).toEqual(after)
    return { together, apart, statements }
  } finally {
    await tx.rollback()
  }
}

describe(`${RUNS} runs, together and one by one, do the same, in few statements`, () => {
  it.each(Object.keys(CASES))('find: %s', async name => {
    const { together, apart, statements } = await bothWays(name, async (store, query, runs) =>
      (await store.find(query, runs)).map(run => run.map(record => record.id!)),
    )
    expect(together).toEqual(apart)
    expect(statements).toBe(1)
  })

  it.each(Object.keys(CASES))('update: %s', async name => {
    const { together, apart, statements } = await bothWays(name, async (store, query, runs) => {
      const updates = runs.map(run => ({ ...run, fieldValues: ['set'] }))
      const rows = await store.updateWhere(query, ['Status__c'], updates)
      return rows.map(run => run.map(row => (row.success ? row.id! : row.errors[0]!.message)).toSorted())
    })
    expect(together).toEqual(apart)
    // One that finds and one that writes.
    expect(statements).toBeLessThanOrEqual(2)
  })

  it.each(Object.keys(CASES).filter(name => name !== 'the same record for all'))('delete: %s', async name => {
    const { together, apart, statements } = await bothWays(name, async (store, query, runs) => {
      const rows = await store.deleteWhere(query, runs)
      return rows.map(run => run.map(row => (row.success ? row.id! : row.errors[0]!.message)))
    })
    expect(together).toEqual(apart)
    expect(statements).toBeLessThanOrEqual(8)
  })
})

it('runs that meet in a record: the last one wins, and all have found it', async () => {
  const tx = await test.fresh.database.begin()
  try {
    const store = recordStore(tx, test.org, ada)
    await records(store)
    const runs = ['a', 'b', 'c'].map(text => ({ values: ['N7'], fieldValues: [text] }))
    const rows = await store.updateWhere(queryOf(CASES['a text equals']!), ['Status__c'], runs)
    expect(rows.map(run => run.length)).toEqual([1, 1, 1])
    expect(await test.query(tx, "SELECT Status__c FROM Contact WHERE LastName = 'N7'")).toEqual([{ Status__c: 'c' }])
    const deleted = await store.deleteWhere(queryOf(CASES['a text equals']!), runs)
    expect(deleted.map(run => run.map(row => row.success))).toEqual([[true], [true], [true]])
  } finally {
    await tx.rollback()
  }
})
