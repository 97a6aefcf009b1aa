import type { RecordStore, RunState, Tx } from '@millrace/database'
import { runInterviews, type FlowFault, type FlowHost, type FlowProgram, type RunOutcome } from '@millrace/flow'
import type { Value } from '@millrace/values'
import { randomUUID } from 'node:crypto'
import { hasCustomPermission, type Caller } from './caller.ts'
import { runAndKeepGood } from './partialSave.ts'

/// One request to run a flow, with one interview for each of its inputs.
export interface FlowRunRequest {
  readonly program: FlowProgram
  readonly caller: Caller
  readonly inputs: readonly ReadonlyMap<string, Value>[]
  readonly trace: FlowHost['trace']
  /// Where the server is reached from outside.
  readonly serverUrl?: string
  /// Of several interviews, those that go well are kept when others fail.
  readonly isPartialSaveAllowed?: boolean
}

/// What the run is given besides.
export interface FlowRunWorld {
  readonly store: RecordStore
  readonly signal: AbortSignal
  readonly action?: FlowHost['action']
  readonly now: () => number
  /// Hears of a function that says how many elements have been executed.
  readonly begun?: FlowHost['begun']
}

/// How a run ended; an answer is made of it.
export interface RunEnd {
  readonly id: string
  readonly state: RunState
  readonly outcome: RunOutcome
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/// Runs the flow in [tx], and commits when every interview finished or waits; else nothing it did stays. [beforeCommit]
/// may add to the transaction, and undo it all by throwing.
export async function runFlow(
  { program, caller, inputs, trace, serverUrl, isPartialSaveAllowed = false }: FlowRunRequest,
  world: FlowRunWorld,
  tx: Tx,
  beforeCommit?: (outcome: RunOutcome) => Promise<void>,
): Promise<Omit<RunEnd, 'id'>> {
  try {
    const host = flowHost({ caller, trace, serverUrl, ...world })
    const start = isPartialSaveAllowed && inputs.length > 1 ? runAndKeepGood : runInterviews
    const outcome = await start(program, inputs, host)
    if (outcome.failed) {
      await tx.rollback()
      return { state: world.signal.aborted ? stoppedState(world.signal) : 'failed', outcome }
    }
    await beforeCommit?.(outcome)
    await tx.commit()
    return { state: stateOf(outcome), outcome }
  } catch (error) {
    await tx.rollback()
    throw error
  }
}

/// A run waits as long as one of its interviews does.
export const stateOf = ({ interviews }: RunOutcome): RunState =>
  interviews.some(({ pause }) => pause) ? 'waiting' : 'finished'

/// Why a run that was stopped from outside ended.
export const stoppedState = ({ reason }: AbortSignal): RunState =>
  reason instanceof Error && reason.name === 'TimeoutError' ? 'timed out' : 'cancelled'

export interface FlowHostOptions {
  readonly caller: Caller
  readonly store: RecordStore
  readonly trace: FlowHost['trace']
  readonly signal?: AbortSignal
  /// Without it, no action is there to be called.
  readonly action?: FlowHost['action']
  readonly now?: () => number
  readonly serverUrl?: string
  readonly begun?: FlowHost['begun']
}

/// The world a run sees.
export function flowHost({ caller, store, trace, signal, action, now, serverUrl, begun }: FlowHostOptions): FlowHost {
  return {
    store,
    now: now ?? Date.now,
    newGuid: randomUUID,
    timeZone: caller.timeZone,
    locale: caller.locale,
    globals: caller.globals,
    ...(caller.formFactor && { formFactor: caller.formFactor }),
    serverUrl,
    hasPermission: name => hasCustomPermission(caller, name),
    signal,
    action,
    trace,
    begun,
    breathe: () => new Promise(resolve => setImmediate(resolve)),
  }
}

/// The fault that ended the run: of several interviews the first that failed.
export const faultOf = (outcome: RunOutcome): FlowFault | null =>
  outcome.interviews.find(interview => interview.fault)?.fault ?? null
