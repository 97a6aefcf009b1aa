import type { Component, Resource } from '@millrace/metadata'
import { RecordValue } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { answerOf, contact, contactId, later, settled } from '../test/recordedHost.ts'
import { type ComponentState, checkDynamicComponent } from './index.ts'

const toast = (title: string) => ({ type: 'showToast', title })

const repeater = (children: readonly Component[], attributes: object = {}): Component => ({
  type: 'Repeater',
  apiName: 'People',
  attributes: { records: '{!AllContacts}', ...attributes },
  children: { item: children },
})
const text = (value: string): Component => ({ type: 'Text', apiName: 'Line', attributes: { value } })
const input: Component = { type: 'TextInput', apiName: 'Note', attributes: { label: 'Note', value: '{!$Item.Name}' } }

/// The states for the contacts of the query, in their order.
const itemsOf = (state: ComponentState): ComponentState[] =>
  state.query('AllContacts').records.map(record => state.item('People', record, record.id ?? ''))

describe('Inside a repeating component', () => {
  it.each([
    ['{!People.CurrentRecord.Name}', 'Contact 1'],
    ['{!people.currentrecord.Account.Name}', 'Account 1'],
    ['{!$Item.Name}', 'Contact 1'],
    ['{{Record.Name}}: {!$Item.Score__c}', 'Contact 1: 5.5'],
    ['@ThisItem.Name', 'Contact 1'],
    ['{!Note.value}', 'Contact 1'],
  ])('%s is the item’s', async (value, expected) => {
    const { state } = await load({ components: [repeater([text(value), input])] })
    expect(state.problems).toEqual([])
    expect(itemsOf(state)[0]?.attribute('Line', 'value')).toBe(expected)
  })

  it('what a component shows for each item has a default that reads the item', async () => {
    const list: Component = { type: 'List', apiName: 'People', attributes: { records: '{!AllContacts}' } }
    const { state } = await load({ components: [list] })
    expect(state.problems).toEqual([])
    expect(itemsOf(state).map(item => item.attribute('People', 'itemLabel'))).toEqual([
      'Contact 1',
      'Contact 2',
      'Contact 3',
    ])
    expect(state.attribute('People', 'itemLabel')).toBeNull()
  })

  it('each item holds its own, and keeps it when its record is read again', async () => {
    const { state } = await load(
      { components: [repeater([input])] },
      { QUERY: [answerOf(contact(1), contact(2)), answerOf(contact(1, { Name: 'New' }), contact(2))] },
    )
    const before = itemsOf(state)
    before[1]?.setAttribute('Note', 'value', 'typed')
    expect(itemsOf(state).map(item => item.attribute('Note', 'value'))).toEqual(['Contact 1', 'typed'])
    expect(itemsOf(state)).toEqual(before)
    await state.refreshAllQueries()
    const after = itemsOf(state)
    expect(after.map(item => item.attribute('Note', 'value'))).toEqual(['New', 'typed'])
    expect(after[0]).not.toBe(before[0])
  })

  it('each item is busy by itself, and tells only its own', async () => {
    const slow = later()
    const { state, host } = await load(
      {
        components: [
          repeater([
            {
              type: 'Button',
              apiName: 'Go',
              attributes: { label: 'Go' },
              interactions: { click: [{ type: 'refreshAllQueries' }, toast('{!$Item.Name}')] },
            },
          ]),
        ],
      },
      { QUERY: [answerOf(contact(1), contact(2)), { ...answerOf(contact(1), contact(2)), after: slow.done }] },
    )
    const [first, second] = itemsOf(state)
    const told: string[] = []
    first?.isBusy('Go', 'click')
    second?.isBusy('Go', 'click')
    first?.subscribe('Go', () => told.push('first'))
    second?.subscribe('Go', () => told.push('second'))
    const done = second?.trigger('Go', 'click')
    expect([first?.isBusy('Go', 'click'), second?.isBusy('Go', 'click')]).toEqual([false, true])
    expect(await second?.trigger('Go', 'click')).toMatchObject({ status: 'refused' })
    expect(told).toEqual(['second'])
    slow.resolve()
    await done
    expect(host.toasts.map(({ title }) => title)).toEqual(['Contact 2'])
  })

  it('repeaters nest, and each name means its own', async () => {
    const inner: Component = {
      type: 'Repeater',
      apiName: 'Tags',
      attributes: { records: '{!labels}' },
      children: {
        item: [
          {
            ...text('{!People.CurrentRecord.Name} {!Tags.CurrentRecord.label} {!$Item.label}'),
            visibility: '{!$Item.label} <> "b"',
          },
        ],
      },
    }
    const tags: Resource = {
      type: 'variable',
      apiName: 'labels',
      dataType: 'JSON',
      isCollection: true,
      defaultValue: [{ label: 'a' }, { label: 'b' }],
    }
    const { state } = await load({ resources: [tags], components: [repeater([inner])] })
    const [first] = itemsOf(state)
    const [a, b] = ((first?.attribute('Tags', 'records') ?? []) as RecordValue[]).map((tag, i) =>
      first?.item('Tags', tag, String(i)),
    )
    expect(a?.attribute('Line', 'value')).toBe('Contact 1 a a')
    expect([a?.isVisible('Line'), b?.isVisible('Line')]).toEqual([true, false])
  })

  it.each([
    [
      '{!People.CurrentRecord.Name}',
      'Text "Line": People.CurrentRecord is the item of People that something in it is for; this is not in it.',
    ],
    ['{!$Item.Name}', 'Text "Line": $Item is the item of the repeating component around; here none is.'],
  ])('%s outside is explained', async (value, message) => {
    const { state } = await load({ components: [repeater([]), text(value)] })
    expect(checkDynamicComponent(state.definition).map(problem => problem.message)).toEqual([message])
  })
})

