import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDynamicComponent } from '@millrace/metadata'
import {
  checkDynamicComponent,
  type ComponentHost,
  type ComponentState,
  dataTableModel,
  openDynamicComponent,
} from '@millrace/runtime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../scripts/exampleServer.ts'

const file = join(import.meta.dirname, 'Contact_Table.dynamicComponent.json')
const { component: definition } = parseDynamicComponent(readFileSync(file, 'utf8'), file)

let server: ExampleServer
let requests: string[]
let state: ComponentState

beforeAll(async () => {
  server = await exampleServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  requests = []
  state = openDynamicComponent(definition!, host())
  await state.load()
})

/// A browser's place: the real server behind its API, no screen.
function host(): ComponentHost {
  return {
    async fetch(path, { method = 'GET', headers, body } = {}) {
      requests.push(`${method} ${decodeURIComponent(path).replace('/services/data/v62.0', '')}`)
      const json = { 'content-type': 'application/json' }
      const answer = await server.send({
        method,
        url: path,
        headers: { ...(body === undefined ? {} : json), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      return {
        status: answer.status,
        header: name => String(answer.headers[name.toLowerCase()] ?? '') || null,
        json: async () => answer.json,
      }
    },
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
    after: () => () => undefined,
    navigate: () => undefined,
    showToast: () => undefined,
    problemsOf: checkDynamicComponent,
    user: {},
    organization: {},
    permissions: [],
    formFactor: 'Large',
    locale: 'en_US',
    timeZone: 'UTC',
  }
}

const table = () => dataTableModel(state, 'Contacts')
const settles = async () => {
  await expect.poll(() => table().status).toBe('ready')
  await expect.poll(() => table().totalSize).not.toBe(undefined)
}
const queries = () => requests.filter(request => request.startsWith('GET /query'))
const lastNames = () => table().rows.map(row => row.get('LastName'))

describe('a Data Table on a real database', () => {
  it('is declared without a problem', () => {
    expect(state.problems).toEqual([])
  })

  it('reads a page, counts and totals, and nothing else', () => {
    expect(queries()).toHaveLength(3)
    expect(table()).toMatchObject({ totalSize: 200, page: 1 })
    expect(table().rows).toHaveLength(25)
    expect(table().totals.get('')?.count).toBe(200)
    expect(lastNames()).toEqual([...lastNames()].sort())
  })

  it('takes labels, types and what may be edited from the describe', () => {
    const column = (key: string) => table().allColumns.find(one => one.key === key)
    expect(column('Account.Name')).toMatchObject({
      label: 'Account Name',
      type: 'lookup',
      editField: 'AccountId',
      editable: true,
    })
    expect(column('Email')).toMatchObject({ type: 'email', sortable: true })
    expect(column('Status__c')?.options.map(({ value }) => value)).toContain('Active')
    expect(column('Name')).toMatchObject({ editable: false, type: 'text' })
    expect(column('CreatedDate')).toMatchObject({ type: 'datetime', isHidden: true })
  })

  it('pages over all rows once, whatever it is sorted by', async () => {
    table().sortBy('Status__c', 'desc')
    await settles()
    const seen = new Set<string | null>()
    for (let page = 1; page <= 8; page++) {
      table().goToPage(page)
      await settles()
      for (const { id } of table().rows) seen.add(id)
    }
    expect(seen.size).toBe(200)
  })

  it('searches for text that looks like a pattern, and for two words', async () => {
    const [first] = table().rows
    table().search(`${first!.get('LastName')} ${String(first!.get('Email')).split('@')[1]}`)
    await settles()
    expect(table().totalSize).toBeGreaterThan(0)
    expect(table().totalSize).toBeLessThan(200)
    table().search("%_'")
    await settles()
    expect(table().totalSize).toBe(0)
  })

  it('filters by a picklist, a parent’s field and a date', async () => {
    table().setFilters([
      { fieldName: 'Status__c', operator: 'in', value: ['New', 'Active'] },
      { fieldName: 'Account.Name', operator: 'notBlank', value: null },
      { fieldName: 'CreatedDate', operator: 'during', value: 'THIS_YEAR' },
    ])
    await settles()
    expect(table().status).toBe('ready')
    expect(new Set(table().rows.map(row => row.get('Status__c')))).not.toContain('Inactive')
    expect(table().totals.get('')?.count).toBe(table().totalSize)
  })

  it('groups with the counts of all that match', async () => {
    table().groupBy(['Status__c'])
    await settles()
    const groups = [...table().totals].filter(([key]) => key !== '')
    expect(groups.length).toBeGreaterThan(1)
    expect(groups.reduce((sum, [, { count }]) => sum + count, 0)).toBe(200)
    expect(table().lines?.[0]?.kind).toBe('group')
  })

  it('selects all that match and gives them to an export with their fields', async () => {
    await table().selectAllMatching()
    expect(table().selectedCount).toBe(200)
    const parts = []
    for await (const { records } of table().recordsFor('selected')) parts.push(...records)
    expect(parts).toHaveLength(200)
    expect(parts.every(record => record.get('LastName') !== null)).toBe(true)
  })

  it('saves what was typed, row by row, and tells why a row was not', async () => {
    table().setFilter('Do_Not_Contact__c', undefined)
    const [first, second] = table().rows
    const column = (key: string) => table().allColumns.find(one => one.key === key)!
    table().edit(first!, column('LastName'), 'Adeyemi')
    table().edit(second!, column('LastName'), null)
    expect((await table().save()).status).toBe('failed')
    expect(table().drafts.size).toBe(1)
    expect(table().cellErrors).toMatchObject([{ recordId: second!.id, fieldName: 'LastName' }])
    expect(table().canUndo).toBe(false)
    table().cancelEdits()
    table().search('Adeyemi')
    await settles()
    expect(lastNames()).toEqual(['Adeyemi'])
  })
})
