import type { QueryResource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { CONTACTS, component, load, salesforce } from '../test/component.ts'
import {
  accountDescribe,
  answerOf,
  contact,
  contactDescribe,
  contactId,
  later,
  recordedHost,
  settled,
} from '../test/recordedHost.ts'
import { type ComponentState, objectsOf, openDynamicComponent, readObjectDescription } from './index.ts'

const byStatus: QueryResource = {
  type: 'query',
  apiName: 'ByStatus',
  objectApiName: 'Contact',
  fields: ['Name'],
  filter: { field: 'Status__c', operator: 'eq', value: '{!status}' },
}
const status = { type: 'variable', apiName: 'status', dataType: 'Text', defaultValue: 'New' } as const
const byStatusSoql = (value: string): string => `QUERY SELECT Id, Name FROM Contact WHERE Status__c = '${value}'`

describe('A query', () => {
  it('describes its objects and reads typed records', async () => {
    const { state, host } = await load({}, { QUERY: answerOf(contact(1, { Score__c: 0.1, Birthdate: '2000-02-29' })) })
    expect(host.requests.toSorted()).toEqual([
      'GET /sobjects/Account/describe',
      'GET /sobjects/Contact/describe',
      CONTACTS,
    ])
    expect(String(state.value('{!AllContacts.FirstRecord.Score__c}'))).toBe('0.1')
    expect(String(state.value('{!allcontacts.firstrecord.birthdate}'))).toBe('2000-02-29')
    expect(state.value('{!$Query.AllContacts.nbItems}')).toBe(1)
  })

  it('describes at the same time what it is told to read', async () => {
    const host = recordedHost(salesforce)
    await openDynamicComponent(component({}), host, {}, ['Contact', 'Account']).load()
    expect(host.requests).toEqual(['GET /sobjects/Contact/describe', 'GET /sobjects/Account/describe', CONTACTS])
    const known = [contactDescribe, accountDescribe].map(readObjectDescription)
    expect(objectsOf(component({}), name => known.find(object => object?.name === name))).toEqual([
      'Contact',
      'Account',
    ])
  })

  it('keeps the records that hold the same when it is read again', async () => {
    const { state } = await load(
      {},
      { QUERY: [answerOf(contact(1), contact(2)), answerOf(contact(1), contact(2, { Score__c: 7 }))] },
    )
    const before = state.query('AllContacts').records
    await state.refreshAllQueries()
    const after = state.query('AllContacts').records
    expect([after[0] === before[0], after[1] === before[1], String(after[1]?.get('Score__c'))]).toEqual([
      true,
      false,
      '7',
    ])
  })

  it('runs once when a value it refers to changes, and not when one it does not', async () => {
    const { state, host } = await load({
      resources: [byStatus, status, { type: 'variable', apiName: 'other', dataType: 'Text' }],
    })
    host.requests.length = 0
    state.setVariable('other', 'x')
    state.setVariable('status', 'New')
    expect(host.requests).toEqual([])
    state.setVariable('status', `O'Hara`)
    await settled()
    expect(host.requests).toEqual([byStatusSoql(`O\\'Hara`)])
  })

  it('runs when the selection it filters by changes', async () => {
    const { state, host } = await load({
      resources: [{ ...byStatus, filter: { field: 'Id', operator: 'in', value: '{!Contacts.SelectedRowsKeyValue}' } }],
    })
    expect(host.requests).toContain('QUERY SELECT Id, Name FROM Contact WHERE Id = null')
    state.setAttribute('Contacts', 'SelectedRowsKeyValue', [contactId(3), contactId(1)])
    await settled()
    expect(host.requests.at(-1)).toBe(
      `QUERY SELECT Id, Name FROM Contact WHERE Id IN ('${contactId(1)}', '${contactId(3)}')`,
    )
  })

  it('never lets a stale answer overwrite a newer one', async () => {
    const slow = later()
    const { state } = await load(
      { resources: [byStatus, status] },
      {
        [byStatusSoql('New')]: answerOf(),
        [byStatusSoql('Old')]: { ...answerOf(contact(1)), after: slow.done },
        [byStatusSoql('Active')]: answerOf(contact(2)),
      },
    )
    state.setVariable('status', 'Old')
    state.setVariable('status', 'Active')
    await settled()
    slow.resolve()
    await settled()
    expect(state.query('ByStatus').records.map(({ id }) => id)).toEqual([contactId(2)])
  })

  it('keeps its rows while it refreshes and when that fails, and whoever refreshed waits for the newest answer', async () => {
    const slow = later()
    const { state } = await load(
      {},
      { QUERY: [answerOf(contact(1)), { ...answerOf(contact(2)), after: slow.done }, { status: 500, body: '<html>' }] },
    )
    const first = state.refreshAllQueries()
    expect(state.query('AllContacts')).toMatchObject({ status: 'refreshing', records: [{ id: contactId(1) }] })
    const second = state.refreshAllQueries()
    await expect(first).rejects.toThrow('AllContacts could not be read: The server answered with status 500')
    await expect(second).rejects.toThrow('AllContacts')
    slow.resolve()
    await settled()
    expect(state.query('AllContacts')).toMatchObject({
      status: 'error',
      records: [{ id: contactId(1) }],
      error: { code: 'HTTP_500' },
    })
  })

  it('tells the API error of its first run', async () => {
    const { state } = await load(
      {},
      { QUERY: { status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'No such column' }] } },
    )
    expect(state.query('AllContacts')).toMatchObject({
      status: 'error',
      records: [],
      error: { code: 'INVALID_FIELD', message: 'No such column' },
    })
  })

  it('follows pages up to its limit', async () => {
    const page = (n: number, next?: string) => ({
      body: { totalSize: 3, done: !next, records: [contact(n)], ...(next ? { nextRecordsUrl: next } : {}) },
    })
    const { state } = await load(
      { resources: [{ ...byStatus, filter: undefined, limit: 2 }] },
      {
        'QUERY SELECT Id, Name FROM Contact LIMIT 2': page(1, '/services/data/v62.0/query/01g-1'),
        'GET /query/01g-1': page(2, '/services/data/v62.0/query/01g-2'),
      },
    )
    expect(state.query('ByStatus')).toMatchObject({ status: 'ready', totalSize: 3 })
    expect(state.query('ByStatus').records).toHaveLength(2)
  })

  it('reads the fields of the page record that are referred to, before On Load', async () => {
    const { state, host } = await load(
      {
        targetObject: 'Contact',
        load: [{ type: 'showToast', title: '{!$Component.Record.Name} of {!$Component.record.Account.Name}' }],
      },
      {},
      { recordId: contactId(1), objectApiName: 'Contact' },
    )
    expect(host.requests).toContain(
      `QUERY SELECT Id, Name, Account.Name FROM Contact WHERE Id = '${contactId(1)}' LIMIT 1`,
    )
    expect(host.toasts[0]!.title).toBe('Contact 1 of Account 1')
    expect(state.problems).toEqual([])
  })

  it('of an object that the server does not describe still reads its records', async () => {
    const { state } = await load({}, { 'GET /sobjects/Contact/describe': { status: 404, body: [] } })
    expect(state.value('AllContacts.FirstRecord.Account.Name')).toBe('Account 1')
  })

  it('is loading until it has answered', () => {
    const state = openDynamicComponent(component({}), recordedHost(salesforce))
    expect(state.query('allcontacts').status).toBe('loading')
    expect(state.phase).toBe('loading')
  })
})

