import type { FlowElement, FlowEnd, FlowOtherElement } from '@millrace/metadata'
import type { Compilation } from '../compilation.ts'
import type { Node } from '../interview.ts'
import { actionCalls } from './actionCalls.ts'
import { assignments } from './assignments.ts'
import { collectionProcessors } from './collectionProcessors.ts'
import { customErrors } from './customErrors.ts'
import { decisions } from './decisions.ts'
import type { ElementKind, ElementOutput } from './kind.ts'
import { loops } from './loops.ts'
import { notRun } from './notRun.ts'
import { recordCreates } from './recordCreates.ts'
import { recordDeletes } from './recordDeletes.ts'
import { recordLookups } from './recordLookups.ts'
import { recordRollbacks } from './recordRollbacks.ts'
import { recordUpdates } from './recordUpdates.ts'
import { screens } from './screens.ts'
import { subflows } from './subflows.ts'
import { transforms } from './transforms.ts'
import { waits } from './waits.ts'

type Kinds = { readonly [K in FlowElement['kind']]: ElementKind<Extract<FlowElement, { kind: K }>> }

const otherElement = notRun<FlowOtherElement>('Other', element => `is one of the flow's ${element.kind}`)

/// Every kind of element by its name in the file. A new kind is a file in this folder and a line here.
const kinds: Kinds = {
  assignments,
  decisions,
  loops,
  collectionProcessors,
  recordLookups,
  recordCreates,
  recordUpdates,
  recordDeletes,
  recordRollbacks,
  subflows,
  customErrors,
  ends: { label: 'End', compile: (_element: FlowEnd, node) => void (node.step = () => null) },
  transforms,
  actionCalls,
  waits,
  screens,
  apexPluginCalls: otherElement,
  steps: otherElement,
  orchestratedStages: otherElement,
  experiments: otherElement,
}

const kindOf = (element: FlowElement): ElementKind<FlowElement> => kinds[element.kind] as ElementKind<FlowElement>

export const elementKinds = {
  all: kinds,

  labelOf: (element: FlowElement): string => kindOf(element).label,

  outputOf: (element: FlowElement, compilation: Compilation): ElementOutput | null =>
    kindOf(element).outputOf?.(element, compilation) ?? null,

  compile(node: Node, compilation: Compilation): void {
    kindOf(node.element).compile(node.element, node, compilation)
  },
}
