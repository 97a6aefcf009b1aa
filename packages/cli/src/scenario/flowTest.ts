import { whyNotRunnable, type FlowAssertion, type RunOutcome } from '@millrace/flow'
import type { Flow, FlowTest, FlowTestAssertion, FlowTestParameter, FlowValue, Project } from '@millrace/metadata'
import { didYouMean, type Json } from '@millrace/values'
import { CommandError } from '../commandError.ts'
import { lastSteps } from './failures.ts'

/// Whether a path is that of a Salesforce flow test.
export const isFlowTest = (path: string): boolean => /\.flowtest(-meta\.xml)?$/i.test(path)

/// A flow test ready to be run.
export interface FlowTrial {
  readonly flow: Flow
  readonly inputs: Readonly<Record<string, Json>>
  readonly assertions: readonly (FlowAssertion & FlowTestAssertion)[]
  /// Outputs that stand in for those of an action, by the element and their name.
  readonly mocks: ReadonlyMap<string, ReadonlyMap<string, Json>>
}

/// What a flow test asks for, or why it can't be run here.
///
/// Source: Metadata API Developer Guide, "FlowTest".
export function readFlowTest({ flowApiName, testPoints }: FlowTest, project: Project): FlowTrial | { skipped: string } {
  const flow = project.flows.find(({ apiName }) => apiName === flowApiName)
  if (!flow) {
    const near = didYouMean(
      flowApiName,
      project.flows.map(({ apiName }) => apiName),
    )
    throw new CommandError(`The project has no flow "${flowApiName}".${near} Flow API names are case-sensitive.`)
  }
  const reason = whyNotRunnable(flow)
  if (reason) return { skipped: reason }
  const inputs: Record<string, Json> = {}
  const mocks = new Map<string, Map<string, Json>>()
  for (const { elementApiName, parameters } of testPoints)
    for (const parameter of parameters) {
      if (parameter.type === 'InputVariable') inputs[bare(parameter.leftValueReference)] = jsonOf(parameter.value)
      else if (parameter.type !== 'MockElementOutput')
        return { skipped: `It gives the flow a ${parameter.type}, which a flow without a trigger does not take.` }
      else if (!addMock(parameter, elementApiName, flow, mocks))
        return { skipped: `It stands in for the output of "${elementApiName}", and only actions can be stood in for.` }
    }
  const elsewhere = testPoints.find(point => point.assertions.length > 0 && timeOf(point.elementApiName) === null)
  if (elsewhere) {
    const { elementApiName } = elsewhere
    return { skipped: `It checks what holds at "${elementApiName}", and only Start and Finish can be checked here.` }
  }
  const assertions = testPoints.flatMap(point =>
    point.assertions.map(assertion => ({ ...assertion, at: timeOf(point.elementApiName)! })),
  )
  return { flow, inputs, assertions, mocks }
}

const bare = (reference: string): string => reference.replace(/^\{!(.*)\}$/, '$1')

const timeOf = (element: string): FlowAssertion['at'] | null =>
  element === 'Start' || element === 'Finish' ? element : null

/// The output of an action element, `Score.total` or, at the element's own test point, `total`.
function addMock(
  { leftValueReference, value }: FlowTestParameter,
  elementApiName: string,
  flow: Flow,
  mocks: Map<string, Map<string, Json>>,
): boolean {
  const path = bare(leftValueReference).split('.')
  const [element, output] = path.length > 1 ? path : [elementApiName, path[0]]
  const isAction = flow.elements.some(({ kind, name }) => kind === 'actionCalls' && name === element)
  if (!isAction || element === undefined || output === undefined) return false
  const outputs = mocks.get(element) ?? new Map<string, Json>()
  mocks.set(element, outputs.set(output, jsonOf(value)))
  return true
}

function jsonOf(value: FlowValue): Json {
  switch (value.kind) {
    case 'null':
      return null
    case 'string':
    case 'date':
    case 'dateTime':
    case 'time':
      return value.text
    case 'number':
      return Number(value.text)
    case 'boolean':
      return value.value
    case 'sobject':
    case 'apex':
      return parsed(value.json)
    case 'collection':
      return value.items.map(jsonOf)
    default:
      throw new CommandError(
        'A flow test gives the flow values, but one of its parameters is a reference or a formula.',
      )
  }
}

function parsed(json: string): Json {
  try {
    return JSON.parse(json) as Json
  } catch {
    throw new CommandError(`A parameter of the flow test is no JSON: ${json}`)
  }
}

/// What a flow test wanted and did not find, and then the run's last steps.
export function trialFailures(trial: FlowTrial, { interviews: [interview] }: RunOutcome): string[] {
  const { fault, assertions, trace, pause } = interview!
  const failures = [
    ...(pause
      ? [`The flow waits at "${pause.element}", so what must hold at Finish was not tried. Use a scenario.`]
      : []),
    ...(fault ? [`Expected no fault, but "${fault.element ?? 'the run'}" failed: ${fault.message}`] : []),
    ...trial.assertions.flatMap(assertion => {
      const result = assertions.find(one => one.assertion === assertion)
      if (!result || result.holds) return []
      const what = assertion.errorMessage ?? `What must hold at ${assertion.at} does not.`
      return [[what, ...result.conditions.map(condition => `  ${condition}`)].join('\n')]
    }),
  ]
  return failures.length ? [...failures, lastSteps(trace)] : []
}
