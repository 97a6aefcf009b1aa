import type { InterviewOutcome } from '@millrace/flow'
import { toJson, type Json, type Value } from '@millrace/values'
import { faultOf, type Answer, type RunEnd } from './flowRun.ts'

/// The body of `POST actions/custom/flow/NAME`: one result for each input, in order. An interview that waits is a success
/// with the status Waiting and the outputs it has so far. When one interview failed,
/// nothing of the request stays, so all say so, in the words of an org, which tell no cause. What really happened
/// stands beside it, in `millrace`.
///
/// Source: Actions Developer Guide, "Flow Actions"; answers of orgs.
///
/// [version] is the number of the flow's version that ran.
export function flowAnswer(
  actionName: string,
  apiVersion: string,
  { id, state, outcome }: RunEnd,
  version = 1,
): Answer {
  const newer = Number(apiVersion) >= 62
  if (state === 'finished' || state === 'waiting') {
    const results = outcome.interviews.map(interview => succeeded(actionName, interview, apiVersion, newer, version))
    return { status: 200, body: JSON.stringify(results) }
  }
  const fault = faultOf(outcome)
  const cause = {
    runId: id,
    state,
    flow: fault?.flow ?? actionName,
    element: fault?.element ?? null,
    faultMessage: fault?.message ?? null,
    faultCode: fault?.code ?? null,
  }
  const results = outcome.interviews.map(() => ({
    actionName,
    errors: [
      { statusCode: 'UNKNOWN_EXCEPTION', message: 'An error occurred when executing a flow interview.', fields: [] },
    ],
    ...(newer && { invocationId: null }),
    isSuccess: false,
    ...(newer && { outcome: null }),
    outputValues: null,
    ...(newer && { sortOrder: -1, version }),
    millrace: cause,
  }))
  return { status: 400, body: JSON.stringify(results) }
}

const succeeded = (
  actionName: string,
  interview: InterviewOutcome,
  apiVersion: string,
  newer: boolean,
  version: number,
): object => ({
  actionName,
  errors: null,
  ...(newer && { invocationId: null }),
  isSuccess: true,
  ...(newer && { outcome: null }),
  outputValues: {
    ...outputsJson(interview.outputs, apiVersion),
    Flow__InterviewGuid: interview.guid,
    Flow__InterviewStatus: interview.status,
  },
  ...(newer && { sortOrder: -1, version }),
})

/// Output variables by name, as the REST API writes them.
export function outputsJson(outputs: ReadonlyMap<string, Value>, apiVersion = '62.0'): Record<string, Json> {
  const recordUrl = (object: string, id: string) => `/services/data/v${apiVersion}/sobjects/${object}/${id}`
  return Object.fromEntries([...outputs].map(([name, value]) => [name, toJson(value, recordUrl)]))
}
