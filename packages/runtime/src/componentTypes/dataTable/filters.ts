import type { QueryFilter } from '@millrace/metadata'
import {
  compareValues,
  DateTimeValue,
  DateValue,
  equalValues,
  isNum,
  numText,
  parseNum,
  type RecordValue,
  TimeValue,
  type Value,
  zoneOffsetMs,
} from '@millrace/values'
import type { Resolved } from '../../componentState.ts'
import { fieldValue } from '../../recordFields.ts'
import { isValue, settingsList } from '../../resolved.ts'
import { type DataTableColumn, isNumberType } from './columns.ts'
import { dateRange } from './dateRanges.ts'

/// The operators of filters, with what they are called on the screen.
export const FILTER_OPERATORS = {
  eq: 'equals',
  ne: 'does not equal',
  contains: 'contains',
  startsWith: 'starts with',
  lt: 'less than',
  lte: 'less or equal',
  gt: 'greater than',
  gte: 'greater or equal',
  in: 'is one of',
  nin: 'is none of',
  during: 'is in',
  blank: 'is empty',
  notBlank: 'is not empty',
} as const

export type FilterOperator = keyof typeof FILTER_OPERATORS

/// One condition of the user's own: it narrows the query, never widens it.
export interface DataTableFilter {
  readonly fieldName: string
  readonly operator: FilterOperator
  /// A list for `in` and `nin`; a word such as THIS_WEEK for `during`; null for `blank` and `notBlank`.
  readonly value: Value
}

/// Where and when a condition is read.
export interface FilterWorld {
  readonly timeZone: string
  readonly today: DateValue
}

/// The operators that fit a column's values.
export function operatorsFor(column: DataTableColumn): readonly FilterOperator[] {
  if (column.options.length > 0) return ['in', 'nin', 'blank', 'notBlank']
  if (isNumberType(column.type) || column.type === 'rating' || column.type === 'progress')
    return ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'blank', 'notBlank']
  if (column.type === 'date' || column.type === 'datetime')
    return ['during', 'eq', 'gt', 'gte', 'lt', 'lte', 'blank', 'notBlank']
  if (column.type === 'time') return ['eq', 'gt', 'lt', 'blank', 'notBlank']
  if (column.type === 'boolean') return ['eq']
  return ['contains', 'startsWith', 'eq', 'ne', 'blank', 'notBlank']
}

/// What a person typed as a value of the column; undefined when it is none.
export function parseFilterValue(column: DataTableColumn, operator: FilterOperator, text: string): Value | undefined {
  if (operator === 'blank' || operator === 'notBlank') return null
  if (operator === 'in' || operator === 'nin') return text === '' ? undefined : text.split(';')
  if (text === '') return undefined
  if (operator === 'during') return text
  if (isNumberType(column.type) || column.type === 'rating' || column.type === 'progress') return parseNum(text)
  if (column.type === 'date' || column.type === 'datetime') return DateValue.parse(text)
  if (column.type === 'time') return TimeValue.parse(text)
  if (column.type === 'boolean') return text === 'true'
  return text
}

/// The same back as text, for inputs and for the address.
export function filterValueText({ value }: DataTableFilter): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(';')
  return isNum(value) ? numText(value) : String(value)
}

/// The filters that the state attribute `Filters` holds.
export function readFilters(value: Resolved): readonly DataTableFilter[] {
  return settingsList(value).flatMap(item => {
    const { fieldName, operator, value: held = null } = item
    const known = Object.keys(FILTER_OPERATORS).find(candidate => candidate === operator) as FilterOperator | undefined
    return typeof fieldName === 'string' && known && isValue(held) ? [{ fieldName, operator: known, value: held }] : []
  })
}

/// A filter's value that is no reference and no text of a file, but the value itself.
export class LiteralValue {
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }
}

/// All that the user asked for, as a condition of a query; undefined when that is nothing.
export function conditionOf(
  filters: readonly DataTableFilter[],
  search: string,
  columns: readonly DataTableColumn[],
  world: FilterWorld,
): QueryFilter | undefined {
  const conditions = filters.map(filter => {
    const column = columns.find(({ fieldName }) => fieldName === filter.fieldName)
    return filterCondition(filter, column?.type === 'datetime', world)
  })
  const words = search.split(/\s+/).filter(word => word !== '')
  const searched = columns.filter(({ searchable }) => searchable)
  if (searched.length > 0)
    for (const word of words)
      conditions.push({ or: searched.map(({ fieldName }) => like(fieldName, `%${escaped(word)}%`)) })
  return conditions.length === 0 ? undefined : { and: conditions }
}

