import { FormulaError } from '@millrace/formula'
import { isCollection, type Json, mergeText, RecordValue, type Value } from '@millrace/values'
import type { InteractionError } from './componentState.ts'
import { type FlowDescription, type FlowResult, readProgress, runFlow, stopRun } from './flowActions.ts'
import type { FlowRunFailure, FlowRunState } from './flowRunState.ts'
import { clearOutputs, inputsJson, storeOutputs } from './flowVariables.ts'
import { Cancellation, type ComponentHost } from './host.ts'
import type { InteractionContext } from './interaction.ts'
import { type InteractionTexts, textsOf } from './interactionTexts.ts'
import { fieldValue } from './recordFields.ts'
import { asValue } from './resolved.ts'
import { InteractionFailure } from './restApi.ts'
import { itemTypeOf } from './resourceTypes.ts'
import { settingType } from './settingValues.ts'

// How Execute Flow runs its flow: once, or once for each row; again after failures that are safe to repeat; stopped
// after its timeout; with what the server tells of long runs.

/// The runs of an interaction, prepared before the first is sent: an input that does not fit sends nothing.
export interface PreparedRuns {
  readonly flow: FlowDescription
  readonly runs: readonly PreparedRun[]
  /// How many records the runs are about.
  readonly records: number
  readonly isPerRow: boolean
}

export interface PreparedRun {
  readonly row?: Value
  readonly inputs: Readonly<Record<string, Json>>
}

export function prepareRuns(flow: FlowDescription, context: InteractionContext): PreparedRuns {
  if (context.setting('runPer') !== 'row') {
    const inputs = inputsJson(flow, context)
    return { flow, runs: [{ inputs }], records: recordsIn(inputs), isPerRow: false }
  }
  const value = asValue(context.setting('rows'))
  const rows = isCollection(value) ? value : value === null ? [] : [value]
  const type = settingType(context.interaction['rows'], context.scope, context.place)
  const item = 'unknown' in type ? undefined : itemTypeOf(type)
  const runs = rows.map(row => ({
    row,
    inputs: inputsJson(flow, context.seeing(item ? { item: { value: row, type: item } } : {})),
  }))
  return { flow, runs, records: rows.length, isPerRow: true }
}

/// The longest list among the inputs, else the number of records.
function recordsIn(inputs: Readonly<Record<string, Json>>): number {
  const sizes = Object.values(inputs).map(input =>
    Array.isArray(input) ? input.length : typeof input === 'object' && input !== null ? 1 : 0,
  )
  return Math.max(0, ...sizes)
}

/// Runs what was prepared, stores the outputs, and fails as the runs failed.
export async function runPrepared(prepared: PreparedRuns, context: InteractionContext): Promise<void> {
  const { flow, runs, records } = prepared
  const { host } = context
  if (context.setting('clearOutputs') === true) clearOutputs(context)
  let state: FlowRunState = {
    flow: flow.name,
    status: 'STARTED',
    startedAt: host.now(),
    records,
    elements: 0,
    total: runs.length,
    succeeded: 0,
    failures: [],
  }
  const note = (change: Partial<FlowRunState>): void => {
    state = { ...state, ...change }
    context.noteFlowRun(state)
  }
  note({})
  const results: FlowResult[] = []
  try {
    for (const run of runs) {
      if (context.cancellation.isCancelled) break
      try {
        const result = await runWithRetries(context, flow.name, run.inputs, note)
        results.push(result)
        note({ succeeded: state.succeeded + 1, ...(result.runId ? { runId: result.runId } : {}) })
      } catch (cause) {
        if (!prepared.isPerRow || !(cause instanceof InteractionFailure)) throw cause
        note({ failures: [...state.failures, failureOf(run.row ?? null, cause.error)] })
        if (context.setting('stopOnFailure') === true) break
      }
    }
    // What was done stays done, so its outputs are stored also when another row failed. What a flow that waits will give
    // is not known yet.
    storeOutputs(
      results.filter(({ status }) => status !== 'Waiting'),
      flow,
      context,
    )
    if (state.failures.length > 0) throw new InteractionFailure(someFailed(state, context.subject, textsOf(host)))
    note({ status: results.some(({ status }) => status === 'Waiting') ? 'PAUSED' : 'FINISHED', endedAt: host.now() })
  } catch (cause) {
    const message = cause instanceof InteractionFailure || cause instanceof FormulaError ? cause.message : undefined
    note({ status: 'ERROR', endedAt: host.now(), ...(message === undefined ? {} : { message }) })
    throw cause
  }
}

function failureOf(row: Value, { message }: InteractionError): FlowRunFailure {
  const id = row instanceof RecordValue ? row.id : null
  const name = fieldValue(row, 'Name')
  return { id, name: typeof name === 'string' && name !== '' ? name : (id ?? String(row)), message }
}

