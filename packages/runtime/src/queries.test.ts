import type { QueryResource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { CONTACTS, component, load, salesforce } from '../test/component.ts'
import { answerOf, contact, contactId, later, recordedHost, settled } from '../test/recordedHost.ts'
import { openDynamicComponent } from './index.ts'

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
    expect(host.requests).toEqual(['GET /sobjects/Contact/describe', CONTACTS, 'GET /sobjects/Account/describe'])
    expect(String(state.value('{!AllContacts.FirstRecord.Score__c}'))).toBe('0.1')
    expect(String(state.value('{!allcontacts.firstrecord.birthdate}'))).toBe('2000-02-29')
    expect(state.value('{!$Query.AllContacts.nbItems}')).toBe(1)
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
