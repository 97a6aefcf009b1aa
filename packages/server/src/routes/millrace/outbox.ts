import { listOutbox, type OutboxRow } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { isUuid, limitOf } from './lists.ts'

/// `/millrace/v1/outbox`: what actions had for the world outside, newest first. People see what their own runs left,
/// administrators everything.
export function outboxRoutes(app: FastifyInstance, org: Org): void {
  app.get<{ Querystring: { flow?: string; run?: string; limit?: string } }>(
    '/millrace/v1/outbox',
    async ({ query: { flow = null, run = null, limit }, userId }) => {
      if (run !== null && !isUuid(run))
        throw apiError(400, 'INVALID_QUERY_PARAMETER', `run must be the Id of a run, but is "${run}".`)
      const mine = (await org.caller(userId)).isAdministrator ? null : userId
      const rows = await listOutbox(org.database, { limit: limitOf(limit), flow, runId: run, userId: mine })
      return { messages: rows.map(messageJson) }
    },
  )
}

const messageJson = ({ userId, runId, createdAt, ...row }: OutboxRow): object => ({
  ...row,
  run: runId,
  user: userId,
  createdAt: new Date(createdAt).toISOString(),
})
