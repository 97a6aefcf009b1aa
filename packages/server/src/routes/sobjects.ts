import {
  describeGlobal,
  describeObject,
  type FieldType,
  type MaybePromise,
  type ObjectType,
  type RecordQuery,
  type RecordStore,
  type RowResult,
} from '@millrace/database'
import { fromJson, isMisfit, num, recordOf, to18, type Json, type RecordValue, type Value } from '@millrace/values'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ApiError, apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { rowErrors } from '../recordAnswers.ts'
import { recordJson } from '../recordJson.ts'
import { recordTypesFor } from '../pages/recordTypes.ts'
import { rightsOf } from '../rights.ts'
import { inTransaction } from '../sharedTransaction.ts'
import { versionUrl } from './versions.ts'

const BASE = '/services/data/v:version/sobjects'

type ObjectRequest = FastifyRequest<{ Params: { version: string; object: string } }>
type RecordRequest = FastifyRequest<{
  Params: { version: string; object: string; id: string }
  Querystring: { fields?: string }
}>
type ExternalIdRequest = FastifyRequest<{
  Params: { version: string; object: string; field: string; value: string }
  Querystring: { fields?: string }
}>

const ALL_OR_NONE = { allOrNone: true, mode: 'user' } as const

/// `/sobjects`: describes objects, and reads and changes single records.
///
/// Source: REST API Developer Guide, "SObject Rows" and "SObject Describe".
export function sobjectRoutes(app: FastifyInstance, org: Org): void {
  app.get(BASE, async request => {
    const { schema } = org.project
    const rights = rightsOf(await org.caller(request.userId), schema)
    const sobjects = describeGlobal(schema, rights).map(object => withUrls(object, versionUrl(request)))
    return { encoding: 'UTF-8', maxBatchSize: 200, sobjects }
  })

  app.get(`${BASE}/:object`, async (request: ObjectRequest) => {
    const description = Object.entries(await describe(org, request))
    // The lists are what the describe resource is for.
    return {
      objectDescribe: Object.fromEntries(description.filter(([, value]) => !Array.isArray(value))),
      recentItems: [],
    }
  })

  app.get(`${BASE}/:object/describe`, (request: ObjectRequest) => describe(org, request))

  app.post(`${BASE}/:object`, async (request: ObjectRequest, reply) => {
    const record = recordFrom(org, request.params.object, request.body)
    const result = await saveOne(org, request, store => store.insert([record], ALL_OR_NONE))
    const { id } = result
    return reply
      .status(201)
      .header('location', `${versionUrl(request)}/sobjects/${record.objectName}/${id}`)
      .send({ id, success: true, errors: [] })
  })

  app.get(`${BASE}/:object/:id`, async (request: RecordRequest) => {
    const object = objectOf(org, request.params.object)
    const record = await readRecord(org, request.userId, object, idOf(request.params.id), fieldsAsked(request.query))
    if (record) return recordJson(record, versionUrl(request))
    throw notFound()
  })

  app.patch(`${BASE}/:object/:id`, async (request: RecordRequest, reply) => {
    const record = recordFrom(org, request.params.object, request.body)
    record.put('Id', idOf(request.params.id))
    await saveOne(org, request, store => store.update([record], ALL_OR_NONE))
    return reply.status(204).send()
  })

  app.delete(`${BASE}/:object/:id`, async (request: RecordRequest, reply) => {
    const { apiName } = objectOf(org, request.params.object)
    await saveOne(org, request, store => store.delete(apiName, [idOf(request.params.id)], ALL_OR_NONE))
    return reply.status(204).send()
  })
}

/// `/sobjects/X/FIELD/VALUE`: the same by the value of an external Id, or of `Id` itself.
///
/// Source: REST API Developer Guide, "sObject Rows by External ID".
export function externalIdRoutes(app: FastifyInstance, org: Org): void {
  const path = `${BASE}/:object/:field/:value`

  app.get(path, async (request: ExternalIdRequest, reply) => {
    const object = objectOf(org, request.params.object)
    const ids = await idsBy(org, request, object)
    if (ids.length > 1)
      return reply.status(300).send(ids.map(id => `${versionUrl(request)}/sobjects/${object.apiName}/${id}`))
    const fields = fieldsAsked(request.query)
    const record = ids[0] && (await readRecord(org, request.userId, object, ids[0], fields))
    if (record) return recordJson(record, versionUrl(request))
    throw notFound()
  })

  app.patch(path, async (request: ExternalIdRequest, reply) => {
    const object = objectOf(org, request.params.object)
    const field = externalIdOf(object, request.params.field)
    const record = recordFrom(org, object.apiName, withoutField(request.body, field))
    record.set(field.apiName, keyValue(field, request.params.value))
    return sendUpsert(reply, await saveOne(org, request, store => store.upsert([record], field.apiName, ALL_OR_NONE)))
  })

  app.post(`${BASE}/:object/:id`, async (request: RecordRequest, reply) => {
    const object = objectOf(org, request.params.object)
    if (externalIdOf(object, request.params.id).type !== 'id') throw notFound()
    const record = recordFrom(org, object.apiName, request.body)
    return sendUpsert(reply, await saveOne(org, request, store => store.insert([record], ALL_OR_NONE)))
  })

  app.delete(path, async (request: ExternalIdRequest, reply) => {
    const object = objectOf(org, request.params.object)
    const ids = await idsBy(org, request, object)
    if (ids.length === 0) throw notFound()
    if (ids.length > 1)
      return reply.status(300).send(ids.map(id => `${versionUrl(request)}/sobjects/${object.apiName}/${id}`))
    await saveOne(org, request, store => store.delete(object.apiName, ids, ALL_OR_NONE))
    return reply.status(204).send()
  })
}

