import { ApexValue, DateTimeValue, DateValue, num, RecordValue, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { answerOf, contact, contactId, settled } from '../test/recordedHost.ts'
import { type DataTableColumn, readColumns, optionsFor } from './componentTypes/dataTable/columns.ts'
import { dateRange } from './componentTypes/dataTable/dateRanges.ts'
import { withDraft } from './componentTypes/dataTable/draftValues.ts'
import { conditionOf, type FilterOperator, meets, operatorsFor } from './componentTypes/dataTable/filters.ts'
import { tableLines, totalsOf } from './componentTypes/dataTable/grouping.ts'
import { arrangedColumns, withMoved, withVisibility } from './componentTypes/dataTable/layout.ts'
import { type ComponentState, dataTableModel, readObjectDescription } from './index.ts'

const day = (text: string): DateValue => DateValue.parse(text)!
const world = { timeZone: 'America/New_York', today: day('2026-01-15') }
const record = (fields: Record<string, Value>): RecordValue => RecordValue.from('Contact', fields)

const describeOf = (fields: object[]) => readObjectDescription({ name: 'Contact', label: 'Contact', fields })
const columnsOf = (columns: Record<string, string | boolean>[], fields: object[] = []): readonly DataTableColumn[] =>
  readColumns(columns, columns, 'Contact', name => (name === 'Contact' ? describeOf(fields) : undefined))

describe('spans of days', () => {
  // 2026-01-15 is a Thursday.
  const spans: [string, string, string][] = [
    ['TODAY', '2026-01-15', '2026-01-15'],
    ['YESTERDAY', '2026-01-14', '2026-01-14'],
    ['THIS_WEEK', '2026-01-11', '2026-01-17'],
    ['LAST_WEEK', '2026-01-04', '2026-01-10'],
    ['NEXT_MONTH', '2026-02-01', '2026-02-28'],
    ['LAST_MONTH', '2025-12-01', '2025-12-31'],
    ['THIS_YEAR', '2026-01-01', '2026-12-31'],
    ['LAST_N_DAYS:30', '2025-12-16', '2026-01-15'],
    ['NEXT_N_DAYS:7', '2026-01-16', '2026-01-22'],
  ]
  for (const [word, first, last] of spans)
    it(word, () => {
      expect(dateRange(word, world.today)).toEqual({ first: day(first), last: day(last) })
    })
  it('of an unknown word are none', () => {
    expect(dateRange('SOON', world.today)).toBe(undefined)
  })
})

describe('filters in the page', () => {
  const columns = columnsOf([
    { fieldName: 'Name' },
    { fieldName: 'Score', type: 'number' },
    { fieldName: 'Born', type: 'date' },
    { fieldName: 'Seen', type: 'datetime' },
    { fieldName: 'Vip', type: 'boolean' },
  ])
  const ada = record({
    Name: 'Ada 50% Ng',
    Score: 5,
    Born: day('1990-05-01'),
    // 22:00 of the day before in New York.
    Seen: DateTimeValue.parse('2026-01-15T03:00:00Z')!,
    Vip: true,
    Empty: null,
  })
  const facts: [string, FilterOperator, Value, boolean][] = [
    ['Name', 'contains', '50%', true],
    ['Name', 'contains', '5_%', false],
    ['Name', 'contains', 'ADA', true],
    ['Name', 'startsWith', 'Ng', false],
    ['Name', 'startsWith', 'ada', true],
    ['Name', 'eq', 'ada 50% ng', true],
    ['Name', 'in', ['Bo', 'Ada 50% Ng'], true],
    ['Name', 'nin', ['Bo'], true],
    ['Score', 'gte', num(5), true],
    ['Score', 'gt', num(5), false],
    ['Score', 'ne', num(4), true],
    ['Empty', 'blank', null, true],
    ['Name', 'blank', null, false],
    ['Name', 'notBlank', null, true],
    ['Born', 'eq', day('1990-05-01'), true],
    ['Born', 'during', 'THIS_YEAR', false],
    ['Seen', 'eq', day('2026-01-14'), true],
    ['Seen', 'during', 'TODAY', false],
    ['Seen', 'lte', day('2026-01-14'), true],
    ['Seen', 'gt', day('2026-01-14'), false],
    ['Vip', 'eq', false, false],
    ['Name', 'during', 'SOON', false],
  ]
  for (const [fieldName, operator, value, expected] of facts)
    it(`${fieldName} ${operator} ${String(value)}: ${expected}`, () => {
      const condition = conditionOf([{ fieldName, operator, value }], '', columns, world)!
      expect(meets(ada, condition, world.timeZone)).toBe(expected)
    })

  const searches: [string, boolean][] = [
    ['ng ada', true],
    ['ng bo', false],
    ['50%', true],
    ['5%0', false],
    ['  ', true],
  ]
  for (const [text, expected] of searches)
    it(`search "${text}": ${expected}`, () => {
      const condition = conditionOf([], text, columns, world)
      expect(condition === undefined || meets(ada, condition, world.timeZone)).toBe(expected)
    })
})

describe('columns', () => {
  const fields = [
    { name: 'Id', type: 'id' },
    { name: 'Name', type: 'string', nameField: true, label: 'Full Name' },
    { name: 'Amount__c', type: 'currency', scale: 2, updateable: true, label: 'Amount', inlineHelpText: 'Before tax.' },
    { name: 'Notes__c', type: 'textarea', sortable: false, filterable: false, updateable: true },
    { name: 'AccountId', type: 'reference', referenceTo: ['Account'], relationshipName: 'Account', updateable: true },
    {
      name: 'Reason__c',
      type: 'picklist',
      controllerName: 'Status__c',
      picklistValues: [
        { value: 'Moved', label: 'Moved away', active: true, validFor: 'gAAA' },
        { value: 'Busy', label: 'Busy', active: true, validFor: 'wAAA' },
        { value: 'Old', label: 'Old', active: false },
      ],
    },
    {
      name: 'Status__c',
      type: 'picklist',
      picklistValues: [
        { value: 'New', label: 'New', active: true },
        { value: 'Gone', label: 'Gone', active: true },
      ],
    },
  ]
  const one = (column: Record<string, string | boolean>) => columnsOf([column], fields)[0]!
  const facts: [Record<string, string | boolean>, Partial<DataTableColumn>][] = [
    [
      { fieldName: 'Amount__c', editable: true },
      { type: 'currency', label: 'Amount', alignment: 'right', decimals: 2, editable: true, helpText: 'Before tax.' },
    ],
    [
      { fieldName: 'Name', editable: true },
      { type: 'text', label: 'Full Name', editable: false, searchable: true },
    ],
    [{ fieldName: 'Notes__c' }, { sortable: false, filterable: false, searchable: false }],
    [{ fieldName: 'AccountId' }, { type: 'lookup', nameField: 'Account.Name', idField: 'AccountId' }],
    [
      { fieldName: 'Account.Name', type: 'lookup' },
      { idField: 'AccountId', editField: 'AccountId' },
    ],
    [
      { fieldName: 'Amount__c', type: 'text', label: 'Sum', alignment: 'center' },
      { type: 'text', label: 'Sum', alignment: 'center' },
    ],
    [
      { name: 'call', label: 'Call' },
      { type: 'button', key: 'call', sortable: false, filterable: false },
    ],
    [{ fieldName: 'Unknown__c' }, { type: 'text', label: 'Unknown__c', sortable: false }],
  ]
  for (const [column, expected] of facts)
    it(JSON.stringify(column), () => {
      expect(one(column)).toMatchObject(expected)
    })

  it('of a dependent picklist offer what goes with the controlling value', () => {
    const reason = one({ fieldName: 'Reason__c' })
    const offered = (status: string | null) => optionsFor(reason, status).map(({ value }) => value)
    expect([offered('New'), offered('Gone'), offered(null)]).toEqual([['Moved', 'Busy'], ['Busy'], []])
  })

  it('have the operators that fit their values', () => {
    expect(operatorsFor(one({ fieldName: 'Status__c' }))).toContain('in')
    expect(operatorsFor(one({ fieldName: 'Amount__c' }))).not.toContain('contains')
  })

  it('are arranged as the layout says, those it does not name as declared', () => {
    const columns = columnsOf([{ fieldName: 'A' }, { fieldName: 'B' }, { fieldName: 'C', hidden: true }])
    const shown = (layout: object) =>
      arrangedColumns(columns, layout).flatMap(({ key, isHidden }) => (isHidden ? [] : [key]))
    expect(shown({})).toEqual(['A', 'B'])
    expect(shown(withVisibility({}, 'C', true))).toEqual(['A', 'B', 'C'])
    expect(shown(withVisibility({}, 'A', false))).toEqual(['B'])
    expect(shown(withMoved({}, ['A', 'B', 'C'], 'A', 1))).toEqual(['B', 'A'])
    expect(shown({ order: ['Gone', 'B'] })).toEqual(['B', 'A'])
  })
})

describe('groups', () => {
  const rows = [
    ['New', 'Blue', 1],
    ['New', 'Blue', 2],
    ['New', 'Red', 3],
    ['Old', null, null],
  ].map(([Status, Color, Score]) => record({ Status: Status!, Color: Color!, Score: Score! }))
  const summaries = [
    { alias: 'sum', fieldName: 'Score', function: 'sum' },
    { alias: 'avg', fieldName: 'Score', function: 'avg' },
    { alias: 'min', fieldName: 'Score', function: 'min' },
    { alias: 'count', fieldName: 'Score', function: 'count' },
  ] as const
  const totals = totalsOf(rows, ['Status', 'Color'], summaries)
  const shown = (collapsed: readonly string[]) =>
    tableLines(rows, ['Status', 'Color'], new Set(collapsed), totals).map(line =>
      line.kind === 'row'
        ? `row ${line.position}`
        : `${'-'.repeat(line.group.level + 1)} ${line.group.value} ${line.group.count}`,
    )

  it('stand above their rows, to any depth', () => {
    expect(shown([])).toEqual([
      '- New 3',
      '-- Blue 2',
      'row 0',
      'row 1',
      '-- Red 1',
      'row 2',
      '- Old 1',
      '-- null 1',
      'row 3',
    ])
  })
  it('fold with all that is in them', () => {
    expect(shown(['["New"]'])).toEqual(['- New 3', '- Old 1', '-- null 1', 'row 3'])
    expect(shown(['["New","Blue"]'])).toEqual([
      '- New 3',
      '-- Blue 2',
      '-- Red 1',
      'row 2',
      '- Old 1',
      '-- null 1',
      'row 3',
    ])
  })
  it('have totals that leave blanks out', () => {
    const of = (key: string) => Object.fromEntries(totals.get(key)!.values)
    expect(of('')).toEqual({ sum: 6, avg: 2, min: 1, count: 3 })
    expect(of('["Old"]')).toEqual({ sum: null, avg: null, min: null, count: 0 })
  })
})

describe('drafts', () => {
  const row = record({ Id: contactId(1), Name: 'Ada', Email: null })
  it('hold the changed fields alone, and nothing once they are as saved', () => {
    const one = withDraft([], row, 'Name', 'Bo', false)
    const two = withDraft(one, row, 'Email', 'x', false)
    expect(two.map(draft => draft.shape.names)).toEqual([['Id', 'Name', 'Email']])
    expect(withDraft(withDraft(two, row, 'Name', 'Ada', true), row, 'Email', null, true)).toEqual([])
  })

  const table = (state: ComponentState) => dataTableModel(state, 'Contacts')
  const edit = (state: ComponentState, n: number, value: Value) => {
    const { rows, columns } = table(state)
    table(state).edit(rows[n]!, columns[0]!, value)
  }
  const typed = (state: ComponentState) => [...table(state).drafts.values()].map(draft => draft.get('Name'))

  it('are undone and redone, until somebody else sets them', async () => {
    const { state } = await load({})
    edit(state, 0, 'A')
    edit(state, 1, 'B')
    table(state).undo()
    expect(typed(state)).toEqual(['A'])
    table(state).redo()
    expect(typed(state)).toEqual(['A', 'B'])
    state.setAttribute('Contacts', 'DraftValues', [])
    expect(table(state)).toMatchObject({ canUndo: false, canRedo: false })
  })

  it('are saved by the table itself where no interaction does it', async () => {
    const saved = {
      body: [
        { id: contactId(1), success: true, errors: [] },
        {
          id: contactId(2),
          success: false,
          errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'A name, please.', fields: ['Name'] }],
        },
      ],
    }
    const { state, host } = await load(
      {},
      {
        'PATCH /composite/sobjects': saved,
        QUERY: [answerOf(contact(1), contact(2)), answerOf(contact(1, { Name: 'A' }), contact(2))],
      },
    )
    edit(state, 0, 'A')
    edit(state, 1, null)
    expect((await table(state).save()).status).toBe('failed')
    await settled()
    expect(host.requests.filter(request => request.startsWith('PATCH'))).toHaveLength(1)
    expect([...table(state).drafts.keys()]).toEqual([contactId(2)])
    expect(table(state).cellErrors).toEqual([
      { recordId: contactId(2), fieldName: 'Name', message: 'A name, please.', code: 'REQUIRED_FIELD_MISSING' },
    ])
    expect(table(state).rows[0]!.get('Name')).toBe('A')
  })
})