describe('A query with pages', () => {
  const paged: QueryResource = { ...byStatus, apiName: 'Paged', pageSize: 2 }
  const where = `FROM Contact WHERE Status__c = 'New'`
  const page = (limit: number, offset: number) =>
    `QUERY SELECT Id, Name ${where} LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`
  const count = `QUERY SELECT COUNT() ${where}`
  const three = { [count]: { body: { totalSize: 3, done: true, records: [] } } }
  const ids = (state: ComponentState) => state.query('Paged').records.map(({ id }) => id)

  it('reads one page and how many there are, then the next, once however often it is asked for', async () => {
    const { state, host } = await load(
      { resources: [paged, status] },
      { ...three, [page(2, 0)]: answerOf(contact(1), contact(2)), [page(2, 2)]: answerOf(contact(3)) },
    )
    expect(state.query('Paged')).toMatchObject({ status: 'ready', totalSize: 3, hasMore: true })
    expect([state.value('Paged.count'), state.value('Paged.hasMore')]).toEqual([3, true])
    host.requests.length = 0
    await Promise.all([state.loadMore('Paged'), state.loadMore('Paged')])
    expect(host.requests).toEqual([page(2, 2)])
    expect(ids(state)).toEqual([1, 2, 3].map(contactId))
    expect(state.query('Paged').hasMore).toBe(false)
    await state.loadMore('Paged')
    expect(host.requests).toEqual([page(2, 2)])
  })

  it('reads again as many as there were', async () => {
    const { state, host } = await load(
      { resources: [paged, status] },
      {
        ...three,
        [page(2, 0)]: answerOf(contact(1), contact(2)),
        [page(2, 2)]: answerOf(contact(3)),
        [page(3, 0)]: answerOf(contact(3), contact(2), contact(1)),
      },
    )
    await state.loadMore('Paged')
    host.requests.length = 0
    await state.refreshQuery('Paged')
    expect(host.requests.toSorted()).toEqual([count, page(3, 0)].toSorted())
    expect(ids(state)).toEqual([3, 2, 1].map(contactId))
  })

  it('another question begins at its first page, and a late further page of the old one is left out', async () => {
    const slow = later()
    const active = `FROM Contact WHERE Status__c = 'Active'`
    const { state } = await load(
      { resources: [paged, status] },
      {
        ...three,
        [page(2, 0)]: answerOf(contact(1), contact(2)),
        [page(2, 2)]: { ...answerOf(contact(3)), after: slow.done },
        [`QUERY SELECT Id, Name ${active} LIMIT 2`]: answerOf(contact(4)),
        [`QUERY SELECT COUNT() ${active}`]: { body: { totalSize: 1, done: true, records: [] } },
      },
    )
    const more = state.loadMore('Paged')
    await settled()
    state.setVariable('status', 'Active')
    await settled()
    slow.resolve()
    await more
    expect(ids(state)).toEqual([contactId(4)])
    expect(state.query('Paged')).toMatchObject({ totalSize: 1, hasMore: false, status: 'ready' })
  })
})

