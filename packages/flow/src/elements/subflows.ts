import type { Flow, FlowSubflow, Located } from '@millrace/metadata'
import {
  ANY,
  ApexValue,
  apexOf,
  type DataType,
  describeType,
  didYouMean,
  isTextual,
  type Value,
} from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { conversion, copied } from '../conversion.ts'
import { Fault } from '../fault.ts'
import { flowType } from '../flowTypes.ts'
import { Interview } from '../interview.ts'
import { isScreenFlow, whyNotRunnable } from '../runnable.ts'
import { screenBefore } from '../screens/screenPath.ts'
import type { ElementKind } from './kind.ts'

/// Subflow: runs another flow within the same transaction and takes its outputs when it has ended. A fault in there
/// that its own fault paths do not handle fails this flow too.
///
/// Source: Metadata API Developer Guide, FlowSubflow; Salesforce Help, "Flow Element: Subflow".
export const subflows: ElementKind<FlowSubflow> = {
  label: 'Subflow',

  outputOf(element, compilation) {
    if (!keepsOutputs(element, compilation)) return null
    const members = new Map<string, { name: string; type: DataType }>()
    for (const variable of compilation.project.flow(element.flowName)?.variables ?? [])
      if (variable.isOutput)
        members.set(variable.name.toLowerCase(), { name: variable.name, type: flowType(variable) ?? ANY })
    return { type: apexOf(element.flowName), members }
  },

  compile(element, node, compilation) {
    const callee = findCallee(element, compilation)
    const next = compilation.next(element.connector)
    const inputs = element.inputAssignments.flatMap(item => compileSubflowInput(item, callee, compilation))
    const storeOutputs = compileOutputs(element, callee, compilation)
    node.call = interview => {
      if (!callee) throw new Fault('UNKNOWN_EXCEPTION', `There is no flow "${element.flowName}" to run.`)
      const child = new Interview(interview.program.programOf(callee), interview.run, interview)
      child.program.initialise(child)
      for (const { name, read } of inputs) {
        const variable = child.program.inputs.get(name)
        if (variable) child.slots[variable.slot] = variable.store(read(interview))
      }
      return child
    }
    const isScreen = isScreenFlow(compilation.flow)
    node.returned = (interview, child) => {
      if (isScreen && child.wentBack) return screenBefore(interview, compilation)
      storeOutputs(interview, child)
      return next
    }
  },
}

/// A flow retrieved with an old API version has lost its automatic outputs; lenient, they are given back where they are read.
function keepsOutputs(element: FlowSubflow, { flow, project }: Compilation): boolean {
  if (element.storeOutputAutomatically) return true
  if (!project.lenient || element.outputAssignments.length > 0) return false
  return [`>${element.name}.`, `{!${element.name}.`].some(start => flow.source.includes(start))
}

/// # unknown-subflow
/// A Subflow element runs a flow that the project does not have.
///
/// Flow API names are case-sensitive; the message names one that is spelled almost the same.
///
/// # subflow-not-runnable
/// A Subflow element runs a flow that can't be run by name: a screen flow, or one that a record or a schedule starts.
///
/// Only autolaunched flows without a trigger can be subflows of autolaunched flows; screen flows can have both. Move what
/// both need into one.
///
/// # inactive-subflow
/// A Subflow element runs a flow that is not active.
///
/// An org runs it only for people who may manage flows; for everybody else the run fails. Activate it.
export function findCallee(
  element: Located & Pick<FlowSubflow, 'flowName'>,
  compilation: Compilation,
  tag = 'flowName',
): Flow | undefined {
  const callee = compilation.project.flow(element.flowName)
  const complain = (code: string, message: string) =>
    compilation.report(
      code,
      `${compilation.here} ${message}`,
      element,
      tag,
      compilation.project.lenient ? 'warning' : 'error',
    )
  if (!callee) {
    complain(
      'unknown-subflow',
      `runs the flow "${element.flowName}", but there is no such flow.${didYouMean(element.flowName, compilation.project.flowNames)}`,
    )
    return undefined
  }
  // A screen flow may go on in the screens of another.
  const reason = isScreenFlow(compilation.flow) && isScreenFlow(callee) ? null : whyNotRunnable(callee)
  if (reason) complain('subflow-not-runnable', `runs the flow "${element.flowName}". ${reason}`)
  if (callee.status !== 'Active')
    compilation.report(
      'inactive-subflow',
      `${compilation.here} runs "${element.flowName}", which is not active.`,
      element,
      tag,
      'warning',
    )
  return callee
}

