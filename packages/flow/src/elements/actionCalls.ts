import type { FlowActionCall } from '@millrace/metadata'
import { ANY, ApexValue, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { dataStep, mapMaybe } from '../dataStep.ts'
import { Fault } from '../fault.ts'
import type { ActionAnswer } from '../host.ts'
import type { Interview } from '../interview.ts'
import type { ElementKind } from './kind.ts'

/// Action: calls what the host offers under the action's type and name (for type `apex`, the name of the class),
/// once for all interviews that stand there. An action the host does not have, and one that fails, is a fault.
///
/// Source: Metadata API Developer Guide, FlowActionCall.
export const actionCalls: ElementKind<FlowActionCall> = {
  label: 'Action',

  // What an action gives back is known to its host only.
  outputOf: element => (element.storeOutputAutomatically ? { type: ANY } : null),

  compile(element, node, compilation) {
    const inputs = element.inputParameters.map(item => {
      const value = compilation.value(item.value)
      compilation.needsWholeRecords(value.type)
      return { name: item.name, read: value.read }
    })
    const storeOutputs = compileOutputs(element, compilation)
    const next = compilation.next(element.connector)
    const { actionType: type, actionName: name } = element
    node.data = dataStep(
      'run an action',
      interviews => {
        const { host } = interviews[0]!
        if (!host.action) throw new Fault('FUNCTIONALITY_NOT_ENABLED', noSuchAction(type, name))
        const values = interviews.map(interview => new Map(inputs.map(input => [input.name, input.read(interview)])))
        return mapMaybe(host.action({ type, name }, values), answers => answers ?? missing(type, name))
      },
      (interview, answer: ActionAnswer) => {
        if ('error' in answer) throw new Fault('UNKNOWN_EXCEPTION', errorText(type, answer.error))
        interview.trace.note('action', { type, name, outputs: answer.outputs.size }, interview.run.elapsed())
        storeOutputs(interview, answer.outputs)
        interview.node = next
      },
    )
  },
}

function compileOutputs(
  element: FlowActionCall,
  compilation: Compilation,
): (interview: Interview, outputs: ReadonlyMap<string, Value>) => void {
  if (element.storeOutputAutomatically) {
    const { slot } = compilation.resource(element.name)!
    return (interview, outputs) => {
      interview.slots[slot] = new ApexValue(element.actionName, new Map(outputs))
    }
  }
  const targets = element.outputParameters.flatMap(item => {
    const target = compilation.target(item.assignToReference, item)
    return target ? [{ name: item.name, target }] : []
  })
  return (interview, outputs) => {
    for (const { name, target } of targets) target.write(interview, outputs.get(name) ?? null)
  }
}

function missing(type: string, name: string): never {
  throw new Fault('FUNCTIONALITY_NOT_ENABLED', noSuchAction(type, name))
}

const noSuchAction = (type: string, name: string): string =>
  `The action "${name}" (${type}) is not available here. Give the run a stand-in for it.`

const errorText = (type: string, message: string): string =>
  type === 'apex' ? `An Apex error occurred: ${message}` : message
