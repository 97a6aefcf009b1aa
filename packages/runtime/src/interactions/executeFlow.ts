import type { Interaction } from '@millrace/metadata'
import {
  ApexValue,
  type DataType,
  describeJson,
  describeType,
  didYouMean,
  fromJson,
  isMisfit,
  type Json,
  RecordValue,
  toJson,
  type Value,
} from '@millrace/values'
import {
  type FlowDescription,
  type FlowResult,
  type FlowVariable,
  runFlow,
  stopRun,
  whyNoVariable,
} from '../flowActions.ts'
import { Cancellation } from '../host.ts'
import type { Finding, InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { fieldLookup, isObject } from '../objectDescription.ts'
import type { Place, ReferenceScope } from '../references.ts'
import { asValue } from '../resolved.ts'
import { fits, isCollectionType, resourceType } from '../resourceTypes.ts'
import { InteractionFailure } from '../restApi.ts'
import { settingType } from '../settingValues.ts'

/// Execute Flow: runs an active autolaunched flow on the server, in the background.
///
/// The flow's description is read first, so that a wrong name or type is explained before anything runs. Outputs are
/// in the component's variables before On Finish; the fault is in `{!$Error.message}` in On Error.
export const executeFlow: InteractionDeclaration = {
  type: 'executeFlow',
  label: 'Execute Flow',
  help: 'Runs an autolaunched flow in the background.',
  properties: [
    { name: 'flowApiName', label: 'Flow API Name', type: 'flow', required: true, help: 'Case-sensitive.' },
    {
      name: 'inputVariables',
      label: 'Input Variables',
      type: 'list',
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'Available for input; case-sensitive.' },
        { name: 'value', label: 'Value', type: 'value' },
        {
          name: 'isCollection',
          label: 'Allow multiple values (collection)',
          type: 'boolean',
          default: false,
          help: 'Passes all values, for example the Ids of all selected rows.',
        },
      ],
    },
    {
      name: 'outputVariables',
      label: 'Output Variables',
      type: 'list',
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'Available for output; case-sensitive.' },
        { name: 'resourceName', label: 'Resource Name', type: 'variable', required: true },
      ],
    },
    {
      name: 'timeout',
      label: 'Timeout (seconds)',
      type: 'number',
      help: 'How long to wait for the flow; empty: as long as it takes.',
    },
  ],

  async run(context) {
    const { interaction, flows } = context
    const flowApiName = String(interaction['flowApiName'] ?? '')
    try {
      const flow = await flows.describe(flowApiName)
      const [finding] = checkFlowVariables(interaction, flow, context.scope, context.place)
      if (finding) context.fail({ code: finding.code, message: finding.message, flow: flowApiName })
      const inputs = Object.fromEntries(
        inputVariables(interaction).map(input => [input.name, inputJson(input, flow, context)]),
      )
      const result = await runInTime(context, flowApiName, inputs)
      storeOutputs(result.outputs, flow, context, result.runId)
    } catch (cause) {
      // The flow may have been changed since it was described: the next click looks again.
      flows.forget(flowApiName)
      if (cause instanceof InteractionFailure && cause.error.code === 'flow-not-found') context.fail(cause.error)
      throw cause
    }
  },

  /// # unknown-flow
  /// Execute Flow names a flow that can't be run: there is none of that name, it is not active, or it is no
  /// autolaunched flow.
  ///
  /// The message says which of these. Flow API names are case-sensitive.
  check({ interaction, environment, scope, place, report }) {
    const name = interaction['flowApiName']
    if (typeof name !== 'string' || name === '') return
    const flow = environment.flow?.(name)
    if (flow && 'missing' in flow) report({ code: 'unknown-flow', message: flow.missing, setting: 'flowApiName' })
    for (const finding of checkFlowVariables(interaction, flow && 'inputs' in flow ? flow : undefined, scope, place))
      report(finding)
  },
}

interface InputVariable {
  readonly name: string
  readonly value: unknown
  readonly isCollection: boolean
}

const inputVariables = (interaction: Interaction): readonly InputVariable[] =>
  objects(interaction['inputVariables']).map(input => ({
    name: String(input['name'] ?? ''),
    value: input['value'] ?? null,
    isCollection: input['isCollection'] === true,
  }))

const outputVariables = (interaction: Interaction): readonly { name: string; resourceName: string }[] =>
  objects(interaction['outputVariables']).map(output => ({
    name: String(output['name'] ?? ''),
    resourceName: String(output['resourceName'] ?? ''),
  }))

const objects = (raw: unknown): Record<string, unknown>[] => (Array.isArray(raw) ? raw.filter(isObject) : [])

/// Everything that is wrong between the settings and the flow; without [flow], what is wrong with the settings alone.
export function checkFlowVariables(
  interaction: Interaction,
  flow: FlowDescription | undefined,
  scope: ReferenceScope,
  place: Place,
): Finding[] {
  return [...checkInputs(interaction, flow, scope, place), ...checkOutputs(interaction, flow, scope)]
}