const sendUpsert = (reply: FastifyReply, { id, created = true }: RowResult): FastifyReply =>
  reply.status(created ? 201 : 200).send({ id, success: true, errors: [], created })

/// The field [name] of [object] by which records can be told apart.
export function externalIdOf(object: ObjectType, name: string): FieldType {
  const field = object.field(name)
  if (field && (field.type === 'id' || field.externalId || field.unique)) return field
  throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`)
}

/// The key in a URL as a value of its field.
function keyValue(field: FieldType, text: string): Value {
  if (field.type === 'id') return idOf(text)
  if (field.dataType.kind !== 'Number') return text
  if (text.trim() !== '' && Number.isFinite(Number(text))) return num(Number(text))
  throw apiError(400, 'INVALID_FIELD', `${field.apiName} takes a number, but got "${text}".`)
}

function withoutField(body: unknown, { apiName }: FieldType): Record<string, unknown> {
  const json = objectBody(body)
  const stated = Object.keys(json).find(name => name.toLowerCase() === apiName.toLowerCase())
  if (stated === undefined) return json
  throw new ApiError(400, {
    message: `The ${apiName} field should not be specified in the sobject data.`,
    errorCode: 'INVALID_FIELD',
    fields: [apiName],
  })
}

async function idsBy(org: Org, { params, userId }: ExternalIdRequest, object: ObjectType): Promise<string[]> {
  const field = externalIdOf(object, params.field)
  const query: RecordQuery = {
    object: object.apiName,
    fields: ['Id'],
    filters: [{ field: field.apiName, operator: 'EqualTo' }],
    logic: 0,
    orderBy: null,
    limit: 10,
    mode: 'user',
  }
  const records = await findRecords(org, userId, query, [keyValue(field, params.value)])
  return records.map(({ id }) => id!)
}

async function findRecords(
  org: Org,
  userId: string,
  query: RecordQuery,
  values: readonly Value[],
): Promise<RecordValue[]> {
  const caller = await org.caller(userId)
  return inTransaction(org.database, async tx => {
    const [records] = await org.openStore(tx, caller).find(query, [{ values }])
    return records!
  })
}

const fieldsAsked = ({ fields }: { readonly fields?: string }): string[] | undefined =>
  fields?.split(',').map(name => name.trim())

async function describe(org: Org, request: ObjectRequest): Promise<{ [key: string]: Json }> {
  const { schema } = org.project
  const object = objectOf(org, request.params.object)
  const caller = await org.caller(request.userId)
  const rights = rightsOf(caller, schema)
  if (rights?.canReadObject(object.apiName) === false) throw notFound()
  const recordTypes = await recordTypesFor(org, caller, object)
  return withUrls(describeObject(schema, object, rights, recordTypes), versionUrl(request))
}

/// A description with the addresses of the object's resources.
function withUrls(description: Json, base: string): { [key: string]: Json } {
  const object = description as { [key: string]: Json }
  const sobject = `${base}/sobjects/${object['name']}`
  return { ...object, urls: { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` } }
}

export async function saveOne(
  org: Org,
  { userId }: { readonly userId: string },
  save: (store: RecordStore) => MaybePromise<RowResult[]>,
): Promise<RowResult> {
  const caller = await org.caller(userId)
  return inTransaction(org.database, async tx => {
    const [result] = await save(org.openStore(tx, caller))
    if (result?.success) return result
    throw rowErrors(result!)
  })
}

export function objectOf(org: Org, name: string): ObjectType {
  const object = org.project.schema.object(name)
  if (object) return object
  throw notFound()
}

/// The record with the [fields] asked for, or with all that the user may read.
export async function readRecord(
  org: Org,
  userId: string,
  object: ObjectType,
  id: string,
  fields?: readonly string[],
): Promise<RecordValue | undefined> {
  const query: RecordQuery = {
    object: object.apiName,
    fields: fields ?? (await readableFields(org, userId, object)),
    filters: [{ field: 'Id', operator: 'EqualTo' }],
    logic: 0,
    orderBy: null,
    limit: 1,
    mode: 'user',
  }
  const [record] = await findRecords(org, userId, query, [id])
  return record
}

/// The fields of [object] that the user may read.
export async function readableFields(org: Org, userId: string, object: ObjectType): Promise<string[]> {
  const rights = rightsOf(await org.caller(userId), org.project.schema)
  const fields = object.fields.map(({ apiName }) => apiName)
  return fields.filter(field => rights?.canReadField(object.apiName, field) ?? true)
}

/// An Id of 15 or 18 characters, as 18.
export function idOf(text: string): string {
  if (/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text)) return to18(text)
  throw apiError(400, 'MALFORMED_ID', `"${text}" is no Id: Ids have 15 or 18 letters and digits.`)
}

/// The record that a request's body states, with names and types checked against the schema.
export function recordFrom(org: Org, objectName: string, body: unknown): RecordValue {
  const object = objectOf(org, objectName)
  const json = objectBody(body)
  const unknown = Object.keys(json).find(name => name !== 'attributes' && !object.field(name))
  if (unknown !== undefined)
    throw new ApiError(400, {
      message: `No such column '${unknown}' on sobject of type ${object.apiName}`,
      errorCode: 'INVALID_FIELD',
      fields: [unknown],
    })
  const record = fromJson(json, recordOf(object.apiName), org.project.fieldLookup)
  if (!isMisfit(record)) return record as RecordValue
  throw new ApiError(400, {
    message: `${object.apiName}${record.path} ${record.message}.`,
    errorCode: 'JSON_PARSER_ERROR',
    fields: [record.path.replace(/^\./, '')],
  })
}

export function objectBody(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object with the fields of the record.')
}