describe('What is read of a query', () => {
  const figures: QueryResource = {
    type: 'query',
    apiName: 'Figures',
    objectApiName: 'Contact',
    fields: ['Status__c'],
    aggregates: [{ function: 'sum', field: 'Score__c', alias: 'total' }],
  }
  const rows = answerOf(
    { attributes: { type: 'AggregateResult' }, Status__c: 'New', total: 12 },
    { attributes: { type: 'AggregateResult' }, Status__c: 'Old', total: 3 },
  )
  it.each<[string, unknown]>([
    ['AllContacts.count', 3],
    ['AllContacts.isEmpty', false],
    ['AllContacts.status', 'ready'],
    ['AllContacts.error', null],
    ['AllContacts.first.Name', 'Contact 1'],
    ['AllContacts.last.Account.Name', 'Account 3'],
    ['AllContacts[1].Name', 'Contact 2'],
    ['AllContacts[9].Name', null],
    ['$Query.AllContacts.records.count', 3],
    ['AllContacts.sum.Score__c', '25.5'],
    ['AllContacts.avg.Score__c', '12.75'],
    ['AllContacts.min.Score__c', '5.5'],
    ['AllContacts.max.Name', 'Contact 3'],
    ['Figures.first.total', 12],
    ['Figures[1].Status__c', 'Old'],
    ['Figures.sum.total', 15],
  ])('%s', async (reference, expected) => {
    const { state } = await load(
      { resources: [figures] },
      { 'QUERY SELECT Status__c, SUM(Score__c) total FROM Contact GROUP BY Status__c': rows },
    )
    const value = state.value(reference)
    expect(typeof expected === 'string' ? String(value) : value).toEqual(expected)
  })

  it.each([
    ['{!AllContacts.sum}', 'AllContacts.sum is followed by a field: {!AllContacts.sum.Amount}.'],
    ['{!AllContacts.frist.Name}', 'AllContacts is a query and has no "frist". Did you mean first?'],
  ])('%s is explained', async (value, message) => {
    const { state } = await load({ components: [{ type: 'Text', apiName: 'Line', attributes: { value } }] })
    expect(state.problems[0]?.message).toContain(message)
  })

  it('child records, typed', async () => {
    const accounts: QueryResource = {
      type: 'query',
      apiName: 'Accounts',
      objectApiName: 'Account',
      fields: ['Name'],
      children: [{ relationship: 'Contacts', fields: ['Birthdate'] }],
    }
    const { state } = await load(
      { resources: [accounts] },
      {
        'QUERY SELECT Id, Name, (SELECT Id, Birthdate FROM Contacts) FROM Account': answerOf({
          attributes: { type: 'Account' },
          Name: 'Acme',
          Contacts: { totalSize: 1, done: true, records: [contact(1, { Birthdate: '2000-02-29' })] },
        }),
      },
    )
    expect(String(state.value('Accounts.first.Contacts[0].Birthdate'))).toBe('2000-02-29')
    expect(state.value('Accounts.first.Contacts.count')).toBe(1)
  })
})
