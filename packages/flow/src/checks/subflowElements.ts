import type { Flow, FlowElement } from '@millrace/metadata'
import type { FlowProject } from '../host.ts'

/// Whether running [element] runs an element of one of [kinds]: true when it is one itself, and the flow it runs when
/// one is in there or in the flows that one runs.
export function runsAnywhere(
  element: FlowElement,
  kinds: readonly FlowElement['kind'][],
  project: FlowProject,
): Flow | true | undefined {
  if (kinds.includes(element.kind)) return true
  if (element.kind !== 'subflows') return undefined
  const callee = project.flow(element.flowName)
  const flows = new Set(callee ? [callee] : [])
  for (const flow of flows) {
    for (const inner of flow.elements) {
      if (kinds.includes(inner.kind)) return callee
      const further = inner.kind === 'subflows' ? project.flow(inner.flowName) : undefined
      if (further) flows.add(further)
    }
  }
  return undefined
}
