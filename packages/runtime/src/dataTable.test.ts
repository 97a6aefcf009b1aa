import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { answerOf, contact, contactId, settled } from '../test/recordedHost.ts'
import { type ComponentState, dataTableModel } from './index.ts'

const table = (state: ComponentState) => dataTableModel(state, 'contacts')
const ids = (...numbers: number[]): string[] => numbers.map(contactId)
const shown = (state: ComponentState): string[] => table(state).rows.map(row => row.id!)
const selected = (state: ComponentState): unknown => state.value('{!Contacts.SelectedRowsKeyValue}')

describe('Data Table', () => {
  const selections: [
    string,
    number | undefined,
    (select: (n: number, on?: boolean) => void, all: (on: boolean) => void) => void,
    string[],
  ][] = [
    ['many', undefined, select => (select(3), select(1)), ids(1, 3)],
    ['deselect', undefined, select => (select(3), select(1), select(3, false)), ids(1)],
    ['single: the last one', 1, select => (select(3), select(1)), ids(1)],
    ['two: a third stays out', 2, select => (select(3), select(1), select(2)), ids(1, 3)],
    ['all', undefined, (_, all) => all(true), ids(1, 2, 3)],
    ['all up to the limit', 2, (_, all) => all(true), ids(1, 2)],
    ['none', undefined, (_, all) => (all(true), all(false)), []],
    ['0 is no limit', 0, (_, all) => all(true), ids(1, 2, 3)],
  ]
  for (const [name, maxRowSelection, act, expected] of selections)
    it(`selects ${name}`, async () => {
      const { state } = await load({ table: { maxRowSelection } })
      act(
        (n, isSelected = true) => table(state).selectRow(contactId(n), isSelected),
        isSelected => table(state).selectAll(isSelected),
      )
      expect(selected(state)).toEqual(expected)
      expect(table(state).selectedIds).toEqual(new Set(expected))
      expect(table(state).allSelection).toBe(expected.length === 0 ? 'none' : expected.length === 3 ? 'all' : 'some')
    })

  it('keeps the selection by Id through refresh and sort; a row that is gone is not selected until it is back', async () => {
    const all = answerOf(contact(1), contact(2), contact(3))
    const { state } = await load({}, { QUERY: [all, answerOf(contact(3), contact(1)), all] })
    table(state).selectRow(contactId(2), true)
    table(state).selectRow(contactId(3), true)
    table(state).sortBy('Name', 'desc')
    expect(selected(state)).toEqual(ids(3, 2))
    await state.refreshAllQueries()
    expect(selected(state)).toEqual(ids(3))
    await state.refreshAllQueries()
    expect(selected(state)).toEqual(ids(3, 2))
  })

  it('derives the selected rows from the current records', async () => {
    const { state } = await load({}, { QUERY: [answerOf(contact(1)), answerOf(contact(1, { Name: 'New name' }))] })
    table(state).selectAll(true)
    expect(state.value('Contacts.FirstSelectedRow.Name')).toBe('Contact 1')
    await state.refreshAllQueries()
    expect(state.value('Contacts.FirstSelectedRow.Name')).toBe('New name')
  })

  const aliases: [string, unknown][] = [
    ['SelectedRowsKeyValue', ids(1)],
    ['selectedRowKeys', ids(1)],
    ['SelectedRowsCount', 1],
    ['FirstSelectedRowKeyValue', contactId(1)],
    ['firstSelectedRowSObject.Name', 'Contact 1'],
    ['FIRSTSELECTEDROW.account.name', 'Account 1'],
    ['itemsSObjectApiName', 'Contact'],
    ['title', 'People'],
  ]
  for (const [name, expected] of aliases)
    it(`{!Contacts.${name}}`, async () => {
      const { state } = await load({ table: { title: 'People' } })
      table(state).selectRow(contactId(1), true)
      expect(state.value(`{!Contacts.${name}}`)).toEqual(expected)
    })

  const sorts: [string, 'asc' | 'desc', string[]][] = [
    ['Score__c', 'asc', ids(1, 2, 3)],
    ['Score__c', 'desc', ids(2, 1, 3)],
    ['Account.Name', 'desc', ids(3, 2, 1)],
  ]
  for (const [fieldName, direction, expected] of sorts)
    it(`sorts by ${fieldName} ${direction}, blanks last`, async () => {
      const { state } = await load({})
      table(state).sortBy(fieldName, direction)
      expect(shown(state)).toEqual(expected)
      expect(table(state).sorts).toEqual([{ fieldName, direction }])
      expect(state.value('{!Contacts.SortedBy}')).toBe(fieldName)
    })

  it('shows the records of named Ids in the order of the Ids until somebody sorts', async () => {
    const { state } = await load({
      resources: [
        {
          type: 'query',
          apiName: 'Named',
          objectApiName: 'Contact',
          fields: ['Name', 'Score__c'],
          filter: { field: 'Id', operator: 'in', value: ids(3, 1, 2) },
        },
      ],
      table: { records: '{!Named}', dataMode: 'client', paging: 'pages', pageSize: 2 },
    })
    expect(shown(state)).toEqual(ids(3, 1))
    table(state).sortBy('Score__c', 'desc')
    expect(shown(state)).toEqual(ids(2, 1))
  })

  it('gives the same objects as long as nothing has changed', async () => {
    const { state } = await load({})
    const [before, after] = [table(state), table(state)]
    expect(after.rows).toBe(before.rows)
    expect(after.columns).toBe(before.columns)
    expect(after.headerActions).toBe(before.headerActions)
    expect(after.selectedIds).toBe(before.selectedIds)
  })

  it('resolves references in its actions', async () => {
    const { state } = await load({
      table: { headerActions: [{ name: 'go', label: 'Go ({!Contacts.SelectedRowsCount})', disabled: '{!isOff}' }] },
      resources: [
        { type: 'formula', apiName: 'isOff', dataType: 'Boolean', formula: '{!Contacts.SelectedRowsCount} = 0' },
      ],
    })
    expect(table(state).headerActions).toMatchObject([{ label: 'Go (0)', disabled: true }])
    expect(await table(state).clickHeaderAction('go')).toEqual({ status: 'refused', ran: 0 })
    table(state).selectAll(true)
    expect(table(state).headerActions).toMatchObject([{ label: 'Go (3)', disabled: false }])
  })

  it('prints a number that is mapped to a text', async () => {
    const { state } = await load({
      table: {
        title: '{!Contacts.SelectedRowsCount}',
        headerActions: [{ name: 'go', label: '{!Contacts.SelectedRowsCount}' }],
      },
    })
    expect([table(state).title, table(state).headerActions[0]?.label]).toEqual(['0', '0'])
  })

  it('tells its listeners, and those of what depends on it, once per change', async () => {
    const { state } = await load({
      components: [
        { type: 'Text', apiName: 'Count', attributes: { value: '{!Contacts.SelectedRowsCount} selected' } },
        { type: 'Text', apiName: 'Still', attributes: { value: 'same' } },
        {
          type: 'Button',
          apiName: 'Save',
          attributes: { label: 'Save' },
          visibility: '{!Contacts.SelectedRowsCount} > 1',
        },
      ],
    })
    expect(state.attribute('Count', 'value')).toBe('0 selected')
    expect(state.attribute('Still', 'value')).toBe('same')
    expect(state.isVisible('Save')).toBe(false)
    table(state)
    const told: string[] = []
    for (const name of ['Contacts', 'Count', 'Still', 'Save']) state.subscribe(name, () => told.push(name))
    const before = state.version('Contacts')
    table(state).selectRow(contactId(1), true)
    expect(told.sort()).toEqual(['Contacts', 'Count'])
    expect(state.version('Contacts')).toBe(before + 1)
    told.length = 0
    table(state).selectRow(contactId(2), true)
    expect(told.sort()).toEqual(['Contacts', 'Count', 'Save'])
    expect([state.attribute('Count', 'value'), state.isVisible('Save')]).toEqual(['2 selected', true])
    told.length = 0
    state.setAttribute('Contacts', 'SelectedRowsKeyValue', ids(1, 2))
    expect(told).toEqual([])
  })

  it('runs interactions when the selection changes', async () => {
    const { state, host } = await load({
      components: [
        {
          type: 'DataTable',
          apiName: 'Other',
          attributes: { records: '{!AllContacts}', columns: [] },
          interactions: { rowSelection: [{ type: 'showToast', title: '{!Other.SelectedRowsCount}' }] },
        },
      ],
    })
    dataTableModel(state, 'Other').selectAll(true)
    await settled()
    expect(host.toasts.map(({ title }) => title)).toEqual(['3'])
  })
})