function filterCondition(filter: DataTableFilter, isInstant: boolean, world: FilterWorld): QueryFilter {
  const { fieldName: field, operator, value } = filter
  switch (operator) {
    case 'blank':
      return { field, operator: 'eq', value: new LiteralValue(null) }
    case 'notBlank':
      return { field, operator: 'ne', value: new LiteralValue(null) }
    case 'contains':
      return like(field, `%${escaped(String(value))}%`)
    case 'startsWith':
      return like(field, `${escaped(String(value))}%`)
    case 'during': {
      const range = typeof value === 'string' ? dateRange(value, world.today) : undefined
      // A word that nobody knows finds nothing, instead of everything.
      if (!range) return { field: 'Id', operator: 'in', value: new LiteralValue([]) }
      return {
        and: [onDay(field, 'gte', range.first, isInstant, world), onDay(field, 'lte', range.last, isInstant, world)],
      }
    }
    default:
      if (value instanceof DateValue && operator !== 'in' && operator !== 'nin')
        return onDay(field, operator, value, isInstant, world)
      return { field, operator, value: new LiteralValue(value) }
  }
}

type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'

/// A Date/Time is on a day from its first instant up to the next day's, in the user's time zone.
function onDay(
  field: string,
  operator: Comparison,
  day: DateValue,
  isInstant: boolean,
  world: FilterWorld,
): QueryFilter {
  if (!isInstant) return { field, operator, value: new LiteralValue(day) }
  const at = (operator: 'lt' | 'gte', date: DateValue): QueryFilter => ({
    field,
    operator,
    value: new LiteralValue(startOf(date, world.timeZone)),
  })
  const next = day.addDays(1)
  switch (operator) {
    case 'eq':
      return { and: [at('gte', day), at('lt', next)] }
    case 'ne':
      return { or: [at('lt', day), at('gte', next)] }
    case 'lt':
      return at('lt', day)
    case 'lte':
      return at('lt', next)
    case 'gt':
      return at('gte', next)
    case 'gte':
      return at('gte', day)
  }
}

function startOf(date: DateValue, timeZone: string): DateTimeValue {
  const utc = DateTimeValue.startOf(date).ms
  return new DateTimeValue(utc - zoneOffsetMs(timeZone, utc))
}

const like = (field: string, pattern: string): QueryFilter => ({
  field,
  operator: 'like',
  value: new LiteralValue(pattern),
})

// What a person types is text and no pattern.
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, character => `\\${character}`)

/// Whether a record in the page meets a condition that `conditionOf` made.
export function meets(record: RecordValue, condition: QueryFilter, timeZone: string): boolean {
  if ('and' in condition) return condition.and.every(part => meets(record, part, timeZone))
  if ('or' in condition) return condition.or.some(part => meets(record, part, timeZone))
  if (!('field' in condition)) return true
  const actual = fieldValue(record, condition.field)
  const wanted = condition.value instanceof LiteralValue ? condition.value.value : null
  const order = compareValues(actual, wanted, timeZone)
  switch (condition.operator) {
    case 'eq':
      return equalValues(blankAsNull(actual), wanted, timeZone)
    case 'ne':
      return !equalValues(blankAsNull(actual), wanted, timeZone)
    case 'lt':
      return order !== undefined && order < 0
    case 'lte':
      return order !== undefined && order <= 0
    case 'gt':
      return order !== undefined && order > 0
    case 'gte':
      return order !== undefined && order >= 0
    case 'in':
      return isOneOf(actual, wanted, timeZone)
    case 'nin':
      return !isOneOf(actual, wanted, timeZone)
    case 'like':
      return typeof actual === 'string' && typeof wanted === 'string' && pattern(wanted).test(actual)
    default:
      return false
  }
}

const blankAsNull = (value: Value): Value => (value === '' ? null : value)

const isOneOf = (actual: Value, wanted: Value, timeZone: string): boolean =>
  Array.isArray(wanted) && wanted.some(item => equalValues(actual, item, timeZone))

let lastPattern: { readonly text: string; readonly expression: RegExp } | undefined

/// LIKE as SOQL has it: % for any text, case ignored. Rows ask for the same one after the other.
function pattern(text: string): RegExp {
  if (lastPattern?.text === text) return lastPattern.expression
  const source = text.replaceAll(/\\(.)|%|_|[.*+?^${}()|[\]]/g, (found, literal: string | undefined) => {
    if (literal !== undefined) return `\\u{${literal.codePointAt(0)!.toString(16)}}`
    return found === '%' ? '.*' : found === '_' ? '.' : `\\${found}`
  })
  lastPattern = { text, expression: new RegExp(`^${source}$`, 'isu') }
  return lastPattern.expression
}
