import type { MaybePromise, RecordStore, RowResult, SaveOptions } from '@millrace/database'
import type { RecordValue } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { rowJson } from '../recordAnswers.ts'
import { idOf, recordFrom } from './sobjects.ts'

const PATH = '/services/data/v:version/composite/sobjects'
const MOST_RECORDS = 200

/// `/composite/sobjects`: up to 200 records at once, all or none of them, or each for itself.
///
/// Source: REST API Developer Guide, "sObject Collections".
export function collectionRoutes(app: FastifyInstance, org: Org): void {
  app.post(PATH, async request => {
    const { records, allOrNone } = recordsOf(org, request.body)
    return saveAll(org, request, allOrNone, (store, options) => store.insert(records, options))
  })

  app.patch(PATH, async request => {
    const { records, allOrNone } = recordsOf(org, request.body)
    return saveAll(org, request, allOrNone, (store, options) => store.update(records, options))
  })

  app.delete(PATH, async (request: FastifyRequest<{ Querystring: { ids?: string; allOrNone?: string } }>) => {
    const ids = (request.query.ids ?? '').split(',').filter(Boolean).map(idOf)
    requireFew(ids.length)
    const object = objectOfAll(org, ids)
    const allOrNone = request.query.allOrNone === 'true'
    return saveAll(org, request, allOrNone, (store, options) => store.delete(object, ids, options))
  })
}

async function saveAll(
  org: Org,
  { userId }: FastifyRequest,
  allOrNone: boolean,
  save: (store: RecordStore, options: SaveOptions) => MaybePromise<RowResult[]>,
): Promise<object[]> {
  const caller = await org.caller(userId)
  const results = await org.database.transaction(async tx =>
    save(org.openStore(tx, caller), { allOrNone, mode: 'user' }),
  )
  return results.map(rowJson)
}

/// The object that all [ids] are of: their first three characters say so.
function objectOfAll(org: Org, ids: readonly string[]): string {
  const prefixes = new Set(ids.map(id => id.slice(0, 3)))
  const [prefix = ''] = prefixes
  const object = org.project.schema.objectByKeyPrefix(prefix)
  if (!object) throw apiError(400, 'MALFORMED_ID', `No object has Ids that begin with "${prefix}".`)
  if (prefixes.size === 1) return object.apiName
  throw apiError(
    400,
    'MALFORMED_ID',
    'The Ids are of several objects. Delete the records of each object by themselves.',
  )
}

function recordsOf(org: Org, body: unknown): { records: RecordValue[]; allOrNone: boolean } {
  const { records, allOrNone = false } = (body ?? {}) as { records?: unknown; allOrNone?: unknown }
  if (!Array.isArray(records) || typeof allOrNone !== 'boolean')
    throw apiError(
      400,
      'JSON_PARSER_ERROR',
      'The body must be {"allOrNone": false, "records": [{"attributes": {"type": "Contact"}, …}]}.',
    )
  requireFew(records.length)
  return { records: records.map(record => typedRecord(org, record)), allOrNone }
}

function typedRecord(org: Org, json: unknown): RecordValue {
  const { attributes, Id, ...fields } = (json ?? {}) as { attributes?: { type?: unknown }; Id?: unknown }
  if (typeof attributes?.type !== 'string')
    throw apiError(
      400,
      'INVALID_TYPE',
      'Each record needs "attributes": {"type": …}, which says of which object it is.',
    )
  const record = recordFrom(org, attributes.type, fields)
  if (Id !== undefined) record.put('Id', idOf(String(Id)))
  return record
}

function requireFew(count: number): void {
  if (count <= MOST_RECORDS) return
  throw apiError(400, 'EXCEEDED_ID_LIMIT', `A request takes at most ${MOST_RECORDS} records, but this has ${count}.`)
}
