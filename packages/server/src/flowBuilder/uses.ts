import type { RunningProject } from '../project.ts'

/// Where a flow is started from: an Execute Flow interaction of a Dynamic Component, or a Subflow element.
export interface FlowUse {
  readonly kind: 'component' | 'flow'
  /// API name and label of the component or flow.
  readonly apiName: string
  readonly label: string
  /// Names of the inputs that are given and the outputs that are stored.
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/// Everything in [project] that starts the flow [apiName].
export function usesOfFlow({ dynamicComponents, flows }: RunningProject, apiName: string): FlowUse[] {
  const inComponents = dynamicComponents.flatMap(({ component }): FlowUse[] => {
    const found = [...executions(component, apiName)]
    if (found.length === 0) return []
    const names = (member: string) => [...new Set(found.flatMap(one => namesIn(one[member])))]
    const { label } = component
    return [
      {
        kind: 'component',
        apiName: component.apiName,
        label,
        inputs: names('inputVariables'),
        outputs: names('outputVariables'),
      },
    ]
  })
  const inFlows = flows.flatMap(({ flow }): FlowUse[] => {
    const calls = flow.elements.flatMap(element =>
      element.kind === 'subflows' && element.flowName === apiName ? [element] : [],
    )
    if (calls.length === 0 || flow.apiName === apiName) return []
    const inputs = [...new Set(calls.flatMap(call => call.inputAssignments.map(({ name }) => name)))]
    const outputs = [...new Set(calls.flatMap(call => call.outputAssignments.map(({ name }) => name)))]
    return [{ kind: 'flow', apiName: flow.apiName, label: flow.label, inputs, outputs }]
  })
  return [...inComponents, ...inFlows]
}

type Members = Readonly<Record<string, unknown>>

/// The Execute Flow interactions of the flow, wherever they stand in the component.
function* executions(value: unknown, apiName: string): Iterable<Members> {
  if (typeof value !== 'object' || value === null) return
  const members = value as Members
  if (members['type'] === 'executeFlow' && members['flowApiName'] === apiName) yield members
  for (const inner of Object.values(members)) yield* executions(inner, apiName)
}

const namesIn = (list: unknown): string[] =>
  Array.isArray(list) ? list.flatMap(item => (typeof item?.name === 'string' ? [item.name as string] : [])) : []
