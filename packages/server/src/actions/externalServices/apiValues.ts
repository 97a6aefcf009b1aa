import {
  ANY,
  ApexValue,
  DateTimeValue,
  DateValue,
  describeType,
  fromJson,
  isMisfit,
  num,
  parseNum,
  toJson,
  type DataType,
  type Json,
  type Value,
} from '@millrace/values'
import { ActionError } from '../action.ts'
import { isObject } from './apiDocument.ts'
import type { ApiObjectType, ApiType } from './apiTypes.ts'

/// [value] as the service wants it; undefined where it has none.
export function jsonOf(value: Value, type: ApiType): Json | undefined {
  if (value === null) return undefined
  if (Array.isArray(value)) {
    const of = type.kind === 'list' ? type.of : type
    return value.map(item => jsonOf(item, of) ?? null)
  }
  if (value instanceof DateTimeValue) return new Date(value.ms).toISOString()
  if (!(value instanceof ApexValue)) return toJson(value)
  return type.kind === 'object' ? objectJson(value, type) : Object.fromEntries(plainFields(value))
}

function objectJson({ fields }: ApexValue, { properties }: ApiObjectType): Json {
  const held = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]))
  const json: Record<string, Json> = {}
  for (const [inFlows, { name, type }] of properties) {
    const item = jsonOf(held.get(inFlows.toLowerCase()) ?? null, type)
    if (item !== undefined) json[name] = item
  }
  return json
}

const plainFields = ({ fields }: ApexValue): [string, Json][] =>
  [...fields].flatMap(([name, value]): [string, Json][] => {
    const json = jsonOf(value, { kind: 'any' })
    return json === undefined ? [] : [[name, json]]
  })

/// [json], which came from the service, as a value of [type]. [place] names it where it does not fit: then this throws
/// an `ActionError`.
export function valueOf(json: unknown, type: ApiType, place: string): Value {
  if (json === null || json === undefined) return null
  if (type.kind === 'scalar') return scalarOf(json, type.type, place)
  if (type.kind === 'any') return anyOf(json)
  if (type.kind === 'list') {
    if (!Array.isArray(json)) throw misfit(place, 'a list')
    return json.map((item, i) => valueOf(item, type.of, `${place}[${i}]`))
  }
  if (!isObject(json)) throw misfit(place, 'an object')
  const value = new ApexValue(type.apexClass)
  for (const [inFlows, { name, type: of }] of type.properties)
    if (Object.hasOwn(json, name)) value.fields.set(inFlows, valueOf(json[name], of, `${place}.${name}`))
  return value
}

/// A text may be told as a number, and a number as a text.
function scalarOf(json: unknown, type: DataType, place: string): Value {
  const value = scalar(json, type.kind)
  if (value !== undefined) return value
  throw misfit(place, `a ${describeType(type)}`)
}

function scalar(json: unknown, kind: DataType['kind']): Value | undefined {
  if (kind === 'Text') return typeof json === 'string' ? json : JSON.stringify(json)
  if (kind === 'Boolean') return typeof json === 'boolean' ? json : undefined
  if (kind === 'Number') return typeof json === 'number' ? num(json) : parseNum(String(json))
  const text = typeof json === 'string' ? json : ''
  return kind === 'Date' ? DateValue.parse(text) : DateTimeValue.parse(text)
}

function anyOf(json: unknown): Value {
  const value = fromJson(json, ANY, () => undefined)
  return isMisfit(value) ? null : value
}

const misfit = (place: string, wanted: string): ActionError =>
  new ActionError(`The answer does not fit the schema of the service: ${place} is not ${wanted}.`)
