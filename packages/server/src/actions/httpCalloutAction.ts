import type { NamedCredential } from '@millrace/metadata'
import { toJson, type Json, type Value } from '@millrace/values'
import { ActionError, number, text, texts, type Action, type ActionContext, type ActionInputs } from './action.ts'
import { callNamedCredential, onceEach } from './namedCredentialCallout.ts'

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

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']

async function call(
  inputs: ActionInputs,
  credential: string,
  context: ActionContext,
): Promise<Readonly<Record<string, Value>>> {
  const method = (inputs.text('method') ?? 'GET').toUpperCase()
  if (!METHODS.includes(method)) throw new ActionError(`method is one of ${METHODS.join(', ')}, not "${method}".`)
  const hasNoBody = method === 'GET' || method === 'HEAD'
  const request = {
    credential,
    method,
    path: inputs.text('path') ?? '',
    headers: headersOf(inputs),
    body: hasNoBody ? null : inputs.text('body'),
    timeoutSeconds: secondsOf(inputs),
  }
  const { status, contentType, body } = await callNamedCredential(request, context)
  return { statusCode: status, contentType, body }
}

function headersOf(inputs: ActionInputs): Record<string, string> {
  const stated = inputs.texts('headers').map((line): [string, string] => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*([\t\x20-\x7e]*)$/.exec(line) ?? []
    if (!name || value === undefined) throw new ActionError(`A header is written "Name: value"; "${line}" is none.`)
    return [name.toLowerCase(), value]
  })
  const type: [string, string][] = inputs.text('body') === null ? [] : [['content-type', 'application/json']]
  return Object.fromEntries([['accept', '*/*'], ...type, ...stated])
}

function secondsOf(inputs: ActionInputs): number | null {
  const seconds: Json = toJson(inputs.values.get('timeout') ?? null)
  return typeof seconds === 'number' ? seconds : null
}
