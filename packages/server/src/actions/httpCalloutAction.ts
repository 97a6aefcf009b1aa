import type { ActionAnswer } from '@millrace/flow'
import type { NamedCredential } from '@millrace/metadata'
import { toJson, type Json, type Value } from '@millrace/values'
import {
  ActionError,
  forEachInput,
  number,
  text,
  texts,
  type Action,
  type ActionContext,
  type ActionInputs,
} from './action.ts'
import { CalloutError } from './callout.ts'

/// HTTP Callout: a request to the endpoint of a named credential, which gives the action its name. The request is sent
/// at once, and nothing can take it back: a run that fails afterwards has called all the same.
///
/// The host must be allowed in `millrace.json`.
export const httpCalloutAction = ({ apiName, label }: NamedCredential): Action => ({
  type: 'httpCallout',
  name: apiName,
  label,
  inputs: [text('method'), text('path'), texts('headers'), text('body'), number('timeout')],
  outputs: [number('statusCode'), text('contentType'), text('body')],

  run: (inputs, context) => onceEach(inputs, context, one => call(one, apiName, context)),
})

/// When one input of a batch fails, the engine tries the interviews again one by one: then each gets the answer that
/// its request had got.
async function onceEach(
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

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']
const LONGEST_SECONDS = 120

async function call(
  inputs: ActionInputs,
  credentialName: string,
  context: ActionContext,
): Promise<Readonly<Record<string, Value>>> {
  const method = (inputs.text('method') ?? 'GET').toUpperCase()
  if (!METHODS.includes(method)) throw new ActionError(`method is one of ${METHODS.join(', ')}, not "${method}".`)
  const url = urlOf(context.namedCredentials.get(credentialName)!, inputs.text('path') ?? '')
  const { allow = [], allowPrivate = [] } = context.configuration.callouts ?? {}
  if (!isListed(url, allow))
    throw new ActionError(
      `Unauthorized endpoint: ${url.host} is not among the hosts that callouts.allow in millrace.json lists.`,
    )
  try {
    const { status, contentType, body } = await context.callout({
      method,
      url,
      headers: headersOf(inputs),
      body: method === 'GET' || method === 'HEAD' ? null : inputs.text('body'),
      timeoutMs: Math.min(secondsOf(inputs), LONGEST_SECONDS) * 1000,
      allowPrivate: isListed(url, allowPrivate),
      signal: context.signal,
    })
    return { statusCode: status, contentType, body }
  } catch (error) {
    if (error instanceof CalloutError) throw new ActionError(error.message)
    throw error
  }
}

/// The endpoint with [path] behind it; the path cannot lead to another host.
function urlOf({ apiName, endpoint }: NamedCredential, path: string): URL {
  const address = path === '' || /^[/?]/.test(path) ? `${endpoint}${path}` : `${endpoint}/${path}`
  if (/^https?:/i.test(address) && URL.canParse(address)) return new URL(address)
  throw new ActionError(`The named credential "${apiName}" has no web address: its endpoint is "${endpoint}".`)
}

const isListed = ({ host, hostname }: URL, hosts: readonly string[]): boolean =>
  hosts.some(one => one.toLowerCase() === host || one.toLowerCase() === hostname)

function headersOf(inputs: ActionInputs): Record<string, string> {
  const stated = inputs.texts('headers').map((line): [string, string] => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*([\t\x20-\x7e]*)$/.exec(line) ?? []
    if (!name || value === undefined) throw new ActionError(`A header is written "Name: value"; "${line}" is none.`)
    return [name.toLowerCase(), value]
  })
  const type: [string, string][] = inputs.text('body') === null ? [] : [['content-type', 'application/json']]
  return Object.fromEntries([['accept', '*/*'], ...type, ...stated])
}

function secondsOf(inputs: ActionInputs): number {
  const seconds: Json = toJson(inputs.values.get('timeout') ?? null)
  return typeof seconds === 'number' && seconds > 0 ? seconds : 10
}
