import type { Queryable } from '../server/statement.ts'

/// What an action has for the world outside of the database: an e-mail, a post, a notification.
export interface OutboxMessage {
  /// `email`, `emailAlert`, `chatterPost`, `customNotification`, `approvalSubmission`.
  readonly kind: string
  /// E-mail addresses or Ids, as the kind has it.
  readonly to: readonly string[]
  readonly subject: string | null
  readonly body: string | null
  /// Id of the record it is about.
  readonly relatedId: string | null
  /// What else there is to know, by name: `cc`, `from`, `isHtml`, …
  readonly detail: Readonly<Record<string, unknown>>
  /// Null when it did not come from a run of a flow.
  readonly runId: string | null
  readonly flow: string | null
  readonly userId: string
  /// Whether somebody is to send it; otherwise it is recorded and stays so.
  readonly isToBeSent: boolean
}

export type OutboxState = 'recorded' | 'sent' | 'failed'

export interface OutboxRow extends Omit<OutboxMessage, 'isToBeSent'> {
  readonly id: string
  /// Milliseconds since 1970.
  readonly createdAt: number
  readonly state: OutboxState
  /// Why it could not be sent, at the last attempt.
  readonly error: string | null
  readonly attempts: number
}

/// Adds [messages] in the order given, with one statement. In a run's transaction: when the run fails, none is there.
export async function addToOutbox(database: Queryable, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return
  await database.query({
    name: 'millrace-add-to-outbox',
    text: `
      insert into millrace.outbox
        (kind, recipients, subject, body, related_id, detail, run_id, flow, user_id, next_attempt_at)
      select kind, array(select jsonb_array_elements_text(recipients)), subject, body, related_id, detail, run_id, flow,
        user_id, case when to_be_sent then now() end
      from unnest($1::text[], $2::jsonb[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[], $8::text[],
        $9::text[], $10::boolean[]) with ordinality
        as message (kind, recipients, subject, body, related_id, detail, run_id, flow, user_id, to_be_sent, position)
      order by position`,
    values: [
      messages.map(one => one.kind),
      messages.map(one => JSON.stringify(one.to)),
      messages.map(one => one.subject),
      messages.map(one => one.body),
      messages.map(one => one.relatedId),
      messages.map(one => JSON.stringify(one.detail)),
      messages.map(one => one.runId),
      messages.map(one => one.flow),
      messages.map(one => one.userId),
      messages.map(one => one.isToBeSent),
    ],
  })
}

const COLUMNS = `id, kind, recipients as "to", subject, body, related_id as "relatedId", detail, run_id as "runId", flow,
  user_id as "userId", (extract(epoch from created_at) * 1000)::float8 as "createdAt", state, error, attempts`

export interface OutboxFilter {
  readonly limit: number
  /// Null: of all flows, runs and users.
  readonly flow: string | null
  readonly runId: string | null
  readonly userId: string | null
}

/// The newest messages, newest first.
export async function listOutbox(
  database: Queryable,
  { limit, flow, runId, userId }: OutboxFilter,
): Promise<OutboxRow[]> {
  const { rows } = await database.query<OutboxRow>({
    text: `select ${COLUMNS} from millrace.outbox
           where ($2::text is null or flow = $2) and ($3::uuid is null or run_id = $3)
             and ($4::text is null or user_id = $4)
           order by created_at desc limit $1`,
    values: [limit, flow, runId, userId],
  })
  return rows
}

/// Takes a message that is due, for [leaseSeconds]: nobody else gets it in that time, and when nothing is said of it
/// afterwards, because the server was killed, it is due again.
export async function takeFromOutbox(database: Queryable, leaseSeconds: number): Promise<OutboxRow | null> {
  const { rows } = await database.query<OutboxRow>({
    text: `
      update millrace.outbox set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1)
      where id = (select id from millrace.outbox where next_attempt_at <= now()
                  order by next_attempt_at, created_at limit 1 for update skip locked)
      returning ${COLUMNS}`,
    values: [leaseSeconds],
  })
  return rows[0] ?? null
}

export async function markSent(database: Queryable, id: string): Promise<void> {
  await database.query({
    text: `update millrace.outbox set state = 'sent', error = null, next_attempt_at = null where id = $1`,
    values: [id],
  })
}

/// Notes why the message could not be sent. It is tried again after [retrySeconds]; with null it has failed for good.
export async function markFailed(
  database: Queryable,
  id: string,
  error: string,
  retrySeconds: number | null,
): Promise<void> {
  await database.query({
    text: `update millrace.outbox
           set error = $2, state = case when $3::float8 is null then 'failed' else state end,
             next_attempt_at = now() + make_interval(secs => $3::float8)
           where id = $1`,
    values: [id, error, retrySeconds],
  })
}

/// In how many milliseconds the next message is due; null when none waits.
export async function nextDue(database: Queryable): Promise<number | null> {
  const { rows } = await database.query<{ due: number | null }>({
    text: `select (extract(epoch from min(next_attempt_at) - now()) * 1000)::float8 as due
           from millrace.outbox where next_attempt_at is not null`,
  })
  return rows[0]?.due ?? null
}
