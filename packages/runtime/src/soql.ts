import type {
  ChildQuery,
  QueryAggregate,
  QueryFilter,
  QueryOperator,
  QueryOrder,
  QueryResource,
} from '@millrace/metadata'
import {
  DateTimeValue,
  DateValue,
  type DataType,
  isNum,
  numText,
  parseNum,
  RecordValue,
  TimeValue,
  type Value,
} from '@millrace/values'
import { childObjectOf, fieldTypeAt, type ObjectLookup } from './objectDescription.ts'

/// The SOQL text of a query resource, in parts, so that pages of it can be written. [valueOf] gives the value of a
/// filter's `value`, a limit or an offset, with references resolved. Values enter the text only as literals that cannot
/// end early; names only when they are names.
///
/// An empty list after IN finds nothing and after NOT IN everything, which SOQL itself has no way to write; so do
/// INCLUDES and EXCLUDES.
export function querySoql(query: QueryResource, valueOf: (value: unknown) => Value, objects: ObjectLookup): QuerySoql {
  const { objectApiName, filter, aggregates = [], fields, children = [] } = query
  const where = filter && condition(filter, { objectApiName, valueOf, objects })
  const groups = fields.filter(isFieldPath)
  const columns =
    aggregates.length > 0
      ? [...groups, ...aggregates.flatMap(aggregate => aggregateText(aggregate) ?? [])]
      : ['Id', ...fields].filter(isFieldPath)
  const nested = aggregates.length > 0 ? [] : children.flatMap(child => childText(child, query, valueOf, objects) ?? [])
  return {
    select: `SELECT ${[...distinct(columns), ...nested].join(', ')}`,
    from: `FROM ${objectApiName}${where ? ` WHERE ${where}` : ''}`,
    group: aggregates.length > 0 && groups.length > 0 ? `GROUP BY ${distinct(groups).join(', ')}` : '',
    orderBy: orderText(query.orderBy, aggregates),
    limit: countOf(query.limit, valueOf),
    offset: countOf(query.offset, valueOf) ?? 0,
  }
}

export interface QuerySoql {
  readonly select: string
  readonly from: string
  readonly group: string
  readonly orderBy: string
  /// How many records there may be in all.
  readonly limit: number | undefined
  /// How many are left out at the start.
  readonly offset: number
}

/// The whole text; or that of [count] records after the first [after].
export function printSoql(soql: QuerySoql, count = soql.limit, after = 0): string {
  const offset = soql.offset + after
  return [
    soql.select,
    soql.from,
    soql.group,
    soql.orderBy,
    count === undefined ? '' : `LIMIT ${count}`,
    offset > 0 ? `OFFSET ${offset}` : '',
  ]
    .filter(clause => clause !== '')
    .join(' ')
}

/// The query that counts what matches.
export const countSoql = (soql: QuerySoql): string => `SELECT COUNT() ${soql.from}`

/// The SOQL text of a query resource: see `querySoql`.
export const soqlText = (query: QueryResource, valueOf: (value: unknown) => Value, objects: ObjectLookup): string =>
  printSoql(querySoql(query, valueOf, objects))

/// Whether [text] is a field's name, with or without its parents' before it.
export const isFieldPath = (text: string): boolean => /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(text)

const distinct = (fields: readonly string[]): string[] =>
  fields.filter((field, i) => fields.findIndex(other => other.toLowerCase() === field.toLowerCase()) === i)

const FUNCTIONS: Readonly<Record<QueryAggregate['function'], string>> = {
  count: 'COUNT',
  countDistinct: 'COUNT_DISTINCT',
  sum: 'SUM',
  avg: 'AVG',
  min: 'MIN',
  max: 'MAX',
}

function aggregateText({ function: name, field = 'Id', alias }: QueryAggregate): string | undefined {
  return isFieldPath(field) && isFieldPath(alias) ? `${FUNCTIONS[name]}(${field}) ${alias}` : undefined
}

function childText(
  { relationship, fields, filter, orderBy, limit }: ChildQuery,
  query: QueryResource,
  valueOf: (value: unknown) => Value,
  objects: ObjectLookup,
): string | undefined {
  if (!isFieldPath(relationship)) return undefined
  const objectApiName = childObjectOf(objects, query.objectApiName, relationship) ?? relationship
  const where = filter && condition(filter, { objectApiName, valueOf, objects })
  const soql: QuerySoql = {
    select: `SELECT ${distinct(['Id', ...fields.filter(isFieldPath)]).join(', ')}`,
    from: `FROM ${relationship}${where ? ` WHERE ${where}` : ''}`,
    group: '',
    orderBy: orderText(orderBy, []),
    limit: countOf(limit, valueOf),
    offset: 0,
  }
  return `(${printSoql(soql)})`
}

/// A row of an aggregate query is sorted by the figure that has the alias.
function orderText(orderBy: readonly QueryOrder[] = [], aggregates: readonly QueryAggregate[]): string {
  const parts = orderBy
    .filter(({ field }) => isFieldPath(field))
    .map(({ field, direction, nulls }) => {
      const aggregate = aggregates.find(({ alias }) => alias.toLowerCase() === field.toLowerCase())
      const sorted = aggregate ? `${FUNCTIONS[aggregate.function]}(${aggregate.field ?? 'Id'})` : field
      return `${sorted}${direction === 'desc' ? ' DESC' : ''}${nulls ? ` NULLS ${nulls.toUpperCase()}` : ''}`
    })
  return parts.length > 0 ? `ORDER BY ${parts.join(', ')}` : ''
}

