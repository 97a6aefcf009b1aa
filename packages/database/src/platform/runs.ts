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
}

export type RunState = 'finished' | 'failed' | 'cancelled' | 'timed out'

export type RunSummary = Omit<RunRecord, 'version' | 'inputs' | 'outputs' | 'trace' | 'usage'>

/// Keeps all of [runs] with one statement.
export async function saveRuns(database: Queryable, runs: readonly RunRecord[]): Promise<void> {
  const json = (pick: (run: RunRecord) => unknown) => runs.map(run => JSON.stringify(pick(run) ?? null))
  await database.query({
    name: 'millrace-save-runs',
    text: `
      insert into millrace.runs
        (id, flow, version, user_id, state, inputs, outputs, fault, trace, usage, started_at, ended_at)
      select id, flow, version, user_id, state, inputs, outputs, fault, trace, usage,
        to_timestamp(started / 1000), to_timestamp(ended / 1000)
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::jsonb[],
        $9::jsonb[], $10::jsonb[], $11::float8[], $12::float8[])
        as run (id, flow, version, user_id, state, inputs, outputs, fault, trace, usage, started, ended)`,
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
    ],
  })
}

// In a form that does not depend on how a connection reads date/times.
const SUMMARY = `id, flow, user_id as "userId", state, fault,
  (extract(epoch from started_at) * 1000)::float8 as "startedAt",
  (extract(epoch from ended_at) * 1000)::float8 as "endedAt"`

export interface RunFilter {
  readonly limit: number
  /// Null: of all flows, of all users.
  readonly flow: string | null
  readonly userId: string | null
}

/// The newest runs, without inputs, outputs and trace.
export async function listRuns(database: Queryable, { limit, flow, userId }: RunFilter): Promise<RunSummary[]> {
  const { rows } = await database.query<RunSummary>({
    text: `select ${SUMMARY} from millrace.runs
           where ($2::text is null or flow = $2) and ($3::text is null or user_id = $3)
           order by runs.started_at desc limit $1`,
    values: [limit, flow, userId],
  })
  return rows
}

export async function findRun(database: Queryable, id: string): Promise<RunRecord | null> {
  const { rows } = await database.query<RunRecord>({
    text: `select ${SUMMARY}, version, inputs, outputs, trace, usage from millrace.runs where id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}
