import type { Schema } from '../schema.ts'
import type { Queryable } from '../server/statement.ts'
import { quoted } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { WAITING_CHANNEL } from './waitingChannel.ts'

export { WAITING_CHANNEL }

/// An interview that waits, with what it takes to go on.
export interface WaitingInterview {
  readonly guid: string
  readonly runId: string
  /// Which of the run's interviews, from 0.
  readonly position: number
  readonly userId: string
  /// API name of the flow that was started, and the element it waits at.
  readonly flow: string
  readonly element: string
  readonly state: unknown
  /// The hashes of the flows' texts, outermost first.
  readonly versions: readonly string[]
  readonly events: readonly AwaitedEventRow[]
  /// Of an interview that has not begun: the record that starts it, empty where there is none. Its element is then the
  /// path it begins with.
  readonly recordId?: string | null
}

export interface AwaitedEventRow {
  readonly position: number
  readonly name: string
  /// Milliseconds since 1970; null when it has no time.
  readonly resumeAt: number | null
  readonly follows: FollowedFieldRow | null
  readonly platformEvent: { readonly object: string } | null
}

/// A field whose date the time of an event is worked out from.
export interface FollowedFieldRow {
  readonly object: string
  readonly field: string
  readonly recordId: string
  readonly timeZone: string
  readonly months: number
  readonly milliseconds: number
}

/// The text of a flow as it was when an interview paused.
export interface FlowText {
  readonly hash: string
  readonly file: string
  readonly text: string
}

/// Keeps [interviews] that wait, with the [texts] of their flows. In the transaction of their run: both or neither.
export async function keepWaiting(
  tx: Queryable,
  interviews: readonly WaitingInterview[],
  texts: readonly FlowText[],
): Promise<void> {
  if (interviews.length === 0) return
  await tx.query({
    name: 'millrace-keep-flow-texts',
    text: `insert into millrace.flow_texts (hash, file, text)
           select distinct on (hash) hash, file, text from unnest($1::text[], $2::text[], $3::text[]) as kept (hash, file, text)
           order by hash
           on conflict (hash) do update set used_at = now()`,
    values: [texts.map(one => one.hash), texts.map(one => one.file), texts.map(one => one.text)],
  })
  await tx.query({
    name: 'millrace-keep-waiting',
    text: `insert into millrace.waiting_interviews
             (guid, run_id, position, user_id, flow, element, state, versions, record_id)
           select guid, run_id, position, user_id, flow, element, state, string_to_array(versions, ' '), record_id
           from unnest($1::text[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
             $9::text[]) as kept (guid, run_id, position, user_id, flow, element, state, versions, record_id)`,
    values: [
      interviews.map(one => one.guid),
      interviews.map(one => one.runId),
      interviews.map(one => one.position),
      interviews.map(one => one.userId),
      interviews.map(one => one.flow),
      interviews.map(one => one.element),
      interviews.map(one => JSON.stringify(one.state)),
      interviews.map(one => one.versions.join(' ')),
      interviews.map(one => one.recordId ?? null),
    ],
  })
  const events = interviews.flatMap(({ guid, events }) => events.map(event => ({ ...event, guid })))
  await tx.query({
    name: 'millrace-keep-awaited',
    text: `with kept as (
             insert into millrace.awaited_events (guid, position, name, resume_at, event)
             select guid, position, name, to_timestamp(resume_at / 1000), event
             from unnest($1::text[], $2::integer[], $3::text[], $4::float8[], $5::jsonb[])
               as event (guid, position, name, resume_at, event)
             returning guid)
           select pg_notify('${WAITING_CHANNEL}', '') from kept limit 1`,
    values: [
      events.map(event => event.guid),
      events.map(event => event.position),
      events.map(event => event.name),
      events.map(event => event.resumeAt),
      events.map(({ guid: _, ...event }) => JSON.stringify(event)),
    ],
  })
}

/// Takes out the interviews that were to begin with the path [element] of [flow] for [recordIds]: another change of the
/// records starts them anew. A run of which none is left is cancelled.
export async function dropStarts(
  tx: Queryable,
  {
    flow,
    element,
    recordIds,
  }: { readonly flow: string; readonly element: string; readonly recordIds: readonly string[] },
  now: number,
): Promise<void> {
  await tx.query({
    name: 'millrace-drop-starts',
    text: `with dropped as (
             delete from millrace.waiting_interviews
             where record_id = any($1::text[]) and flow = $2 and element = $3 returning guid, run_id)
           update millrace.runs set state = 'cancelled', ended_at = to_timestamp($4::float8 / 1000)
           where id in (select run_id from dropped) and state = 'waiting' and not exists (
             select from millrace.waiting_interviews waiting
             where run_id = runs.id and guid not in (select guid from dropped))`,
    values: [recordIds, flow, element, now],
  })
}

