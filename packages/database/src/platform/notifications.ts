import type { Queryable } from '../server/statement.ts'

/// What a person was told by a custom notification.
export interface NotificationRow {
  readonly id: string
  readonly title: string | null
  readonly body: string | null
  /// Id of the record it leads to.
  readonly targetId: string | null
  readonly detail: Readonly<Record<string, unknown>>
  /// Milliseconds since 1970.
  readonly createdAt: number
  readonly isRead: boolean
}

/// Those sent to [userId], or to one of [groupIds], the newest first.
export async function listNotifications(
  database: Queryable,
  {
    userId,
    groupIds,
    limit,
  }: { readonly userId: string; readonly groupIds: readonly string[]; readonly limit: number },
): Promise<NotificationRow[]> {
  const { rows } = await database.query<NotificationRow>({
    text: `select id, subject as title, body, related_id as "targetId", detail,
             (extract(epoch from created_at) * 1000)::float8 as "createdAt",
             exists (select from millrace.read_notifications read
                     where read.notification = outbox.id and read.user_id = $1) as "isRead"
           from millrace.outbox
           where kind = 'customNotification' and recipients && $2::text[]
           order by created_at desc limit $3`,
    values: [userId, [userId, ...groupIds], limit],
  })
  return rows
}

/// From now on [userId] has read the notifications [ids].
export async function markNotificationsRead(
  database: Queryable,
  userId: string,
  ids: readonly string[],
): Promise<void> {
  await database.query({
    text: `insert into millrace.read_notifications (notification, user_id)
           select id, $1 from millrace.outbox where id = any ($2::uuid[]) on conflict do nothing`,
    values: [userId, ids],
  })
}
