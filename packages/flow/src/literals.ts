import type { FlowValue, Located } from '@millrace/metadata'
import {
  ANY,
  BOOLEAN,
  collectionOf,
  type DataType,
  DATE,
  DATETIME,
  DateTimeValue,
  DateValue,
  describeType,
  fromJson,
  isMisfit,
  NUMBER,
  num,
  parseNum,
  recordOf,
  TIME,
  TimeValue,
  type Value,
} from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { copied } from './conversion.ts'
import { BLANK, constant, type Expression, UNKNOWN } from './expression.ts'
import { flowType } from './flowTypes.ts'
import { compileTemplate } from './template.ts'

/// A FlowElementReferenceOrValue of the file.
///
/// Source: Metadata API Developer Guide, FlowElementReferenceOrValue.
///
/// # value-not-supported
/// A value is of a kind that Millrace does not run yet.
///
/// The flow can't start. Put the value into a variable or a formula instead.
export function compileValue(value: FlowValue, compilation: Compilation): Expression {
  const literal = <V extends Value>(type: DataType, text: string, parse: (text: string) => V | undefined): Expression =>
    compileLiteral(type, text, parse(text.trim()), value, compilation)
  switch (value.kind) {
    case 'null':
      return BLANK
    case 'string':
      return compileTemplate(value.text, compilation, value, 'stringValue')
    case 'number':
      return literal(NUMBER, value.text, text => (text && Number.isFinite(Number(text)) ? num(text) : undefined))
    case 'boolean':
      return constant(BOOLEAN, value.value)
    case 'date':
      return literal(DATE, value.text, text => DateValue.parse(text))
    case 'dateTime':
      return literal(DATETIME, value.text, text => DateTimeValue.parse(text))
    case 'time':
      return literal(TIME, value.text, text => TimeValue.parse(text))
    case 'reference':
      return compilation.reference(value.path, value, 'elementReference')
    case 'collection':
      return compileCollection(value.items, compilation)
    case 'formula': {
      const expected = value.dataType ? flowType({ dataType: value.dataType }) : undefined
      return compilation.formula(value.expression, value, expected, 'formulaExpression')
    }
    case 'sobject':
    case 'apex':
      return compileJson(value.json, value, compilation)
    case 'unsupported':
      compilation.report(
        'value-not-supported',
        `${compilation.here} has a ${value.tag}, which Millrace does not run yet.`,
        value,
      )
      return UNKNOWN
  }
}

/// # bad-literal
/// A number, date, date/time or time is not written as one.
///
/// Numbers are digits with a point for the decimals; dates are written `2026-01-31`, date/times
/// `2026-01-31T10:00:00.000Z`, times `10:00:00.000Z`.
function compileLiteral(
  type: DataType,
  text: string,
  value: Value | undefined,
  at: Located,
  compilation: Compilation,
): Expression {
  if (value !== undefined) return constant(type, value)
  compilation.report('bad-literal', `${compilation.here}: "${text}" is no ${describeType(type)}.`, at)
  return UNKNOWN
}

/// A text of a metadata file as a value of [type]; null when it is none.
export function storedText(text: string | null, type: DataType): Value {
  if (text === null || text === '') return null
  switch (type.kind) {
    case 'Number':
      return parseNum(text.trim()) ?? null
    case 'Boolean':
      return text.trim().toLowerCase() === 'true'
    case 'Date':
      return DateValue.parse(text.trim()) ?? null
    case 'DateTime':
      return DateTimeValue.parse(text.trim()) ?? null
    case 'Time':
      return TimeValue.parse(text.trim()) ?? null
    default:
      return text
  }
}

/// A record or an Apex-defined value written as JSON, made anew at each reading.
function compileJson(json: string, at: Located, compilation: Compilation): Expression {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    compilation.report('bad-literal', `${compilation.here} has a record that is not written as JSON.`, at)
    return UNKNOWN
  }
  const object = objectNameIn(parsed)
  const type = object === undefined ? ANY : recordOf(object)
  const { schema } = compilation.project
  const value = fromJson(parsed, type, (objectName, fieldName) => {
    const field = schema.object(objectName)?.field(fieldName)
    return field && { name: field.apiName, type: field.dataType }
  })
  if (!isMisfit(value)) return { type, read: () => copied(value) }
  compilation.report('bad-literal', `${compilation.here}: the value${value.path} ${value.message}.`, at)
  return UNKNOWN
}

function objectNameIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('attributes' in json)) return undefined
  const { attributes } = json
  if (typeof attributes !== 'object' || attributes === null || !('type' in attributes)) return undefined
  return typeof attributes.type === 'string' ? attributes.type : undefined
}

function compileCollection(items: readonly FlowValue[], compilation: Compilation): Expression {
  const expressions = items.map(item => compilation.value(item))
  const type = collectionOf(expressions[0]?.type ?? ANY)
  return { type, read: interview => expressions.map(item => item.read(interview)) }
}
