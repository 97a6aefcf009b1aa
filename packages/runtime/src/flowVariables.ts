import type { Interaction } from '@millrace/metadata'
import {
  ANY,
  ApexValue,
  collectionOf,
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
import { type FlowDescription, type FlowResult, type FlowVariable, whyNoVariable } from './flowActions.ts'
import type { Finding, InteractionContext } from './interaction.ts'
import { fieldLookup, isObject } from './objectDescription.ts'
import { isOutputSlot, OUTPUT_SLOTS, type Place, type ReferenceScope } from './references.ts'
import { asValue } from './resolved.ts'
import { fits, isCollectionType, resourceType } from './resourceTypes.ts'
import { settingType } from './settingValues.ts'

// What goes between Execute Flow and the variables of its flow: checks, inputs as JSON, outputs as values.

export interface InputVariable {
  readonly name: string
  readonly value: unknown
  readonly isCollection: boolean
}

export const inputVariables = (interaction: Interaction): readonly InputVariable[] =>
  objects(interaction['inputVariables']).map(input => ({
    name: String(input['name'] ?? ''),
    value: input['value'] ?? null,
    isCollection: input['isCollection'] === true,
  }))

export const outputVariables = (interaction: Interaction): readonly { name: string; resourceName: string }[] =>
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
    if (!resource && slotNamed(output.resourceName)) return []
    if (resource?.type !== 'variable') {
      const message = whyNoOutputResource(output.resourceName, scope)
      return [{ code: 'unknown-variable', message, setting: `${setting}.resourceName` }]
    }
    const held = resourceType(resource)
    const isCollected =
      interaction['runPer'] === 'row' && isCollectionType(held) && !isCollectionType(variable?.type ?? held)
    if (!variable || fits(isCollected ? collectionOf(variable.type) : variable.type, held)) return []
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

/// The inputs of one run as the REST API takes them. Fails for a value that its variable does not take.
export const inputsJson = (flow: FlowDescription, context: InteractionContext): Readonly<Record<string, Json>> =>
  Object.fromEntries(inputVariables(context.interaction).map(input => [input.name, inputJson(input, flow, context)]))

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

/// A numbered output: `variable1`, also with the name of the object that holds them before it.
function slotNamed(resourceName: string): string | undefined {
  const name = resourceName.replace(new RegExp(`^${OUTPUT_SLOTS}\\.`, 'i'), '')
  return isOutputSlot(name) ? name : undefined
}

/// Stores the outputs of the runs that finished. One that the answer does not have leaves its variable as it was. Of
/// several runs, one for each row, a collection takes the outputs of all, another variable the last one's.
export function storeOutputs(results: readonly FlowResult[], flow: FlowDescription, context: InteractionContext): void {
  const slots: Record<string, Value> = {}
  const stored = outputVariables(context.interaction).flatMap(output => {
    const values = results
      .filter(({ outputs }) => output.name in outputs)
      .map(result => outputValue(output.name, result, flow, context))
    const variable = context.scope.resource(output.resourceName)
    const slot = variable ? undefined : slotNamed(output.resourceName)
    if (values.length === 0) return []
    if (slot) slots[slot] = values.at(-1) ?? null
    if (variable?.type !== 'variable') return []
    const isCollected = isCollectionType(resourceType(variable)) && !isCollectionType(outputType(output.name, flow))
    return [{ variable, value: isCollected ? values : (values.at(-1) ?? null) }]
  })
  context.setVariables(stored)
  if (Object.keys(slots).length > 0) context.setOutputSlots(slots)
}

/// Blanks the variables that outputs go to.
export function clearOutputs(context: InteractionContext): void {
  const targets = outputVariables(context.interaction).map(({ resourceName }) => resourceName)
  context.setVariables(
    targets.flatMap(name => {
      const variable = context.scope.resource(name)
      return variable?.type === 'variable' ? [{ variable, value: variable.isCollection ? [] : null }] : []
    }),
  )
  const slots = targets.flatMap(name => (context.scope.resource(name) ? [] : (slotNamed(name) ?? [])))
  if (slots.length > 0) context.setOutputSlots(Object.fromEntries(slots.map(slot => [slot, null])))
}

const outputType = (name: string, flow: FlowDescription): DataType =>
  flow.outputs.find(output => output.name === name)?.type ?? ANY

function outputValue(
  name: string,
  { outputs, runId }: FlowResult,
  flow: FlowDescription,
  context: InteractionContext,
): Value {
  const value = fromJson(outputs[name], outputType(name, flow), fieldLookup(context.scope.objects))
  if (!isMisfit(value)) return value
  return context.fail({
    code: 'output-type',
    message: `the flow ran, but its output ${name}${value.path} ${value.message}.`,
    flow: flow.name,
    ...(runId ? { runId } : {}),
  })
}