/// # duplicate-input
/// Execute Flow sets the same input variable twice.
///
/// Only one value can go in. Remove the other.
///
/// # unknown-input
/// Execute Flow sets a variable that the flow does not have or does not take as input.
///
/// Names of flow variables are case-sensitive. Turn on "Available for input" for the variable in the flow.
///
/// # input-type
/// Execute Flow gives an input variable a value of another type than it takes.
///
/// Often one value goes to a collection or the other way round: "Allow multiple values (collection)" must be as in the
/// flow, and the value must be one, such as `{!Contacts.SelectedRowsKeyValue}`.
function checkInputs(
  interaction: Interaction,
  flow: FlowDescription | undefined,
  scope: ReferenceScope,
  place: Place,
): Finding[] {
  const seen = new Set<string>()
  return inputVariables(interaction).flatMap((input, i): Finding[] => {
    const setting = `inputVariables[${i}]`
    if (seen.has(input.name))
      return [{ code: 'duplicate-input', message: `${input.name} is given twice.`, setting: `${setting}.name` }]
    seen.add(input.name)
    if (!flow) return []
    const variable = flow.inputs.find(({ name }) => name === input.name)
    if (!variable) {
      const message = whyNoVariable(input.name, 'input', flow.inputs)
      return [{ code: 'unknown-input', message, setting: `${setting}.name` }]
    }
    const type = settingType(input.value, scope, place)
    const message = 'unknown' in type ? type.unknown : whyNoFit(input, type, variable, scope)
    return message ? [{ code: 'input-type', message, setting: `${setting}.value` }] : []
  })
}

const MULTIPLE = '"Allow multiple values (collection)"'

/// Why the value of an input does not fit the flow's variable; undefined when it does.
function whyNoFit(
  input: InputVariable,
  type: DataType,
  variable: FlowVariable,
  scope: ReferenceScope,
): string | undefined {
  const wanted = variable.type
  const shown = describeSetting(input.value)
  if (isCollectionType(wanted) && !input.isCollection) {
    if (isCollectionType(type))
      return `${input.name} takes a collection, and ${shown} holds several values, but ${MULTIPLE} is off. Turn it on to pass them all.`
    return `${input.name} takes a collection, but ${shown} is one value. ${manyHint(input.value, scope)}`
  }
  if (!isCollectionType(wanted) && input.isCollection)
    return `${input.name} takes one ${describeType(wanted)}, but ${MULTIPLE} is on. Turn it off${isCollectionType(type) ? oneHint(input.value, scope) : ''}.`
  if (!isCollectionType(wanted) && isCollectionType(type))
    return `${input.name} takes one ${describeType(wanted)}, but ${shown} holds several values. Map one value${oneHint(input.value, scope)}.`
  const [item, wantedItem] = [itemType(type), itemType(wanted)]
  if (fits(item, wantedItem) || isWritten(input.value, wantedItem)) return undefined
  return `${input.name} takes ${describeType(wanted)}, but ${shown} is ${describeType(type)}.`
}

const itemType = (type: DataType): DataType => (isCollectionType(type) ? type.of : type)

/// JSON has no dates: in a file they are text.
function isWritten(raw: unknown, type: DataType): boolean {
  if (type.kind !== 'Date' && type.kind !== 'DateTime' && type.kind !== 'Time') return false
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return items.every(item => typeof item === 'string' && !isMisfit(fromJson(item, type, () => undefined)))
}

const describeSetting = (raw: unknown): string =>
  typeof raw === 'string' && raw.includes('{!') ? raw : describeJson(raw).replace(/ \(.*\)$/, '')

/// For a component with a selection: the reference to all selected rows.
function manyHint(raw: unknown, scope: ReferenceScope): string {
  const all = selectionOf(raw, scope, 'SelectedRowsKeyValue')
  return all ? `Use ${all} and turn on ${MULTIPLE}.` : `Map a collection, and turn on ${MULTIPLE}.`
}

function oneHint(raw: unknown, scope: ReferenceScope): string {
  const one = selectionOf(raw, scope, 'FirstSelectedRowKeyValue')
  return one ? `, for example ${one}` : ''
}

