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

/// # unknown-flow
/// Execute Flow names a flow that the project does not have.
///
/// Flow API names are case-sensitive; the message names one that is spelled almost the same.
///
/// # flow-not-runnable
/// Execute Flow names a screen flow, or one that a record, a schedule or an event starts.
///
/// It runs autolaunched flows without a trigger. Screen flows are opened with Open Flow Dialog or Open Flow Panel.
///
/// # flow-not-active
/// Execute Flow names a flow that is not active.
///
/// A click answers with On Error until it is. Set its status to Active.
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

/// # unknown-input
/// Execute Flow sets a variable that the flow does not have or does not take as input.
///
/// Names of flow variables are case-sensitive. Turn on "Available for input" for the variable in the flow.
///
/// # input-collection
/// "Allow multiple values (collection)" of an input is not as the variable of the flow is.
///
/// The message says which way to turn it.
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

/// # unknown-output
/// Execute Flow takes an output variable that the flow does not have or does not give as output.
///
/// Names of flow variables are case-sensitive. Turn on "Available for output" for the variable in the flow.
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
