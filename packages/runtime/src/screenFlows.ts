import { type FlowDescription, readFlowDescription } from './flowActions.ts'
import type { ComponentHost } from './host.ts'
import { apiError, InteractionFailure, send } from './restApi.ts'

/// What a caller may know of an active screen flow. Throws `InteractionFailure` when there is none of that name.
///
/// # screen-flow-not-found
/// Open Flow Dialog, Open Flow Panel or a Flow component names a flow that can't be opened: there is none of that name, it
/// is not active, or it has no screens.
///
/// This is `{!$Error.code}` in On Error, and the message says which of these. Flow API names are case-sensitive.
export async function describeScreenFlow(host: ComponentHost, flow: string): Promise<FlowDescription> {
  const answer = await send(host, `/millrace/v1/screenFlows/${encodeURIComponent(flow)}`)
  const described = answer.status === 200 ? readFlowDescription(answer.body) : undefined
  if (described) return described
  const error = apiError(answer)
  if (answer.status !== 404) throw new InteractionFailure({ ...error, flow })
  const message = error.message.replace('The requested resource does not exist. ', '')
  throw new InteractionFailure({ code: 'screen-flow-not-found', message, flow })
}
