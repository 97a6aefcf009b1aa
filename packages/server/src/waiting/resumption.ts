import {
  continueRun,
  RecordStoreError,
  removeWaiting,
  type DueInterview,
  type RecordStore,
  type RunState,
  type Tx,
} from '@millrace/database'
import {
  resumeInterview,
  type FlowFault,
  type FlowHost,
  type Occurrence,
  type PausedInterview,
  type RunOutcome,
  type ScreenInput,
} from '@millrace/flow'
import type { RecordValue } from '@millrace/values'
import { readOne } from '../caller.ts'
import { outputsJson } from '../flowAnswer.ts'
import { flowHost, stoppedState } from '../flowRun.ts'
import type { RecordedRun } from '../flowRuns.ts'
import { masked } from '../maskedValues.ts'
import type { RunningProject } from '../project.ts'
import { ServerStopped, type BegunRun } from '../runsUnderWay.ts'
import { keepPauses } from './keepPauses.ts'
import { KeptFlows } from './keptFlows.ts'
import { STILL_WAITING, type Resumed, type ResumptionWorld } from './resumptionWorld.ts'
import { Starts } from './starts.ts'

export interface ResumeOptions {
  readonly trace?: FlowHost['trace']
  /// What the flow's clock shows, where that is not the world's.
  readonly now?: (due: DueInterview) => () => number
  /// What a person did on the screen that the interview stands at.
  readonly screen?: ScreenInput
  /// Keeps what was typed, though the screen stays: the person goes on later.
  readonly pauses?: boolean
  /// Of the page that the person is at.
  readonly formFactor?: string
}

/// Lets interviews that waited go on, each in a transaction of its own in which it is locked: of several servers, one
/// has it. When it faults, the transaction is undone and the run's record says why; when the server is killed, it waits
/// as before.
export class Resumption {
  readonly #world: ResumptionWorld
  readonly #kept: KeptFlows
  readonly #starts: Starts

  constructor(world: ResumptionWorld) {
    this.#world = world
    this.#kept = new KeptFlows(world.database)
    this.#starts = new Starts(world, this.#kept)
  }