/// A waiting interview and the event that ends its wait.
export interface DueInterview extends Omit<WaitingInterview, 'events' | 'recordId'> {
  readonly recordId: string | null
  readonly event: number
  readonly resumeAt: number | null
  /// Id of the platform event that came.
  readonly cameAs: string | null
}

const DUE = `waiting.guid, run_id as "runId", waiting.position, user_id as "userId", flow, element, state, versions,
  event.position as event, (extract(epoch from event.resume_at) * 1000)::float8 as "resumeAt", came_as as "cameAs",
  record_id as "recordId"`

/// The interview whose time came first, of those that are due at [now] (milliseconds since 1970). It is locked until the
/// transaction ends; one that is locked already is passed over.
export async function lockDue(tx: Queryable, now: number): Promise<DueInterview | null> {
  const { rows } = await tx.query<DueInterview>({
    name: 'millrace-lock-due',
    text: `select ${DUE} from millrace.awaited_events event join millrace.waiting_interviews waiting using (guid)
           where event.resume_at <= to_timestamp($1::float8 / 1000)
           order by event.resume_at, waiting.paused_at, waiting.position limit 1 for update of waiting skip locked`,
    values: [now],
  })
  return rows[0] ?? null
}

/// Up to [limit] more interviews that are due at [now] and begin as [due] does, locked until the transaction ends.
export async function lockAlike(tx: Queryable, due: DueInterview, now: number, limit: number): Promise<DueInterview[]> {
  const { rows } = await tx.query<DueInterview>({
    name: 'millrace-lock-alike',
    text: `select ${DUE} from millrace.awaited_events event join millrace.waiting_interviews waiting using (guid)
           where event.resume_at <= to_timestamp($1::float8 / 1000) and record_id is not null and guid <> $2
             and flow = $3 and element = $4 and versions = $5 and user_id = $6
           order by event.resume_at, waiting.paused_at, waiting.position limit $7 for update of waiting skip locked`,
    values: [now, due.guid, due.flow, due.element, due.versions, due.userId, limit],
  })
  return rows
}

/// Interview [guid] with the first of its events, locked until the transaction ends; null when it does not wait any more.
export async function lockWaiting(tx: Queryable, guid: string): Promise<DueInterview | null> {
  const { rows } = await tx.query<DueInterview>({
    text: `select ${DUE} from millrace.awaited_events event join millrace.waiting_interviews waiting using (guid)
           where guid = $1 order by event.resume_at, event.position limit 1 for update of waiting`,
    values: [guid],
  })
  return rows[0] ?? null
}

/// Interview [guid], which stands at a screen, locked until the transaction ends; null when it does not.
export async function lockAtScreen(tx: Queryable, guid: string): Promise<DueInterview | null> {
  const { rows } = await tx.query<DueInterview>({
    text: `select guid, run_id as "runId", position, user_id as "userId", flow, element, state, versions,
             -1 as event, null as "resumeAt", null as "cameAs", record_id as "recordId"
           from millrace.waiting_interviews waiting
           where guid = $1 and not exists (select from millrace.awaited_events event where event.guid = waiting.guid)
           for update of waiting`,
    values: [guid],
  })
  return rows[0] ?? null
}

/// An interview that a person may go on with.
export interface InterviewAtScreen {
  readonly guid: string
  readonly runId: string
  readonly flow: string
  readonly element: string
  readonly pausedAt: string
}

/// The interviews of [userId] that stand at a screen, the newest first; or the one that is [guid].
export async function atScreens(
  database: Queryable,
  userId: string,
  guid: string | null = null,
): Promise<InterviewAtScreen[]> {
  const { rows } = await database.query<InterviewAtScreen>({
    text: `select guid, run_id as "runId", flow, element,
             to_char(paused_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "pausedAt"
           from millrace.waiting_interviews waiting
           where user_id = $1 and ($2::text is null or guid = $2) and not exists (select from millrace.awaited_events event where event.guid = waiting.guid)
           order by paused_at desc limit 200`,
    values: [userId, guid],
  })
  return rows
}

/// The guids of the interviews of a run that wait, in the order of the run.
export async function waitingOf(database: Queryable, runId: string): Promise<string[]> {
  const { rows } = await database.query<{ guid: string }>({
    text: 'select guid from millrace.waiting_interviews where run_id = $1 order by position',
    values: [runId],
  })
  return rows.map(({ guid }) => guid)
}

/// An interview that waits, for those who look at it.
export interface PausedInterviewRow {
  readonly guid: string
  readonly userId: string
  /// API name of the flow that was started, and the element it waits at.
  readonly flow: string
  readonly element: string
  readonly isAtScreen: boolean
  /// Milliseconds since 1970.
  readonly pausedAt: number
}

