import type { FlowFault, InterviewOutcome } from '@millrace/flow'
import { toJson, type Json, type Value } from '@millrace/values'
import { faultOf, type Answer, type RunEnd } from './flowRun.ts'

/// The body of `POST actions/custom/flow/NAME`: one result for each input, in order. An interview that waits is a success
/// with the status Waiting and the outputs it has so far. When one interview failed, nothing of the request stays, so all
/// say so, unless the org keeps those that go well; in the words of an org, which tell no cause. What really happened
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
  const hasEnded = state === 'finished' || state === 'waiting'
  const failed = (fault: FlowFault | null): object => ({
    actionName,
    errors: [
      { statusCode: 'UNKNOWN_EXCEPTION', message: 'An error occurred when executing a flow interview.', fields: [] },
    ],
    ...(newer && { invocationId: null }),
    isSuccess: false,
    ...(newer && { outcome: null }),
    outputValues: null,
    ...(newer && { sortOrder: -1, version }),
    millrace: {
      runId: id,
      state: hasEnded ? 'failed' : state,
      flow: fault?.flow ?? actionName,
      element: fault?.element ?? null,
      faultMessage: fault?.message ?? null,
      faultCode: fault?.code ?? null,
    },
  })
  const first = faultOf(outcome)
  const results = outcome.interviews.map(interview =>
    hasEnded && !interview.fault
      ? succeeded(actionName, interview, apiVersion, newer, version)
      : failed(hasEnded ? interview.fault : first),
  )
  return { status: first || !hasEnded ? 400 : 200, body: JSON.stringify(results) }
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
