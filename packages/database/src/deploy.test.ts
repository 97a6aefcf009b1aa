import { RecordValue, type Value } from '@millrace/values'
import { afterEach, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'
import { ada, object, TestOrg } from '../test/org.ts'
import { insertAsStated } from './asStated.ts'
import { deploy } from './deploy.ts'

let fresh: FreshDatabase
afterEach(() => fresh.drop())

const book = (parts: Readonly<Record<string, string>>) =>
  object('Book__c', { 'object/x': '<label>Book</label>', ...parts })
const pages = (type: string) => ({ 'fields/Pages__c': `<label>Pages</label>${type}` })
const NUMBER_4 = '<type>Number</type><precision>4</precision><scale>0</scale>'
const NUMBER_6 = '<type>Number</type><precision>6</precision><scale>2</scale>'

async function shelf(
  parts: Readonly<Record<string, string>>,
  ...books: Readonly<Record<string, Value>>[]
): Promise<TestOrg> {
  fresh = await freshDatabase()
  const org = await deploy(fresh.database, [book(parts)])
  await insertAsStated(
    fresh.database,
    org,
    ada,
    books.map(fields => RecordValue.from('Book__c', fields)),
  )
  return new TestOrg(fresh, org)
}

const read = async (test: TestOrg, soql: string) => {
  const tx = await fresh.database.begin()
  const rows = await test.query(tx, soql)
  await tx.rollback()
  return rows
}

describe('deploy', () => {
  it('gives each custom object a key prefix for good', async () => {
    fresh = await freshDatabase()
    const zoo = object('Zoo__c', { 'object/x': '<label>Zoo</label>' })
    const prefixes = async (...definitions: ReturnType<typeof book>[]) => {
      const { schema } = await deploy(fresh.database, definitions)
      return definitions.map(({ apiName }) => schema.object(apiName)!.keyPrefix)
    }
    expect(await prefixes(zoo)).toEqual(['a00'])
    expect(await prefixes(book({}), zoo)).toEqual(['a01', 'a00'])
    expect(await prefixes(book({}))).toEqual(['a01'])
  })

  it('changes nothing, and no version, when nothing has changed', async () => {
    const test = await shelf(pages(NUMBER_4))
    const again = await deploy(fresh.database, [book(pages(NUMBER_4))])
    expect(again.schema.version).toBe(test.org.schema.version)
    const changed = await deploy(fresh.database, [book(pages(NUMBER_6))])
    expect(changed.schema.version).toBe(test.org.schema.version + 1)
  })

  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'a field is added',
      pages(NUMBER_4),
      { ...pages(NUMBER_4), 'fields/Author__c': '<label>Author</label><type>Text</type><length>80</length>' },
    ],
    ['a number gets more digits', pages(NUMBER_4), pages(NUMBER_6)],
    ['a number becomes text', pages(NUMBER_4), pages('<type>Text</type><length>80</length>')],
    ['a field is no longer named', pages(NUMBER_4), {}],
  ])('keeps the data when %s', async (_, before, after) => {
    const test = await shelf(before, { Name: 'Emma', Pages__c: 474 })
    await deploy(fresh.database, [book(after)])
    const later = new TestOrg(
      fresh,
      await deploy(fresh.database, [book({ ...after, ...pages('<type>Text</type><length>80</length>') })]),
    )
    expect(test.org.schema.object('Book__c')?.keyPrefix).toBe(later.org.schema.object('Book__c')?.keyPrefix)
    const [row] = (await read(later, 'SELECT Name, Pages__c FROM Book__c')) as { Pages__c: string }[]
    expect(Number(row!.Pages__c)).toBe(474)
  })

  it('refuses to lose values, and says which', async () => {
    const test = await shelf(pages(NUMBER_6), { Pages__c: 474 }, { Pages__c: 5 }, {})
    const narrower = book({
      ...pages(NUMBER_4),
      'fields/Author__c': '<label>Author</label><type>Text</type><length>80</length>',
    })
    await expect(deploy(fresh.database, [narrower])).rejects.toThrow(
      'Book__c.Pages__c would change from numeric(6,2) to numeric(4,0), and 2 records have a value there.',
    )
    expect(await read(test, 'SELECT Pages__c FROM Book__c')).toEqual([
      { Pages__c: 474 },
      { Pages__c: 5 },
      { Pages__c: null },
    ])
    const forced = new TestOrg(fresh, await deploy(fresh.database, [narrower], { force: true }))
    expect(await read(forced, 'SELECT Pages__c FROM Book__c WHERE Pages__c != null')).toEqual([])
  })

  it('changes the type of a field that nobody has filled', async () => {
    await shelf(pages(NUMBER_6), {})
    await expect(deploy(fresh.database, [book(pages('<type>Date</type>'))])).resolves.toBeDefined()
  })

  it('leaves a running server its connections when a type changes', async () => {
    const test = await shelf(pages(NUMBER_4), { Pages__c: 474 })
    const query = {
      object: 'Book__c',
      fields: ['Pages__c'],
      filters: [],
      logic: null,
      orderBy: null,
      limit: null,
      mode: 'system',
    } as const
    const find = async (of: TestOrg) => {
      let found: Value = null
      await of.inTransaction(async store => {
        const [records] = await store.find({ ...query }, [{ values: [] }])
        found = records![0]!.get('Pages__c')
      })
      return found
    }
    expect(await find(test)).toBe(474)
    const later = await deploy(fresh.database, [book(pages('<type>Text</type><length>80</length>'))])
    expect(await find(new TestOrg(fresh, later))).toBe('474')
  })

  it('makes a field unique only when its values are', async () => {
    const isbn = (unique: boolean) => ({
      'fields/Isbn__c': `<label>ISBN</label><type>Text</type><length>20</length><unique>${unique}</unique>`,
    })
    const test = await shelf(isbn(false), { Isbn__c: 'a' }, { Isbn__c: 'A' })
    await expect(deploy(fresh.database, [book(isbn(true))])).rejects.toThrow(
      'Book__c.Isbn__c would become unique, but 1 value is there more than once.',
    )
    await test.inTransaction(async (store, tx) => {
      const [record] = await store.find(
        { object: 'Book__c', fields: [], filters: [], logic: null, orderBy: null, limit: 1, mode: 'system' },
        [{ values: [] }],
      )
      await store.delete('Book__c', [record![0]!.id!], { allOrNone: true, mode: 'system' })
      await tx.commit()
    })
    await expect(deploy(fresh.database, [book(isbn(true))])).resolves.toBeDefined()
  })
})
