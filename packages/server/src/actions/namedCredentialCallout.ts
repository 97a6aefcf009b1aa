import type { ActionAnswer } from '@millrace/flow'
import type { NamedCredential } from '@millrace/metadata'
import { toJson, type Value } from '@millrace/values'
import { ActionError, forEachInput, type ActionContext, type ActionInputs } from './action.ts'
import { CalloutError, type CalloutRequest, type CalloutResponse } from './callout.ts'
import { hasTokens, signInHeaders, type SigningIn } from './calloutSignIn.ts'

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
  context: CalloutContext,
): Promise<CalloutResponse> {
  const named = context.namedCredentials.get(credential)
  if (!named) throw new ActionError(`There is no named credential "${credential}".`)
  const url = urlOf(named, path)
  checkListed(url, context)
  const seconds = timeoutSeconds !== null && timeoutSeconds > 0 ? timeoutSeconds : USUAL_SECONDS
  const timeoutMs = Math.min(seconds, LONGEST_SECONDS) * 1000
  const signingIn: SigningIn = {
    configuration: context.configuration,
    environment: context.environment ?? (variable => process.env[variable]),
    send: request => {
      checkListed(request.url, context)
      return send({ ...request, timeoutMs }, context)
    },
  }
  const signedIn = async (isRefused: boolean) => ({
    ...(await signInHeaders(credential, signingIn, isRefused)),
    ...headers,
  })
  const answer = await send({ method, url, headers: await signedIn(false), body, timeoutMs }, context)
  // A token may have been taken back before its time; what was refused has done nothing.
  if (answer.status !== 401 || !hasTokens(credential, signingIn)) return answer
  return send({ method, url, headers: await signedIn(true), body, timeoutMs }, context)
}

type CalloutContext = Pick<ActionContext, 'namedCredentials' | 'configuration' | 'callout' | 'signal'> & {
  /// What the server's environment has; the process's own when absent.
  readonly environment?: SigningIn['environment']
}

function checkListed(url: URL, { configuration }: Pick<CalloutContext, 'configuration'>): void {
  if (isListed(url, configuration.callouts?.allow ?? [])) return
  throw new ActionError(
    `Unauthorized endpoint: ${url.host} is not among the hosts that callouts.allow in millrace.json lists.`,
  )
}

async function send(
  request: Pick<CalloutRequest, 'method' | 'url' | 'headers' | 'body' | 'timeoutMs'>,
  { configuration, callout, signal }: Pick<CalloutContext, 'configuration' | 'callout' | 'signal'>,
): Promise<CalloutResponse> {
  const allowPrivate = isListed(request.url, configuration.callouts?.allowPrivate ?? [])
  try {
    return await callout({ ...request, allowPrivate, signal })
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

/// The endpoint with [path] behind it; the path leads neither to another host nor above the endpoint.
function urlOf({ apiName, endpoint }: NamedCredential, path: string): URL {
  const address = path === '' || /^[/?]/.test(path) ? `${endpoint}${path}` : `${endpoint}/${path}`
  if (/^https?:/i.test(address) && URL.canParse(address)) {
    const url = new URL(address)
    if (isBelow(new URL(endpoint).pathname, url.pathname)) return url
    throw new ActionError(`The path "${path}" leads out of the endpoint of the named credential "${apiName}".`)
  }
  throw new ActionError(`The named credential "${apiName}" has no web address: its endpoint is "${endpoint}".`)
}

const isBelow = (base: string, path: string): boolean =>
  path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`)

const isListed = ({ host, hostname }: URL, hosts: readonly string[]): boolean =>
  hosts.some(one => one.toLowerCase() === host || one.toLowerCase() === hostname)
