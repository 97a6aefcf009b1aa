import type { Queryable } from '../server/statement.ts'

/// A flow that starts on a schedule, and when it does so next.
export interface FlowScheduleRow {
  /// API name.
  readonly flow: string
  /// What its file says, as text: another one begins anew.
  readonly schedule: string
  /// Milliseconds since 1970; null when it does not start any more.
  readonly nextAt: number | null
}

const ROW = `flow, schedule, (extract(epoch from next_at) * 1000)::float8 as "nextAt"`

export async function flowSchedules(database: Queryable): Promise<FlowScheduleRow[]> {
  const { rows } = await database.query<FlowScheduleRow>(`select ${ROW} from millrace.flow_schedules`)
  return rows
}

/// Notes a schedule that is new or has changed. Of several servers that do so at a time the first wins.
export async function saveFlowSchedule(
  database: Queryable,
  { flow, schedule, nextAt }: FlowScheduleRow,
): Promise<void> {
  await database.query({
    text: `insert into millrace.flow_schedules (flow, schedule, next_at)
           values ($1, $2, to_timestamp($3::float8 / 1000))
           on conflict (flow) do update set schedule = excluded.schedule, next_at = excluded.next_at
           where flow_schedules.schedule <> excluded.schedule`,
    values: [flow, schedule, nextAt],
  })
}

/// Forgets the schedules of all flows but [flows].
export async function keepFlowSchedules(database: Queryable, flows: readonly string[]): Promise<void> {
  await database.query({
    text: 'delete from millrace.flow_schedules where flow <> all($1::text[])',
    values: [flows],
  })
}

/// The schedule whose time came first, of those that are due at [now]; locked until the transaction ends. One that is
/// locked already is passed over.
export async function lockDueSchedule(tx: Queryable, now: number): Promise<FlowScheduleRow | null> {
  const { rows } = await tx.query<FlowScheduleRow>({
    text: `select ${ROW} from millrace.flow_schedules where next_at <= to_timestamp($1::float8 / 1000)
           order by next_at limit 1 for update skip locked`,
    values: [now],
  })
  return rows[0] ?? null
}

export async function moveFlowSchedule(tx: Queryable, flow: string, nextAt: number | null): Promise<void> {
  await tx.query({
    text: 'update millrace.flow_schedules set next_at = to_timestamp($2::float8 / 1000) where flow = $1',
    values: [flow, nextAt],
  })
}
