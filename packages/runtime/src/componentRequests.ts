import { numJson, isNum, type Json, RecordValue, toJson, type Value } from '@millrace/values'
import type { ComponentHost } from './host.ts'
import {
  isObject,
  type ObjectDescription,
  type ObjectLookup,
  readObjectDescription,
  readRecord,
} from './objectDescription.ts'
import { apiError, get, InteractionFailure, type RestAnswer, send } from './restApi.ts'

// What components ask the server for themselves, beside the queries of the definition: descriptions of objects, records
// by name or Id, and saving one record.

const descriptions = new WeakMap<ComponentHost, Map<string, Promise<ObjectDescription | undefined>>>()

/// What the server says of an object; asked once for each host. Undefined when there is no such object, or none that the
/// user may see.
export function describedObject(host: ComponentHost, name: string): Promise<ObjectDescription | undefined> {
  let known = descriptions.get(host)
  if (!known) descriptions.set(host, (known = new Map()))
  const key = name.toLowerCase()
  let asked = known.get(key)
  if (!asked) known.set(key, (asked = describe(host, name)))
  return asked
}

async function describe(host: ComponentHost, name: string): Promise<ObjectDescription | undefined> {
  const body = await get(host, `/sobjects/${encodeURIComponent(name)}/describe`).catch(() => undefined)
  const described = readObjectDescription(body)
  // What could not be asked now may be asked again.
  if (!described) descriptions.get(host)?.delete(name.toLowerCase())
  return described
}

/// The field that names an object's records: Name, or CaseNumber and the like.
export async function nameFieldOf(host: ComponentHost, objectApiName: string): Promise<string> {
  const object = await describedObject(host, objectApiName)
  return object?.fields.find(field => field.isNameField)?.name ?? 'Name'
}

/// The first page of what a SOQL query finds. Throws `InteractionFailure`.
export async function recordsOfQuery(
  host: ComponentHost,
  soql: string,
): Promise<{ records: RecordValue[]; totalSize: number }> {
  const body = await get(host, `/query?q=${encodeURIComponent(soql)}`)
  if (!isObject(body) || !Array.isArray(body['records']))
    throw new InteractionFailure(apiError({ status: 200, body: undefined }))
  const objects = await lookupFor(host, body['records'])
  const records = body['records'].map(row => readRecord(row, '', objects))
  return { records, totalSize: typeof body['totalSize'] === 'number' ? body['totalSize'] : records.length }
}

/// The objects of these rows and of the parents in them.
async function lookupFor(host: ComponentHost, rows: readonly unknown[]): Promise<ObjectLookup> {
  const [first] = rows
  const names = new Set<string>()
  const collect = (json: unknown) => {
    if (!isObject(json) || !isObject(json['attributes'])) return
    if (typeof json['attributes']['type'] === 'string') names.add(json['attributes']['type'])
    for (const value of Object.values(json)) collect(value)
  }
  collect(first)
  const found = await Promise.all([...names].map(name => describedObject(host, name)))
  const known = new Map(found.flatMap(object => (object ? [[object.name.toLowerCase(), object] as const] : [])))
  return name => known.get(name.toLowerCase())
}

/// The record with these [fields]; undefined when there is none. Throws `InteractionFailure` otherwise.
export async function recordWithId(
  host: ComponentHost,
  objectApiName: string,
  id: string,
  fields: readonly string[],
): Promise<RecordValue | undefined> {
  if (!/^[A-Za-z0-9]{15,18}$/.test(id)) return undefined
  const names = [...new Set(['Id', ...fields])].join(', ')
  const { records } = await recordsOfQuery(host, `SELECT ${names} FROM ${objectApiName} WHERE Id = '${id}'`)
  return records[0]
}

/// Inserts a record and answers its Id. Throws `InteractionFailure` with Salesforce's status code, sentence and fields.
export async function insertRecord(
  host: ComponentHost,
  objectApiName: string,
  fields: ReadonlyMap<string, Value>,
): Promise<string> {
  const answer = await sendRecord(host, 'POST', `/sobjects/${encodeURIComponent(objectApiName)}`, fields)
  if (isObject(answer.body) && typeof answer.body['id'] === 'string') return answer.body['id']
  throw new InteractionFailure(apiError(answer))
}

/// Changes [fields] of a record. Throws as `insertRecord` does.
export async function updateRecord(
  host: ComponentHost,
  objectApiName: string,
  id: string,
  fields: ReadonlyMap<string, Value>,
): Promise<void> {
  const path = `/sobjects/${encodeURIComponent(objectApiName)}/${encodeURIComponent(id)}`
  await sendRecord(host, 'PATCH', path, fields)
}

async function sendRecord(
  host: ComponentHost,
  method: 'POST' | 'PATCH',
  path: string,
  fields: ReadonlyMap<string, Value>,
): Promise<RestAnswer> {
  const body = JSON.stringify(Object.fromEntries([...fields].map(([name, value]) => [name, fieldJson(value)])))
  const answer = await send(host, path, { method, headers: { 'Content-Type': 'application/json' }, body })
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new InteractionFailure(apiError(answer))
}

// A blank text is no value; several choices of a picklist are one text.
function fieldJson(value: Value): Json {
  if (value === '') return null
  if (Array.isArray(value)) return value.map(item => String(item)).join(';') || null
  if (value instanceof RecordValue) return value.id
  return isNum(value) ? numJson(value) : toJson(value)
}

/// The most that a file may hold in megabytes: the server takes requests of ten, and Base64 makes four bytes of three.
export const MOST_FILE_MEGABYTES = 7

/// Keeps a file as a ContentVersion and answers its Id. [base64] is its content. Throws as `insertRecord` does.
export function insertFile(
  host: ComponentHost,
  file: { readonly name: string; readonly base64: string; readonly recordId?: string },
): Promise<string> {
  const fields = new Map<string, Value>([
    ['Title', file.name.replace(/\.[^.]*$/, '') || file.name],
    ['PathOnClient', file.name],
    ['VersionData', file.base64],
  ])
  if (file.recordId) fields.set('FirstPublishLocationId', file.recordId)
  return insertRecord(host, 'ContentVersion', fields)
}
