import { listNotifications, markNotificationsRead, type NotificationRow } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import type { Org } from '../../org.ts'
import { isUuid, limitOf } from './lists.ts'

/// `/millrace/v1/notifications`: what custom notifications told the caller, the newest first. `POST …/read` with
/// `{ "ids": [] }` marks some as read. A new one comes to open pages as the event `records` of `CustomNotification`.
export function notificationRoutes(app: FastifyInstance, org: Org): void {
  app.get<{ Querystring: { limit?: string } }>('/millrace/v1/notifications', async ({ query: { limit }, userId }) => {
    const { globals, shared } = await org.caller(userId)
    const role = globals.User['UserRoleId']
    const groupIds = [...(shared?.queueIds ?? []), ...(typeof role === 'string' ? [role] : [])]
    const rows = await listNotifications(org.database, { userId, groupIds, limit: limitOf(limit) })
    return { notifications: rows.filter(isForDesktop).map(notificationJson) }
  })

  app.post<{ Body: { ids: readonly string[] } }>(
    '/millrace/v1/notifications/read',
    { schema: { body: IDS } },
    async ({ body: { ids }, userId }, reply) => {
      await markNotificationsRead(org.database, userId, ids.filter(isUuid))
      return reply.status(204).send()
    },
  )
}

/// Its type may say that it shows on phones alone.
const isForDesktop = ({ detail }: NotificationRow): boolean => detail['desktop'] !== false || detail['mobile'] === true

function notificationJson({ detail, createdAt, ...row }: NotificationRow): object {
  const { targetPageRef } = detail
  return {
    ...row,
    createdAt: new Date(createdAt).toISOString(),
    targetPageRef: typeof targetPageRef === 'string' ? targetPageRef : null,
  }
}

const IDS = {
  type: 'object',
  additionalProperties: false,
  required: ['ids'],
  properties: { ids: { type: 'array', maxItems: 1000, items: { type: 'string', maxLength: 100 } } },
}
