import { DateValue, num } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { answerOf, contact, contactId, type RecordedHost, settled } from '../test/recordedHost.ts'
import { type ComponentState, dataTableModel } from './index.ts'

const FIELDS = 'SELECT Id, Name, Account.Name, Score__c FROM Contact'
const columns = [
  { fieldName: 'Name' },
  { fieldName: 'Status__c', type: 'badge' },
  { fieldName: 'Score__c' },
  { fieldName: 'CreatedDate' },
]

const table = (state: ComponentState) => dataTableModel(state, 'Contacts')
const ids = (...numbers: number[]): string[] => numbers.map(contactId)
const shown = (state: ComponentState): (string | null)[] => table(state).rows.map(row => row.id)
const queries = (host: RecordedHost): string[] =>
  host.requests.filter(request => request.startsWith('QUERY ')).map(request => request.slice('QUERY '.length))
const counted = (totalSize: number) => ({ body: { totalSize, done: true, records: [] } })

/// Opens a paged table with pages of two and forgets the requests so far.
async function paged(attributes: object = {}, more: Parameters<typeof load>[1] = {}) {
  const exchanges = { QUERY: [answerOf(contact(1), contact(2)), counted(5), answerOf(contact(3), contact(4))], ...more }
  const opened = await load({ table: { columns, paging: 'pages', pageSize: 2, ...attributes } }, exchanges)
  return { ...opened, since: () => queries(opened.host).slice(2) }
}

