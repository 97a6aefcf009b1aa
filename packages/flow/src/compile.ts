import type { Diagnostic, Flow, FlowElement } from '@millrace/metadata'
import { ANY, type Value } from '@millrace/values'
import { runChecks } from './checks/index.ts'
import { Compilation } from './compilation.ts'
import { rounded } from './conversion.ts'
import { elementKinds } from './elements/index.ts'
import { flowType } from './flowTypes.ts'
import { initialState } from './globals.ts'
import { compileTracedConditions } from './conditions.ts'
import type { FlowAssertion, FlowProject } from './host.ts'
import type { Interview, Node, Step } from './interview.ts'
import type { FlowProgram, ProgramVariable } from './program.ts'
import { compileEntry, compileScheduledRecords } from './trigger.ts'

/// Every problem of [flow] that can be found without running it. When none is an error, `runInterviews` can start it.
export function checkFlow(flow: Flow, project: FlowProject): Diagnostic[] {
  const { compilation, program } = compile(flow, project)
  keptIn(project).set(flow, program)
  runChecks(compilation)
  return compilation.diagnostics
}

const programs = new WeakMap<FlowProject, WeakMap<Flow, FlowProgram>>()

/// [flow] ready to run in [project], compiled at the first call and kept as long as both are. A flow with errors
/// compiles too: what is wrong with it reads null or faults when a run gets there, so check it first.
export function compileFlow(flow: Flow, project: FlowProject): FlowProgram {
  const kept = keptIn(project)
  let program = kept.get(flow)
  if (!program) kept.set(flow, (program = compile(flow, project).program))
  return program
}

/// A flow to be tested: [flow] with conditions that are tried at its start or end. Problems of the conditions are
/// among the diagnostics, whose places are in [flow].
export function compileTestedFlow(
  flow: Flow,
  project: FlowProject,
  assertions: readonly FlowAssertion[],
): { readonly program: FlowProgram; readonly diagnostics: readonly Diagnostic[] } {
  const { program, compilation } = compile(flow, project, assertions)
  return { program, diagnostics: compilation.diagnostics }
}

function keptIn(project: FlowProject): WeakMap<Flow, FlowProgram> {
  let kept = programs.get(project)
  if (!kept) programs.set(project, (kept = new WeakMap()))
  return kept
}

function compile(
  flow: Flow,
  project: FlowProject,
  assertions: readonly FlowAssertion[] = [],
): { compilation: Compilation; program: FlowProgram } {
  underWay.add(flow)
  try {
    return compileWhole(new Compilation(flow, project), assertions)
  } finally {
    underWay.delete(flow)
  }
}

function compileWhole(
  compilation: Compilation,
  assertions: readonly FlowAssertion[],
): { compilation: Compilation; program: FlowProgram } {
  const { flow, project } = compilation
  const initialise = compileDefaults(compilation)
  for (const resource of [...flow.formulas, ...flow.textTemplates, ...flow.constants])
    compilation.resource(resource.name)?.expression(compilation)
  for (const node of compilation.nodes) compileNode(node, compilation)
  compilation.current = null
  const start = startOf(compilation)
  const variables = flow.variables.map(variable => programVariable(variable, compilation))
  const chosen = (isChosen: (variable: Flow['variables'][number]) => boolean): Map<string, ProgramVariable> =>
    new Map(flow.variables.flatMap((variable, i) => (isChosen(variable) ? [[variable.name, variables[i]!]] : [])))
  for (const variable of flow.variables) {
    const type = flowType(variable)
    if (variable.isOutput && type) compilation.needsWholeRecords(type)
  }
  const compiledAssertions = assertions.map(assertion => ({
    isMet: compileTracedConditions(assertion.conditions, assertion.conditionLogic, assertion, compilation).isMetTraced,
    assertion,
  }))
  const callees = calleesOf(flow, project)
  for (const callee of callees) noteParentPaths(callee, compilation)
  const trigger = compileTrigger(compilation)
  compilation.finish()
  for (const node of compilation.nodes) keepMarks(node)
  const program: FlowProgram = {
    flow,
    nodes: compilation.nodes,
    start,
    paths: scheduledPaths(compilation),
    slotNames: compilation.slotNames,
    blankSlots: Array.from({ length: compilation.slotCount }, () => null),
    initialise,
    inputs: new Map([...chosen(variable => variable.isInput), ...recordInputs(compilation)]),
    outputs: chosen(variable => variable.isOutput),
    trigger,
    settings: compilation.settings,
    parentPaths: compilation.parentPaths(),
    schema: project.schema,
    limits: project.limits,
    callees,
    assertions: compiledAssertions,
    programOf: callee => compileFlow(callee, project),
  }
  return { compilation, program }
}

