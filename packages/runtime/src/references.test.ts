import type { Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { component, load, salesforce } from '../test/component.ts'
import { contactId, recordedHost } from '../test/recordedHost.ts'
import { openDynamicComponent } from './index.ts'

const resources: Resource[] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 2.5, availability: ['input', 'output'] },
  { type: 'variable', apiName: 'secret', dataType: 'Text', defaultValue: 'kept' },
  { type: 'variable', apiName: 'day', dataType: 'Date', defaultValue: '2026-01-31' },
  { type: 'variable', apiName: 'at', dataType: 'DateTime', defaultValue: '2026-01-31T10:00:00Z' },
  { type: 'variable', apiName: 'list', dataType: 'Text', isCollection: true },
  { type: 'variable', apiName: 'json', dataType: 'JSON', defaultValue: { a: { b: 1 } } },
  {
    type: 'variable',
    apiName: 'person',
    dataType: 'Record',
    objectApiName: 'Contact',
    defaultValue: { LastName: 'Ng' },
  },
  { type: 'constant', apiName: 'rate', dataType: 'Number', value: 0.2 },
  { type: 'formula', apiName: 'tax', dataType: 'Number', formula: '{!n} * {!rate}' },
  { type: 'formula', apiName: 'broken', dataType: 'Number', formula: '1 / 0' },
  { type: 'formula', apiName: 'loopA', dataType: 'Number', formula: '{!loopB} + 1' },
  { type: 'formula', apiName: 'loopB', dataType: 'Number', formula: '{!loopA} + 1' },
  { type: 'textTemplate', apiName: 'letter', text: 'Dear {!$User.Name}, {!tax} is due on {!day}.' },
]

describe('References', () => {
  const cases: [string, unknown][] = [
    ['{!n}', '2.5'],
    ['n', '2.5'],
    ['{! N }', '2.5'],
    ['{!tax}', '0.5'],
    ['{!day}', '2026-01-31'],
    ['{!list}', ''],
    ['{!letter}', 'Dear Ada Ng, 0.5 is due on January 31, 2026.'],
    ['{!json.a.B}', '1'],
    ['{!person.LastName}', 'Ng'],
    ['{!n} and {!rate}', '2.5 and 0.2'],
    ['{!broken}', 'null'],
    ['{!$User.name}', 'Ada Ng'],
    ['{!$user.Nothing}', 'null'],
    ['{!$Organization.Name}', 'Mill Street'],
    ['{!$Component.FormFactor}', 'Large'],
    ['{!$Component.RecordId}', contactId(1)],
    ['{!$Component.ObjectApiName}', 'Contact'],
    ['{!$Component.CurrentDate}', '2026-01-15'],
    ['{!$Component.CurrentDateTime}', '2026-01-15T10:00:00.000Z'],
    ['{!$GlobalConstant.True}', 'true'],
    ['{!$GlobalConstant.EmptyString}', ''],
    ['{!$GlobalConstant.FormFactor.Phone}', 'Small'],
    ['{!$GlobalConstant.Flow.Status.Finished}', 'FINISHED'],
    ['{!$Permission.approve}', 'true'],
    ['{!$Permission.Other}', 'false'],
    ['{!$System.OriginDateTime}', '1900-01-01T00:00:00.000Z'],
    ['{!$Query.AllContacts.nbItems}', '3'],
    ['{!AllContacts.IsLoading}', 'false'],
    ['{!nothing}', 'null'],
    ['{!$Row.Id}', 'null'],
    ['{!$Error.message}', 'null'],
  ]
  for (const [reference, expected] of cases)
    it(reference, async () => {
      const { state } = await load({ resources }, {}, { recordId: contactId(1), objectApiName: 'Contact' })
      expect(String(state.value(reference))).toBe(expected)
    })

  it('follow what they refer to', async () => {
    const { state } = await load({ resources })
    expect(state.value('tax')?.toString()).toBe('0.5')
    expect(state.setVariable('N', 10)).toBe(true)
    expect(state.value('tax')).toBe(2)
    expect(state.setVariable('n', 'ten')).toBe(false)
    expect(state.setVariable('rate', 1)).toBe(false)
    expect(state.outputs()).toEqual({ n: 10 })
  })

  it('set inputs that are available for input, and no others', () => {
    const state = openDynamicComponent(component({ resources }), recordedHost(salesforce), { N: 7, secret: 'changed' })
    expect([state.value('n'), state.value('secret')]).toEqual([7, 'kept'])
  })

  it('in a circle are told, and read without end', () => {
    const state = openDynamicComponent(component({ resources }), recordedHost(salesforce))
    expect(state.problems.map(({ code, message }) => [code, message])).toEqual([
      ['circular-reference', 'loopA: it refers to itself: loopA → loopB → loopA.'],
      ['circular-reference', 'loopB: it refers to itself: loopB → loopA → loopB.'],
    ])
    state.value('loopA')
  })
})
