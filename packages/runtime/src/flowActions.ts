import {
  collectionOf,
  type DataType,
  describeType,
  didYouMean,
  type Json,
  nearestName,
  recordOf,
} from '@millrace/values'
import type { InteractionError } from './componentState.ts'
import type { Cancellation, ComponentHost } from './host.ts'
import { type InteractionTexts, textsOf } from './interactionTexts.ts'
import { isObject, restType } from './objectDescription.ts'
import { apiError, InteractionFailure, get, type RestAnswer, send, textList } from './restApi.ts'

// Salesforce's REST resource /actions/custom/flow: describing and running autolaunched flows.

/// What a caller may know of an active autolaunched flow.
export interface FlowDescription {
  readonly name: string
  readonly label: string
  /// Variables that are available for input, and for output.
  readonly inputs: readonly FlowVariable[]
  readonly outputs: readonly FlowVariable[]
}

export interface FlowVariable {
  readonly name: string
  readonly type: DataType
}

/// What a run answered. `status` is Salesforce's: "Finished", or "Waiting" when the flow paused.
export interface FlowResult {
  readonly outputs: Readonly<Record<string, unknown>>
  readonly status: string
  readonly runId?: string
}

/// Reads the body of `GET /actions/custom/flow/NAME`; unknown keys are skipped, `Flow__…` outputs are not variables.
export function readFlowDescription(json: unknown): FlowDescription | undefined {
  if (!isObject(json) || typeof json['name'] !== 'string') return undefined
  const outputs = readVariables(json['outputs']).filter(({ name }) => !name.startsWith('Flow__'))
  const label = typeof json['label'] === 'string' ? json['label'] : json['name']
  return { name: json['name'], label, inputs: readVariables(json['inputs']), outputs }
}

function readVariables(json: unknown): FlowVariable[] {
  const items = Array.isArray(json) ? json.filter(isObject) : []
  return items.flatMap(item =>
    typeof item['name'] === 'string' ? [{ name: item['name'], type: variableType(item) }] : [],
  )
}

function variableType(json: Record<string, unknown>): DataType {
  const object = json['sobjectType']
  const type =
    String(json['type']).toUpperCase() === 'SOBJECT'
      ? recordOf(typeof object === 'string' ? object : '')
      : typeof json['apexClass'] === 'string'
        ? restType('anyType')
        : restType(String(json['type']))
  return Number(json['maxOccurs'] ?? 1) > 1 ? collectionOf(type) : type
}

/// "ContactIds (Text collection), status (Text)".
export const listVariables = (variables: readonly FlowVariable[]): string =>
  variables.map(({ name, type }) => `${name} (${describeType(type)})`).join(', ')

/// Describes flows, once each; an answer that was an error is forgotten, so that the next click asks again.
export class FlowDescriptions {
  readonly #host: ComponentHost
  readonly #known = new Map<string, Promise<FlowDescription>>()

  constructor(host: ComponentHost) {
    this.#host = host
  }