/// A whole number that is not negative; a reference that gives none counts as absent.
function countOf(raw: number | string | undefined, valueOf: (value: unknown) => Value): number | undefined {
  const value = Number(raw === undefined ? Number.NaN : typeof raw === 'number' ? raw : (valueOf(raw) ?? Number.NaN))
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

interface Filtering {
  readonly objectApiName: string
  readonly valueOf: (value: unknown) => Value
  readonly objects: ObjectLookup
}

const NOTHING = 'Id = null'
const EVERYTHING = 'Id != null'

function condition(filter: QueryFilter, filtering: Filtering): string {
  if ('and' in filter) return joined(filter.and, 'AND', filtering)
  if ('or' in filter) return joined(filter.or, 'OR', filtering)
  if ('not' in filter) {
    const inner = condition(filter.not, filtering)
    return inner === '' ? '' : `(NOT ${inner})`
  }
  // A filter that cannot be written must not widen the query.
  if (!isFieldPath(filter.field)) return NOTHING
  const value = filtering.valueOf(filter.value ?? null)
  if (filter.ignoreWhenBlank && isBlank(value)) return ''
  const type = fieldTypeAt(filtering.objects, filtering.objectApiName, filter.field)
  return comparison(filter.field, filter.operator, value, type)
}

const isBlank = (value: Value): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

function joined(filters: readonly QueryFilter[], word: 'AND' | 'OR', filtering: Filtering): string {
  const parts = filters.map(filter => condition(filter, filtering)).filter(part => part !== '')
  return parts.length > 1 ? `(${parts.join(` ${word} `)})` : (parts[0] ?? '')
}

function comparison(field: string, operator: QueryOperator, value: Value, type: DataType | undefined): string {
  if (operator === 'null' || operator === 'notNull') return `${field} ${operator === 'null' ? '=' : '!='} null`
  if (operator === 'includes' || operator === 'excludes') return setComparison(field, operator, listOf(value))
  if (Array.isArray(value) || operator === 'in' || operator === 'nin') {
    const values = listOf(value)
    const isNegated = operator === 'nin' || operator === 'ne'
    if (values.length === 0) return isNegated ? EVERYTHING : NOTHING
    return `${field} ${isNegated ? 'NOT IN' : 'IN'} (${values.map(item => literal(item, type)).join(', ')})`
  }
  // Nothing is less than, greater than or like a blank.
  if (value === null && operator !== 'eq' && operator !== 'ne') return NOTHING
  const pattern = PATTERNS[operator]
  if (pattern) return `${field} LIKE '${pattern(patternBody(value))}'`
  return `${field} ${SYMBOLS[operator] ?? '='} ${literal(value, type)}`
}

const listOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : value === null ? [] : [value])

function setComparison(field: string, operator: 'includes' | 'excludes', values: readonly Value[]): string {
  if (values.length === 0) return operator === 'includes' ? NOTHING : EVERYTHING
  return `${field} ${operator.toUpperCase()} (${values.map(item => literal(item, undefined)).join(', ')})`
}

const SYMBOLS: Partial<Record<QueryOperator, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE',
}

const PATTERNS: Partial<Record<QueryOperator, (text: string) => string>> = {
  sw: text => `${text}%`,
  ew: text => `%${text}`,
  ctn: text => `%${text}%`,
}

/// Text that stands for itself in a pattern: %, _ and the backslash behind a backslash.
function patternBody(value: Value): string {
  const text = typeof value === 'string' ? value : value === null || Array.isArray(value) ? '' : String(value)
  return escaped(text.replaceAll('\\', '\\\\')).replace(/[%_]/g, '\\$&')
}

export const QUERY_OPERATORS: readonly QueryOperator[] = [
  ...(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'nin', 'like', 'sw', 'ew', 'ctn', 'includes', 'excludes'] as const),
  ...(['null', 'notNull'] as const),
]

function literal(value: Value, type: DataType | undefined): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (isNum(value)) return numText(value)
  if (value instanceof DateValue)
    return type?.kind === 'DateTime' ? DateTimeValue.startOf(value).toString() : value.toString()
  if (value instanceof DateTimeValue || value instanceof TimeValue) return value.toString()
  if (value instanceof RecordValue) return literal(value.id, type)
  return typeof value === 'string' ? (writtenLiteral(value, type) ?? quoted(value)) : 'null'
}

/// A static value is text in the file; for these types of field SOQL has it without quotes.
function writtenLiteral(text: string, type: DataType | undefined): string | undefined {
  switch (type?.kind) {
    case 'Number': {
      const number = parseNum(text)
      return number === undefined ? undefined : numText(number)
    }
    case 'Boolean':
      return /^(true|false)$/i.test(text) ? text.toUpperCase() : undefined
    case 'Time':
      return TimeValue.parse(text)?.toString()
    case 'Date':
    case 'DateTime':
      // Date literals such as TODAY and LAST_N_DAYS:30.
      if (/^[A-Z_]+(:\d+)?$/.test(text)) return text
      return (type.kind === 'Date' ? DateValue.parse(text) : DateTimeValue.parse(text))?.toString()
    default:
      return undefined
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' }

const quoted = (text: string): string => `'${escaped(text)}'`

/// Source: SOQL and SOSL Reference, "Quoted String Escape Sequences".
const escaped = (text: string): string =>
  text.replace(/[\\'\n\r\t\b\f]/g, character => ESCAPES[character] ?? `\\${character}`)
