import type { RecordQuery, RecordStore, RowResult, SaveOptions } from '@millrace/database'
import type { RecordValue } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError, apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { rowJson, upsertedRowJson } from '../recordAnswers.ts'
import { recordJson } from '../recordJson.ts'
import { inTransaction } from '../sharedTransaction.ts'
import { externalIdOf, idOf, objectOf, readableFields, recordFrom } from './sobjects.ts'
import { isJsonObject, listOf } from './subrequests.ts'
import { versionUrl } from './versions.ts'

const PATH = '/services/data/v:version/composite/sobjects'
const MOST_RECORDS = 200
const MOST_RETRIEVED = 2000

type ObjectParams = { version: string; object: string }

/// `/composite/sobjects`: up to 200 records at once, all or none of them, or each for itself; `/composite/sobjects/X`
/// reads up to 2,000 by their Ids.
///
/// Source: REST API Developer Guide, "sObject Collections".
export function collectionRoutes(app: FastifyInstance, org: Org): void {
  app.post(PATH, request =>
    saveAll(
      org,
      request,
      record => typedRecord(org, record),
      (store, records, options) => store.insert(records, options),
    ),
  )

  app.patch(PATH, request =>
    saveAll(
      org,
      request,
      record => typedRecord(org, record),
      (store, records, options) => store.update(records, options),
    ),
  )

  app.patch(`${PATH}/:object/:field`, (request: FastifyRequest<{ Params: ObjectParams & { field: string } }>) => {
    const object = objectOf(org, request.params.object)
    const field = externalIdOf(object, request.params.field).apiName
    const read = (json: Json) =>
      typedRecord(org, { ...json, attributes: json['attributes'] ?? { type: object.apiName } })
    return saveAll(
      org,
      request,
      read,
      (store, records, options) => store.upsert(records, field, options),
      upsertedRowJson,
    )
  })

  app.delete(PATH, async (request: FastifyRequest<{ Querystring: { ids?: string; allOrNone?: string } }>) => {
    const ids = idsIn(request.query.ids).map(idOf)
    requireFew(ids.length)
    return deleteAll(org, request, ids, request.query.allOrNone === 'true')
  })

  app.get(`${PATH}/:object`, (request: FastifyRequest<{ Params: ObjectParams; Querystring: Record<string, string> }>) =>
    retrieve(org, request, idsIn(request.query['ids']), idsIn(request.query['fields'])),
  )

  app.post(`${PATH}/:object`, (request: FastifyRequest<{ Params: ObjectParams }>) => {
    const { ids, fields } = isJsonObject(request.body) ? request.body : {}
    if (!isTextList(ids) || !isTextList(fields))
      throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be {"ids": ["003…"], "fields": ["Id", "Name"]}.')
    return retrieve(org, request, ids, fields)
  })
}

type Json = Readonly<Record<string, unknown>>

const isTextList = (json: unknown): json is string[] =>
  Array.isArray(json) && json.every(item => typeof item === 'string')

const idsIn = (text = ''): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)

/// A record that cannot even be read answers for itself, and the others are saved, unless it is all or none.
async function saveAll(
  org: Org,
  { userId, body }: FastifyRequest,
  read: (json: Json) => RecordValue,
  save: (
    store: RecordStore,
    records: readonly RecordValue[],
    options: SaveOptions,
  ) => Promise<RowResult[]> | RowResult[],
  json = rowJson,
): Promise<object[]> {
  const list = listOf(body, 'records', Number.POSITIVE_INFINITY)
  requireFew(list.length)
  const allOrNone = (body as Json)['allOrNone'] ?? false
  if (typeof allOrNone !== 'boolean') throw apiError(400, 'JSON_PARSER_ERROR', '"allOrNone" takes true or false.')
  const entries = list.map(json => readOrRefuse(json, read))
  const records = entries.flatMap(entry => ('record' in entry ? entry.record : []))
  if (allOrNone && records.length < entries.length)
    return entries.map(entry => json('record' in entry ? notSaved : entry.refused))
  const caller = await org.caller(userId)
  const results = await inTransaction(org.database, async tx =>
    save(org.openStore(tx, caller), records, { allOrNone, mode: 'user' }),
  )
  const inOrder = results.values()
  return entries.map(entry => json('record' in entry ? inOrder.next().value! : entry.refused))
}

