import type { ActionAnswer } from '@millrace/flow'
import type { NamedCredential } from '@millrace/metadata'
import { toJson, type Value } from '@millrace/values'
import { ActionError, forEachInput, type ActionContext, type ActionInputs } from './action.ts'
import { CalloutError, type CalloutResponse } from './callout.ts'

/// A request to the endpoint of a named credential.
export interface NamedCredentialRequest {
  /// API name of the named credential.
  readonly credential: string
  readonly method: string
  /// What comes behind the endpoint.
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /// Ten seconds when null, 120 at most.
  readonly timeoutSeconds: number | null
}

const USUAL_SECONDS = 10
const LONGEST_SECONDS = 120

/// Sends [request] at once; nothing can take it back, not even a run that fails afterwards. The host must be allowed in
/// `millrace.json`. Throws an `ActionError` when it is not, and when there is no answer; any status is an answer.
export async function callNamedCredential(
  { credential, method, path, headers, body, timeoutSeconds }: NamedCredentialRequest,
  context: Pick<ActionContext, 'namedCredentials' | 'configuration' | 'callout' | 'signal'>,
): Promise<CalloutResponse> {
  const named = context.namedCredentials.get(credential)
  if (!named) throw new ActionError(`There is no named credential "${credential}".`)
  const url = urlOf(named, path)
  const { allow = [], allowPrivate = [] } = context.configuration.callouts ?? {}
  if (!isListed(url, allow))
    throw new ActionError(
      `Unauthorized endpoint: ${url.host} is not among the hosts that callouts.allow in millrace.json lists.`,
    )
  const seconds = timeoutSeconds !== null && timeoutSeconds > 0 ? timeoutSeconds : USUAL_SECONDS
  try {
    return await context.callout({
      method,
      url,
      headers,
      body,
      timeoutMs: Math.min(seconds, LONGEST_SECONDS) * 1000,
      allowPrivate: isListed(url, allowPrivate),
      signal: context.signal,
    })
  } catch (error) {
    if (error instanceof CalloutError) throw new ActionError(error.message)
    throw error
  }
}

/// When one input of a batch fails, the engine tries the interviews again one by one: then each gets the answer that
/// its request had got.
export async function onceEach(
  inputs: readonly ActionInputs[],
  context: ActionContext,
  work: (inputs: ActionInputs) => Promise<Readonly<Record<string, Value>>>,
): Promise<ActionAnswer[]> {
  const keyOf = ({ values }: ActionInputs) =>
    JSON.stringify([context.call, [...values].map(([, value]) => toJson(value))])
  const [only] = inputs
  const made = inputs.length === 1 && context.calloutsMade.get(keyOf(only!))?.shift()
  if (made) return [made]
  const answers = await forEachInput(inputs, work)
  if (inputs.length > 1 && answers.some(answer => 'error' in answer))
    inputs.forEach((one, i) => {
      const key = keyOf(one)
      context.calloutsMade.set(key, [...(context.calloutsMade.get(key) ?? []), answers[i]!])
    })
  return answers
}

/// The endpoint with [path] behind it; the path cannot lead to another host.
function urlOf({ apiName, endpoint }: NamedCredential, path: string): URL {
  const address = path === '' || /^[/?]/.test(path) ? `${endpoint}${path}` : `${endpoint}/${path}`
  if (/^https?:/i.test(address) && URL.canParse(address)) return new URL(address)
  throw new ActionError(`The named credential "${apiName}" has no web address: its endpoint is "${endpoint}".`)
}

const isListed = ({ host, hostname }: URL, hosts: readonly string[]): boolean =>
  hosts.some(one => one.toLowerCase() === host || one.toLowerCase() === hostname)
