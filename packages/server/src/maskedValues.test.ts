import { expect, it } from 'vitest'
import { MASK, masked } from './maskedValues.ts'

it.each<[what: string, value: unknown, kept: unknown]>([
  ['an input', [{ password: 'x', name: 'y' }], [{ password: MASK, name: 'y' }]],
  ['what is not there', { apiKey: null }, { apiKey: null }],
  ['a field of a record', { Secret__c: { a: 1 }, Id: '003' }, { Secret__c: MASK, Id: '003' }],
  [
    'an assignment of a trace',
    { kind: 'assign', detail: { reference: 'accessToken', operator: 'Assign', value: 'x', after: 'x' } },
    { kind: 'assign', detail: { reference: 'accessToken', operator: 'Assign', value: MASK, after: MASK } },
  ],
  ['a filter of a trace', { field: 'Api_Key__c', value: '1' }, { field: 'Api_Key__c', value: MASK }],
  ['a record as text', { first: '{Password__c: x}' }, { first: MASK }],
])('masks %s', (_, value, kept) => {
  expect(masked(value)).toEqual(kept)
})
