import { BOOLEAN, DATE, NUMBER, TEXT } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { type QueryFilter, viewFilter } from './listFilters.ts'
import type { ListView } from './listViews.ts'

const object = {
  name: 'Contact',
  label: 'Contact',
  fields: [
    { name: 'Name', label: 'Name', type: TEXT, restType: 'string' },
    { name: 'Open__c', label: 'Open', type: BOOLEAN, restType: 'boolean' },
    { name: 'Since__c', label: 'Since', type: DATE, restType: 'date' },
    { name: 'Count__c', label: 'Count', type: NUMBER, restType: 'double' },
    { name: 'Kinds__c', label: 'Kinds', type: TEXT, restType: 'multipicklist' },
  ],
}
const world = { userId: '005A', recentIds: ['003A', '003B'] }
const nothing = { field: 'Id', operator: 'eq', value: null }

describe('the filters of list views', () => {
  it.each<[field: string, operation: string, value: string, filter: unknown]>([
    ['Name', 'equals', 'Ada', { field: 'Name', operator: 'eq', value: 'Ada' }],
    ['Name', 'equals', 'Ada, Bo', { field: 'Name', operator: 'in', value: ['Ada', 'Bo'] }],
    ['Name', 'equals', '', { field: 'Name', operator: 'eq', value: null }],
    ['Name', 'notEqual', '', { field: 'Name', operator: 'ne', value: null }],
    ['Name', 'contains', 'da', { field: 'Name', operator: 'ctn', value: 'da' }],
    ['Name', 'notContain', 'da', { not: { field: 'Name', operator: 'ctn', value: 'da' } }],
    [
      'Name',
      'startsWith',
      'A,B',
      {
        or: [
          { field: 'Name', operator: 'sw', value: 'A' },
          { field: 'Name', operator: 'sw', value: 'B' },
        ],
      },
    ],
    ['Open__c', 'equals', '1', { field: 'Open__c', operator: 'eq', value: 'true' }],
    ['Open__c', 'notEqual', '1', { field: 'Open__c', operator: 'ne', value: 'true' }],
    ['Since__c', 'greaterThan', '1/31/2026', { field: 'Since__c', operator: 'gt', value: '2026-01-31' }],
    ['Since__c', 'equals', 'LAST_N_DAYS:30', { field: 'Since__c', operator: 'eq', value: 'LAST_N_DAYS:30' }],
    ['Count__c', 'lessOrEqual', '5', { field: 'Count__c', operator: 'lte', value: '5' }],
    ['Kinds__c', 'includes', 'A;B', { field: 'Kinds__c', operator: 'includes', value: ['A', 'B'] }],
    ['Gone__c', 'equals', 'x', nothing],
    ['Name', 'sounds', 'x', nothing],
  ])('%s %s "%s"', (field, operation, value, filter) => {
    const view = { scope: 'everything', filters: [{ field, operation, value }], filterLogic: '' } as const
    expect(viewFilter(view, object, world)).toEqual(filter)
  })

  const [a, b, c] = ['a', 'b', 'c'].map((value): QueryFilter => ({ field: 'Name', operator: 'eq', value }))
  const filters = ['a', 'b', 'c'].map(value => ({ field: 'Name', operation: 'equals', value }))
  it.each<[scope: ListView['scope'], logic: string, filter: unknown]>([
    ['everything', '', { and: [a, b, c] }],
    ['everything', '1 AND (2 OR 3)', { and: [a, { or: [b, c] }] }],
    ['everything', '1 or 2 and not 3', { or: [a, { and: [b, { not: c }] }] }],
    ['everything', '1 AND 4', nothing],
    ['everything', '1 2', nothing],
    ['mine', '1 OR 2', { and: [{ field: 'OwnerId', operator: 'eq', value: '005A' }, { or: [a, b] }] }],
    ['recent', '1', { and: [{ field: 'Id', operator: 'in', value: ['003A', '003B'] }, a] }],
  ])('%s, %s', (scope, filterLogic, filter) => {
    expect(viewFilter({ scope, filters, filterLogic }, object, world)).toEqual(filter)
  })
})