/// All interviews that wait, the newest first; with [userId] those of this user.
export async function listWaiting(database: Queryable, userId: string | null): Promise<PausedInterviewRow[]> {
  const { rows } = await database.query<PausedInterviewRow>({
    text: `select guid, user_id as "userId", flow, element, (extract(epoch from paused_at) * 1000)::float8 as "pausedAt",
             not exists (select from millrace.awaited_events event where event.guid = waiting.guid) as "isAtScreen"
           from millrace.waiting_interviews waiting where $1::text is null or user_id = $1 order by paused_at desc, guid`,
    values: [userId],
  })
  return rows
}

/// Takes the interview out of those that wait; false when it is not there any more.
export async function removeWaiting(tx: Queryable, guid: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'millrace-remove-waiting',
    text: 'delete from millrace.waiting_interviews where guid = $1',
    values: [guid],
  })
  return rowCount > 0
}

/// Ends a run that waits: none of its interviews goes on. Answers whether it waited.
export async function cancelWaiting(tx: Queryable, runId: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: 'delete from millrace.waiting_interviews where run_id = $1',
    values: [runId],
  })
  if (rowCount === 0) return false
  await tx.query({
    text: `update millrace.runs set state = 'cancelled', ended_at = to_timestamp($2::float8 / 1000) where id = $1`,
    values: [runId, now],
  })
  return true
}

export async function flowText(database: Queryable, hash: string): Promise<FlowText | null> {
  const { rows } = await database.query<FlowText>({
    text: 'select hash, file, text from millrace.flow_texts where hash = $1',
    values: [hash],
  })
  return rows[0] ?? null
}

/// When the next event is due, in milliseconds since 1970; null when none has a time.
export async function nextResumeAt(database: Queryable): Promise<number | null> {
  const { rows } = await database.query<{ at: number | null }>(
    `select (extract(epoch from min(resume_at)) * 1000)::float8 as at from millrace.awaited_events`,
  )
  return rows[0]?.at ?? null
}

/// An event that somebody waits for and that is to be compared with one that was published.
export interface AwaitingPlatformEvent {
  readonly guid: string
  readonly position: number
  readonly event: unknown
}

/// Who waited for an event of [object] when it was published.
export async function awaiting(tx: Queryable, object: string, publishedAt: string): Promise<AwaitingPlatformEvent[]> {
  const { rows } = await tx.query<AwaitingPlatformEvent>({
    text: `select event.guid, event.position, event.event
           from millrace.awaited_events event join millrace.waiting_interviews waiting using (guid)
           where event.event #>> '{platformEvent,object}' = $1 and came_as is null
             and waiting.paused_at <= $2::timestamptz`,
    values: [object, publishedAt],
  })
  return rows
}

/// Notes that the event has come as record [recordId]: it is due from [now] on.
export async function markCome(
  tx: Queryable,
  { guid, position }: Pick<AwaitingPlatformEvent, 'guid' | 'position'>,
  recordId: string,
  now: number,
): Promise<void> {
  await tx.query({
    text: `update millrace.awaited_events set came_as = $3, resume_at = to_timestamp($4::float8 / 1000)
           where guid = $1 and position = $2`,
    values: [guid, position, recordId, now],
  })
}

/// Works out again the times that follow a field of a record: the field may have changed. A date that was taken away is
/// due at [now].
///
/// Source: Salesforce Help, "Considerations for Defining Resume Times".
export async function followFields(database: Queryable, schema: Schema, now: number): Promise<void> {
  const { rows } = await database.query<{ object: string; field: string }>(`
    select distinct event #>> '{follows,object}' as object, event #>> '{follows,field}' as field
    from millrace.awaited_events where jsonb_typeof(event -> 'follows') = 'object'`)
  for (const row of rows) {
    const object = schema.object(row.object)
    const field = object?.field(row.field)
    if (!object || (field?.type !== 'date' && field?.type !== 'datetime')) continue
    const column = `record.${quoted(field.apiName)}`
    const zone = `(follows ->> 'timeZone')`
    const local = field.type === 'date' ? `${column}::timestamp` : `${column} at time zone ${zone}`
    await database.query({
      text: `
        update millrace.awaited_events waits set resume_at = due
        from (select guid, position, coalesce(
                (${local} + make_interval(months => (follows ->> 'months')::integer)) at time zone ${zone}
                  + make_interval(secs => (follows ->> 'milliseconds')::float8 / 1000), to_timestamp($3::float8 / 1000)) as due
              from (select guid, position, event -> 'follows' as follows from millrace.awaited_events) event
              join ${tableOf(object)} record on record."Id" = left(follows ->> 'recordId', 18)
              where follows ->> 'object' = $1 and follows ->> 'field' = $2 and not record."IsDeleted") moved
        where waits.guid = moved.guid and waits.position = moved.position
          and waits.resume_at is distinct from due`,
      values: [row.object, row.field, now],
    })
  }
}
