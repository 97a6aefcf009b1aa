import { undelete, type RowResult } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { rowJson } from '../../recordAnswers.ts'
import { inTransaction } from '../../sharedTransaction.ts'
import { userContext } from '../../userContext.ts'

/// As many as collections take.
const MOST = 200

/// `POST /millrace/v1/undelete` takes records out of the recycle bin: `{"ids": ["003…"], "allOrNone": true}`. The answer
/// is that of `composite/sobjects`. Salesforce has this in its SOAP API alone.
///
/// Source: SOAP API Developer Guide, "undelete()".
export function undeleteRoutes(app: FastifyInstance, org: Org): void {
  app.post<{ Body: unknown }>('/millrace/v1/undelete', async ({ userId, body }) => {
    const { ids, allOrNone } = readBody(body)
    const caller = await org.caller(userId)
    const { deployed, schema } = org.project
    const user = { ...userContext(caller, schema), now: org.now }
    const results = await inTransaction(org.database, async tx => {
      const savepoint = tx.savepoint()
      const byId = new Map<string, RowResult>()
      for (const [object, group] of byObject(ids, org)) {
        const rows = await undelete(tx, deployed, user, object, group, { allOrNone, mode: 'user' })
        for (const [i, id] of group.entries()) byId.set(id, rows[i]!)
        tx.onCommit(() => org.recordChanges.committed(object.apiName))
      }
      const isUndone = allOrNone && [...byId.values()].some(({ success }) => !success)
      if (isUndone) savepoint.rollback()
      else savepoint.release()
      return ids.map(id => byId.get(id)!)
    })
    return results.map(rowJson)
  })
}

function readBody(body: unknown): { readonly ids: readonly string[]; readonly allOrNone: boolean } {
  const { ids, allOrNone = false } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const isList = Array.isArray(ids) && ids.length > 0 && ids.every(id => typeof id === 'string')
  if (!isList || typeof allOrNone !== 'boolean')
    throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be {"ids": ["003…"], "allOrNone": true}.')
  if (ids.length > MOST)
    throw apiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `At most ${MOST} records are undeleted at once, but these are ${ids.length}.`,
    )
  return { ids: [...new Set(ids as string[])], allOrNone }
}

function byObject(ids: readonly string[], org: Org) {
  const groups = new Map<NonNullable<ReturnType<typeof org.project.schema.objectByKeyPrefix>>, string[]>()
  for (const id of ids) {
    const object = org.project.schema.objectByKeyPrefix(id.slice(0, 3))
    if (!object) throw apiError(400, 'MALFORMED_ID', `No object has Ids that begin with "${id.slice(0, 3)}".`)
    groups.set(object, [...(groups.get(object) ?? []), id])
  }
  return groups
}
