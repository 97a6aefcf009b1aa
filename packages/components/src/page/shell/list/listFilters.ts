import type { ComponentState, FieldDescription, ObjectDescription } from '@millrace/runtime'
import { joined } from '../../filterLogic.ts'
import type { ListFilter, ListView } from './listViews.ts'

type Query = Extract<ComponentState['definition']['resources'][number], { readonly type: 'query' }>
export type QueryFilter = NonNullable<Query['filter']>

/// The operators of list views' filters, in Salesforce's own words.
///
/// Source: Metadata API Developer Guide, "ListView", ListViewFilter.
export const OPERATIONS = [
  'equals',
  'notEqual',
  'contains',
  'notContain',
  'startsWith',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'includes',
  'excludes',
] as const

export type Operation = (typeof OPERATIONS)[number]

/// Those that fit a field.
export function operationsFor({ restType = '' }: FieldDescription): readonly Operation[] {
  if (restType === 'multipicklist') return ['includes', 'excludes', 'equals', 'notEqual']
  if (restType === 'boolean' || restType === 'reference' || restType === 'id') return ['equals', 'notEqual']
  const ordered: readonly Operation[] = ['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual']
  if (NUMBERS_AND_DATES.has(restType)) return ['equals', 'notEqual', ...ordered]
  return ['equals', 'notEqual', 'contains', 'notContain', 'startsWith', ...ordered]
}

const NUMBERS_AND_DATES = new Set(['int', 'double', 'currency', 'percent', 'date', 'datetime', 'time'])

/// Nothing has this Id, so a filter that cannot be read finds nothing instead of everything.
const NOTHING: QueryFilter = { field: 'Id', operator: 'eq', value: null }

/// The filter of the query behind a list: its scope and its filters, joined as it says.
export function viewFilter(
  view: Pick<ListView, 'scope' | 'filters' | 'filterLogic'>,
  object: ObjectDescription,
  { userId, recentIds }: { readonly userId: string; readonly recentIds: readonly string[] },
): QueryFilter | undefined {
  const scope: QueryFilter[] =
    view.scope === 'mine'
      ? [{ field: 'OwnerId', operator: 'eq', value: userId }]
      : view.scope === 'recent'
        ? [{ field: 'Id', operator: 'in', value: recentIds }]
        : []
  const filters = view.filters.map(filter => queryFilter(filter, object))
  const logic = view.filterLogic.trim()
  const and = (parts: readonly QueryFilter[]): QueryFilter => ({ and: parts })
  const asSaid =
    logic === '' || filters.length === 0
      ? filters
      : [joined(logic, filters, { and, or: parts => ({ or: parts }), not: part => ({ not: part }) }) ?? NOTHING]
  const all = [...scope, ...asSaid]
  return all.length > 1 ? and(all) : all[0]
}

function queryFilter({ field: path, operation, value }: ListFilter, object: ObjectDescription): QueryFilter {
  const field = object.fields.find(({ name }) => name === path)
  if (!field && !path.includes('.')) return NOTHING
  const texts = valuesOf(value, field)
  const one = (operator: 'eq' | 'ne' | 'lt' | 'gt' | 'lte' | 'gte'): QueryFilter => ({
    field: path,
    operator,
    value: texts[0] ?? null,
  })
  const each = (operator: 'ctn' | 'sw'): QueryFilter => {
    const parts = texts.map((value): QueryFilter => ({ field: path, operator, value }))
    return parts.length === 1 ? parts[0]! : { or: parts }
  }
  switch (operation) {
    case 'equals':
      return texts.length > 1 ? { field: path, operator: 'in', value: texts } : one('eq')
    case 'notEqual':
      return texts.length > 1 ? { field: path, operator: 'nin', value: texts } : one('ne')
    case 'contains':
      return each('ctn')
    case 'notContain':
      return { not: each('ctn') }
    case 'startsWith':
      return each('sw')
    case 'lessThan':
      return one('lt')
    case 'greaterThan':
      return one('gt')
    case 'lessOrEqual':
      return one('lte')
    case 'greaterOrEqual':
      return one('gte')
    case 'includes':
      return { field: path, operator: 'includes', value: texts.flatMap(text => text.split(';')) }
    case 'excludes':
      return { field: path, operator: 'excludes', value: texts.flatMap(text => text.split(';')) }
    default:
      return NOTHING
  }
}

/// Several values stand between commas; of a checkbox files have 1 and 0.
function valuesOf(text: string, field: FieldDescription | undefined): string[] {
  const values = text.split(',').flatMap(value => value.trim() || [])
  if (field?.restType === 'boolean') return [/^(1|true)$/i.test(values[0] ?? '') ? 'true' : 'false']
  return values.map(value => (field?.restType === 'date' ? isoDate(value) : value))
}

/// Files have dates as `1/31/2026` and words such as `LAST_N_DAYS:30`.
function isoDate(text: string): string {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text.replaceAll(' ', '_')
}
