import {
  ApexValue,
  BOOLEAN,
  type DataType,
  DateTimeValue,
  DATETIME,
  ANY,
  collectionOf,
  NUMBER,
  TEXT,
  type Value,
} from '@millrace/values'

/// What one Execute Flow does or did: `{!$Flow.status}`, and what its trigger shows of it.
export interface FlowRunState {
  /// API name of the flow.
  readonly flow: string
  /// As `$GlobalConstant.Flow.Status` has it; `CANCELLED` when the question before was answered with no.
  readonly status: 'STARTED' | 'PAUSED' | 'FINISHED' | 'ERROR' | 'CANCELLED'
  readonly startedAt: number
  readonly endedAt?: number
  /// Of the newest run, once the server has answered.
  readonly runId?: string
  /// How many records its inputs hold; with one run for each row, how many rows.
  readonly records: number
  /// Elements of the flow that have been executed, as far as the server tells: only for runs of some seconds.
  readonly elements: number
  /// Of the runs, one or one for each row.
  readonly total: number
  readonly succeeded: number
  readonly failures: readonly FlowRunFailure[]
  readonly message?: string
}

export interface FlowRunFailure {
  /// The row's name, or its Id.
  readonly name: string
  readonly id: string | null
  readonly message: string
}

export interface FlowRunMember {
  readonly type: DataType
  read(run: FlowRunState): Value
}

const time = (ms: number | undefined): Value => (ms === undefined ? null : new DateTimeValue(ms))

const failureValue = ({ name, id, message }: FlowRunFailure): Value =>
  new ApexValue(
    'FlowRunFailure',
    new Map<string, Value>([
      ['name', name],
      ['id', id],
      ['message', message],
    ]),
  )

/// What `{!$Flow.…}` reads: of the Execute Flow that the interactions follow, elsewhere of the newest.
export const flowRunMembers: Readonly<Record<string, FlowRunMember>> = {
  name: { type: TEXT, read: run => run.flow },
  status: { type: TEXT, read: run => run.status },
  isRunning: { type: BOOLEAN, read: run => run.status === 'STARTED' },
  startedAt: { type: DATETIME, read: run => time(run.startedAt) },
  endedAt: { type: DATETIME, read: run => time(run.endedAt) },
  runId: { type: TEXT, read: run => run.runId ?? null },
  records: { type: NUMBER, read: run => run.records },
  elements: { type: NUMBER, read: run => run.elements },
  total: { type: NUMBER, read: run => run.total },
  done: { type: NUMBER, read: run => run.succeeded + run.failures.length },
  succeeded: { type: NUMBER, read: run => run.succeeded },
  failed: { type: NUMBER, read: run => run.failures.length },
  failures: { type: collectionOf(ANY), read: run => run.failures.map(failureValue) },
  /// Percent of the runs that have ended.
  progress: { type: NUMBER, read: run => Math.round((100 * (run.succeeded + run.failures.length)) / run.total) },
  message: { type: TEXT, read: run => run.message ?? null },
}