describe('a Data Table that reads from the server', () => {
  it('reads its first page and counts; the query itself does not run', async () => {
    const { state, host } = await paged()
    expect(queries(host)).toEqual([`${FIELDS} ORDER BY Id LIMIT 2`, 'SELECT COUNT() FROM Contact'])
    expect(shown(state)).toEqual(ids(1, 2))
    expect(table(state)).toMatchObject({ totalSize: 5, page: 1, status: 'ready' })
  })

  it('lets the query run for others who use it', async () => {
    const text = { type: 'Text', apiName: 'Count', attributes: { value: '{!AllContacts.nbItems}' } }
    const { host } = await load({ table: { columns, paging: 'pages' }, components: [text] })
    expect(queries(host)).toContain(FIELDS)
  })

  it('asks once for each change, and counts only when the condition is another one', async () => {
    const { state, since } = await paged()
    table(state).goToPage(2)
    await settled()
    expect(since()).toEqual([`${FIELDS} ORDER BY Id LIMIT 2 OFFSET 2`])
    expect(shown(state)).toEqual(ids(3, 4))
    table(state).sortBy('Name', 'desc')
    await settled()
    expect(since().slice(1)).toEqual([`${FIELDS} ORDER BY Name DESC NULLS LAST, Id LIMIT 2`])
    expect(table(state).page).toBe(1)
  })

  it('does not count what the rows say: fewer than a page are all', async () => {
    const { state, host } = await paged({}, { QUERY: answerOf(contact(1)) })
    expect(queries(host)).toHaveLength(1)
    expect(table(state).totalSize).toBe(1)
  })

  const changes: [string, (state: ComponentState) => void, string][] = [
    [
      'search',
      state => table(state).search('ada 5%'),
      "((Name LIKE '%ada%' OR Status__c LIKE '%ada%') AND (Name LIKE '%5\\\\%%' OR Status__c LIKE '%5\\\\%%'))",
    ],
    ['one of', state => filter(state, 'Status__c', 'in', ['New', 'Active']), "Status__c IN ('New', 'Active')"],
    ['a number', state => filter(state, 'Score__c', 'gte', num(5)), 'Score__c >= 5'],
    ['empty', state => filter(state, 'Score__c', 'blank', null), 'Score__c = null'],
    [
      'a day',
      state => filter(state, 'CreatedDate', 'eq', DateValue.parse('2026-01-15')!),
      '(CreatedDate >= 2026-01-15T00:00:00.000Z AND CreatedDate < 2026-01-16T00:00:00.000Z)',
    ],
    [
      'a week',
      state => filter(state, 'CreatedDate', 'during', 'THIS_WEEK'),
      '(CreatedDate >= 2026-01-11T00:00:00.000Z AND CreatedDate < 2026-01-18T00:00:00.000Z)',
    ],
    ['an unknown word', state => filter(state, 'CreatedDate', 'during', 'SOON'), 'Id = null'],
    [
      'text that is a reference',
      state => table(state).search('{!$User.Id}'),
      "(Name LIKE '%{!$User.Id}%' OR Status__c LIKE '%{!$User.Id}%')",
    ],
  ]
  for (const [name, change, where] of changes)
    it(`narrows the query: ${name}`, async () => {
      const { state, since } = await paged()
      change(state)
      await settled()
      expect(since()[0]).toBe(`${FIELDS} WHERE ${where} ORDER BY Id LIMIT 2`)
    })

  function filter(state: ComponentState, fieldName: string, operator: string, value: never | unknown): void {
    state.setAttribute('Contacts', 'Filters', [{ fieldName, operator, value: value as string }])
  }

  it('keeps the selection and its records on other pages, and drops what is gone after a refresh', async () => {
    const { state } = await paged(
      {},
      {
        QUERY: [
          answerOf(contact(1), contact(2)),
          counted(5),
          answerOf(contact(3), contact(4)),
          answerOf(contact(3), contact(4)),
          answerOf(contact(2, { Name: 'Renamed' })),
        ],
      },
    )
    table(state).selectRow(contactId(1), true)
    table(state).selectRow(contactId(2), true)
    table(state).goToPage(2)
    await settled()
    expect(state.value('{!Contacts.SelectedRowsKeyValue}')).toEqual(ids(1, 2))
    expect(state.value('{!Contacts.FirstSelectedRow.Name}')).toBe('Contact 1')
    await state.refreshQuery('AllContacts')
    expect(state.value('{!Contacts.SelectedRowsKeyValue}')).toEqual(ids(2))
    expect(state.value('{!Contacts.FirstSelectedRow.Name}')).toBe('Renamed')
  })

  it('goes back to the last page when the one shown is gone', async () => {
    const { state, since } = await paged(
      {},
      {
        QUERY: [
          answerOf(contact(1), contact(2)),
          counted(5),
          answerOf(contact(3), contact(4)),
          answerOf(),
          counted(2),
          answerOf(contact(1), contact(2)),
        ],
      },
    )
    table(state).goToPage(2)
    await settled()
    await state.refreshAllQueries()
    await settled()
    expect(since().at(-1)).toBe(`${FIELDS} ORDER BY Id LIMIT 2`)
    expect(table(state)).toMatchObject({ page: 1, totalSize: 2 })
  })

  it('selects all that match, up to Max Row Selection', async () => {
    const { state, since } = await paged(
      { maxRowSelection: 4 },
      {
        QUERY: [answerOf(contact(1), contact(2)), counted(5), answerOf(...[1, 2, 3, 4].map(n => contact(n)))],
      },
    )
    await table(state).selectAllMatching()
    expect(since()).toEqual([`${FIELDS} ORDER BY Id LIMIT 4`])
    expect(table(state).selectedCount).toBe(4)
    expect(state.value('{!Contacts.SelectedRows}')).toHaveLength(4)
  })

  it('appends in an endless table and reads all of it again on refresh', async () => {
    const { state, host } = await load(
      { table: { columns: [{ fieldName: 'Name' }], paging: 'endless', pageSize: 2 } },
      {
        QUERY: [
          answerOf(contact(1), contact(2)),
          counted(4),
          answerOf(contact(3), contact(4)),
          answerOf(contact(1)),
          counted(1),
        ],
      },
    )
    table(state).loadMore()
    await settled()
    expect(shown(state)).toEqual(ids(1, 2, 3, 4))
    expect(table(state).hasMore).toBe(false)
    await state.refreshAllQueries()
    expect(queries(host)[3]).toBe(`${FIELDS} ORDER BY Id LIMIT 4`)
    expect(shown(state)).toEqual(ids(1))
  })

  it('tells of a failure, keeps its rows, and reads again on demand', async () => {
    const failure = { status: 500, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Back soon.' }] }
    const { state } = await paged(
      {},
      { QUERY: [answerOf(contact(1), contact(2)), counted(5), failure, answerOf(contact(3))] },
    )
    await expect(state.refreshAllQueries()).rejects.toThrow('AllContacts could not be read: Back soon.')
    expect(table(state)).toMatchObject({ status: 'error', error: { message: 'Back soon.' } })
    expect(shown(state)).toEqual(ids(1, 2))
    await table(state).retry()
    expect(table(state)).toMatchObject({ status: 'ready', error: undefined })
  })

  it('has totals of all that match and of each group', async () => {
    const total = (fields: object) => ({ attributes: { type: 'AggregateResult' }, ...fields })
    const { state, host } = await paged(
      { groupBy: ['Status__c'], columns: [columns[0], columns[1], { fieldName: 'Score__c', summary: 'sum' }] },
      {
        QUERY: [
          answerOf(contact(1), contact(2)),
          answerOf(total({ n: 5, s2: 50 })),
          answerOf(total({ g0: 'New', n: 5, s2: 50 })),
          counted(5),
        ],
      },
    )
    expect(queries(host).slice(1, 3)).toEqual([
      'SELECT COUNT(Id) n, SUM(Score__c) s2 FROM Contact',
      'SELECT Status__c g0, COUNT(Id) n, SUM(Score__c) s2 FROM Contact GROUP BY Status__c',
    ])
    expect(table(state).lines?.map(line => line.kind)).toEqual(['group', 'row', 'row'])
    expect(table(state).lines?.[0]).toMatchObject({ group: { value: 'New', count: 5, level: 0 } })
    expect(table(state).totals.get('')?.values.get('s2')).toBe(50)
  })

  it('gives all matching records in parts', async () => {
    const { state } = await paged(
      {},
      { QUERY: [answerOf(contact(1), contact(2)), counted(3), answerOf(...[1, 2, 3].map(n => contact(n)))] },
    )
    const parts = []
    for await (const part of table(state).recordsFor('matching')) parts.push([part.records.length, part.total])
    expect(parts).toEqual([[3, 3]])
  })

  it('keeps sort, search, page and filters in the address and takes them from there', async () => {
    const written: Record<string, string | undefined> = {}
    const address = (text?: string) => ({
      read: () => text,
      write: (name: string, value: string | undefined) => void (written[name] = value),
    })
    const attributes = { columns, paging: 'pages', urlState: true }
    const first = await load({ table: attributes }, {}, { address: address() })
    table(first.state).sortBy('Name', 'desc')
    table(first.state).search('a&b')
    table(first.state).setFilter('Status__c', { fieldName: 'Status__c', operator: 'in', value: ['New', 'Active'] })
    const text = 'sort=-Name&q=a%26b&f.Status__c=in~New%3BActive'
    expect(written).toEqual({ 'Test.Contacts': text })
    const { state } = await load({ table: attributes }, {}, { address: address(`${text}&f.Gone__c=eq~1&sort2=x`) })
    expect(table(state)).toMatchObject({
      sorts: [{ fieldName: 'Name', direction: 'desc' }],
      searchText: 'a&b',
      filters: [{ fieldName: 'Status__c', operator: 'in', value: ['New', 'Active'] }],
    })
  })
})
