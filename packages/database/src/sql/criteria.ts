import { DateTimeValue, DateValue, parseNum, TimeValue, type Value } from '@millrace/values'
import type { FieldType, ObjectType } from '../schema.ts'
import { columnKind, comparandType, quoted, toComparand, type ColumnKind } from './columns.ts'
import { compare, isLike, isNull, likeText, type Comparison } from './comparison.ts'
import type { Column } from './from.ts'

/// A filter of a metadata file, such as a sharing rule's or a roll-up summary's.
///
/// Source: Metadata API Developer Guide, "FilterItem".
export interface Criterion {
  /// `Status__c`, or with its object before it.
  readonly field: string
  readonly operation: string
  /// Several values stand with commas between them: one of them is enough.
  readonly value: string | null
}

/// Filters as SQL without parameters, joined as [logic] (`1 AND (2 OR 3)`) says. A filter on what has no column is false.
export function criteriaSql(
  object: ObjectType,
  alias: string,
  criteria: readonly Criterion[],
  logic: string | null,
): string {
  const tests = criteria.map(criterion => criterionSql(object, alias, criterion))
  if (tests.length === 0) return 'true'
  if (!logic || !/^(?:\s*(?:\d+|and|or|not|[()]))+\s*$/i.test(logic)) return `(${tests.join(' and ')})`
  return `(${logic.replace(/\d+/g, number => tests[Number(number) - 1] ?? 'false')})`
}

/// An array of Ids as SQL.
export const idList = (ids: readonly string[]): string => `'{${ids.filter(id => /^\w+$/.test(id)).join(',')}}'::text[]`

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  equals: '=',
  notEqual: '!=',
  lessThan: '<',
  lessOrEqual: '<=',
  greaterThan: '>',
  greaterOrEqual: '>=',
}

function criterionSql(object: ObjectType, alias: string, { field: name, operation, value }: Criterion): string {
  const field = object.field(name.split('.').at(-1)!)
  const kind = field && columnKind(field)
  if (!field || !kind) return 'false'
  const column: Column = { sql: `${alias}.${quoted(field.apiName)}`, kind }
  const isNegated = operation === 'notEqual' || operation === 'notContain' || operation === 'excludes'
  if (value === null || value === '') {
    const isEquality = operation === 'equals' || operation === 'notEqual'
    return isEquality ? isNull(column, isNegated) : 'false'
  }
  const values = kind === 'text' || kind === 'exactText' || kind === 'id' ? value.split(',') : [value]
  const tests = values.map(one => testSql(column, field, kind, operation, one.trim()))
  return `(${tests.join(isNegated ? ' and ' : ' or ')})`
}

function testSql(column: Column, field: FieldType, kind: ColumnKind, operation: string, text: string): string {
  const comparison = COMPARISONS[operation]
  if (comparison) {
    const comparand = toComparand(valueOf(text, kind), kind)
    return comparand === undefined || comparand === null
      ? 'false'
      : compare(column, comparison, `${constant(String(comparand))}::${comparandType(kind)}`)
  }
  const lower = text.toLowerCase()
  switch (operation) {
    case 'startsWith':
      return isLike(column, constant(`${likeText(lower)}%`))
    case 'contains':
      return isLike(column, constant(`%${likeText(lower)}%`))
    case 'notContain':
      return `(${isLike(column, constant(`%${likeText(lower)}%`))}) is not true`
    case 'includes':
    case 'excludes': {
      const includes = `${constant(lower)} = any(string_to_array(lower(${column.sql}), ';'))`
      return field.type === 'multipicklist'
        ? operation === 'includes'
          ? includes
          : `(${includes}) is not true`
        : 'false'
    }
    default:
      return 'false'
  }
}

const constant = (text: string): string => `'${text.replaceAll("'", "''")}'`

function valueOf(text: string, kind: ColumnKind): Value {
  switch (kind) {
    case 'integer':
    case 'number':
      return parseNum(text) ?? null
    case 'boolean':
      return /^(true|1)$/i.test(text)
    case 'date':
      return DateValue.parse(text) ?? null
    case 'datetime':
      return DateTimeValue.parse(text) ?? null
    case 'time':
      return TimeValue.parse(text) ?? null
    default:
      return text
  }
}
