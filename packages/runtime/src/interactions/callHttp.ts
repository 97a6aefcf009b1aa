import { ANY, fromJson, isMisfit, mergeText, num, TEXT, toJson, type Value } from '@millrace/values'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { fieldLookup, isObject } from '../objectDescription.ts'
import { asValue, settingsList } from '../resolved.ts'
import { resourceType } from '../resourceTypes.ts'
import { get } from '../restApi.ts'
import { choiceSetting, neededText, optionsOf, textSetting } from './settings.ts'
import { storeIn, variableSetting } from './variables.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/// Call HTTP: a request to the endpoint of a named credential, which the server sends if its administrator allows the
/// host. The page itself reaches nothing else.
export const callHttp: InteractionDeclaration = {
  type: 'callHttp',
  label: 'Call HTTP',
  help: 'Calls a web service that a named credential leads to, and stores its answer.',
  properties: [
    { name: 'namedCredential', label: 'Named Credential', type: 'text', required: true, help: 'Its API name.' },
    {
      name: 'path',
      label: 'Path',
      type: 'text',
      default: '',
      help: "Behind the credential's endpoint: /today?city=Bern",
    },
    {
      name: 'method',
      label: 'Method',
      type: 'choice',
      default: 'GET',
      options: optionsOf({ GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }),
    },
    {
      name: 'headers',
      label: 'Headers',
      type: 'list',
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true },
        { name: 'value', label: 'Value', type: 'text', required: true },
      ],
    },
    {
      name: 'body',
      label: 'Body',
      type: 'value',
      help: 'Text is sent as it is, records and JSON as JSON.',
      when: { property: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] },
    },
    { name: 'timeout', label: 'Timeout (seconds)', type: 'number', default: 10, help: 'At most 120.' },
    {
      name: 'responseVariable',
      label: 'Store the answer in',
      type: 'variable',
      help: 'A JSON variable receives JSON as such, a Text variable the text.',
    },
    { name: 'statusVariable', label: 'Store the status in', type: 'variable', help: 'A Number variable: 200, 404 …' },
  ],
  /// # http-status
  /// A web service answered Call HTTP with a status from 400 on.
  ///
  /// This is `{!$Error.code}` in On Error. The answer and the status are in their variables all the same.
  async run(context) {
    const answer = await callout(context)
    const status = typeof answer['statusCode'] === 'number' ? answer['statusCode'] : 0
    const text = typeof answer['body'] === 'string' ? answer['body'] : ''
    const variable = variableSetting(context, 'responseVariable')
    if (variable) {
      const isText = resourceType(variable).kind === TEXT.kind
      storeIn(context, 'responseVariable', isText ? text : jsonValue(context, text))
    }
    storeIn(context, 'statusVariable', num(status))
    if (status >= 400)
      context.fail({
        code: 'http-status',
        message: `the web service answered with status ${status}. ${text.slice(0, 200)}`,
      })
  },
}

async function callout(context: InteractionContext): Promise<Record<string, unknown>> {
  const method = choiceSetting(context, 'method', METHODS)
  const body = method === 'GET' ? null : asValue(context.setting('body'))
  const timeout = context.setting('timeout')
  const answer = await get(context.host, '/millrace/v1/callouts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      namedCredential: neededText(context, 'namedCredential'),
      method,
      path: textSetting(context, 'path'),
      headers: headersOf(context),
      ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(toJson(body)) }),
      ...(typeof timeout === 'number' ? { timeout } : {}),
    }),
    cancellation: context.cancellation,
  })
  return isObject(answer) ? answer : {}
}

const headersOf = (context: InteractionContext): Readonly<Record<string, string>> =>
  Object.fromEntries(
    settingsList(context.setting('headers')).map(({ name, value }) => [
      String(name),
      mergeText(asValue(value ?? null), context.host),
    ]),
  )

/// JSON as a value; other text stays text.
function jsonValue({ scope }: InteractionContext, text: string): Value {
  if (text.trim() === '') return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return text
  }
  const value = fromJson(json, ANY, fieldLookup(scope.objects))
  return isMisfit(value) ? text : value
}