/// A value for an input variable of another flow.
export interface SubflowInput {
  readonly name: string
  readonly read: (interview: Interview) => Value
}

/// # subflow-input
/// A Subflow element sets a variable that the other flow does not have or does not take as input.
///
/// Names are case-sensitive. Turn on "Available for input" for the variable in the other flow, or take the assignment
/// out.
export function compileSubflowInput(
  item: FlowSubflow['inputAssignments'][number],
  callee: Flow | undefined,
  compilation: Compilation,
): SubflowInput[] {
  const value = compilation.value(item.value)
  if (!callee) return []
  const variable = callee.variables.find(one => one.name === item.name)
  if (!variable?.isInput) {
    const names = callee.variables.filter(one => one.isInput).map(one => one.name)
    const reason = variable ? 'is not available for input' : 'does not exist'
    compilation.report(
      'subflow-input',
      `${compilation.here} sets ${item.name} of "${callee.apiName}", which ${reason} there.${didYouMean(item.name, names)}`,
      item,
      'name',
    )
    return []
  }
  const type = flowType(variable) ?? ANY
  compilation.needsWholeRecords(value.type)
  const fitted = compilation.fitting(value, type, item.name, item)
  // A null text becomes an empty one in the subflow.
  const blank = isTextual(type) ? '' : null
  return [{ name: variable.name, read: interview => copied(fitted.read(interview)) ?? blank }]
}

/// # subflow-output
/// A Subflow element reads a variable that the other flow does not have or does not give as output.
///
/// Names are case-sensitive. Turn on "Available for output" for the variable in the other flow, or take the assignment
/// out.
function compileOutputs(
  element: FlowSubflow,
  callee: Flow | undefined,
  compilation: Compilation,
): (interview: Interview, child: Interview) => void {
  if (keepsOutputs(element, compilation)) {
    const { slot } = compilation.resource(element.name)!
    return (interview, child) => {
      const outputs = new ApexValue(element.flowName)
      for (const { name, slot: from } of child.program.outputs.values())
        outputs.fields.set(name, copied(child.slots[from]!))
      interview.slots[slot] = outputs
    }
  }
  const assignments = element.outputAssignments.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    const variable = callee?.variables.find(one => one.name === item.name)
    if (callee && !variable?.isOutput) {
      const names = callee.variables.filter(one => one.isOutput).map(one => one.name)
      const reason = variable ? 'is not available for output' : 'does not exist'
      compilation.report(
        'subflow-output',
        `${compilation.here} takes ${item.name} of "${callee.apiName}", which ${reason} there.${didYouMean(item.name, names)}`,
        item,
        'name',
      )
      return []
    }
    const type = (variable && flowType(variable)) ?? ANY
    const convert = target && conversion(type, target.type)
    if (target && !convert) {
      const what = `{!${item.assignToReference}} is a ${describeType(target.type)}, but ${item.name} is a ${describeType(type)}.`
      compilation.report('type-mismatch', `${compilation.here}: ${what}`, item)
    }
    return target && convert ? [{ name: item.name, target, convert }] : []
  })
  return (interview, child) => {
    for (const { name, target, convert } of assignments) {
      const output = child.program.outputs.get(name)
      target.write(interview, output ? copied(convert(child.slots[output.slot]!, interview)) : null)
    }
  }
}