function selectionOf(raw: unknown, scope: ReferenceScope, attribute: string): string | undefined {
  const name = typeof raw === 'string' ? /^\{!\s*(\w+)\./.exec(raw)?.[1] : undefined
  const component = name === undefined ? undefined : scope.component(name)
  return component?.type === 'DataTable' ? `{!${component.apiName}.${attribute}}` : undefined
}

/// # unknown-output
/// Execute Flow takes an output variable that the flow does not have or does not give as output.
///
/// Names of flow variables are case-sensitive. Turn on "Available for output" for the variable in the flow.
///
/// # output-type
/// An output of the flow does not fit the variable of the component that it goes to.
///
/// The message says both types. Give the component's variable the data type of the flow's.
function checkOutputs(interaction: Interaction, flow: FlowDescription | undefined, scope: ReferenceScope): Finding[] {
  return outputVariables(interaction).flatMap((output, i): Finding[] => {
    const setting = `outputVariables[${i}]`
    const variable = flow?.outputs.find(({ name }) => name === output.name)
    if (flow && !variable) {
      const message = whyNoVariable(output.name, 'output', flow.outputs)
      return [{ code: 'unknown-output', message, setting: `${setting}.name` }]
    }
    const resource = scope.resource(output.resourceName)
    if (resource?.type !== 'variable') {
      const message = whyNoOutputResource(output.resourceName, scope)
      return [{ code: 'unknown-variable', message, setting: `${setting}.resourceName` }]
    }
    const held = resourceType(resource)
    if (!variable || fits(variable.type, held)) return []
    const message = `the flow's output ${output.name} is ${describeType(variable.type)}, but the variable ${resource.apiName} holds ${describeType(held)}.`
    return [{ code: 'output-type', message, setting: `${setting}.resourceName` }]
  })
}

function whyNoOutputResource(name: string, scope: ReferenceScope): string {
  const resource = scope.resource(name)
  if (resource)
    return `the output goes to "${resource.apiName}", which is a ${resource.type}. Only variables can be written.`
  const variables = scope.definition.resources.filter(({ type }) => type === 'variable').map(({ apiName }) => apiName)
  return `the output goes to "${name}", but there is no such variable.${didYouMean(name, variables)}`
}

function inputJson(input: InputVariable, flow: FlowDescription, context: InteractionContext): Json {
  const variable = flow.inputs.find(({ name }) => name === input.name)!
  const value = asValue(context.resolve(input.value))
  // One value with "Allow multiple values" on is a collection of one; a blank is an empty one.
  const sent = input.isCollection && !Array.isArray(value) ? (value === null ? [] : [value]) : value
  const json = flowJson(sent)
  const read = fromJson(json, variable.type, fieldLookup(context.scope.objects))
  if (isMisfit(read))
    context.fail({
      code: 'input-type',
      message: `${input.name}${read.path} ${read.message}${Array.isArray(sent) && !isCollectionType(variable.type) ? `. Map one value${oneHint(input.value, context.scope)}` : ''}.`,
      flow: flow.name,
    })
  return json
}

/// As the REST API takes it: a record with its own fields, without the parents and children that were read with it.
function flowJson(value: Value): Json {
  if (Array.isArray(value)) return value.map(flowJson)
  if (!(value instanceof RecordValue)) return toJson(value)
  const own = new RecordValue(value.objectName)
  value.shape.names.forEach((name, i) => {
    const field = value.values[i]!
    if (!Array.isArray(field) && !(field instanceof RecordValue) && !(field instanceof ApexValue)) own.put(name, field)
  })
  return toJson(own)
}

/// Runs the flow. After the interaction's timeout the server is asked to stop it; so it is when a later click takes
/// this one's place.
///
/// # timeout
/// The flow did not finish within the timeout of the Execute Flow interaction.
///
/// This is `{!$Error.code}` in On Error. The server is asked to stop it; the message says whether that came in time,
/// and with that whether anything was kept.
async function runInTime(
  context: InteractionContext,
  flowApiName: string,
  inputs: Readonly<Record<string, Json>>,
): Promise<FlowResult> {
  const { host } = context
  const key = host.newKey()
  const request = new Cancellation()
  context.cancellation.onCancel(() => void stopRun(host, key).then(() => request.cancel()))
  const run = runFlow(host, flowApiName, inputs, key, request)
  const seconds = context.setting('timeout')
  if (typeof seconds !== 'number' || seconds <= 0) return run

  let stopWaiting = (): void => {}
  const tooLate = new Promise<'too late'>(resolve => {
    stopWaiting = host.after(seconds * 1000, () => resolve('too late'))
  })
  try {
    const first = await Promise.race([run, tooLate])
    if (first !== 'too late') return first
  } finally {
    stopWaiting()
  }
  const late = (what: string): never =>
    context.fail({
      code: 'timeout',
      message: `the flow did not finish within ${seconds} seconds. ${what}`,
      flow: flowApiName,
    })
  if (await stopRun(host, key))
    // Its own answer says whether it was stopped in time.
    return run.catch((cause: unknown) => {
      if (cause instanceof InteractionFailure && cause.error.code === 'cancelled')
        return late('It was stopped, and nothing it did was kept.')
      throw cause
    })
  run.catch(() => {})
  request.cancel()
  return late('It may still have finished: look at the records before you try again.')
}

/// An output that the answer does not have leaves its variable as it was.
function storeOutputs(
  outputs: Readonly<Record<string, unknown>>,
  flow: FlowDescription,
  context: InteractionContext,
  runId: string | undefined,
): void {
  const stored = outputVariables(context.interaction).flatMap(output => {
    const variable = context.scope.resource(output.resourceName)
    if (variable?.type !== 'variable' || !(output.name in outputs)) return []
    const type = flow.outputs.find(({ name }) => name === output.name)?.type ?? resourceType(variable)
    const value = fromJson(outputs[output.name], type, fieldLookup(context.scope.objects))
    if (!isMisfit(value)) return [{ variable, value }]
    return context.fail({
      code: 'output-type',
      message: `the flow ran, but its output ${output.name}${value.path} ${value.message}.`,
      flow: flow.name,
      ...(runId ? { runId } : {}),
    })
  })
  context.setVariables(stored)
}
