import {
  DateTimeValue,
  DateValue,
  TimeValue,
  isNum,
  num,
  numText,
  plainText,
  to18,
  type Num,
  type Value,
} from '@millrace/values'
import type { FieldType } from '../schema.ts'

/// How a field lies in its table.
///
/// - `id`: text in byte order, always 18 characters; compared exactly
/// - `exactText`: text that is unique with case; compared exactly
/// - `text`: compared ignoring case, through `lower`, which is also what its index holds
export type ColumnKind = 'id' | 'text' | 'exactText' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'time'

/// Null for a field without a column: a formula field, or a kind of value that is not stored.
export function columnKind(field: FieldType): ColumnKind | null {
  if (field.formula) return null
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'id'
    case 'int':
      return 'integer'
    case 'double':
    case 'currency':
    case 'percent':
      return 'number'
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
      return field.type
    case 'address':
    case 'location':
    case 'anyType':
      return null
    default:
      return field.unique && field.caseSensitive ? 'exactText' : 'text'
  }
}

/// The column's type in PostgreSQL.
export function columnType(field: FieldType): string | null {
  const kind = columnKind(field)
  switch (kind) {
    case null:
      return null
    case 'id':
      return 'text collate "C"'
    case 'text':
    case 'exactText':
      return 'text'
    case 'number':
      return `numeric(${Math.max(field.precision, 1)},${field.scale})`
    case 'datetime':
      return 'timestamptz'
    default:
      return kind
  }
}

/// The type of a parameter that is stored in the column.
export const parameterType = (kind: ColumnKind): string => PARAMETER_TYPES[kind]

/// The type of a parameter that is compared with the column: a whole number is compared with any number.
export const comparandType = (kind: ColumnKind): string => (kind === 'integer' ? 'numeric' : PARAMETER_TYPES[kind])

const PARAMETER_TYPES: Readonly<Record<ColumnKind, string>> = {
  id: 'text',
  text: 'text',
  exactText: 'text',
  integer: 'integer',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  time: 'time',
}

/// A value as pg sends it.
export type Parameter = string | number | boolean | null

/// [value] as a parameter for a column of [kind]; undefined when the value is of another kind.
/// Text stored as "" is null. Numbers and other plain values are written out where text is wanted.
export function toParameter(value: Value, kind: ColumnKind): Parameter | undefined {
  if (value === null || value === '') return null
  switch (kind) {
    case 'id':
      return typeof value === 'string' ? to18(value) : undefined
    case 'text':
    case 'exactText':
      return textOf(value)
    case 'integer':
      return isNum(value) && Number.isInteger(Number(numText(value))) ? Number(numText(value)) : undefined
    case 'number':
      return isNum(value) ? numText(value) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'date':
      return value instanceof DateTimeValue ? value.toString().slice(0, 10) : textIf(value, DateValue)
    case 'datetime':
      return value instanceof DateValue ? `${value.toString()}T00:00:00Z` : textIf(value, DateTimeValue)
    case 'time':
      return textIf(value, TimeValue)
  }
}

function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'boolean' || isPlain(value) ? plainText(value) : undefined
}

const textIf = (value: Value, kind: typeof DateValue | typeof DateTimeValue | typeof TimeValue): string | undefined =>
  value instanceof kind ? value.toString() : undefined

const isPlain = (value: Value): boolean =>
  isNum(value) || value instanceof DateValue || value instanceof DateTimeValue || value instanceof TimeValue

/// [value] as a parameter for comparing: text in small letters where the column is compared through `lower`.
export function toComparand(value: Value, kind: ColumnKind): Parameter | undefined {
  const parameter = toParameter(value, kind === 'integer' ? 'number' : kind)
  // PostgreSQL's text holds every character but this one.
  if (typeof parameter === 'string' && parameter.includes('\0')) return undefined
  return kind === 'text' && typeof parameter === 'string' ? parameter.toLowerCase() : parameter
}

/// The SQL that a column of [kind] is compared and sorted by.
export const comparable = (sql: string, kind: ColumnKind): string => (kind === 'text' ? `lower(${sql})` : sql)

/// A column as pg gives it, as a value.
export type Reader = (raw: unknown) => Value

export function readerOf(kind: ColumnKind): Reader {
  switch (kind) {
    case 'number':
      return raw => (raw === null ? null : readNumber(raw as string))
    case 'date':
      return raw => (raw === null ? null : DateValue.parse(raw as string)!)
    case 'datetime':
      return raw => (raw === null ? null : readDateTime(raw as string))
    case 'time':
      return raw => (raw === null ? null : readTime(raw as string))
    default:
      return asItIs
  }
}

const asItIs: Reader = raw => raw as Value

export function readNumber(raw: string): Num {
  const double = raw.length < 16 ? Number(raw) : Number.NaN
  return Number.isSafeInteger(double) ? double : num(raw)
}

/// `2026-01-31 10:00:00.123+00`: connections are in UTC.
function readDateTime(raw: string): DateTimeValue {
  const fraction = raw.charCodeAt(19) === 46 ? Math.floor(Number(`0${raw.slice(19, raw.indexOf('+', 19))}`) * 1000) : 0
  const day = DateValue.parse(raw.slice(0, 10))
  if (!day) throw new Error(`The database gave the date/time ${raw}, which is outside the years 1 to 9999.`)
  const seconds = Number(raw.slice(11, 13)) * 3600 + Number(raw.slice(14, 16)) * 60 + Number(raw.slice(17, 19))
  return new DateTimeValue(day.epochDay * 86_400_000 + seconds * 1000 + fraction)
}

function readTime(raw: string): TimeValue {
  return TimeValue.parse(raw.slice(0, 12))!
}

/// A name in double quotes.
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