  /// Lets the interview that [lock] finds go on. Null when it finds none, and when the interview has to go on waiting
  /// because the server stops. Throws when the database cannot be reached; then it waits as before.
  async next(lock: (tx: Tx) => Promise<DueInterview | null>, options: ResumeOptions = {}): Promise<Resumed | null> {
    const { database, underWay, timeoutMs } = this.#world
    const stop = new AbortController()
    const tx = await database.begin({ signal: stop.signal, timeoutMs })
    let run: BegunRun | null = null
    try {
      const due = await lock(tx)
      if (!due) return null
      const { runId: id, flow, userId } = due
      run = underWay.begin({ id, key: null, flow, userId, startedAt: this.#world.now(), timeoutMs, stop })
      return await this.#goOn(tx, due, run, options)
    } finally {
      run?.end()
      await tx.rollback()
    }
  }

  async #goOn(tx: Tx, due: DueInterview, run: BegunRun, options: ResumeOptions): Promise<Resumed | null> {
    if (due.recordId !== null) return this.#starts.begin(tx, due, run)
    const project = this.#world.project()
    try {
      const { formFactor } = options
      const caller = { ...(await this.#world.caller(due.userId)), ...(formFactor && { formFactor }) }
      const { openActions, afterCommit } = this.#world.flowActions(caller, project)
      const outcome = await this.#run(tx, due, { caller, project, run, openActions }, options)
      const fault = outcome.interviews[0]!.fault
      if (fault && STILL_WAITING.has(fault.code)) throw new RecordStoreError(fault.code, fault.message)
      if (outcome.failed) return await this.#failed(tx, due, run, fault, outcome)
      if (!options.pauses && staysAtScreen(options.screen, outcome)) return { due, state: 'waiting', outcome, fault }
      if (!(await this.#keep(tx, due, outcome))) return null
      afterCommit()
      return { due, state: outcome.interviews[0]!.pause ? 'waiting' : 'finished', outcome, fault: null }
    } catch (error) {
      if (error instanceof RecordStoreError && STILL_WAITING.has(error.code)) throw error
      return this.#failed(tx, due, run, faultOf(due, error), null)
    }
  }

  async #run(
    tx: Tx,
    due: DueInterview,
    {
      caller,
      project,
      run,
      openActions,
    }: Pick<RecordedRun, 'caller' | 'openActions'> & {
      readonly project: RunningProject
      readonly run: BegunRun
    },
    { trace = project.configuration.runs?.trace ?? 'path', now, screen }: ResumeOptions,
  ): Promise<RunOutcome> {
    const programs = await this.#kept.programs(due.versions, project)
    if (programs.length < due.versions.length) throw new Error('The text of the flow is not kept any more.')
    const store = this.#world.openStore(tx, caller, project)
    const { signal } = run
    const record = due.cameAs && (await eventOf(due.cameAs, store, project))
    const occurrence = { position: due.event, ...record, ...(screen ? { screen } : {}) }
    const host = flowHost({
      caller,
      store,
      trace,
      signal,
      action: openActions?.({ tx, store, runId: due.runId, flow: due.flow, signal }),
      now: now?.(due) ?? (() => this.#world.now()),
      serverUrl: this.#world.serverUrl(),
    })
    return resumeInterview(due.state as PausedInterview, programs, occurrence, host)
  }

  /// False when another server was faster: a Roll Back Records element gives the lock away.
  async #keep(tx: Tx, due: DueInterview, outcome: RunOutcome): Promise<boolean> {
    if (!(await removeWaiting(tx, due.guid))) return false
    await keepPauses(tx, { id: due.runId, flow: due.flow, userId: due.userId }, outcome, () => due.position)
    await continueRun(tx, this.#continuation(due, 'finished', null, outcome))
    await tx.commit()
    return true
  }

  async #failed(
    tx: Tx,
    due: DueInterview,
    { signal }: BegunRun,
    fault: FlowFault | null,
    outcome: RunOutcome | null,
  ): Promise<Resumed | null> {
    await tx.rollback()
    if (signal.reason instanceof ServerStopped) return null
    const state = signal.aborted ? stoppedState(signal) : 'failed'
    await this.#world.database.transaction(async tx => {
      if (await removeWaiting(tx, due.guid)) await continueRun(tx, this.#continuation(due, state, fault, outcome))
    })
    return { due, state, outcome, fault }
  }

  #continuation(due: DueInterview, state: RunState, fault: FlowFault | null, outcome: RunOutcome | null) {
    const [interview] = outcome?.interviews ?? []
    return {
      runId: due.runId,
      position: due.position,
      state,
      outputs: interview && !fault ? masked(outputsJson(interview.outputs)) : null,
      fault,
      trace: interview?.trace.map(masked) ?? [],
      usage: { ...outcome?.usage },
      endedAt: this.#world.now(),
    }
  }
}

/// Nothing has happened that is to be kept.
function staysAtScreen(input: ScreenInput | undefined, { interviews }: RunOutcome): boolean {
  const screen = interviews[0]!.pause?.screen
  return input?.action === 'refresh' || (screen !== undefined && screen.errors.length > 0)
}

function faultOf({ flow, element }: DueInterview, error: unknown): FlowFault {
  const code = error instanceof RecordStoreError ? error.code : 'UNKNOWN_EXCEPTION'
  const message = error instanceof Error ? error.message : String(error)
  return { flow, element, elementType: 'waits', code, message }
}

/// The platform event with [recordId], as it was published.
export async function eventOf(
  recordId: string,
  store: RecordStore,
  { schema }: Pick<RunningProject, 'schema'>,
): Promise<Pick<Occurrence, 'record'>> {
  const object = schema.objectByKeyPrefix(recordId.slice(0, 3))
  const record: RecordValue | undefined = object && (await readOne(store, schema, object.apiName, { Id: recordId }))
  return record ? { record } : {}
}
