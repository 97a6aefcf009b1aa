import { describeType, type DataType } from './dataType.ts'
import { DateTimeValue, DateValue, TimeValue } from './dates.ts'
import { isNum, num, numJson } from './num.ts'
import { ApexValue, RecordValue } from './record.ts'
import type { Value } from './value.ts'

export type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

/// A value as Salesforce's REST API writes it: records carry `attributes`, dates are `YYYY-MM-DD`,
/// date/times `2024-01-31T10:00:00.000+0000`. [recordUrl] gives the `url` attribute of a record with an Id.
export function toJson(value: Value, recordUrl?: (objectName: string, id: string) => string): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (isNum(value)) return numJson(value)
  if (Array.isArray(value)) return value.map(item => toJson(item, recordUrl))
  if (value instanceof RecordValue) {
    const attributes: Record<string, Json> = { type: value.objectName }
    if (recordUrl && value.id) attributes['url'] = recordUrl(value.objectName, value.id)
    const json: Record<string, Json> = { attributes }
    value.shape.names.forEach((name, i) => (json[name] = toJson(value.values[i]!, recordUrl)))
    return json
  }
  if (value instanceof ApexValue)
    return Object.fromEntries([...value.fields].map(([name, field]) => [name, toJson(field, recordUrl)]))
  return value.toJSON()
}

/// Why a JSON value does not fit: "ContactIds takes a Text collection, but 12 is one Number." `path` says where
/// inside the value it is ("" for the value itself, "[2].Amount").
export interface Misfit {
  readonly path: string
  readonly message: string
}

/// The type of an object's field, and its name in the schema's spelling; undefined when there is no such field.
export type FieldLookup = (objectName: string, fieldName: string) => { name: string; type: DataType } | undefined

/// A JSON value as a value of [type], or why it is none. Strict: "12" is not 12, 1 is not true, and one value is
/// not a collection. Null fits every type. A record may leave out `attributes` when [type] names its object.
///
/// Source: Actions Developer Guide, "Invocable Actions" (record inputs); flow-input rules of the REST API.
export function fromJson(json: unknown, type: DataType, field: FieldLookup, path = ''): Value | Misfit {
  return read(json, type, field, path)
}

export const isMisfit = (value: unknown): value is Misfit =>
  typeof value === 'object' && value !== null && 'message' in value && 'path' in value

function read(json: unknown, type: DataType, field: FieldLookup, path: string): Value | Misfit {
  if (json === null || json === undefined) return null
  const misfit = (): Misfit => ({
    path,
    message: `takes ${article(describeType(type))}, but got ${describeJson(json)}`,
  })
  switch (type.kind) {
    case 'Collection': {
      if (!Array.isArray(json)) return misfit()
      const items: Value[] = []
      for (const [i, item] of json.entries()) {
        const value = read(item, type.of, field, `${path}[${i}]`)
        if (isMisfit(value)) return value
        items.push(value)
      }
      return items
    }
    case 'Text':
    case 'Picklist':
    case 'Multipicklist':
      return typeof json === 'string' ? json : misfit()
    case 'Number':
      return typeof json === 'number' && Number.isFinite(json) ? num(json) : misfit()
    case 'Boolean':
      return typeof json === 'boolean' ? json : misfit()
    case 'Date':
      return (typeof json === 'string' && DateValue.parse(json)) || misfit()
    case 'DateTime':
      return (typeof json === 'string' && DateTimeValue.parse(json)) || misfit()
    case 'Time':
      return (typeof json === 'string' && TimeValue.parse(json)) || misfit()
    case 'Record':
      return isPlainObject(json) ? readRecord(json, type.object, field, path) : misfit()
    case 'Apex':
      return isPlainObject(json) ? readApex(json, type.apexClass) : misfit()
    default:
      return readAny(json)
  }
}

function readRecord(json: object, object: string, field: FieldLookup, path: string): RecordValue | Misfit {
  const { attributes, ...fields } = json as { attributes?: { type?: unknown } } & Record<string, unknown>
  const named = attributes?.type
  if (typeof named === 'string' && object && named.toLowerCase() !== object.toLowerCase())
    return { path, message: `takes ${article(`${object} record`)}, but got ${article(`${named} record`)}` }
  const objectName = object || (typeof named === 'string' ? named : '')
  if (!objectName) return { path, message: 'takes a record, but its attributes.type does not say of which object' }
  const record = new RecordValue(objectName)
  for (const [name, item] of Object.entries(fields)) {
    const known = field(objectName, name)
    if (!known) return { path: `${path}.${name}`, message: `${objectName} has no field ${name}` }
    const value = read(item, known.type, field, `${path}.${name}`)
    if (isMisfit(value)) return value
    record.set(known.name, value)
  }
  return record
}

function readApex(json: object, apexClass: string): ApexValue {
  const fields = new Map<string, Value>()
  for (const [name, item] of Object.entries(json)) fields.set(name, readAny(item))
  return new ApexValue(apexClass, fields)
}

/// JSON without a known type: numbers are Numbers, objects Apex-defined values.
function readAny(json: unknown): Value {
  if (typeof json === 'string' || typeof json === 'boolean') return json
  if (typeof json === 'number') return num(json)
  if (Array.isArray(json)) return json.map(readAny)
  return isPlainObject(json) ? readApex(json, 'Object') : null
}

const isPlainObject = (json: unknown): json is object =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`

/// What a JSON value is, for a message: `12 (a Number)`, `"Ann" (a Text)`, `a list of 3`.
export function describeJson(json: unknown): string {
  if (Array.isArray(json)) return `a list of ${json.length}`
  if (typeof json === 'string') return `${JSON.stringify(json.length > 40 ? `${json.slice(0, 40)}…` : json)} (Text)`
  if (typeof json === 'number') return `${json} (Number)`
  if (typeof json === 'boolean') return `${json} (Boolean)`
  return 'an object'
}
