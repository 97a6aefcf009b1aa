import type { Queryable } from '../server/statement.ts'

/// The answer that a request with an `Idempotency-Key` got.
export interface KeptAnswer {
  readonly userId: string
  readonly key: string
  /// Says whether another request with the same key is the same request.
  readonly requestHash: string
  readonly runId: string
  readonly status: number
  readonly body: string
}

/// The answer kept for [userId] and [key] within the last 24 hours, or null.
export async function findAnswer(database: Queryable, userId: string, key: string): Promise<KeptAnswer | null> {
  const { rows } = await database.query<KeptAnswer>({
    name: 'millrace-find-answer',
    text: `select user_id as "userId", key, request_hash as "requestHash", run_id as "runId", status, body
           from millrace.answers
           where user_id = $1 and key = $2 and created_at > now() - interval '24 hours'`,
    values: [userId, key],
  })
  return rows[0] ?? null
}

/// Keeps [answer] unless one is kept already for its user and key; answers whether it was kept. Within a run's
/// transaction this waits for another run with the same key, so at most one of them commits.
export async function keepAnswer(database: Queryable, answer: KeptAnswer): Promise<boolean> {
  const { rowCount } = await database.query({
    name: 'millrace-keep-answer',
    text: `insert into millrace.answers as kept (user_id, key, request_hash, run_id, status, body)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (user_id, key) do update
             set request_hash = excluded.request_hash, run_id = excluded.run_id, status = excluded.status,
                 body = excluded.body, created_at = now()
             where kept.created_at < now() - interval '24 hours'`,
    values: [answer.userId, answer.key, answer.requestHash, answer.runId, answer.status, answer.body],
  })
  return rowCount > 0
}
