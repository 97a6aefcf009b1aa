import type { Queryable } from '../server/statement.ts'

/// What is kept of one run of a flow: one request, with one interview for each of its inputs.
export interface RunRecord {
  readonly id: string
  /// API name.
  readonly flow: string
  /// Which content the flow's file had.
  readonly version: string
  readonly userId: string
  readonly state: RunState
  readonly inputs: unknown
  readonly outputs: unknown
  readonly fault: unknown
  readonly trace: unknown
  readonly usage: unknown
  /// Milliseconds since 1970.
  readonly startedAt: number
  readonly endedAt: number
  /// What started it, where nobody called it.
  readonly trigger?: RunTrigger | null
}

/// What starts a flow without anybody calling it.
export interface RunTrigger {
  /// The triggerType of its start: RecordAfterSave, PlatformEvent, Scheduled, …
  readonly type: string
  readonly object: string | null
  /// Of saved records.
  readonly operation?: 'create' | 'update' | 'delete'
  /// The scheduled path it began with.
  readonly path?: string
  /// The records, as far as they had Ids by then.
  readonly recordIds: readonly string[]
}

export type RunState = 'finished' | 'waiting' | 'failed' | 'cancelled' | 'timed out'

export interface RunSummary extends Omit<RunRecord, 'version' | 'inputs' | 'outputs' | 'trace' | 'usage'> {
  /// What its waiting interviews wait for, what comes first first; at most fifty.
  readonly awaits: readonly RunAwait[]
}

/// An event that a waiting run waits for.
export interface RunAwait {
  readonly element: string
  readonly event: string
  /// Milliseconds since 1970; null when it has no time.
  readonly resumeAt: number | null
  /// The object of the platform event it is, if it is one.
  readonly platformEvent: string | null
}

/// One interview's part of a run that goes on.
export interface RunContinuation {
  readonly runId: string
  /// Which of the run's interviews, from 0.
  readonly position: number
  /// How the interview ended; a run with others that wait goes on waiting.
  readonly state: RunState
  /// Null leaves what the run has.
  readonly outputs: unknown
  readonly fault: unknown
  /// Events to be added.
  readonly trace: readonly unknown[]
  readonly usage: Readonly<Record<string, number>>
  readonly endedAt: number
}

/// Keeps all of [runs] with one statement.
export async function saveRuns(database: Queryable, runs: readonly RunRecord[]): Promise<void> {
  const json = (pick: (run: RunRecord) => unknown) => runs.map(run => JSON.stringify(pick(run) ?? null))
  await database.query({
    name: 'millrace-save-runs',
    text: `
      insert into millrace.runs
        (id, flow, version, user_id, state, inputs, outputs, fault, trace, usage, started_at, ended_at, trigger)
      select id, flow, version, user_id, state, inputs, outputs, fault, trace, usage,
        to_timestamp(started / 1000), to_timestamp(ended / 1000), nullif(trigger, 'null')
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::jsonb[],
        $9::jsonb[], $10::jsonb[], $11::float8[], $12::float8[], $13::jsonb[])
        as run (id, flow, version, user_id, state, inputs, outputs, fault, trace, usage, started, ended, trigger)`,
    values: [
      runs.map(run => run.id),
      runs.map(run => run.flow),
      runs.map(run => run.version),
      runs.map(run => run.userId),
      runs.map(run => run.state),
      json(run => run.inputs),
      json(run => run.outputs),
      json(run => run.fault),
      json(run => run.trace),
      json(run => run.usage),
      runs.map(run => run.startedAt),
      runs.map(run => run.endedAt),
      json(run => run.trigger),
    ],
  })
}