describe('An input', () => {
  const name = { type: 'variable', apiName: 'given', dataType: 'Text', defaultValue: 'Ada' } as const
  const mapped: Component = { type: 'TextInput', apiName: 'Name', attributes: { label: 'Name', value: '{!given}' } }

  it('starts as what it is mapped to, holds what is typed, and takes a new mapped value', async () => {
    const { state } = await load({ resources: [name], components: [mapped] })
    const read = () => [state.attribute('Name', 'value'), state.value('{!Name.value}')]
    expect(read()).toEqual(['Ada', 'Ada'])
    state.setAttribute('Name', 'value', 'Grace')
    expect(read()).toEqual(['Grace', 'Grace'])
    state.setVariable('given', 'Edith')
    expect(read()).toEqual(['Edith', 'Edith'])
    state.setVariable('given', 'Ada')
    expect(read()).toEqual(['Ada', 'Ada'])
  })

  it('runs a query that filters by it once for each change', async () => {
    const byName: Resource = {
      type: 'query',
      apiName: 'ByName',
      objectApiName: 'Contact',
      fields: ['Name'],
      filter: { field: 'Name', operator: 'sw', value: '{!Name.value}', ignoreWhenBlank: true },
    }
    const { state, host } = await load({ resources: [name, byName], components: [mapped] })
    host.requests.length = 0
    state.setAttribute('Name', 'value', 'Gr_ce 100%')
    state.setAttribute('Name', 'value', '')
    await settled()
    expect(host.requests).toEqual([
      "QUERY SELECT Id, Name FROM Contact WHERE Name LIKE 'Gr\\_ce 100\\%%'",
      'QUERY SELECT Id, Name FROM Contact',
    ])
  })
})

it('A changed definition goes on with what the user did with the old one', async () => {
  const table = { records: '{!AllContacts}' }
  const edited: Component = { type: 'TextInput', apiName: 'Name', attributes: { label: 'Name', value: 'Ada' } }
  const { state } = await load({ components: [edited, { ...edited, apiName: 'Other' }], table })
  state.setAttribute('Contacts', 'SelectedRowsKeyValue', [contactId(2)])
  state.setAttribute('Name', 'value', 'Grace')
  const { state: next } = await load({ components: [edited, { ...edited, apiName: 'Other' }], table })
  next.hold(state.held())
  expect(next.value('Contacts.FirstSelectedRow.Name')).toBe('Contact 2')
  expect([next.value('Name.value'), next.value('Other.value')]).toEqual(['Grace', 'Ada'])
})

describe('Slots from a list', () => {
  it('take children by the names of its items', async () => {
    const tabs = (slot: string): Component => ({
      type: 'Tabs',
      apiName: 'Tabs1',
      attributes: { tabs: [{ name: 'all', label: 'All' }] },
      children: { [slot]: [text('{!Tabs1.activeTab}')] },
    })
    const { state } = await load({ components: [tabs('all')] })
    expect(state.problems).toEqual([])
    expect(state.attribute('Line', 'value')).toBe('all')
    expect(
      checkDynamicComponent({ ...state.definition, components: [tabs('al')] }).map(({ message }) => message),
    ).toEqual(expect.arrayContaining([expect.stringContaining('it has no slot "al". Did you mean all?')]))
  })
})

describe('What an event carries', () => {
  const tabs = (title: string): Component => ({
    type: 'Tabs',
    apiName: 'Tabs1',
    attributes: { tabs: [{ name: 'all', label: 'All' }] },
    interactions: { select: [toast(title)] },
  })
  it('is read by its declared name', async () => {
    const { state, host } = await load({ components: [tabs('{!$Event.name}')] })
    await state.trigger('Tabs1', 'select', { detail: { name: 'all' } })
    expect(host.toasts.map(({ title }) => title)).toEqual(['all'])
  })
  it('has no other names', async () => {
    const { state } = await load({ components: [tabs('{!$Event.nme}')] })
    expect(state.problems.map(({ message }) => message)).toEqual([
      'Show Toast "Tabs1": The event carries no "nme". Did you mean name? It carries name.',
    ])
  })
})

it('A row’s own setting is worked out for its row', async () => {
  const { state } = await load({ table: { rowActions: [{ name: 'edit', label: 'Edit', disabled: false }] } })
  const [first] = state.query('AllContacts').records
  const item = state.item('Contacts', first ?? null, contactId(1))
  expect(item.currentItem).toBe(first)
  expect(item.value('{!$Item.Name}')).toBe('Contact 1')
})