/// One of several records that are saved together or not at all, when another one failed.
export const notSaved: RowResult = {
  id: null,
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
}

function readOrRefuse(
  json: Json,
  read: (json: Json) => RecordValue,
): { readonly record: RecordValue } | { readonly refused: RowResult } {
  try {
    return { record: read(json) }
  } catch (error) {
    if (error instanceof ApiError) return { refused: refusedRow(error) }
    throw error
  }
}

/// A record whose JSON does not fit, as the result of a row.
export const refusedRow = ({ problems }: ApiError): RowResult => ({
  id: null,
  success: false,
  errors: problems.map(({ errorCode, message, fields = [] }) => ({ statusCode: errorCode, message, fields })),
})

/// Records of several objects are deleted object by object, in the order of their first Ids.
async function deleteAll(
  org: Org,
  { userId }: FastifyRequest,
  ids: readonly string[],
  allOrNone: boolean,
): Promise<object[]> {
  const groups = new Map<string, string[]>()
  for (const id of ids) {
    const object = objectWithId(org, id)
    groups.set(object, [...(groups.get(object) ?? []), id])
  }
  const caller = await org.caller(userId)
  const results = await inTransaction(org.database, async tx => {
    const store = org.openStore(tx, caller)
    const savepoint = await store.savepoint()
    const byId = new Map<string, RowResult>()
    for (const [object, group] of groups) {
      const rows = await store.delete(object, group, { allOrNone, mode: 'user' })
      for (const [i, id] of group.entries()) byId.set(id, rows[i]!)
    }
    const isUndone = allOrNone && groups.size > 1 && [...byId.values()].some(({ success }) => !success)
    await (isUndone ? savepoint.rollback() : savepoint.release())
    return ids.map(id => (isUndone && byId.get(id)!.success ? notSaved : byId.get(id)!))
  })
  return results.map(rowJson)
}

function objectWithId(org: Org, id: string): string {
  const object = org.project.schema.objectByKeyPrefix(id.slice(0, 3))
  if (object) return object.apiName
  throw apiError(400, 'MALFORMED_ID', `No object has Ids that begin with "${id.slice(0, 3)}".`)
}

/// One record for each Id, in their order; null for one that is not there.
async function retrieve(
  org: Org,
  request: FastifyRequest<{ Params: ObjectParams }>,
  ids: readonly string[],
  fields: readonly string[],
): Promise<unknown[]> {
  if (ids.length > MOST_RETRIEVED) throw tooMany(ids.length, MOST_RETRIEVED)
  const object = objectOf(org, request.params.object)
  const wanted = ids.map(idOf)
  const query: RecordQuery = {
    object: object.apiName,
    fields: fields.length ? fields : await readableFields(org, request.userId, object),
    filters: [{ field: 'Id', operator: 'In' }],
    logic: 0,
    orderBy: null,
    limit: null,
    mode: 'user',
  }
  const caller = await org.caller(request.userId)
  const [records = []] = await inTransaction(org.database, async tx =>
    org.openStore(tx, caller).find(query, [{ values: [wanted] }]),
  )
  const byId = new Map(records.map(record => [record.id, record]))
  const base = versionUrl(request)
  return wanted.map(id => {
    const record = byId.get(id)
    return record ? recordJson(record, base) : null
  })
}

function typedRecord(org: Org, json: Json): RecordValue {
  const {
    attributes,
    Id,
    id = Id,
    ...fields
  } = json as {
    attributes?: { type?: unknown }
    Id?: unknown
    id?: unknown
  } & Json
  if (typeof attributes?.type !== 'string')
    throw apiError(
      400,
      'INVALID_TYPE',
      'Each record needs "attributes": {"type": …}, which says of which object it is.',
    )
  const record = recordFrom(org, attributes.type, fields)
  if (id !== undefined) record.put('Id', idOf(String(id)))
  return record
}

function requireFew(count: number): void {
  if (count > MOST_RECORDS) throw tooMany(count, MOST_RECORDS)
}

const tooMany = (count: number, most: number): ApiError =>
  apiError(400, 'EXCEEDED_ID_LIMIT', `A request takes at most ${most} records, but this has ${count}.`)