describe('JSON objects', () => {
  it('are rows too, selected by their Id or place', async () => {
    const { state } = await load({
      resources: [{ type: 'variable', apiName: 'answer', dataType: 'JSON', isCollection: true }],
      table: { records: '{!answer}', columns: [{ fieldName: 'city.name', label: 'City' }] },
    })
    const json = (fields: Record<string, Value>): Value => new ApexValue('Object', new Map(Object.entries(fields)))
    const berne = json({ name: 'Berne' })
    expect(state.setVariable('answer', [json({ id: 'x', city: berne }), json({ city: json({ name: 'Aarau' }) })])).toBe(
      true,
    )
    const table = () => dataTableModel(state, 'Contacts')
    table().sortBy('city.name', 'asc')
    expect(table().rows.map(({ id }) => id)).toEqual(['2', 'x'])
    table().selectRow('x', true)
    expect(state.value('{!Contacts.SelectedRowsKeyValue}')).toEqual(['x'])
    expect(state.value('{!Contacts.FirstSelectedRow.city.name}')).toBe('Berne')
  })
})

describe('rules on rows', () => {
  it('switch actions off, hide them, and give colors', async () => {
    const { state } = await load({
      table: {
        columns: [
          {
            fieldName: 'Name',
            colorRules: [
              { when: '{!$Row.Score__c} > 10', color: 'success' },
              { value: 'Contact 1', color: 'info' },
            ],
          },
        ],
        rowActions: [
          { name: 'a', label: 'A', disabledWhen: 'ISBLANK({!$Row.Score__c})' },
          { name: 'b', label: 'B', hiddenWhen: '{!$Row.Score__c} > 10' },
        ],
      },
    })
    const table = dataTableModel(state, 'Contacts')
    const actions = table.rows.map(row =>
      table.actionsFor(row, table.rowActions).map(({ name, disabled }) => `${name}${disabled ? ' off' : ''}`),
    )
    expect(actions).toEqual([['a', 'b'], ['a'], ['a off', 'b']])
    expect(table.rows.map(row => table.colorOf(table.columns[0]!, row, row.get('Name')))).toEqual([
      'info',
      'success',
      undefined,
    ])
    expect(await table.clickRowAction('a', table.rows[2]!)).toEqual({ status: 'refused', ran: 0 })
  })
})
