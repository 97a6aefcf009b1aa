import {
  createPlatformTables,
  openScratchDatabase,
  recordStore,
  RecordStoreError,
  type Database,
  type MaybePromise,
  type Org as DeployedOrg,
  type Tx,
} from '@millrace/database'
import {
  checkFlow,
  compileFlow,
  compileTestedFlow,
  readInputs,
  resumeInterview,
  runInterviews,
  type FlowHost,
  type FlowProgram,
  type FlowProject,
  type InterviewOutcome,
  type RunOutcome,
} from '@millrace/flow'
import {
  parseFlowTest,
  parseProject,
  parseScenario,
  printDiagnostic,
  type ComponentScenario,
  type Flow,
  type Project,
  type Scenario,
  type ScenarioExpectations,
} from '@millrace/metadata'
import {
  type ActionRun,
  activeTriggeredFlows,
  deployProject,
  fieldLookupOf,
  loadHostActions,
  openActions,
  type HostActions,
  ProjectActions,
  flowHost,
  flowProjectOf,
  prepareRecords,
  permissionsOf,
  readCaller,
  readProjectFiles,
  recordTriggers,
  systemContext,
  userContext,
  type Caller,
} from '@millrace/server'
import { DateTimeValue, fromJson, isMisfit, type Json, type Value } from '@millrace/values'
import { readFile } from 'node:fs/promises'
import { CommandError } from '../commandError.ts'
import { runComponentScenario } from './component/componentScenario.ts'
import { actionStandIns, elementStandIns, knownBesides } from './actions.ts'
import { failuresOf } from './failures.ts'
import { failedOutbox, outboxOf } from './outbox.ts'
import { scenarioFlow } from './flow.ts'
import { isFlowTest, readFlowTest, trialFailures, type FlowTrial } from './flowTest.ts'
import { nestedTransaction } from './nestedTransaction.ts'
import { scenarioObjects } from './objects.ts'
import { ScenarioRecords } from './records.ts'
import { resolveReferences } from './references.ts'
import { scenarioSteps, type ScenarioPlay } from './steps.ts'

/// Runs the scenarios and flow tests of one project.
export interface ScenarioRunner {
  /// The flows of the project.
  readonly flows: readonly Flow[]
  run(path: string): Promise<ScenarioEnd>
  close(): Promise<void>
}

export interface ScenarioEnd {
  /// What the test expected and did not find; none when it passed.
  readonly failures: readonly string[]
  readonly warnings: readonly string[]
  /// Why it was not run.
  readonly skipped?: string
  /// What ran, when something did.
  readonly ran?: {
    /// The flows there were.
    readonly flows: readonly Flow[]
    /// Names of the elements that ran, by flow.
    readonly reached: InterviewOutcome['reached']
  }
}

interface World {
  readonly root: string | null
  readonly database: Database
  readonly project: Project
  readonly hostActions: HostActions['actions']
  readonly deployed: DeployedOrg
  readonly caller: Caller
}

