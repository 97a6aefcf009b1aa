import {
  findAnswer,
  keepAnswer,
  RecordStoreError,
  saveRuns,
  type Database,
  type KeptAnswer,
  type RecordStore,
  type RunRecord,
  type Tx,
} from '@millrace/database'
import type { FlowHost, RunOutcome } from '@millrace/flow'
import type { Json } from '@millrace/values'
import { createHash } from 'node:crypto'
import type { ActionRun } from './actions/openActions.ts'
import { apiError } from './apiError.ts'
import { outputsJson } from './flowAnswer.ts'
import { faultOf, runFlow, stateOf, stoppedState, type Answer, type FlowRunRequest, type RunEnd } from './flowRun.ts'
import { masked } from './maskedValues.ts'
import type { RunRecorder } from './runRecorder.ts'
import type { RunsUnderWay } from './runsUnderWay.ts'
import { keepPauses } from './waiting/keepPauses.ts'

/// The call limit of Salesforce's platform: ten minutes.
const LONGEST_RUN_MS = 600_000

export interface RecordedRun extends FlowRunRequest {
  /// Which content the flow's file had.
  readonly version: string
  /// The inputs as they came, for the record.
  readonly inputsJson: Json
  readonly openStore: (tx: Tx) => RecordStore
  /// The actions that the flow may call; without it there are none.
  readonly openActions?: (run: Omit<ActionRun, 'caller'>) => FlowHost['action']
  readonly afterCommit?: () => void
  readonly answer: (end: RunEnd) => Answer
  readonly timeoutMs?: number
}

export interface GivenAnswer extends Answer {
  readonly runId: string
}

/// Runs flows for those who ask for it: each run is recorded, and answered once for each Idempotency-Key.
export class FlowRuns {
  readonly #database: Database
  readonly #recorder: RunRecorder
  readonly #underWay: RunsUnderWay
  readonly #now: () => number
  readonly #answers = new Map<string, { readonly requestHash: string; readonly answer: Promise<GivenAnswer> }>()

  constructor(database: Database, recorder: RunRecorder, underWay: RunsUnderWay, now: () => number) {
    this.#database = database
    this.#recorder = recorder
    this.#underWay = underWay
    this.#now = now
  }

  /// Runs the flow and gives its answer. With a [key] (`Idempotency-Key`), a user's second request with that key gets
  /// the first one's answer, within 24 hours, also when the first is still under way; then nothing runs.
  async answer(run: RecordedRun, key: string | null): Promise<GivenAnswer> {
    if (key === null) return this.#run(run, null)
    const requestHash = hashOf(run)
    const name = `${run.caller.userId} ${key}`
    const first = this.#answers.get(name)
    if (first) return sameRequest(first, requestHash).answer
    const answer = this.#answerOnce(run, { userId: run.caller.userId, key, requestHash })
    this.#answers.set(name, { requestHash, answer })
    try {
      return await answer
    } finally {
      this.#answers.delete(name)
    }
  }

