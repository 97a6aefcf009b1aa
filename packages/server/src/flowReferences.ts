import { readInputs, whyNotRunnable } from '@millrace/flow'
import type { Component, DynamicComponent, ExecuteFlowSettings, Flow, Interaction } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import type { RunningProject } from './project.ts'

/// Something wrong with what a Dynamic Component says about flows. `path` says where in its file:
/// `components[0].interactions.headerActionClick[0]`.
export interface ReferenceProblem {
  readonly severity: 'error'
  readonly code: string
  readonly message: string
  readonly path: string
}

/// What would keep the Execute Flow interactions of [component] from running, as far as the files tell: the flow, its
/// status, the names of its inputs and outputs.
export function flowReferenceProblems(component: DynamicComponent, project: RunningProject): ReferenceProblem[] {
  const found = [
    ...within(component.interactions?.load, 'interactions.load'),
    ...ofComponents(component.components, 'components'),
  ]
  return found
    .filter(({ interaction }) => interaction.type === 'executeFlow')
    .flatMap(({ interaction, path }) =>
      problemsOf(interaction as unknown as ExecuteFlowSettings, project).map(problem => ({
        severity: 'error' as const,
        path,
        ...problem,
      })),
    )
}

interface Found {
  readonly interaction: Interaction
  readonly path: string
}

function ofComponents(components: readonly Component[], path: string): Found[] {
  return components.flatMap((component, i) => [
    ...Object.entries(component.interactions ?? {}).flatMap(([event, interactions]) =>
      within(interactions, `${path}[${i}].interactions.${event}`),
    ),
    ...Object.entries(component.children ?? {}).flatMap(([slot, children]) =>
      ofComponents(children, `${path}[${i}].children.${slot}`),
    ),
  ])
}

/// Interactions, and those that follow them (On Finish, On Error, …).
function within(interactions: unknown, path: string): Found[] {
  if (!Array.isArray(interactions)) return []
  return (interactions as readonly Interaction[]).flatMap((interaction, i) => [
    { interaction, path: `${path}[${i}]` },
    ...['onStart', 'onFinish', 'onError', 'onAlways'].flatMap(follow =>
      within(interaction[follow], `${path}[${i}].${follow}`),
    ),
  ])
}

type Finding = Pick<ReferenceProblem, 'code' | 'message'>

function problemsOf(settings: ExecuteFlowSettings, project: RunningProject): Finding[] {
  const { flowApiName } = settings
  if (typeof flowApiName !== 'string' || flowApiName.includes('{!')) return []
  const flow = project.flow(flowApiName)?.flow
  if (!flow) return [{ code: 'unknown-flow', message: project.whyNoFlow(flowApiName) }]
  const reason = whyNotRunnable(flow)
  if (reason) return [{ code: 'flow-not-runnable', message: reason }]
  const inactive =
    flow.status === 'Active'
      ? []
      : [{ code: 'flow-not-active', message: `The flow "${flowApiName}" is not active: its status is ${flow.status}.` }]
  return [...inactive, ...inputProblems(settings, flow, project), ...outputProblems(settings, flow)]
}

function inputProblems({ inputVariables = [] }: ExecuteFlowSettings, flow: Flow, project: RunningProject): Finding[] {
  return inputVariables.flatMap(({ name, isCollection = false }): Finding[] => {
    // Null fits every type, so only the name can be wrong.
    const [unknown] = readInputs(flow, { [name]: null }, project.fieldLookup).unknown
    if (unknown) return [{ code: 'unknown-input', message: unknown.message }]
    const variable = flow.variables.find(one => one.name === name)
    if (variable?.isCollection === isCollection) return []
    const message = isCollection
      ? `${name} takes one value: turn off "Allow multiple values (collection)".`
      : `${name} takes a collection: turn on "Allow multiple values (collection)".`
    return [{ code: 'input-collection', message }]
  })
}

function outputProblems({ outputVariables = [] }: ExecuteFlowSettings, flow: Flow): Finding[] {
  const outputs = flow.variables.flatMap(({ name, isOutput }) => (isOutput ? [name] : []))
  return outputVariables.flatMap(({ name }) => {
    if (outputs.includes(name)) return []
    const isThere = flow.variables.some(variable => variable.name === name)
    const message = isThere
      ? `"${name}" of the flow "${flow.apiName}" is not available for output. Turn on "Available for output" for it in the flow.`
      : `The flow "${flow.apiName}" has no output variable "${name}".${didYouMean(name, outputs)} Names are case-sensitive.`
    return [{ code: 'unknown-output', message }]
  })
}