function compileTrigger(compilation: Compilation): FlowProgram['trigger'] {
  const [record, prior] = [compilation.resource('$Record'), compilation.resource('$Record__Prior')]
  if (!record || !prior) return null
  const records = compileScheduledRecords(compilation)
  const isMet = records ? () => true : compileEntry(compilation)
  return { recordSlot: record.slot, priorSlot: prior.slot, isMet, records }
}

function scheduledPaths(compilation: Compilation): FlowProgram['paths'] {
  const paths = new Map<string, Node>()
  for (const { name, connector } of compilation.flow.start?.scheduledPaths ?? []) {
    const node = compilation.next(connector)
    if (node) paths.set(name, node)
  }
  return paths
}

/// The record that starts the flow comes in like an input, under its name.
const recordInputs = (compilation: Compilation): [string, ProgramVariable][] =>
  ['$Record', '$Record__Prior'].flatMap(name => {
    const resource = compilation.resource(name)
    return resource ? [[name, { name, type: resource.type, slot: resource.slot, store: (value: Value) => value }]] : []
  })

const calleesOf = (flow: Flow, project: FlowProject): Flow[] => [
  ...new Set(flow.elements.flatMap(calleeNames).flatMap(name => project.flow(name) ?? [])),
]

function calleeNames(element: FlowElement): readonly string[] {
  if (element.kind === 'subflows') return [element.flowName]
  return element.kind === 'screens' ? element.actions.map(({ actionName }) => actionName) : []
}

/// Flows whose compilation is under way: a flow that calls itself is compiled once.
const underWay = new Set<Flow>()

/// Records that this flow hands to a subflow must come with the parents that are read there.
function noteParentPaths(callee: Flow, compilation: Compilation): void {
  if (underWay.has(callee)) return
  for (const [object, paths] of compileFlow(callee, compilation.project).parentPaths)
    for (const path of paths) compilation.noteRead(object, path)
}

function compileNode(node: Node, compilation: Compilation): void {
  compilation.current = node
  elementKinds.compile(node, compilation)
  const element: FlowElement & { readonly faultConnector?: Parameters<Compilation['next']>[0] } = node.element
  node.fault = compilation.next(element.faultConnector ?? null)
}

/// A logic element that something asks about ("was visited", "has run") notes it; the others pay nothing.
function keepMarks(node: Node): void {
  const { step, stepWithValues, visitedSlot, succeededSlot } = node
  if (visitedSlot < 0 && succeededSlot < 0) return
  const marking = (step: Step): Step => {
    return interview => {
      if (visitedSlot >= 0) interview.slots[visitedSlot] = true
      const next = step(interview)
      if (succeededSlot >= 0) interview.slots[succeededSlot] = true
      return next
    }
  }
  node.step = step && marking(step)
  node.stepWithValues = stepWithValues && marking(stepWithValues)
}

function startOf(compilation: Compilation): Node | null {
  const { flow } = compilation
  if (flow.start) return compilation.next(flow.start.connector) ?? oldStart(compilation)
  return oldStart(compilation)
}

/// Files made before 2020 name the first element.
///
/// # unknown-element
/// The flow starts with an element that it does not have.
///
/// Connect the start with the first element.
function oldStart(compilation: Compilation): Node | null {
  const name = compilation.flow.startElementReference
  if (!name) return null
  const node = compilation.node(name)
  if (node) return node
  compilation.report(
    'unknown-element',
    `The flow starts with "${name}", but it has no such element.`,
    compilation.flow,
    'startElementReference',
  )
  return null
}

/// Defaults are worked out in the order of the file, so one may refer to another above it.
function compileDefaults(compilation: Compilation): (interview: Interview) => void {
  const defaults = compilation.flow.variables.flatMap(variable => {
    if (!variable.value || variable.value.kind === 'null') return []
    const { slot, type, scale } = compilation.resource(variable.name)!
    const { read } = compilation.fitting(compilation.value(variable.value), type, variable.name, variable.value)
    const store = scale === null ? (value: Value) => value : rounded(scale)
    return [{ slot, read: (interview: Interview) => store(read(interview)) }]
  })
  return interview => {
    for (const [name, slot] of compilation.states) interview.slots[slot] = initialState(name, compilation.flow)
    for (const { slot, read } of defaults) interview.slots[slot] = read(interview)
  }
}

function programVariable(variable: Flow['variables'][number], compilation: Compilation): ProgramVariable {
  const { slot, scale } = compilation.resource(variable.name)!
  return {
    name: variable.name,
    type: flowType(variable) ?? ANY,
    slot,
    store: scale === null ? value => value : rounded(scale),
  }
}
