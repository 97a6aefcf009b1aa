import type { Component, Resource } from '@millrace/metadata'
import { num, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { recordedHost } from '../../test/recordedHost.ts'
import { type ComponentState, openDynamicComponent } from '../index.ts'

const people: Resource = {
  type: 'variable',
  apiName: 'people',
  dataType: 'JSON',
  isCollection: true,
  defaultValue: [
    { name: 'Ada', age: 36 },
    { name: 'Bo', age: 20 },
    { name: 'Chidi', age: null },
  ],
}

function open(component: Omit<Component, 'apiName'>, resources: readonly Resource[] = []): ComponentState {
  const definition = {
    apiName: 'Test',
    label: 'Test',
    resources: [people, { type: 'variable', apiName: 'told', dataType: 'Text' } as const, ...resources],
    components: [{ ...component, apiName: 'It' }],
  }
  return openDynamicComponent(definition, recordedHost({}))
}

const read = (state: ComponentState, name: string): Value => state.value(`{!It.${name}}`)

describe('Tabs', () => {
  const tabs = [
    { name: 'locked', label: 'Locked', disabled: true },
    { name: 'first', label: 'First' },
    { name: 'second', label: 'Second' },
  ]
  it.each([
    ['the first that can be opened', {}, undefined, 'first'],
    ['the one that is named', { activeTab: 'second' }, undefined, 'second'],
    ['the first when there is none of that name', { activeTab: 'third' }, undefined, 'first'],
    ['the one that was opened', { activeTab: 'second' }, 'first', 'first'],
  ])('shows %s', (_, attributes, opened, active) => {
    const state = open({ type: 'Tabs', attributes: { tabs, ...attributes } })
    if (opened) state.setAttribute('It', 'activeTab', opened)
    expect(read(state, 'activeTab')).toBe(active)
  })

  it('has none when there are no tabs', () => {
    expect(read(open({ type: 'Tabs', attributes: { tabs: [] } }), 'activeTab')).toBeNull()
  })
})

describe('Accordion', () => {
  const sections = ['a', 'b', 'c'].map(name => ({ name, label: name }))
  it.each([
    ['the first one', {}, undefined, ['a']],
    ['those that are named', { openSections: ['c', 'b'], allowMultiple: true }, undefined, ['b', 'c']],
    ['only one where others close', { openSections: ['c', 'b'] }, undefined, ['b']],
    ['none when all were closed', {}, [], []],
    ['no section that is not there', { openSections: ['x', 'c'] }, undefined, ['c']],
  ])('unfolds %s', (_, attributes, opened, expected) => {
    const state = open({ type: 'Accordion', attributes: { sections, ...attributes } })
    if (opened) state.setAttribute('It', 'openSections', opened)
    expect(read(state, 'openSections')).toEqual(expected)
  })
})

describe('Metric', () => {
  it.each<[string, Record<string, unknown>, readonly (number | null)[]]>([
    ['a value that is given', { value: 12, compareTo: 16 }, [12, -4, -25]],
    ['nothing to compare with', { value: 12 }, [12, null, null]],
    ['no percentage of nothing', { value: 12, compareTo: 0 }, [12, 12, null]],
    ['the count of records', { records: '{!people}' }, [3, null, null]],
    ['the sum of a field', { records: '{!people}', aggregate: 'sum', field: 'age', compareTo: 28 }, [56, 28, 100]],
    ['the average without blanks', { records: '{!people}', aggregate: 'avg', field: 'age' }, [28, null, null]],
    ['text is no number', { value: 'many' }, [null, null, null]],
  ])('%s', (_, attributes, expected) => {
    const state = open({ type: 'Metric', attributes: { label: 'It', ...attributes } })
    expect(['CurrentValue', 'Change', 'ChangePercent'].map(name => read(state, name))).toEqual(
      expected.map(value => (value === null ? null : num(value))),
    )
  })
})

describe('List', () => {
  const list = (): ComponentState =>
    open({
      type: 'List',
      attributes: { records: '{!people}', itemLabel: '{{Record.name}} is {{Record.age}}', checkable: true },
      interactions: { itemClick: [{ type: 'assignment', variable: 'told', value: '{!It.ClickedItem.name}' }] },
    })

  it('has texts of each item', () => {
    const state = list()
    const items = state.attribute('It', 'records') as readonly Value[]
    expect(items.map((item, index) => state.item('It', item, String(index)).attribute('It', 'itemLabel'))).toEqual([
      'Ada is 36',
      'Bo is 20',
      'Chidi is ',
    ])
    expect(state.attribute('It', 'itemLabel')).toBeNull()
  })

  it('holds the checked items in their order, without those that are not there', () => {
    const state = list()
    state.setAttribute('It', 'CheckedKeys', ['2', '7', '0'])
    expect(read(state, 'CheckedKeys')).toEqual(['0', '2'])
    expect((read(state, 'CheckedItems') as readonly Value[]).length).toBe(2)
  })

  it('knows the item that was clicked', async () => {
    const state = list()
    await state.load()
    const [, bo] = state.attribute('It', 'records') as readonly Value[]
    state.setAttribute('It', 'ClickedItem', bo ?? null)
    expect(await state.item('It', bo ?? null, '1').trigger('It', 'itemClick')).toMatchObject({
      status: 'finished',
      ran: 1,
    })
    expect(state.value('told')).toBe('Bo')
  })
})

describe('Chart', () => {
  it('counts its groups and holds what was clicked', () => {
    const state = open({ type: 'Chart', attributes: { title: 'It', records: '{!people}', labelField: 'age' } })
    expect(read(state, 'GroupCount')).toBe(3)
    state.setAttribute('It', 'ClickedLabel', '36')
    expect(read(state, 'ClickedLabel')).toBe('36')
  })
})