  /// Throws `InteractionFailure` when there is no such active autolaunched flow.
  describe(flowApiName: string): Promise<FlowDescription> {
    let known = this.#known.get(flowApiName)
    if (!known) {
      known = describeFlow(this.#host, flowApiName)
      this.#known.set(flowApiName, known)
      known.catch(() => this.forget(flowApiName))
    }
    return known
  }

  forget(flowApiName: string): void {
    this.#known.delete(flowApiName)
  }
}

const flowPath = (flowApiName: string): string => `/actions/custom/flow/${encodeURIComponent(flowApiName)}`

async function describeFlow(host: ComponentHost, flowApiName: string): Promise<FlowDescription> {
  const answer = await send(host, flowPath(flowApiName))
  if (answer.status === 404) throw new InteractionFailure(await flowNotFound(host, flowApiName, answer))
  const flow = answer.status === 200 ? readFlowDescription(answer.body) : undefined
  if (!flow) throw new InteractionFailure({ ...apiError(answer), flow: flowApiName })
  return flow
}

/// Why a flow cannot be run. Millrace's server says it in its 404; an org answers every reason with the same words, so
/// there the flow's type, its status and names that are nearly the same are asked for.
///
/// # flow-not-found
/// Execute Flow names a flow that can't be run: there is none of that name, it is not active, or it is no autolaunched
/// flow.
///
/// This is `{!$Error.code}` in On Error, and the message says which of these. Flow API names are case-sensitive.
async function flowNotFound(host: ComponentHost, flowApiName: string, answer: RestAnswer): Promise<InteractionError> {
  const { code, message } = apiError(answer)
  if (code === 'NOT_FOUND' && message !== GENERIC_404)
    return { code: 'flow-not-found', flow: flowApiName, message: message.replace(`${GENERIC_404}. `, '') }
  const [definition, names] = await Promise.all([findDefinition(host, flowApiName), activeFlowNames(host)])
  return { code: 'flow-not-found', flow: flowApiName, message: whyNoFlow(flowApiName, definition, names) }
}

const GENERIC_404 = 'The requested resource does not exist'

/// A flow whatever its type and status, as FlowDefinitionView has it.
export interface FlowDefinition {
  readonly label: string
  readonly processType: string
  readonly triggerType: string | null
  readonly isActive: boolean
}

/// Why Execute Flow cannot run a flow, to stand behind a colon. [names] are the API names of those it can.
export function whyNoFlow(
  flowApiName: string,
  definition: FlowDefinition | undefined,
  names: readonly string[],
): string {
  if (definition && definition.processType === 'Flow')
    return `"${definition.label}" is a screen flow. Execute Flow runs autolaunched flows; use Open Flow Dialog or Open Flow Panel.`
  if (definition?.triggerType)
    return `"${definition.label}" starts by itself (${definition.triggerType}). Execute Flow runs autolaunched flows without a trigger.`
  if (definition && !definition.isActive)
    return `the flow "${flowApiName}" has no active version. Activate it, then try again.`
  const near = nearestName(flowApiName, names)
  const hint =
    near === undefined
      ? "Check the API name in the flow's properties, and that a version is active."
      : near.toLowerCase() === flowApiName.toLowerCase()
        ? `Flow API names are case-sensitive; "${near}" is active.`
        : `Did you mean "${near}"?`
  return `there is no active autolaunched flow "${flowApiName}". ${hint}`
}

async function activeFlowNames(host: ComponentHost): Promise<string[]> {
  const body = await get(host, '/actions/custom/flow').catch(() => undefined)
  const actions = isObject(body) && Array.isArray(body['actions']) ? body['actions'].filter(isObject) : []
  return actions.flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
}

async function findDefinition(host: ComponentHost, flowApiName: string): Promise<FlowDefinition | undefined> {
  if (!/^\w+$/.test(flowApiName)) return undefined
  const soql = `SELECT ApiName, Label, ProcessType, TriggerType, ActiveVersionId FROM FlowDefinitionView WHERE ApiName = '${flowApiName}'`
  const body = await get(host, `/query?q=${encodeURIComponent(soql)}`).catch(() => undefined)
  const records = isObject(body) && Array.isArray(body['records']) ? body['records'].filter(isObject) : []
  const record = records.find(({ ApiName }) => ApiName === flowApiName)
  if (!record) return undefined
  return {
    label: String(record['Label'] ?? flowApiName),
    processType: String(record['ProcessType']),
    triggerType: typeof record['TriggerType'] === 'string' ? record['TriggerType'] : null,
    isActive: Boolean(record['ActiveVersionId']),
  }
}

/// Runs the active version of an autolaunched flow once. Throws `InteractionFailure` when the flow did not finish: its
/// fault, an error of the API, or no answer. The server runs one [key] at most once.
export async function runFlow(
  host: ComponentHost,
  flowApiName: string,
  inputs: Readonly<Record<string, Json>>,
  key: string,
  cancellation?: Cancellation,
): Promise<FlowResult> {
  const answer = await send(host, flowPath(flowApiName), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ inputs: [inputs] }),
    ...(cancellation ? { cancellation } : {}),
  })
  const result = firstResult(answer.body)
  if (!result) {
    const error =
      answer.status === 404 ? await flowNotFound(host, flowApiName, answer) : apiError(answer, textsOf(host))
    throw new InteractionFailure({ ...error, flow: flowApiName })
  }
  if (result['isSuccess'] !== true)
    throw new InteractionFailure(resultError(result, answer, flowApiName, textsOf(host)))
  const outputs = isObject(result['outputValues']) ? result['outputValues'] : {}
  const status = outputs['Flow__InterviewStatus']
  return {
    outputs: Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.startsWith('Flow__'))),
    status: typeof status === 'string' ? status : 'Finished',
    ...(answer.runId ? { runId: answer.runId } : {}),
  }
}

