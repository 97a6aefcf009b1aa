import type { FlowActionCall } from '@millrace/metadata'
import { ANY, fromJson, isMisfit, toJson, type Value } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { Fault } from '../fault.ts'
import type { Interview, Node } from '../interview.ts'
import type { ScreenDescription } from '../screens/description.ts'
import { standAt } from '../screens/standing.ts'

/// What a local action is given, and where its outputs go.
export interface LocalActionParts {
  readonly inputs: readonly { readonly name: string; readonly read: (interview: Interview) => Value }[]
  readonly storeOutputs: (interview: Interview, outputs: ReadonlyMap<string, Value>) => void
}

/// A local action of a screen flow runs in the browser: the interview stands there, as at a screen, until its outputs come.
///
/// Source: Lightning Web Components Developer Guide, "Create Components for Flow Actions".
export function compileLocalAction(
  element: FlowActionCall,
  node: Node,
  { inputs, storeOutputs }: LocalActionParts,
  compilation: Compilation,
): void {
  const next = compilation.next(element.connector)
  const { flow } = compilation
  const stand = (interview: Interview): void => {
    const attributes = Object.fromEntries(inputs.map(({ name, read }) => [name, toJson(read(interview))]))
    standAt(interview, element, {
      ...NOTHING_SHOWN,
      flow: flow.apiName,
      flowLabel: flow.label,
      name: element.name,
      label: element.label,
      localAction: { name: element.actionName, attributes },
    })
  }
  node.data = interviews => {
    for (const interview of interviews) stand(interview)
  }
  node.resume = (interview, { screen }) => {
    if (!screen) throw new Fault('UNKNOWN_EXCEPTION', `"${element.name}" waits for a browser.`)
    if (screen.action !== 'next') {
      stand(interview)
      return node
    }
    if (screen.error !== undefined) throw new Fault('UNKNOWN_EXCEPTION', screen.error)
    const outputs = new Map(Object.entries(screen.values).map(([name, json]) => [name, valueOf(json)]))
    interview.trace.note(
      'action',
      { type: element.actionType, name: element.actionName, outputs: outputs.size },
      interview.run.elapsed(),
    )
    storeOutputs(interview, outputs)
    if (node.succeededSlot >= 0) interview.slots[node.succeededSlot] = true
    return next
  }
}

const NOTHING_SHOWN: Omit<ScreenDescription, 'flow' | 'flowLabel' | 'name' | 'label' | 'localAction'> = {
  helpText: null,
  showHeader: false,
  showFooter: false,
  back: null,
  next: '',
  pause: null,
  isLast: false,
  pausedText: null,
  progress: null,
  isReactive: false,
  triggers: [],
  fields: [],
  errors: [],
}

function valueOf(json: unknown): Value {
  const value = fromJson(json, ANY, () => undefined)
  return isMisfit(value) ? null : value
}
