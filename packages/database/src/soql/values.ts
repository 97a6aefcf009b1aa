import { DateTimeValue, DateValue, looksLikeId, parseNum, TimeValue, type Value } from '@millrace/values'
import type { FieldType } from '../schema.ts'
import { toComparand, type ColumnKind, type Parameter } from '../sql/columns.ts'
import type { UserContext } from '../userContext.ts'
import { dateRange, startOfDay } from './dateLiterals.ts'
import type { SoqlValue } from './tree.ts'

/// What a query's values are worked out from each time it runs.
export interface SoqlContext {
  readonly user: UserContext
  /// By name without the colon, in any case.
  readonly binds: ReadonlyMap<string, Value>
}

/// A value of the statement, worked out when the query runs.
export type ParameterSource = (context: SoqlContext) => Parameter | readonly Parameter[]

/// A reason why a value cannot be compared with a field, with Salesforce's code.
export interface ValueProblem {
  readonly code: string
  readonly message: string
}

/// The literal as a comparand of a column of [kind], or why it is none.
export function literalComparand(
  value: SoqlValue,
  kind: ColumnKind,
  field: FieldType | null,
  name: string,
): Parameter | ValueProblem {
  const literal = literalValue(value)
  if (literal === undefined || !fits(value.kind, kind)) return wrongType(kind, field, name)
  if (kind === 'id' && literal !== '' && !looksLikeId(literal as string))
    return { code: 'INVALID_QUERY_FILTER_OPERATOR', message: `invalid ID field: ${literal as string}` }
  const comparand = toComparand(literal, kind)
  return comparand === undefined ? wrongType(kind, field, name) : comparand
}

export const isValueProblem = (value: Parameter | ValueProblem): value is ValueProblem =>
  typeof value === 'object' && value !== null

/// The bounds of a date literal for a date or date/time column.
export function dateLiteralBound(
  { name, count }: SoqlValue & { kind: 'dateLiteral' },
  bound: 'start' | 'end',
  kind: ColumnKind,
): ParameterSource {
  return ({ user }) => {
    const day = dateRange(name, count, new DateTimeValue(user.now()).dateIn(user.timeZone))[bound]
    return kind === 'date' ? day.toString() : startOfDay(day, user.timeZone).toString()
  }
}

function literalValue(value: SoqlValue): Value | undefined {
  switch (value.kind) {
    case 'string':
    case 'boolean':
      return value.value
    case 'number':
      return parseNum(value.value)
    case 'date':
      return DateValue.parse(value.value)
    case 'datetime':
      return DateTimeValue.parse(value.value)
    case 'time':
      return TimeValue.parse(value.value)
    default:
      return undefined
  }
}

function fits(literal: SoqlValue['kind'], kind: ColumnKind): boolean {
  switch (kind) {
    case 'id':
    case 'text':
    case 'exactText':
      return literal === 'string'
    case 'integer':
    case 'number':
      return literal === 'number'
    default:
      return literal === kind
  }
}

function wrongType(kind: ColumnKind, field: FieldType | null, name: string): ValueProblem {
  const isText = kind === 'id' || kind === 'text' || kind === 'exactText'
  const type = kind === 'number' ? 'double' : kind === 'integer' ? 'int' : kind === 'datetime' ? 'dateTime' : kind
  const shownType = isText ? (field?.type === 'id' || field?.type === 'reference' ? 'reference' : 'string') : type
  const quotes = isText ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
  const example = kind === 'date' ? ': 2026-01-31' : kind === 'datetime' ? ': 2026-01-31T10:00:00Z' : ''
  return {
    code: 'INVALID_FIELD',
    message: `value of filter criterion for field '${name}' must be of type ${shownType} and ${quotes}${example}`,
  }
}
