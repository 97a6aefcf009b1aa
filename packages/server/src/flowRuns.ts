import {
  findAnswer,
  keepAnswer,
  RecordStoreError,
  type Database,
  type KeptAnswer,
  type RecordStore,
  type Tx,
} from '@millrace/database'
import type { FlowHost, RunOutcome } from '@millrace/flow'
import type { Json } from '@millrace/values'
import { createHash, randomUUID } from 'node:crypto'
import type { ActionRun } from './actions/openActions.ts'
import { apiError } from './apiError.ts'
import { outputsJson } from './flowAnswer.ts'
import { faultOf, runFlow, stoppedState, type Answer, type FlowRunRequest, type RunEnd } from './flowRun.ts'
import type { RunRecorder } from './runRecorder.ts'

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

interface RunUnderWay {
  readonly id: string
  readonly key: string | null
  readonly flow: string
  readonly userId: string
  readonly startedAt: number
  readonly stop: AbortController
}

/// Every run of this server: under way, recorded, and answered once for each Idempotency-Key.
export class FlowRuns {
  readonly #database: Database
  readonly #recorder: RunRecorder
  readonly #underWay = new Map<string, RunUnderWay>()
  readonly #answers = new Map<string, { readonly requestHash: string; readonly answer: Promise<GivenAnswer> }>()

  constructor(database: Database, recorder: RunRecorder) {
    this.#database = database
    this.#recorder = recorder
  }

  get underWay(): readonly Omit<RunUnderWay, 'stop'>[] {
    return [...this.#underWay.values()]
  }

  /// Stops the run that has [id], or that was asked for with it as Idempotency-Key. Answers whether there was one.
  cancel(id: string, mayCancel: (run: { readonly userId: string }) => boolean): boolean {
    const run = this.#underWay.get(id) ?? [...this.#underWay.values()].find(({ key }) => key === id)
    if (!run || !mayCancel(run)) return false
    run.stop.abort(new Error('The run was cancelled.'))
    return true
  }

  /// Stops every run: the server has no more time for them.
  cancelAll(): void {
    for (const { stop } of this.#underWay.values()) stop.abort(new Error('The server was stopped.'))
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
    const id = randomUUID()
    const stop = new AbortController()
    const timeoutMs = run.timeoutMs ?? LONGEST_RUN_MS
    const deadline = setTimeout(() => stop.abort(timeoutError(timeoutMs)), timeoutMs)
    const startedAt = Date.now()
    const { flow } = run.program
    const userId = run.caller.userId
    this.#underWay.set(id, { id, key: request?.key ?? null, flow: flow.apiName, userId, startedAt, stop })
    try {
      const tx = await this.#database.begin({ signal: stop.signal, timeoutMs })
      // A success is kept with the changes it speaks of: both or neither.
      const keep = async (outcome: RunOutcome) => {
        if (!request) return
        const answer = run.answer({ id, state: 'finished', outcome })
        if (!(await keepAnswer(tx, { ...request, ...answer, runId: id }))) throw new AnsweredElsewhere()
      }
      const { signal } = stop
      const store = run.openStore(tx)
      const action = run.openActions?.({ tx, store, runId: id, flow: flow.apiName, signal })
      const { state, outcome } = await runFlow(run, { store, signal, action }, tx, keep)
      if (state === 'finished') run.afterCommit?.()
      const answer = run.answer({ id, state, outcome })
      if (request && state !== 'finished') await keepAnswer(this.#database, { ...request, ...answer, runId: id })
      this.#record(run, { id, state, outcome }, startedAt)
      return { ...answer, runId: id }
    } catch (error) {
      if (error instanceof AnsweredElsewhere) throw error
      const end = brokenRun(id, run, error, stop.signal)
      this.#record(run, end, startedAt)
      // Stopped at the very end, while committing: an end like every other.
      if (stop.signal.aborted) return { ...run.answer(end), runId: id }
      throw error
    } finally {
      clearTimeout(deadline)
      this.#underWay.delete(id)
    }
  }

  #record(run: RecordedRun, { id, state, outcome }: RunEnd, startedAt: number): void {
    const endedAt = Date.now()
    // Made when it is written, after the answer.
    this.#recorder.record(() => ({
      id,
      flow: run.program.flow.apiName,
      version: run.version,
      userId: run.caller.userId,
      state,
      inputs: run.inputsJson,
      outputs: state === 'finished' ? outcome.interviews.map(({ outputs }) => outputsJson(outputs)) : null,
      fault: faultOf(outcome),
      trace: outcome.interviews.map(({ guid, trace }) => ({ guid, trace })),
      usage: outcome.usage,
      startedAt,
      endedAt,
    }))
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

const timeoutError = (timeoutMs: number): Error =>
  Object.assign(new Error(`The run took longer than ${timeoutMs / 1000} seconds.`), { name: 'TimeoutError' })

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
