import { compileFlow, readInputs, runInterviews, whyNotRunnable } from '@millrace/flow'
import type { Diagnostic } from '@millrace/metadata'
import type { Json } from '@millrace/values'
import { randomUUID } from 'node:crypto'
import { ApiError, apiError } from '../apiError.ts'
import { outputsJson } from '../flowAnswer.ts'
import { faultOf, flowHost } from '../flowRun.ts'
import type { Org } from '../org.ts'
import { hasErrors } from '../project.ts'
import { checkText } from './flowStore.ts'

export interface DebugRequest {
  readonly apiName: string
  /// The flow as it stands in the builder, saved or not.
  readonly text: string
  readonly inputs: Readonly<Record<string, Json>>
  /// Who runs it.
  readonly userId: string
  /// Keeps what the flow changes; else it is rolled back.
  readonly keepsChanges: boolean
}

/// Runs a flow to look at it: with every value in the trace, as another user where wanted, and without leaving a
/// change unless that is asked for. Actions that reach the world outside do so.
export async function debugRun(org: Org, request: DebugRequest): Promise<object> {
  const { project } = org
  const { apiName, text, inputs, keepsChanges } = request
  const { flow, flowProject, diagnostics } = checkText(apiName, text, project)
  if (!flow || hasErrors(diagnostics)) throw withErrors(apiName, diagnostics)
  const reason = whyNotRunnable(flow)
  if (reason) throw apiError(422, 'FLOW_NOT_RUNNABLE', reason)
  const caller = await org.caller(request.userId)
  const { values, problems, unknown } = readInputs(flow, { ...inputs }, project.fieldLookup)
  const misfits = [...problems, ...unknown]
  if (misfits.length)
    throw new ApiError(
      400,
      ...misfits.map(({ name, message }) => ({ message, errorCode: 'INVALID_API_INPUT', fields: [name] })),
    )
  const stop = new AbortController()
  const deadline = setTimeout(() => stop.abort(new Error('The debug run took too long.')), org.runTimeoutMs)
  const startedAt = Date.now()
  const tx = await org.database.begin({ signal: stop.signal, timeoutMs: org.runTimeoutMs })
  try {
    const store = org.openStore(tx, caller, project)
    const { signal } = stop
    const { openActions, afterCommit } = org.flowActions(caller, project)
    const action = openActions({ tx, store, runId: randomUUID(), flow: flow.apiName, signal })
    const outcome = await runInterviews(
      compileFlow(flow, flowProject),
      [values],
      flowHost({ caller, store, trace: 'values', signal, action }),
    )
    const [interview] = outcome.interviews
    // Nobody would wake an interview that waits: the debug run ends where it began to.
    const isWaiting = interview!.status === 'Waiting'
    const isKept = keepsChanges && !outcome.failed && !isWaiting
    await (isKept ? tx.commit() : tx.rollback())
    if (isKept) afterCommit()
    return {
      state: outcome.failed ? 'failed' : isWaiting ? 'waiting' : 'finished',
      isKept,
      durationMs: Date.now() - startedAt,
      fault: faultOf(outcome),
      outputs: outputsJson(interview!.outputs),
      trace: interview!.trace,
      reached: Object.fromEntries([...interview!.reached].map(([name, elements]) => [name, [...elements]])),
      usage: outcome.usage,
    }
  } catch (error) {
    await tx.rollback()
    throw error
  } finally {
    clearTimeout(deadline)
  }
}

function withErrors(apiName: string, diagnostics: readonly Diagnostic[]): ApiError {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  return apiError(
    422,
    'FLOW_HAS_ERRORS',
    `"${apiName}" has errors and cannot run: ${error?.message ?? 'it is no flow.'}`,
  )
}