/// # some-rows-failed
/// Execute Flow ran once for each row, and some of the runs failed.
///
/// This is `{!$Error.code}` in On Error. What the other runs did was kept. `{!$Flow.failures}` lists the rows that
/// failed, each with `name`, `id` and `message`; `{!$Flow.succeeded}` and `{!$Flow.failed}` count them.
function someFailed(
  { failures, succeeded, total, flow }: FlowRunState,
  subject: string,
  texts: InteractionTexts,
): InteractionError {
  const shown = failures.slice(0, 3).map(({ name, message }) => `${name}: ${message}`)
  const more = failures.length - shown.length
  const left = total - succeeded - failures.length
  const sentences = [
    texts.rowsFailed(String(failures.length), String(total), String(succeeded)),
    ...(left > 0 ? [texts.rowsNotRun(String(left))] : []),
    ...shown,
    ...(more > 0 ? [texts.moreFailures(String(more))] : []),
  ]
  return {
    code: 'some-rows-failed',
    message: `${subject}: ${sentences.join(' ')}`,
    flow,
  }
}

/// Runs the flow once; again, with the same Idempotency-Key, when the request had no answer from the server behind it.
async function runWithRetries(
  context: InteractionContext,
  flowApiName: string,
  inputs: Readonly<Record<string, Json>>,
  note: (change: Partial<FlowRunState>) => void,
): Promise<FlowResult> {
  const retries = Math.min(numberSetting(context, 'retries') ?? 0, MOST_RETRIES)
  const delay = numberSetting(context, 'retryDelay') ?? 1
  const key = context.host.newKey()
  for (let attempt = 0; ; attempt++)
    try {
      return await runInTime(context, flowApiName, inputs, key, note)
    } catch (cause) {
      const isSafe = cause instanceof InteractionFailure && SAFE_TO_REPEAT.includes(cause.error.code)
      if (!isSafe || attempt >= retries || context.cancellation.isCancelled) throw cause
      await pause(context.host, delay * 2 ** attempt)
      if (context.cancellation.isCancelled) throw cause
    }
}

const MOST_RETRIES = 5

/// No answer at all, or one of something between page and server.
const SAFE_TO_REPEAT = ['network', 'HTTP_502', 'HTTP_503', 'HTTP_504', 'SERVER_UNAVAILABLE']

const pause = (host: ComponentHost, seconds: number): Promise<void> =>
  new Promise(resolve => void host.after(seconds * 1000, resolve))

function numberSetting(context: InteractionContext, name: string): number | undefined {
  const value = context.setting(name)
  const number =
    typeof value === 'number' ? value : value === null ? Number.NaN : Number(mergeText(asValue(value), context.host))
  return number > 0 ? number : undefined
}

/// Runs the flow. After the interaction's timeout the server is asked to stop it; so it is when a later click takes
/// this one's place.
///
/// # timeout
/// The flow did not finish within the timeout of the Execute Flow interaction.
///
/// This is `{!$Error.code}` in On Error. The server is asked to stop it; the message says whether that came in time,
/// and with that whether anything was kept.
async function runInTime(
  context: InteractionContext,
  flowApiName: string,
  inputs: Readonly<Record<string, Json>>,
  key: string,
  note: (change: Partial<FlowRunState>) => void,
): Promise<FlowResult> {
  const { host } = context
  const request = new Cancellation()
  context.cancellation.onCancel(() => void stopRun(host, key).then(() => request.cancel()))
  const stopAsking = watchProgress(host, key, note)
  const run = runFlow(host, flowApiName, inputs, key, request).finally(stopAsking)
  const seconds = numberSetting(context, 'timeout')
  if (seconds === undefined) return run

  let stopWaiting = (): void => {}
  const tooLate = new Promise<'too late'>(resolve => {
    stopWaiting = host.after(seconds * 1000, () => resolve('too late'))
  })
  try {
    const first = await Promise.race([run, tooLate])
    if (first !== 'too late') return first
  } finally {
    stopWaiting()
  }
  const texts = textsOf(host)
  const late = (what: string): never =>
    context.fail({
      code: 'timeout',
      message: `${texts.flowLate(String(seconds))} ${what}`,
      flow: flowApiName,
    })
  if (await stopRun(host, key))
    // Its own answer says whether it was stopped in time.
    return run.catch((cause: unknown) => {
      if (cause instanceof InteractionFailure && cause.error.code === 'cancelled') return late(texts.flowStopped)
      throw cause
    })
  run.catch(() => {})
  request.cancel()
  return late(texts.flowMayHaveFinished)
}

/// Asks every two seconds how far the run is, as long as the server knows; an org does not.
function watchProgress(host: ComponentHost, key: string, note: (change: Partial<FlowRunState>) => void): () => void {
  let [isOver, cancel] = [false, (): void => {}]
  const ask = async (): Promise<void> => {
    const progress = await readProgress(host, key)
    if (isOver || !progress) return
    note(progress)
    wait()
  }
  const wait = (): void => {
    cancel = host.after(PROGRESS_MS, () => void ask())
  }
  wait()
  return () => {
    isOver = true
    cancel()
  }
}

const PROGRESS_MS = 2000
