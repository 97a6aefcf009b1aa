import type { Interaction, Resource } from '@millrace/metadata'
import { ApexValue, DateValue, RecordValue, toJson } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { component, load } from '../../test/component.ts'
import { checkDynamicComponent } from '../index.ts'

const resources: readonly Resource[] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 10 },
  { type: 'variable', apiName: 'text', dataType: 'Text', defaultValue: 'a-b-a' },
  { type: 'variable', apiName: 'flag', dataType: 'Boolean', defaultValue: true },
  { type: 'variable', apiName: 'day', dataType: 'Date', defaultValue: '2026-01-31' },
  { type: 'variable', apiName: 'at', dataType: 'DateTime', defaultValue: '2026-01-31T10:00:00Z' },
  { type: 'variable', apiName: 'list', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b', 'a', 'c'] },
  { type: 'variable', apiName: 'contact', dataType: 'Record', objectApiName: 'Contact' },
  { type: 'variable', apiName: 'data', dataType: 'JSON', defaultValue: { items: [{ name: 'x' }], total: 1 } },
  { type: 'constant', apiName: 'fixed', dataType: 'Number', value: 1 },
]

async function assign(settings: object): Promise<{ read: (reference: string) => unknown; error: string | undefined }> {
  const { state } = await load({ resources, go: [{ type: 'assignment', ...settings }] })
  const { error } = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { read: reference => toJson(state.value(reference)), error: error?.message }
}

describe('An operator of Assignment', () => {
  const cases: [variable: string, operator: string, value: unknown, expected: unknown][] = [
    ['n', 'equal', 5, 5],
    ['n', 'equal', '12.5', 12.5],
    ['n', 'add', 5, 15],
    ['n', 'subtract', 3, 7],
    ['n', 'multiply', 3, 30],
    ['n', 'multiply', 0.1, 1],
    ['n', 'assignCount', '{!list}', 4],
    ['n', 'assignCount', '{!$GlobalConstant.Null}', 0],
    ['n', 'clear', undefined, null],
    ['text', 'add', ' {!n}', 'a-b-a 10'],
    ['text', 'addAtStart', 1, '1a-b-a'],
    ['text', 'removeFirst', 'a', '-b-a'],
    ['text', 'removeAll', 'a', '-b-'],
    ['text', 'removeAll', '$&', 'a-b-a'],
    ['text', 'removeAfterFirst', '-', 'a-'],
    ['text', 'removeBeforeFirst', 'b', 'b-a'],
    ['text', 'removeBeforeFirst', 'z', 'a-b-a'],
    ['text', 'clear', undefined, null],
    ['flag', 'toggle', undefined, false],
    ['day', 'add', 1, '2026-02-01'],
    ['day', 'subtract', 31, '2025-12-31'],
    ['at', 'add', 0.5, '2026-01-31T22:00:00.000+0000'],
    ['list', 'equal', 'z', ['z']],
    ['list', 'add', ['d', 'e'], ['a', 'b', 'a', 'c', 'd', 'e']],
    ['list', 'addAtStart', 'z', ['z', 'a', 'b', 'a', 'c']],
    ['list', 'removeFirst', 'a', ['b', 'a', 'c']],
    ['list', 'removeAll', 'a', ['b', 'c']],
    ['list', 'removeAll', ['a', 'c'], ['b']],
    ['list', 'removeAfterFirst', 'b', ['a', 'b']],
    ['list', 'removeBeforeFirst', 'b', ['b', 'a', 'c']],
    ['list', 'removePosition', 2, ['a', 'a', 'c']],
    ['list', 'removePosition', 9, ['a', 'b', 'a', 'c']],
    ['list', 'removeUncommon', ['a', 'c'], ['a', 'a', 'c']],
    ['list', 'removeDuplicates', undefined, ['a', 'b', 'c']],
    ['list', 'sort', undefined, ['a', 'a', 'b', 'c']],
    ['list', 'toggleItem', 'b', ['a', 'a', 'c']],
    ['list', 'toggleItem', 'z', ['a', 'b', 'a', 'c', 'z']],
    ['list', 'clear', undefined, []],
  ]
  for (const [variable, operator, value, expected] of cases)
    it(`${variable} ${operator} ${JSON.stringify(value)}`, async () => {
      const { read, error } = await assign({ variable, operator, value })
      expect([error, read(variable)]).toEqual([undefined, expected])
    })
})

