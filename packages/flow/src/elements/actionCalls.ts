import type { FlowActionCall } from '@millrace/metadata'
import { ANY, ApexValue, apexOf, type DataType, describeType, didYouMean, type Value } from '@millrace/values'
import { insteadOf } from '../absentActions.ts'
import type { Compilation } from '../compilation.ts'
import { conversion } from '../conversion.ts'
import { dataStep, mapMaybe } from '../dataStep.ts'
import { Fault } from '../fault.ts'
import type { ActionAnswer, ActionDescription } from '../host.ts'
import type { Interview } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import { traceTexts } from '../traceText.ts'
import { isScreenFlow } from '../runnable.ts'
import type { ElementKind, ElementOutput } from './kind.ts'
import { compileLocalAction } from './localActions.ts'

/// Action: calls what the host offers under the action's type and name (for type `apex`, the name of the class),
/// once for all interviews that stand there. An action the host does not have, and one that fails, is a fault.
///
/// Source: Metadata API Developer Guide, FlowActionCall.
export const actionCalls: ElementKind<FlowActionCall> = {
  label: 'Action',

  outputOf: (element, compilation) =>
    storesOutputs(element, compilation) ? automaticOutput(element, descriptionOf(element, compilation)) : null,

  compile(element, node, compilation) {
    if (isLocalAction(element, compilation)) {
      const inputs = compileInputs(element, undefined, compilation)
      const storeOutputs = compileOutputs(element, undefined, compilation)
      return compileLocalAction(element, node, { inputs, storeOutputs }, compilation)
    }
    const { actionType: type, actionName: name } = element
    const description = checkAction(element, compilation)
    const inputs = compileInputs(element, description, compilation)
    const storeOutputs = compileOutputs(element, description, compilation)
    const next = compilation.next(element.connector)
    const call = {
      type,
      name,
      flow: compilation.flow.apiName,
      element: element.name,
      mode: runModeOf(compilation.flow),
    }
    node.data = dataStep(
      'run an action',
      interviews => {
        const { host, run } = interviews[0]!
        if (!host.action) throw new Fault('FUNCTIONALITY_NOT_ENABLED', noSuchAction(type, name))
        const values = interviews.map(interview => new Map(inputs.map(input => [input.name, input.read(interview)])))
        return mapMaybe(host.action({ ...call, counter: run.counterForAction() }, values), answers => {
          run.throwIfOverLimits()
          return answers ?? missing(type, name)
        })
      },
      (interview, answer: ActionAnswer) => {
        if ('error' in answer) throw new Fault('UNKNOWN_EXCEPTION', errorText(type, answer.error))
        noteAction(interview, { type, name }, inputs, answer.outputs)
        storeOutputs(interview, answer.outputs)
        interview.node = next
      },
    )
  },
}

const isLocalAction = ({ actionType }: FlowActionCall, { flow }: Compilation): boolean =>
  actionType === 'component' && isScreenFlow(flow)

function noteAction(
  interview: Interview,
  called: { readonly type: string; readonly name: string },
  inputs: readonly Input[],
  outputs: ReadonlyMap<string, Value>,
): void {
  const { trace, run } = interview
  if (trace.level === 'off') return
  const detail =
    trace.level === 'path'
      ? { outputs: outputs.size }
      : {
          inputs: traceTexts(inputs.map(({ name, read }) => [name, read(interview)])),
          outputs: traceTexts(outputs),
          usage: { ...run.usage },
        }
  trace.note('action', { ...called, ...detail }, run.elapsed())
}

const descriptionOf = (element: FlowActionCall, { project }: Compilation): ActionDescription | undefined =>
  project.actions?.find(element.actionType, element.actionName)

/// A file retrieved with an old API version may lack the mark of automatic output and read the outputs all the same.
function storesOutputs(element: FlowActionCall, { flow }: Compilation): boolean {
  if (element.storeOutputAutomatically) return true
  const isRead = (): boolean => [`>${element.name}.`, `{!${element.name}.`].some(start => flow.source.includes(start))
  return element.outputParameters.length === 0 && isRead()
}

/// With one output, the element's name alone stands for it too.
function automaticOutput(element: FlowActionCall, description: ActionDescription | undefined): ElementOutput {
  if (!description) return { type: ANY, alone: onlyOutput }
  const { outputs } = description
  const members = new Map(outputs.map(({ name, type }) => [name.toLowerCase(), { name, type }]))
  const [first] = outputs
  if (first && outputs.length === 1) return { type: first.type, members, alone: onlyOutput }
  return { type: apexOf(element.actionName), members }
}

const onlyOutput = (held: Value): Value =>
  held instanceof ApexValue && held.fields.size === 1 ? held.fields.values().next().value! : held

