import type { Database, DueInterview, RecordStore, RunState, Tx } from '@millrace/database'
import type { FlowFault, RunOutcome } from '@millrace/flow'
import type { Caller } from '../caller.ts'
import type { RecordedRun } from '../flowRuns.ts'
import type { RunningProject } from '../project.ts'
import type { RunsUnderWay } from '../runsUnderWay.ts'

/// What waiting interviews need to go on.
export interface ResumptionWorld {
  readonly database: Database
  readonly underWay: RunsUnderWay
  readonly timeoutMs: number
  /// Who starts what nobody in particular starts, or somebody who is not active any more.
  readonly administratorId: string
  project(): RunningProject
  caller(userId: string): Promise<Caller>
  openStore(tx: Tx, caller: Caller, project: RunningProject): RecordStore
  flowActions(caller: Caller, project: RunningProject): Required<Pick<RecordedRun, 'openActions' | 'afterCommit'>>
  serverUrl(): string | undefined
  now(): number
}

/// How an interview went on.
export interface Resumed {
  readonly due: DueInterview
  readonly state: RunState
  /// Null when it could not even begin.
  readonly outcome: RunOutcome | null
  readonly fault: FlowFault | null
}

/// Nothing is wrong with the flow: it is tried again.
export const STILL_WAITING = new Set(['SERVER_UNAVAILABLE'])

/// User [userId], or, when that user is not active any more, who stands for nobody in particular.
export const callerOf = (
  { caller, administratorId }: Pick<ResumptionWorld, 'caller' | 'administratorId'>,
  userId: string,
): Promise<Caller> => caller(userId).catch(() => caller(administratorId))
