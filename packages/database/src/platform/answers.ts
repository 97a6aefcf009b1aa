import type { Sql } from './sql.ts'

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
export async function findAnswer(sql: Sql, userId: string, key: string): Promise<KeptAnswer | null> {
  const { rows } = await sql.query(
    `select request_hash, run_id, status, body from millrace.answers
     where user_id = $1 and key = $2 and created_at > now() - interval '24 hours'`,
    [userId, key],
  )
  const [row] = rows
  if (!row) return null
  return {
    userId,
    key,
    requestHash: row['request_hash'] as string,
    runId: row['run_id'] as string,
    status: row['status'] as number,
    body: row['body'] as string,
  }
}

/// Keeps [answer] unless one is kept already for its user and key; answers whether it was kept. Within a run's
/// transaction this waits for another run with the same key, so at most one of them commits.
export async function keepAnswer(sql: Sql, answer: KeptAnswer): Promise<boolean> {
  const { rows } = await sql.query(
    `insert into millrace.answers as kept (user_id, key, request_hash, run_id, status, body)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id, key) do update
       set request_hash = excluded.request_hash, run_id = excluded.run_id, status = excluded.status,
           body = excluded.body, created_at = now()
       where kept.created_at < now() - interval '24 hours'
     returning run_id`,
    [answer.userId, answer.key, answer.requestHash, answer.runId, answer.status, answer.body],
  )
  return rows.length > 0
}
