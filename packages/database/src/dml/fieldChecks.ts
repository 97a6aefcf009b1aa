import { compareNum, isNum, looksLikeId, multiply, plainText, roundTo, type Num, type Value } from '@millrace/values'
import type { RowError } from '../recordStore.ts'
import type { FieldType, ObjectType } from '../schema.ts'
import { columnKind, toParameter, type Parameter } from '../sql/columns.ts'
import { rowError } from './row.ts'

/// [value] as it is stored in [field], or why it cannot be. Text is trimmed at its end, "" becomes null, numbers are
/// rounded to the field's scale, as Salesforce does.
///
/// Source: SOAP API Developer Guide, "StatusCode".
export function checkValue(field: FieldType, value: Value): Parameter | RowError {
  const kind = columnKind(field)!
  if (value === null || value === '') return field.type === 'boolean' ? notOfType(field, value) : null
  if (kind === 'number') return isNum(value) ? checkNumber(field, value) : notOfType(field, value)
  const parameter = toParameter(value, kind)
  if (parameter === undefined) return notOfType(field, value)
  if (field.type === 'int') return checkInteger(field, parameter as number)
  return typeof parameter === 'string' ? checkText(field, parameter) : parameter
}

export const isRowError = (value: Parameter | RowError): value is RowError =>
  typeof value === 'object' && value !== null

/// REQUIRED_FIELD_MISSING for all of [fields] at once; null when there are none.
export function requiredMissing(fields: readonly string[]): RowError | null {
  if (fields.length === 0) return null
  return rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields)
}

/// INVALID_FIELD_FOR_INSERT_UPDATE for all of [fields] at once; null when there are none.
export function readOnlyFields(fields: readonly string[]): RowError | null {
  if (fields.length === 0) return null
  const names = fields.join(', ')
  return rowError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    fields,
  )
}

/// Fields that must have a value. A checkbox always has one.
export const requiredFields = (object: ObjectType): FieldType[] =>
  object.fields.filter(field => field.required && field.type !== 'boolean')

function notOfType({ apiName }: FieldType, value: Value): RowError {
  return rowError(
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    `${apiName}: value not of required type: ${value === null ? 'null' : plainText(value)}`,
    [apiName],
  )
}

function checkNumber(field: FieldType, value: Num): Parameter | RowError {
  const rounded = roundTo(value, field.scale)
  const limit = tenTo(field.precision - field.scale)
  const isInside = compareNum(rounded, limit) < 0 && compareNum(multiply(rounded, -1), limit) < 0
  return isInside ? (toParameter(rounded, 'number') as string) : outsideRange(field, value)
}

function tenTo(digits: number): Num {
  let power: Num = 1
  for (let i = 0; i < digits; i++) power = multiply(power, 10)
  return power
}

function checkInteger(field: FieldType, value: number): Parameter | RowError {
  return value >= -2_147_483_648 && value <= 2_147_483_647 ? value : outsideRange(field, value)
}

const outsideRange = ({ label, apiName }: FieldType, value: Num): RowError =>
  rowError(
    'NUMBER_OUTSIDE_VALID_RANGE',
    `${label}: value outside of valid range on numeric field: ${plainText(value)}`,
    [apiName],
  )

function checkText(field: FieldType, text: string): Parameter | RowError {
  const { type, apiName, label } = field
  const trimmed = text.trimEnd()
  if (trimmed === '') return null
  // PostgreSQL keeps every character but this one.
  if (trimmed.includes('\0')) return notOfType(field, text)
  switch (type) {
    case 'reference':
      return looksLikeId(trimmed)
        ? trimmed
        : rowError('MALFORMED_ID', `${label}: id value of incorrect type: ${text}`, [apiName])
    case 'picklist':
      return isAllowed(field, trimmed) ? checkLength(field, spelled(field, trimmed)) : badPicklistValue(field, trimmed)
    case 'multipicklist':
      return checkMultipicklist(field, trimmed)
    case 'email':
      return isEmail(trimmed)
        ? checkLength(field, trimmed)
        : rowError('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${text}`, [apiName])
    default:
      return checkLength(field, trimmed)
  }
}

function checkLength(field: FieldType, text: string): Parameter | RowError {
  if (field.length === 0 || text.length <= field.length) return text
  const shown = text.length > 255 ? `${text.slice(0, 255)}…` : text
  return rowError('STRING_TOO_LONG', `${field.label}: data value too large: ${shown} (max length=${field.length})`, [
    field.apiName,
  ])
}

function checkMultipicklist(field: FieldType, text: string): Parameter | RowError {
  const values = text
    .split(';')
    .map(value => value.trim())
    .filter(value => value !== '')
  const bad = values.find(value => !isAllowed(field, value))
  return bad === undefined
    ? checkLength(field, values.map(value => spelled(field, value)).join(';'))
    : badPicklistValue(field, bad)
}

function isAllowed({ picklist }: FieldType, value: string): boolean {
  if (!picklist?.restricted) return true
  return picklist.values.some(({ value: known, active }) => active && known.toLowerCase() === value.toLowerCase())
}

/// Values match ignoring case and are stored as the picklist spells them.
function spelled({ picklist }: FieldType, value: string): string {
  return picklist?.values.find(({ value: known }) => known.toLowerCase() === value.toLowerCase())?.value ?? value
}

/// INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST for [value].
export const badPicklistValue = ({ label, apiName }: FieldType, value: string): RowError =>
  rowError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${label}: bad value for restricted picklist field: ${value}`, [
    apiName,
  ])

const isEmail = (text: string): boolean =>
  /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/.test(text)
