import { parseProject } from '@millrace/metadata'
import { DateValue, RecordValue, type Value } from '@millrace/values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestOrg } from '../../test/org.ts'
import { describeObject } from '../describe.ts'
import type { RecordStore } from '../recordStore.ts'

const valueSet = (name: string, ...values: string[]) => ({
  path: `standardValueSets/${name}.standardValueSet-meta.xml`,
  text: `<StandardValueSet xmlns="http://soap.sforce.com/2006/04/metadata">${values
    .map(value => `<standardValue><default>false</default>${value}</standardValue>`)
    .join('')}</StandardValueSet>`,
})
const named = (name: string, rest = '') => `<fullName>${name}</fullName><label>${name}</label>${rest}`

const { standardValueSets, diagnostics } = parseProject([
  valueSet('CaseStatus', named('New', '<closed>false</closed>'), named('Say "done"', '<closed>true</closed>')),
  valueSet('TaskStatus', named('Open'), named('Done', '<closed>true</closed>'), named('Off', '<closed>true</closed>')),
  valueSet(
    'OpportunityStage',
    named('Talking', '<probability>25</probability><forecastCategory>BestCase</forecastCategory>'),
    named('Signed', '<closed>true</closed><won>true</won><probability>100</probability>'),
    named('Gone', '<closed>true</closed><probability>0</probability><forecastCategory>Omitted</forecastCategory>'),
  ),
])

type Fields = Readonly<Record<string, Value>>
const REQUIRED: Readonly<Record<string, Fields>> = {
  Case: {},
  Task: { Priority: 'Normal' },
  Opportunity: { Name: 'Deal', CloseDate: DateValue.parse('2026-02-01')! },
  Lead: { LastName: 'Ng', Company: 'Acme' },
}
const SYSTEM = { allOrNone: true, mode: 'system' } as const

async function insert(store: RecordStore, object: string, fields: Fields): Promise<string> {
  const [result] = await store.insert([RecordValue.from(object, { ...REQUIRED[object], ...fields })], SYSTEM)
  expect(result!.errors).toEqual([])
  return result!.id!
}

let plain: TestOrg
let stated: TestOrg
beforeAll(async () => {
  expect(diagnostics).toEqual([])
  plain = await TestOrg.open([])
  stated = await TestOrg.open([], { valueSets: standardValueSets })
})
afterAll(async () => {
  await plain.fresh.drop()
  await stated.fresh.drop()
})

const CLOSED = { IsClosed: true }
const OPEN = { IsClosed: false }
describe('fields that follow from a status', () => {
  it.each<[of: 'plain' | 'stated', object: string, fields: Fields, derived: Readonly<Record<string, unknown>>]>([
    ['plain', 'Case', { Status: 'New' }, OPEN],
    ['plain', 'Case', { Status: 'closed' }, CLOSED],
    ['plain', 'Case', { Status: null }, OPEN],
    ['stated', 'Case', { Status: 'Say "done"' }, CLOSED],
    ['stated', 'Case', { Status: 'Closed' }, OPEN],
    ['plain', 'Task', { Status: 'Completed' }, CLOSED],
    ['stated', 'Task', { Status: 'Off' }, CLOSED],
    ['stated', 'Task', { Status: 'Open' }, OPEN],
    ['plain', 'Opportunity', { StageName: 'Closed Won' }, { ...CLOSED, IsWon: true, ForecastCategory: 'Closed' }],
    ['plain', 'Opportunity', { StageName: 'Closed Lost' }, { ...CLOSED, IsWon: false, ForecastCategory: 'Omitted' }],
    ['stated', 'Opportunity', { StageName: 'Talking' }, { ...OPEN, IsWon: false, ForecastCategory: 'BestCase' }],
    ['stated', 'Opportunity', { StageName: 'Signed' }, { ...CLOSED, IsWon: true, ForecastCategory: 'Closed' }],
    ['plain', 'Lead', { Status: 'Closed - Converted' }, { IsConverted: false }],
  ])('%s: %s with %j', async (of, object, fields, derived) => {
    const test = of === 'plain' ? plain : stated
    await test.inTransaction(async (store, tx) => {
      await insert(store, object, fields)
      const names = Object.keys(derived).join(', ')
      expect(await test.query(tx, `SELECT ${names} FROM ${object}`)).toEqual([derived])
      const [[name, value]] = Object.entries(derived) as [[string, boolean]]
      expect(await test.query(tx, `SELECT ${name} FROM ${object} WHERE ${name} = ${value}`)).toHaveLength(1)
      expect(await test.query(tx, `SELECT ${name} FROM ${object} WHERE ${name} != ${value}`)).toHaveLength(0)
    })
  })

  it('are not written', () =>
    plain.inTransaction(async store => {
      const record = RecordValue.from('Case', {})
      record.set('IsClosed', true)
      const [result] = await store.insert([record], { allOrNone: false, mode: 'system' })
      expect(result!.errors).toMatchObject([{ statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['IsClosed'] }])
    }))

  it('are described as no formulas', () => {
    const { schema } = plain.org
    const { fields } = describeObject(schema, schema.object('Case')!) as { fields: { name: string }[] }
    const closed = {
      calculated: false,
      calculatedFormula: null,
      createable: false,
      updateable: false,
      filterable: true,
    }
    expect(fields.find(({ name }) => name === 'IsClosed')).toMatchObject(closed)
  })
})

const read = 'SELECT Probability, ForecastCategoryName FROM Opportunity'
describe('what a stage presets', () => {
  it.each<[fields: Fields, change: Fields | null, probability: number, category: string]>([
    [{ StageName: 'talking' }, null, 25, 'Best Case'],
    [{ StageName: 'Signed' }, null, 100, 'Closed'],
    [{ StageName: 'Talking', Probability: 40 }, null, 40, 'Best Case'],
    [{ StageName: 'Talking' }, { StageName: 'Gone' }, 0, 'Omitted'],
    [{ StageName: 'Talking', Probability: 40 }, { StageName: 'Talking' }, 40, 'Best Case'],
    [{ StageName: 'Talking' }, { StageName: 'Signed', ForecastCategoryName: 'Commit' }, 100, 'Commit'],
    [{ StageName: 'Talking' }, { Probability: 30 }, 30, 'Best Case'],
    [{ StageName: 'Talking' }, { StageName: 'No stage' }, 25, 'Best Case'],
  ])('%j, then %j', (fields, change, Probability, ForecastCategoryName) =>
    stated.inTransaction(async (store, tx) => {
      const id = await insert(store, 'Opportunity', fields)
      const record = new RecordValue('Opportunity')
      record.put('Id', id)
      for (const [name, value] of Object.entries(change ?? {})) record.set(name, value)
      if (change) expect((await store.update([record], SYSTEM))[0]!.errors).toEqual([])
      expect(await stated.query(tx, read)).toEqual([{ Probability, ForecastCategoryName }])
    }),
  )
})