/// Adds to a run's record what became of one of its interviews that waited.
export async function continueRun(tx: Queryable, run: RunContinuation): Promise<void> {
  // The last of several interviews that end at the same time sees that it is the last.
  await tx.query({
    name: 'millrace-lock-run',
    text: 'select from millrace.runs where id = $1 for update',
    values: [run.runId],
  })
  await tx.query({
    name: 'millrace-continue-run',
    text: `
      update millrace.runs set
        state = case when exists (select from millrace.waiting_interviews where run_id = $1) then 'waiting'
          when $3 = 'finished' and nullif(coalesce($5::jsonb, fault), 'null') is not null then 'failed' else $3 end,
        outputs = case when $4::jsonb is null then outputs else jsonb_set(coalesce(nullif(outputs, 'null'), '[]'), array[$2::text], $4) end,
        fault = coalesce($5::jsonb, fault),
        trace = jsonb_set(trace, array[$2::text, 'trace'], coalesce(trace #> array[$2::text, 'trace'], '[]') || $6::jsonb),
        usage = (select jsonb_object_agg(key, value::numeric + coalesce(($7::jsonb ->> key)::numeric, 0)) from jsonb_each_text(usage)),
        ended_at = to_timestamp($8::float8 / 1000)
      where id = $1`,
    values: [
      run.runId,
      String(run.position),
      run.state,
      jsonOrNull(run.outputs),
      jsonOrNull(run.fault),
      JSON.stringify(run.trace),
      JSON.stringify(run.usage),
      run.endedAt,
    ],
  })
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

// In a form that does not depend on how a connection reads date/times.
const SUMMARY = `id, flow, user_id as "userId", state, nullif(fault, 'null') as fault,
  (extract(epoch from started_at) * 1000)::float8 as "startedAt",
  (extract(epoch from ended_at) * 1000)::float8 as "endedAt", trigger,
  coalesce(case when state = 'waiting' then (
    select jsonb_agg(await) from (
      select jsonb_build_object('element', waiting.element, 'event', event.name,
        'resumeAt', (extract(epoch from event.resume_at) * 1000)::float8,
        'platformEvent', event.event #> '{platformEvent,object}') as await
      from millrace.waiting_interviews waiting join millrace.awaited_events event using (guid)
      where waiting.run_id = runs.id order by event.resume_at, waiting.position, event.position limit 50) first) end,
    '[]') as awaits`

export interface RunFilter {
  readonly limit: number
  /// Null: of all flows, all users, all states.
  readonly flow: string | null
  readonly userId: string | null
  readonly state: string | null
  /// Milliseconds since 1970: runs that started at or after the one and before the other.
  readonly from: number | null
  readonly to: number | null
  /// The last run of the page before.
  readonly after: { readonly startedAt: number; readonly id: string } | null
}

/// The newest runs, newest first, without inputs, outputs and trace.
export async function listRuns(
  database: Queryable,
  { limit, flow, userId, state, from, to, after }: RunFilter,
): Promise<RunSummary[]> {
  const { rows } = await database.query<RunSummary>({
    text: `select ${SUMMARY} from millrace.runs
           where ($2::text is null or flow = $2) and ($3::text is null or user_id = $3)
             and ($4::text is null or state = $4)
             and ($5::float8 is null or started_at >= to_timestamp($5 / 1000))
             and ($6::float8 is null or started_at < to_timestamp($6 / 1000))
             and ($7::float8 is null or (started_at, id) < (to_timestamp($7 / 1000), $8::uuid))
           order by runs.started_at desc, id desc limit $1`,
    values: [limit, flow, userId, state, from, to, after?.startedAt ?? null, after?.id ?? null],
  })
  return rows
}

export async function findRun(database: Queryable, id: string): Promise<(RunRecord & RunSummary) | null> {
  const { rows } = await database.query<RunRecord & RunSummary>({
    text: `select ${SUMMARY}, version, inputs, outputs, trace, usage from millrace.runs where id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

/// What is kept of the runs of one flow, counted.
export interface RunCounts {
  /// API name.
  readonly flow: string
  readonly count: number
  readonly failed: number
  readonly waiting: number
  /// Milliseconds since 1970.
  readonly lastStartedAt: number
  /// Milliseconds that half of the runs, and 95 of 100, took at most.
  readonly p50: number
  readonly p95: number
}

export async function summarizeRuns(database: Queryable): Promise<RunCounts[]> {
  const { rows } = await database.query<RunCounts>(`
    select flow, count(*)::integer as count, count(*) filter (where state = 'failed')::integer as failed,
      count(*) filter (where state = 'waiting')::integer as waiting,
      (extract(epoch from max(started_at)) * 1000)::float8 as "lastStartedAt",
      percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at) * 1000)::float8 as p50,
      percentile_cont(0.95) within group (order by extract(epoch from ended_at - started_at) * 1000)::float8 as p95
    from millrace.runs group by flow order by flow`)
  return rows
}

/// Forgets the runs that ended before [moment], in milliseconds since 1970; those that still wait stay. Answers how many.
export async function removeRunsBefore(database: Queryable, moment: number): Promise<number> {
  const { rows } = await database.query<{ readonly id: string }>({
    text: "delete from millrace.runs where ended_at < to_timestamp($1::float8 / 1000) and state <> 'waiting' returning id",
    values: [moment],
  })
  return rows.length
}

/// The traces of the last [limit] runs of a flow, newest first: a list of events for each interview.
export async function lastTraces(database: Queryable, flow: string, limit: number): Promise<unknown[]> {
  const { rows } = await database.query<{ readonly trace: unknown }>({
    text: 'select trace from millrace.runs where flow = $1 order by started_at desc, id desc limit $2',
    values: [flow, limit],
  })
  return rows.map(({ trace }) => trace)
}