describe('Assignment', () => {
  it('sets a field of a record variable, which is made when there is none', async () => {
    const { read } = await assign({
      variable: 'contact.LastName',
      value: 'Ng',
      assignments: [{ variable: '{!contact.score__c}', operator: 'add', value: 2 }],
    })
    expect(read('contact')).toEqual({ attributes: { type: 'Contact' }, LastName: 'Ng', score__c: 2 })
  })

  it('sets places in JSON, and makes what is missing on the way', async () => {
    const { read } = await assign({
      assignments: [
        { variable: 'data.items[0].name', value: 'y' },
        { variable: 'data.items[2].price', value: 3 },
        { variable: 'data.total', operator: 'add', value: 1 },
        { variable: 'data.by.name', value: '{!data.total}' },
      ],
    })
    expect(read('data')).toEqual({ items: [{ name: 'y' }, null, { price: 3 }], total: 2, by: { name: 1 } })
  })

  it('leaves the value before as it was', async () => {
    const before = new ApexValue('Object', new Map([['a', 1]]))
    const record = RecordValue.from('Contact', { LastName: 'Ng' })
    const { state } = await load({
      resources,
      go: [
        { type: 'assignment', variable: 'data.a', value: 2 },
        { type: 'assignment', variable: 'contact.LastName', value: 'Okafor' },
      ],
    })
    state.setVariable('data', before)
    state.setVariable('contact', record)
    await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    expect([before.fields.get('a'), record.get('LastName')]).toEqual([1, 'Ng'])
    expect([state.value('data.a'), state.value('contact.LastName')]).toEqual([2, 'Okafor'])
  })

  it('is one change, however many variables it sets', async () => {
    const { state } = await load({
      resources: [...resources, { type: 'formula', apiName: 'sum', dataType: 'Text', formula: 'TEXT({!n}) & {!text}' }],
      go: [{ type: 'assignment', variable: 'n', value: 1, assignments: [{ variable: 'text', value: 'x' }] }],
    })
    state.value('sum')
    const seen: unknown[] = []
    state.subscribe(undefined, () => seen.push(state.value('sum')))
    await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    expect([...new Set(seen)].filter(value => value !== '10a-b-a')).toEqual(['1x'])
  })

  it.each([
    [{ variable: 'fixed', value: 2 }, '"fixed" is a constant. Only variables can be written.'],
    [{ variable: 'txet', value: 2 }, 'there is no variable "txet". Did you mean text?'],
    [{ variable: 'n', value: 'ten' }, 'n holds Number, and the value is of another type.'],
    [{ variable: 'n', operator: 'add', value: 'ten' }, 'n: Add takes two numbers.'],
    [{ variable: 'list', operator: 'removePosition', value: 'a' }, 'Remove Position takes the number of an item'],
    [{ variable: 'contact.LastNaem', value: 'x' }, 'Contact has no field LastNaem. Did you mean LastName?'],
    [{ variable: 'n..x', value: 1 }, 'is no path'],
    [{ variable: 'n', operator: 'constructor', value: 1 }, 'there is no operator "constructor".'],
  ])('%o fails and says why', async (settings, message) => {
    expect((await assign(settings)).error).toContain(message)
  })

  it('reads dates as dates', async () => {
    const { state } = await load({ resources, go: [{ type: 'assignment', variable: 'day', value: '2026-03-01' }] })
    await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
    expect(state.value('day')).toEqual(DateValue.parse('2026-03-01'))
  })
})

describe('The check of Assignment', () => {
  const problems = (settings: object): string[] =>
    checkDynamicComponent(component({ resources, go: [{ type: 'assignment', ...settings } as Interaction] })).map(
      ({ code, path }) => `${code} ${path.split('headerActionClick[0].')[1]}`,
    )

  it.each<[object, string[]]>([
    [{ variable: 'n', value: 1 }, []],
    [{ assignments: [{ variable: 'contact.LastName', value: '{!text}' }] }, []],
    [{ variable: 'data.items[0]', operator: 'add', value: 1 }, []],
    [{}, ['missing-setting variable']],
    [{ variable: 'm', value: 1 }, ['unknown-variable variable']],
    [{ variable: 'text', operator: 'subtract', value: 'a' }, ['assignment-operator operator']],
    [{ variable: 'n', operator: 'removeAll', value: 1 }, ['assignment-operator operator']],
    [{ variable: 'n', operator: 'dance', value: 1 }, ['setting-value operator']],
    [{ variable: 'flag', value: 1 }, ['type-mismatch value']],
    [{ variable: 'n', value: '{!flag}' }, ['type-mismatch value']],
    [{ assignments: [{ variable: 'n', value: true }] }, ['type-mismatch assignments[0].value']],
    [
      { assignments: [{ value: true }] },
      ['missing-setting assignments[0].variable', 'unknown-variable assignments[0].variable'],
    ],
  ])('%o', (settings, expected) => {
    expect(problems(settings)).toEqual(expected)
  })
})