/// A scratch database with the objects of the project in [root], or with the standard objects alone, and without
/// records other than its one user.
export async function openScenarioRunner(root: string | null): Promise<ScenarioRunner> {
  const project = parseProject(root === null ? [] : await readProjectFiles(root))
  const hostActions = await requireHostActions(root, project)
  const database = await openScratchDatabase()
  try {
    const deployed = await deployProject(database, project)
    const caller = await onlyUser(database, deployed, project)
    return {
      flows: project.flows,
      run: path => {
        const world = { root, database, project, deployed, caller, hostActions }
        return isFlowTest(path) ? runFlowTest(path, world) : runScenario(path, world)
      },
      close: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function requireHostActions(root: string | null, project: Project): Promise<HostActions['actions']> {
  if (root === null) return []
  const { actions, diagnostics } = await loadHostActions(root, project.actionFiles)
  if (diagnostics.length) throw new CommandError(diagnostics.map(({ message }) => message).join('\n'))
  return actions
}

async function onlyUser(database: Database, deployed: DeployedOrg, project: Project): Promise<Caller> {
  await createPlatformTables(database)
  const { administratorId } = await prepareRecords(database, deployed, project, 'Scenarios')
  const caller = await database.transaction(tx =>
    readCaller(
      administratorId,
      recordStore(tx, deployed, systemContext(administratorId)),
      deployed.schema,
      permissionsOf(project),
    ),
  )
  return caller!
}

async function runScenario(path: string, world: World): Promise<ScenarioEnd> {
  const source = await readFile(path, 'utf8')
  const { scenario, diagnostics } = parseScenario(source, path)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (!scenario || errors.length) return failed(errors.map(error => printDiagnostic(error, source)))
  if ('component' in scenario) return runComponent(scenario, path, world)
  const found = await scenarioFlow(scenario, path, world.project)
  if (typeof found === 'string') return failed([found])
  return undone(world, tx => runIn(tx, scenario, path, { ...world, project: found.project }, found.flow))
}

/// A Dynamic Component is served by a server, which needs a project's folder.
async function runComponent(scenario: ComponentScenario, path: string, world: World): Promise<ScenarioEnd> {
  const { root, caller, project } = world
  if (root === null)
    return failed(['A scenario of a Dynamic Component belongs in a project folder, one with an sfdx-project.json.'])
  const dataFiles = new Set(project.dataFiles.map(({ path }) => path))
  const objects = scenarioObjects(scenario.objects ?? {}, path)
  return undone(world, async tx => {
    const deployed = await deployedFor(tx, scenario, path, world)
    const componentWorld = { root, deployed, objects, administratorId: caller.userId, dataFiles }
    return failed(await runComponentScenario(tx, scenario, componentWorld))
  })
}

/// Does [work] in a transaction that is undone.
async function undone(world: World, work: (tx: Tx) => Promise<ScenarioEnd>): Promise<ScenarioEnd> {
  const tx = await world.database.begin()
  try {
    return await work(tx)
  } catch (error) {
    if (error instanceof CommandError || error instanceof RecordStoreError) return failed([error.message])
    throw error
  } finally {
    await tx.rollback()
  }
}

async function runFlowTest(path: string, world: World): Promise<ScenarioEnd> {
  const source = await readFile(path, 'utf8')
  const { definition, diagnostics } = parseFlowTest(source, path)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (!definition || errors.length) return failed(errors.map(error => printDiagnostic(error, source)))
  return undone(world, async tx => {
    const trial = readFlowTest(definition, world.project)
    return 'skipped' in trial ? { failures: [], warnings: [], ...trial } : runTrial(tx, trial, world)
  })
}

async function runTrial(tx: Tx, trial: FlowTrial, world: World): Promise<ScenarioEnd> {
  const { flow } = trial
  const { deployed, project, caller } = world
  const projectActions = new ProjectActions(project, deployed.schema, world.hostActions)
  const flowProject = flowProjectOf(project, deployed.schema, { actions: projectActions })
  const problems = checkFlow(flow, flowProject).filter(({ severity }) => severity === 'error')
  if (problems.length) return failed(problems.map(error => printDiagnostic(error, flow.source)))
  const { program, diagnostics } = compileTestedFlow(flow, flowProject, trial.assertions)
  const wrong = diagnostics.filter(({ severity }) => severity === 'error')
  if (wrong.length) return failed(wrong.map(({ message }) => message))
  const { values, problems: misfits, unknown } = readInputs(flow, trial.inputs, fieldLookupOf(deployed.schema))
  if (misfits.length || unknown.length) return failed([...misfits, ...unknown].map(({ message }) => message))
  const play = openPlay(tx, world, {
    deployed,
    program,
    flowProject,
    values,
    caller,
    projectActions,
    standIns: otherwise => elementStandIns(trial.mocks, fieldLookupOf(deployed.schema), otherwise),
  })
  const outcome = await play.run(Date.now())
  return { failures: trialFailures(trial, outcome), warnings: [], ran: ranIn(project, [outcome]) }
}

async function runIn(tx: Tx, scenario: Scenario, path: string, world: World, flow: Flow): Promise<ScenarioEnd> {
  const { context = {}, inputs = {}, expect = {}, actions = {} } = scenario
  const deployed = await deployedFor(tx, scenario, path, world)
  const { schema } = deployed
  const projectActions = new ProjectActions(world.project, schema, world.hostActions)
  const flowProject = flowProjectOf(world.project, schema, { actions: knownBesides(projectActions, actions) })
  const errors = checkFlow(flow, flowProject).filter(({ severity }) => severity === 'error')
  if (errors.length) return failed(errors.map(error => printDiagnostic(error, flow.source)))

  const caller = scenarioCaller(world.caller, context, deployed)
  const now = timeOf(context)
  const user = { ...userContext(caller, schema), now: () => now }
  const records = new ScenarioRecords(tx, deployed, user)
  await records.store(scenario.records ?? {})
  const before = await records.ids(Object.keys(expect.records ?? {}))

  const resolved = resolveReferences(inputs, records.named) as Record<string, Json>
  const { values, problems, unknown } = readInputs(flow, resolved, fieldLookupOf(schema))
  if (problems.length) return failed(problems.map(({ message }) => message))

  const play = openPlay(tx, world, {
    deployed,
    program: compileFlow(flow, flowProject),
    flowProject,
    values,
    caller,
    projectActions,
    standIns: otherwise => actionStandIns(actions, records.named, fieldLookupOf(schema), otherwise),
  })
  const check = async (expected: ScenarioExpectations, outcome: RunOutcome): Promise<string[]> => [
    ...(await failuresOf(expected, outcome, records, before)),
    ...(expected.outbox ? failedOutbox(expected.outbox, await outboxOf(tx), records.named) : []),
  ]
  const outcome = await play.run(now)
  const outcomes = [outcome]
  const failures = await check(expect, outcome)
  for await (const step of scenarioSteps(scenario, {
    play,
    outcome,
    now,
    programOf: callee => compileFlow(callee, flowProject),
    named: records.named,
    schema,
  })) {
    outcomes.push(...step.outcomes)
    failures.push(
      ...step.problems,
      ...(await check(step.expect, outcomes.at(-1)!)).map(failure => `${step.title}: ${failure}`),
    )
  }
  return {
    failures,
    // As when Apex starts a flow.
    warnings: unknown.map(({ message }) => `Warning: ${message}`),
    ran: ranIn(world.project, outcomes),
  }
}

function ranIn({ flows }: Project, outcomes: readonly RunOutcome[]): ScenarioEnd['ran'] {
  const reached = new Map<string, Set<string>>()
  for (const { interviews } of outcomes)
    for (const [flow, elements] of interviews[0]!.reached)
      reached.set(flow, new Set([...(reached.get(flow) ?? []), ...elements]))
  return { flows, reached }
}

interface Play {
  readonly deployed: DeployedOrg
  readonly program: FlowProgram
  readonly flowProject: FlowProject
  readonly values: ReadonlyMap<string, Value>
  readonly caller: Caller
  readonly projectActions: ProjectActions
  readonly standIns: (otherwise: NonNullable<FlowHost['action']>) => NonNullable<FlowHost['action']>
}

/// One run, and its going on after each Wait; what it did stays within [tx] when it did not fail.
function openPlay(tx: Tx, world: World, play: Play): ScenarioPlay {
  const { deployed, program, flowProject, values, caller, projectActions, standIns } = play
  const { namedCredentials, configuration } = world.project
  const project = { namedCredentials, configuration: configuration ?? {} }
  // Only what runs save starts flows: the scenario's records are stored as they are stated.
  const triggered = activeTriggeredFlows(world.project.flows, flowProject)
  const during = async (now: number, work: (host: FlowHost) => MaybePromise<RunOutcome>): Promise<RunOutcome> => {
    const inner = nestedTransaction(tx)
    const user = { ...userContext(caller, deployed.schema), now: () => now }
    const openAction = (run: Pick<ActionRun, 'tx' | 'store' | 'flow'>) =>
      standIns(
        openActions(
          {
            actions: projectActions,
            deployed,
            fieldLookup: fieldLookupOf(deployed.schema),
            project,
            sendsEmail: false,
          },
          { ...run, caller, runId: null, now: () => now },
        ),
      )
    const automation = recordTriggers({ tx: inner, caller, user, deployed, flows: triggered, openActions: openAction })
    const store = recordStore(inner, deployed, user, automation)
    const action = openAction({ tx: inner, store, flow: program.flow.apiName })
    const outcome = await work(flowHost({ caller, store, now: () => now, action, trace: 'values' }))
    await (outcome.failed ? inner.rollback() : inner.commit())
    return outcome
  }
  return {
    run: now => during(now, host => runInterviews(program, [values], host)),
    resume: (state, programs, occurrence, now) =>
      during(now, host => resumeInterview(state, programs, occurrence, host)),
  }
}

const failed = (failures: readonly string[]): ScenarioEnd => ({ failures, warnings: [] })

/// The project's objects with those of the scenario, for this transaction only.
async function deployedFor(
  tx: Tx,
  { objects }: Pick<Scenario, 'objects'>,
  path: string,
  world: World,
): Promise<DeployedOrg> {
  if (!objects) return world.deployed
  const { project } = world
  const within = { query: tx.query.bind(tx), transaction: <T>(work: (tx: Tx) => Promise<T>) => work(tx) }
  return deployProject(within, { ...project, objects: [...project.objects, ...scenarioObjects(objects, path)] })
}

function timeOf({ now }: NonNullable<Scenario['context']>): number {
  if (now === undefined) return Date.now()
  const parsed = DateTimeValue.parse(now)
  if (parsed) return parsed.ms
  throw new CommandError(`context.now: "${now}" is no date/time, such as 2026-01-15T10:00:00Z.`)
}

/// The one user, with what the scenario's context says differently.
function scenarioCaller(
  caller: Caller,
  { user = {}, timeZone = 'UTC', locale = 'en_US' }: NonNullable<Scenario['context']>,
  { schema }: DeployedOrg,
): Caller {
  const lookup = fieldLookupOf(schema)
  const fields = Object.entries(user).map(([name, json]): [string, Value] => {
    const field = lookup('User', name)
    const value = field ? fromJson(json, field.type, lookup) : { path: '', message: 'is no field of User' }
    if (isMisfit(value)) throw new CommandError(`context.user.${name} ${value.message}.`)
    return [field!.name, value]
  })
  const User = { ...caller.globals.User, ...Object.fromEntries(fields) }
  return { ...caller, timeZone, locale, globals: { ...caller.globals, User } }
}