/// Asks the server to stop the run that was posted with [key]. False when it cannot: the run has ended, or the server
/// is an org, which stops nothing.
export async function stopRun(host: ComponentHost, key: string): Promise<boolean> {
  const answer = await send(host, `/millrace/v1/runs/${key}`, { method: 'DELETE' }).catch(() => undefined)
  return answer !== undefined && answer.status >= 200 && answer.status < 300
}

/// How far the run is that was posted with [key]; undefined where the server does not know (it has ended, or the server
/// is an org).
export async function readProgress(host: ComponentHost, key: string): Promise<FlowProgress | undefined> {
  const answer = await send(host, `/millrace/v1/runs/${key}/progress`).catch(() => undefined)
  const body = answer?.status === 200 ? answer.body : undefined
  if (!isObject(body) || typeof body['elements'] !== 'number') return undefined
  return { elements: body['elements'], ...(typeof body['id'] === 'string' ? { runId: body['id'] } : {}) }
}

export interface FlowProgress {
  /// Elements of the flow that have been executed.
  readonly elements: number
  readonly runId?: string
}

/// The one result of a run, whatever the status: `[{"isSuccess": …}]`, or as some pages of Salesforce's guide have it,
/// the object alone.
function firstResult(body: unknown): Record<string, unknown> | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : body
  return isObject(first) && 'isSuccess' in first ? first : undefined
}

/// Salesforce's own members say only that a flow failed; Millrace's server says beside them where and why.
function resultError(
  result: Record<string, unknown>,
  answer: RestAnswer,
  flowApiName: string,
  texts: InteractionTexts,
): InteractionError {
  const errors = Array.isArray(result['errors']) ? result['errors'].filter(isObject) : []
  const own = isObject(result['millrace']) ? result['millrace'] : {}
  const text = (json: unknown): string | undefined => (typeof json === 'string' && json !== '' ? json : undefined)
  const fields = textList(errors[0]?.['fields'])
  const element = text(own['element'])
  const runId = text(own['runId']) ?? answer.runId
  const stopped = STOPPED[String(own['state'])]
  return {
    message:
      (stopped && texts[stopped.text]) ??
      text(own['faultMessage']) ??
      text(errors[0]?.['message']) ??
      texts.flowGaveNoReason,
    code: stopped?.code ?? text(own['faultCode']) ?? text(errors[0]?.['statusCode']) ?? 'UNKNOWN_EXCEPTION',
    flow: text(own['flow']) ?? flowApiName,
    ...(fields.length > 0 ? { fields } : {}),
    ...(element ? { element } : {}),
    ...(runId ? { runId } : {}),
  }
}

/// Runs that were ended from outside: their fault, if any, is only where that met them.
///
/// # timeout
/// The flow took longer than the server allows and was stopped.
///
/// This is `{!$Error.code}` in On Error. Nothing the flow did was kept. Give it less to do at once, or more time.
///
/// # cancelled
/// The flow was cancelled while it ran.
///
/// This is `{!$Error.code}` in On Error. Nothing the flow did was kept.
const STOPPED: Readonly<Record<string, { readonly code: string; readonly text: 'flowTimedOut' | 'flowCancelled' }>> = {
  'timed out': { code: 'timeout', text: 'flowTimedOut' },
  cancelled: { code: 'cancelled', text: 'flowCancelled' },
}

/// Why a flow has no variable of that name for the asked direction, and what it has. Names of flow variables are
/// case-sensitive, as in Salesforce.
export function whyNoVariable(name: string, direction: 'input' | 'output', variables: readonly FlowVariable[]): string {
  const near = variables.find(variable => variable.name.toLowerCase() === name.toLowerCase())
  const start = `the flow has no ${direction} variable "${name}".`
  if (near) return `${start} It has ${listVariables([near])}. Names are case-sensitive.`
  const available = `A variable is one when "Available for ${direction}" is on.`
  if (variables.length === 0) return `${start} It has no ${direction} variables at all. ${available}`
  const names = variables.map(variable => variable.name)
  return `${start}${didYouMean(name, names)} It has ${listVariables(variables)}. ${available}`
}
