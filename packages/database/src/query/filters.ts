import { DateTimeValue, looksLikeId, type Value } from '@millrace/values'
import { RecordStoreError, type FilterLogic, type RecordFilterOperator } from '../recordStore.ts'
import { comparandType, toComparand, type Parameter } from '../sql/columns.ts'
import { compare, isIn, isLike, isNotIn, isNull, likeText, type Comparison } from '../sql/comparison.ts'
import type { Column } from '../sql/from.ts'

/// What of a filter's value the SQL depends on: `value` is a parameter, the others are decided already.
export type FilterForm = 'value' | 'null' | 'true' | 'false'

const COMPARISONS: Partial<Readonly<Record<RecordFilterOperator, Comparison>>> = {
  EqualTo: '=',
  NotEqualTo: '!=',
  GreaterThan: '>',
  GreaterThanOrEqualTo: '>=',
  LessThan: '<',
  LessThanOrEqualTo: '<=',
}

const isList = (operator: RecordFilterOperator): boolean => operator === 'In' || operator === 'NotIn'

/// The PostgreSQL type of the filter's parameter.
export function filterParameterType(operator: RecordFilterOperator, column: Column): string {
  const type = COMPARISONS[operator] || isList(operator) ? comparandType(column.kind) : 'text'
  return isList(operator) ? `${type}[]` : type
}

export function filterForm(operator: RecordFilterOperator, value: Value): FilterForm {
  if (operator === 'IsNull') return value === true ? 'true' : value === false ? 'false' : 'null'
  return value === null || value === '' ? 'null' : 'value'
}

/// SQL of one filter. [parameter] is SQL of the comparand where the form is `value`.
export function filterSql(operator: RecordFilterOperator, column: Column, form: FilterForm, parameter: string): string {
  if (operator === 'IsNull') return form === 'null' ? 'false' : isNull(column, form === 'false')
  if (form === 'null') return nullFilter(operator, column)
  if (operator === 'In') return isIn(column, parameter)
  if (operator === 'NotIn') return isNotIn(column, parameter)
  const comparison = COMPARISONS[operator]
  return comparison ? compare(column, comparison, parameter) : isLike(column, parameter)
}

/// Compared with null: equal to blank, unlike anything filled; no list excludes nothing; all else is false.
function nullFilter(operator: RecordFilterOperator, column: Column): string {
  if (operator === 'EqualTo') return isNull(column)
  if (operator === 'NotEqualTo') return isNull(column, true)
  return operator === 'NotIn' ? 'true' : 'false'
}

/// The filter's value as its parameter. Throws `RecordStoreError` when it is of a kind that the field cannot be
/// compared with, or when an Id field is compared with what is no Id.
export function filterParameter(
  operator: RecordFilterOperator,
  column: Column,
  value: Value,
  field: string,
  timeZone: string,
): Parameter | Parameter[] {
  if (operator === 'IsNull') return null
  if (isList(operator)) {
    const items = Array.isArray(value) ? value : [value]
    return items.flatMap(item => comparand(column, item, field, timeZone) ?? [])
  }
  if (COMPARISONS[operator]) return comparand(column, value, field, timeZone)
  const text = likeText(String(toComparand(value, 'text') ?? ''))
  return operator === 'StartsWith' ? `${text}%` : operator === 'EndsWith' ? `%${text}` : `%${text}%`
}

function comparand(column: Column, value: Value, field: string, timeZone: string): Parameter {
  const local = column.kind === 'date' && value instanceof DateTimeValue ? value.dateIn(timeZone) : value
  const parameter = toComparand(local, column.kind)
  if (parameter === undefined)
    throw new RecordStoreError(
      'INVALID_FIELD',
      `The value of the filter on ${field} is of another type than the field.`,
    )
  if (column.kind === 'id' && parameter !== null && !looksLikeId(parameter as string))
    throw new RecordStoreError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${parameter as string}`)
  return parameter
}

/// The positions of the filters that [logic] names; all of [count] without logic.
export function usedFilters(logic: FilterLogic | null, count: number): ReadonlySet<number> {
  const used = new Set<number>()
  const visit = (part: FilterLogic): void => {
    if (typeof part === 'number') used.add(part)
    else if ('not' in part) visit(part.not)
    else for (const item of 'and' in part ? part.and : part.or) visit(item)
  }
  visit(logic ?? { and: Array.from({ length: count }, (_, i) => i) })
  return used
}

/// The filters joined as [logic] says; `true` without filters.
export function joinFilters(logic: FilterLogic | null, filters: readonly string[]): string {
  if (logic === null) return filters.length > 0 ? filters.join(' and ') : 'true'
  if (typeof logic === 'number') return filters[logic]!
  if ('not' in logic) return `(${joinFilters(logic.not, filters)}) is not true`
  const [word, items] = 'and' in logic ? ['and', logic.and] : ['or', logic.or]
  return `(${items.map(item => joinFilters(item, filters)).join(` ${word} `)})`
}
