import type { Sql } from './sql.ts'

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
  readonly startedAt: Date
  readonly endedAt: Date
}

export type RunState = 'finished' | 'failed' | 'cancelled' | 'timed out'

/// Keeps all of [runs] with one statement.
export async function saveRuns(sql: Sql, runs: readonly RunRecord[]): Promise<void> {
  const json = (pick: (run: RunRecord) => unknown) => runs.map(run => JSON.stringify(pick(run) ?? null))
  await sql.query(
    `insert into millrace.runs
       (id, flow, version, user_id, state, inputs, outputs, fault, trace, usage, started_at, ended_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[],
       $8::jsonb[], $9::jsonb[], $10::jsonb[], $11::timestamptz[], $12::timestamptz[])`,
    [
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
      runs.map(run => run.startedAt.toISOString()),
      runs.map(run => run.endedAt.toISOString()),
    ],
  )
}

/// The newest [limit] runs, without inputs, outputs and trace; of one flow when [flow] is given.
export async function listRuns(sql: Sql, limit: number, flow: string | null): Promise<RunSummary[]> {
  const { rows } = await sql.query(
    `select id, flow, user_id, state, fault, started_at, ended_at from millrace.runs
     where $2::text is null or flow = $2 order by started_at desc limit $1`,
    [limit, flow],
  )
  return rows.map(summaryOf)
}

export type RunSummary = Omit<RunRecord, 'version' | 'inputs' | 'outputs' | 'trace' | 'usage'>

export async function findRun(sql: Sql, id: string): Promise<RunRecord | null> {
  const { rows } = await sql.query('select * from millrace.runs where id = $1', [id])
  const [row] = rows
  if (!row) return null
  return {
    ...summaryOf(row),
    version: row['version'] as string,
    inputs: row['inputs'],
    outputs: row['outputs'],
    trace: row['trace'],
    usage: row['usage'],
  }
}

const summaryOf = (row: Record<string, unknown>): RunSummary => ({
  id: row['id'] as string,
  flow: row['flow'] as string,
  userId: row['user_id'] as string,
  state: row['state'] as RunState,
  fault: row['fault'],
  startedAt: asDate(row['started_at']),
  endedAt: asDate(row['ended_at']),
})

const asDate = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)))
