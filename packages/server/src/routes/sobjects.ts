import {
  describeGlobal,
  describeObject,
  type MaybePromise,
  type ObjectType,
  type RecordQuery,
  type RecordStore,
  type RowResult,
} from '@millrace/database'
import { fromJson, isMisfit, recordOf, to18, type Json, type RecordValue } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError, apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { rowErrors } from '../recordAnswers.ts'
import { recordJson } from '../recordJson.ts'
import { rightsOf } from '../rights.ts'
import { versionUrl } from './versions.ts'

const BASE = '/services/data/v:version/sobjects'

type ObjectRequest = FastifyRequest<{ Params: { version: string; object: string } }>
type RecordRequest = FastifyRequest<{
  Params: { version: string; object: string; id: string }
  Querystring: { fields?: string }
}>
type ExternalIdRequest = FastifyRequest<{
  Params: { version: string; object: string; field: string; value: string }
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
    const fields = request.query.fields?.split(',').map(name => name.trim())
    const record = await readRecord(org, request.userId, object, idOf(request.params.id), fields)
    if (record) return recordJson(record, versionUrl(request))
    throw notFound()
  })

  app.patch(`${BASE}/:object/:id`, async (request: RecordRequest, reply) => {
    const record = recordFrom(org, request.params.object, request.body)
    record.put('Id', idOf(request.params.id))
    await saveOne(org, request, store => store.update([record], ALL_OR_NONE))
    return reply.status(204).send()
  })

  app.patch(`${BASE}/:object/:field/:value`, async (request: ExternalIdRequest, reply) => {
    const { object: objectName, field: fieldName, value } = request.params
    const record = recordFrom(org, objectName, { ...objectBody(request.body), [fieldName]: value })
    const field = objectOf(org, objectName).field(fieldName)!.apiName
    const { id, created = false } = await saveOne(org, request, store => store.upsert([record], field, ALL_OR_NONE))
    return reply.status(created ? 201 : 200).send({ id, success: true, errors: [], created })
  })

  app.delete(`${BASE}/:object/:id`, async (request: RecordRequest, reply) => {
    const { apiName } = objectOf(org, request.params.object)
    await saveOne(org, request, store => store.delete(apiName, [idOf(request.params.id)], ALL_OR_NONE))
    return reply.status(204).send()
  })
}

async function describe(org: Org, request: ObjectRequest): Promise<{ [key: string]: Json }> {
  const { schema } = org.project
  const object = objectOf(org, request.params.object)
  const rights = rightsOf(await org.caller(request.userId), schema)
  if (rights?.canReadObject(object.apiName) === false) throw notFound()
  return withUrls(describeObject(schema, object, rights), versionUrl(request))
}

/// A description with the addresses of the object's resources.
function withUrls(description: Json, base: string): { [key: string]: Json } {
  const object = description as { [key: string]: Json }
  const sobject = `${base}/sobjects/${object['name']}`
  return { ...object, urls: { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` } }
}

async function saveOne(
  org: Org,
  { userId }: { readonly userId: string },
  save: (store: RecordStore) => MaybePromise<RowResult[]>,
): Promise<RowResult> {
  const caller = await org.caller(userId)
  return org.database.transaction(async tx => {
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
async function readRecord(
  org: Org,
  userId: string,
  object: ObjectType,
  id: string,
  fields?: readonly string[],
): Promise<RecordValue | undefined> {
  const caller = await org.caller(userId)
  const rights = rightsOf(caller, org.project.schema)
  const all = object.fields.map(({ apiName }) => apiName)
  const query: RecordQuery = {
    object: object.apiName,
    fields: fields ?? all.filter(field => rights?.canReadField(object.apiName, field) ?? true),
    filters: [{ field: 'Id', operator: 'EqualTo' }],
    logic: 0,
    orderBy: null,
    limit: 1,
    mode: 'user',
  }
  return org.database.transaction(async tx => {
    const [records] = await org.openStore(tx, caller).find(query, [{ values: [id] }])
    return records![0]
  })
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

function objectBody(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object with the fields of the record.')
}