  async #answerOnce(run: RecordedRun, request: Request): Promise<GivenAnswer> {
    const kept = await findAnswer(this.#database, request.userId, request.key)
    if (kept) return sameRequest(kept, request.requestHash)
    try {
      return await this.#run(run, request)
    } catch (error) {
      if (!(error instanceof AnsweredElsewhere)) throw error
      const other = await findAnswer(this.#database, request.userId, request.key)
      if (!other) throw error
      return sameRequest(other, request.requestHash)
    }
  }

  async #run(run: RecordedRun, request: Request | null): Promise<GivenAnswer> {
    const timeoutMs = run.timeoutMs ?? LONGEST_RUN_MS
    const { flow } = run.program
    const { userId } = run.caller
    const now = this.#now
    const begun = this.#underWay.begin({
      key: request?.key ?? null,
      flow: flow.apiName,
      userId,
      startedAt: now(),
      timeoutMs,
    })
    const { id, signal, startedAt } = begun
    try {
      const tx = await this.#database.begin({ signal, timeoutMs })
      // A success is kept with the changes it speaks of: both or neither. So is what waits.
      const keep = async (outcome: RunOutcome) => {
        const end: RunEnd = { id, state: stateOf(outcome), outcome }
        if (end.state === 'waiting') {
          await keepPauses(tx, { id, flow: flow.apiName, userId }, outcome)
          await saveRuns(tx, [this.#recordOf(run, end, startedAt)])
        }
        if (request && !(await keepAnswer(tx, { ...request, ...run.answer(end), runId: id })))
          throw new AnsweredElsewhere()
      }
      const store = run.openStore(tx)
      const action = run.openActions?.({ tx, store, runId: id, flow: flow.apiName, signal })
      const { state, outcome } = await runFlow(run, { store, signal, action, now, begun: begun.begun }, tx, keep)
      const hasFailed = outcome.failed
      if (!hasFailed) run.afterCommit?.()
      const answer = run.answer({ id, state, outcome })
      if (request && hasFailed) await keepAnswer(this.#database, { ...request, ...answer, runId: id })
      if (state !== 'waiting') this.#record(run, { id, state, outcome }, startedAt)
      return { ...answer, runId: id }
    } catch (error) {
      if (error instanceof AnsweredElsewhere) throw error
      const end = brokenRun(id, run, error, signal)
      this.#record(run, end, startedAt)
      // Stopped at the very end, while committing: an end like every other.
      if (signal.aborted) return { ...run.answer(end), runId: id }
      throw error
    } finally {
      begun.end()
    }
  }

  #record(run: RecordedRun, end: RunEnd, startedAt: number): void {
    const endedAt = this.#now()
    // Made when it is written, after the answer.
    this.#recorder.record(() => ({ ...this.#recordOf(run, end, startedAt), endedAt }))
  }

  #recordOf(run: RecordedRun, { id, state, outcome }: RunEnd, startedAt: number): RunRecord {
    return {
      id,
      flow: run.program.flow.apiName,
      version: run.version,
      userId: run.caller.userId,
      state,
      inputs: masked(run.inputsJson),
      outputs: outcome.failed ? null : masked(outcome.interviews.map(({ outputs }) => outputsJson(outputs))),
      fault: faultOf(outcome),
      trace: outcome.interviews.map(({ guid, trace }) => ({
        guid,
        trace: run.trace === 'values' ? masked(trace) : trace,
      })),
      usage: outcome.usage,
      startedAt,
      endedAt: this.#now(),
    }
  }
}

type Request = Pick<KeptAnswer, 'userId' | 'key' | 'requestHash'>

/// Another server finished a run with the same key first, so this one undoes its own.
class AnsweredElsewhere extends Error {}

/// What there is to record of a run that did not come to an outcome: stopped while committing, a database that went
/// away, a defect of ours.
function brokenRun(id: string, { program, inputs }: RecordedRun, error: unknown, signal: AbortSignal): RunEnd {
  const code = error instanceof RecordStoreError ? error.code : 'UNKNOWN_EXCEPTION'
  const message = error instanceof Error ? error.message : String(error)
  const fault = { flow: program.flow.apiName, element: null, elementType: null, code, message }
  return {
    id,
    state: signal.aborted ? stoppedState(signal) : 'failed',
    outcome: {
      failed: true,
      interviews: inputs.map(() => ({
        guid: id,
        status: 'Error',
        pause: null,
        outputs: new Map(),
        fault,
        trace: [],
        reached: new Map(),
        assertions: [],
      })),
      usage: { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 },
    },
  }
}

const hashOf = ({ program, inputsJson }: RecordedRun): string =>
  createHash('sha256').update(program.flow.apiName).update('\0').update(JSON.stringify(inputsJson)).digest('base64url')

function sameRequest<T extends { readonly requestHash: string }>(first: T, requestHash: string): T {
  if (first.requestHash === requestHash) return first
  throw apiError(
    422,
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key came before with another flow or other inputs. Send a new key with each new request.',
  )
}
