import type { QueryFilter, QueryOperator, QueryResource } from '@millrace/metadata'
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
import { fieldTypeAt, type ObjectLookup } from './objectDescription.ts'

/// The SOQL text of a query resource. [valueOf] gives the value of a filter's `value`, with references resolved.
/// Values enter the text only as literals that cannot end early; names only when they are names.
///
/// An empty list after IN finds nothing and after NOT IN everything, which SOQL itself has no way to write.
export function soqlText(query: QueryResource, valueOf: (value: unknown) => Value, objects: ObjectLookup): string {
  const fields = ['Id', ...query.fields].filter(isFieldPath)
  const unique = fields.filter((field, i) => fields.findIndex(other => sameName(other, field)) === i)
  const where = query.filter && condition(query.filter, { query, valueOf, objects })
  const orderBy = (query.orderBy ?? [])
    .filter(({ field }) => isFieldPath(field))
    .map(({ field, direction }) => (direction === 'desc' ? `${field} DESC` : field))
  return [
    `SELECT ${unique.join(', ')} FROM ${query.objectApiName}`,
    where ? `WHERE ${where}` : '',
    orderBy.length > 0 ? `ORDER BY ${orderBy.join(', ')}` : '',
    query.limit !== undefined && Number.isInteger(query.limit) && query.limit >= 0 ? `LIMIT ${query.limit}` : '',
  ]
    .filter(clause => clause !== '')
    .join(' ')
}

/// Whether [text] is a field's name, with or without its parents' before it.
export const isFieldPath = (text: string): boolean => /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(text)

interface Filtering {
  readonly query: QueryResource
  readonly valueOf: (value: unknown) => Value
  readonly objects: ObjectLookup
}

const NOTHING = 'Id = null'
const EVERYTHING = 'Id != null'

function condition(filter: QueryFilter, filtering: Filtering): string {
  if ('and' in filter) return joined(filter.and, 'AND', filtering)
  if ('or' in filter) return joined(filter.or, 'OR', filtering)
  // A filter that cannot be written must not widen the query.
  if (!isFieldPath(filter.field)) return NOTHING
  const type = fieldTypeAt(filtering.objects, filtering.query.objectApiName, filter.field)
  return comparison(filter.field, filter.operator, filtering.valueOf(filter.value ?? null), type)
}

function joined(filters: readonly QueryFilter[], word: 'AND' | 'OR', filtering: Filtering): string {
  const parts = filters.map(filter => condition(filter, filtering)).filter(part => part !== '')
  return parts.length > 1 ? `(${parts.join(` ${word} `)})` : (parts[0] ?? '')
}

function comparison(field: string, operator: QueryOperator, value: Value, type: DataType | undefined): string {
  if (Array.isArray(value) || operator === 'in' || operator === 'nin') {
    const values = Array.isArray(value) ? value : value === null ? [] : [value]
    const isNegated = operator === 'nin' || operator === 'ne'
    if (values.length === 0) return isNegated ? EVERYTHING : NOTHING
    return `${field} ${isNegated ? 'NOT IN' : 'IN'} (${values.map(item => literal(item, type)).join(', ')})`
  }
  // Nothing is less than, greater than or like a blank.
  if (value === null && operator !== 'eq' && operator !== 'ne') return NOTHING
  return `${field} ${SYMBOLS[operator]} ${literal(value, type)}`
}

const SYMBOLS = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=', like: 'LIKE' } as const

export const QUERY_OPERATORS: readonly QueryOperator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'nin', 'like']

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

/// Source: SOQL and SOSL Reference, "Quoted String Escape Sequences".
const quoted = (text: string): string =>
  `'${text.replace(/[\\'\n\r\t\b\f]/g, character => ESCAPES[character] ?? `\\${character}`)}'`

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