/// # action-not-allowed
/// An Action element calls a kind of action that an autolaunched flow can't.
///
/// Another flow is run with a Subflow element. A local action runs in the browser, so it belongs in a screen flow.
///
/// # unknown-action
/// An Action element calls an action that is not there.
///
/// When a run gets to it, the element fails, which a fault path can take. For an Apex class, put a module of its name
/// into the folder `actions`; in a scenario, state a stand-in under `actions`. The message names an action that is
/// spelled almost the same, or says what can be done in its place.
function checkAction(element: FlowActionCall, compilation: Compilation): ActionDescription | undefined {
  const { actionType: type, actionName: name } = element
  const { here, project } = compilation
  const reason = NOT_ALLOWED[type]
  if (reason) compilation.report('action-not-allowed', `${here} ${reason(name)}`, element, 'actionType')
  const description = descriptionOf(element, compilation)
  if (reason || description || !project.actions) return description
  const hint = didYouMean(name, project.actions.names(type)) || ` ${insteadOf(type, name)}`
  const message = `${here} calls ${called(type, name)}, which is not available here.${hint}`
  compilation.report('unknown-action', message, element, 'actionName', 'warning')
  return undefined
}

const NOT_ALLOWED: Readonly<Record<string, (name: string) => string>> = {
  flow: name => `runs the flow "${name}" as an action. A flow runs another flow with a Subflow element.`,
  component: name => `calls the local action "${name}", which runs in the browser: only screen flows have them.`,
}

const called = (type: string, name: string): string =>
  type === 'apex' ? `the Apex class "${name}"` : `the action "${name}" (${type})`

interface Input {
  readonly name: string
  readonly read: (interview: Interview) => Value
}

/// # unknown-action-input
/// An Action element sets an input that the action does not have.
///
/// The message names one that is spelled almost the same, or says which there are.
///
/// # missing-action-input
/// An Action element leaves out an input that the action can't run without.
///
/// Set it in the element.
function compileInputs(
  element: FlowActionCall,
  description: ActionDescription | undefined,
  compilation: Compilation,
): Input[] {
  const severity = compilation.project.lenient ? 'warning' : 'error'
  const called = `"${element.actionName}"`
  for (const { name, required } of description?.inputs ?? [])
    if (required && !element.inputParameters.some(item => item.name === name && item.value)) {
      const message = `${compilation.here}: ${called} needs the input ${name}, which is not set.`
      compilation.report('missing-action-input', message, element, 'actionName', severity)
    }
  return element.inputParameters.map(item => {
    const value = compilation.value(item.value)
    compilation.needsWholeRecords(value.type)
    if (!description) return { name: item.name, read: value.read }
    const input = description.inputs.find(one => one.name === item.name)
    if (!input) {
      const message = `${compilation.here} sets ${item.name}, but ${called} has no such input.${whichThereAre(item.name, description.inputs)}`
      compilation.report('unknown-action-input', message, item, 'name', severity)
      return { name: item.name, read: value.read }
    }
    const { read } = compilation.fitting(value, input.type, item.name, item)
    return { name: input.name, read }
  })
}

function whichThereAre(name: string, parameters: ActionDescription['inputs']): string {
  const names = parameters.map(one => one.name)
  return didYouMean(name, names) || (names.length > 0 && names.length <= 20 ? ` It has ${names.join(', ')}.` : '')
}

/// # unknown-action-output
/// An Action element takes an output that the action does not have.
///
/// The message names one that is spelled almost the same, or says which there are.
function compileOutputs(
  element: FlowActionCall,
  description: ActionDescription | undefined,
  compilation: Compilation,
): (interview: Interview, outputs: ReadonlyMap<string, Value>) => void {
  if (storesOutputs(element, compilation)) {
    const { slot } = compilation.resource(element.name)!
    return (interview, outputs) => {
      interview.slots[slot] = new ApexValue(element.actionName, new Map(outputs))
    }
  }
  const targets = element.outputParameters.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    const type = outputType(item, element, description, compilation)
    const convert = target && conversion(type, target.type)
    if (target && !convert) {
      const what = `{!${item.assignToReference}} is a ${describeType(target.type)}, but ${item.name} is a ${describeType(type)}.`
      compilation.report('type-mismatch', `${compilation.here}: ${what}`, item)
    }
    return target && convert ? [{ name: item.name, target, convert }] : []
  })
  return (interview, outputs) => {
    for (const { name, target, convert } of targets)
      target.write(interview, convert(outputs.get(name) ?? null, interview))
  }
}

function outputType(
  item: FlowActionCall['outputParameters'][number],
  element: FlowActionCall,
  description: ActionDescription | undefined,
  compilation: Compilation,
): DataType {
  const output = description?.outputs.find(one => one.name === item.name)
  if (description && !output) {
    const message = `${compilation.here} takes ${item.name}, but "${element.actionName}" has no such output.${whichThereAre(item.name, description.outputs)}`
    const severity = compilation.project.lenient ? 'warning' : 'error'
    compilation.report('unknown-action-output', message, item, 'name', severity)
  }
  return output?.type ?? ANY
}

function missing(type: string, name: string): never {
  throw new Fault('FUNCTIONALITY_NOT_ENABLED', noSuchAction(type, name))
}

const noSuchAction = (type: string, name: string): string =>
  `The action "${name}" (${type}) is not available here. ${insteadOf(type, name)}`

const errorText = (type: string, message: string): string =>
  type === 'apex' ? `An Apex error occurred: ${message}` : message
