import {
  createPlatformTables,
  openScratchDatabase,
  recordStore,
  RecordStoreError,
  type Database,
  type Org as DeployedOrg,
  type Tx,
} from '@millrace/database'
import { checkFlow, compileFlow, readInputs, runInterviews } from '@millrace/flow'
import {
  parseProject,
  parseScenario,
  printDiagnostic,
  type Flow,
  type Project,
  type Scenario,
} from '@millrace/metadata'
import {
  deployProject,
  fieldLookupOf,
  loadHostActions,
  openActions,
  type HostActions,
  ProjectActions,
  flowHost,
  flowProjectOf,
  prepareRecords,
  readCaller,
  readProjectFiles,
  systemContext,
  userContext,
  type Caller,
} from '@millrace/server'
import { DateTimeValue, fromJson, isMisfit, type Json, type Value } from '@millrace/values'
import { readFile } from 'node:fs/promises'
import { CommandError } from '../commandError.ts'
import { actionStandIns, knownBesides } from './actions.ts'
import { failuresOf } from './failures.ts'
import { failedOutbox, outboxOf } from './outbox.ts'
import { scenarioFlow } from './flow.ts'
import { nestedTransaction } from './nestedTransaction.ts'
import { scenarioObjects } from './objects.ts'
import { ScenarioRecords } from './records.ts'
import { resolveReferences } from './references.ts'

/// Runs the scenarios of one project.
export interface ScenarioRunner {
  run(path: string): Promise<ScenarioEnd>
  close(): Promise<void>
}

export interface ScenarioEnd {
  /// What the scenario expected and did not find; none when it passed.
  readonly failures: readonly string[]
  readonly warnings: readonly string[]
}

interface World {
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
      run: path => runScenario(path, { database, project, deployed, caller, hostActions }),
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
      project.permissionSets,
    ),
  )
  return caller!
}

async function runScenario(path: string, world: World): Promise<ScenarioEnd> {
  const source = await readFile(path, 'utf8')
  const { scenario, diagnostics } = parseScenario(source, path)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (!scenario || errors.length) return failed(errors.map(error => printDiagnostic(error, source)))
  const found = await scenarioFlow(scenario, path, world.project)
  if (typeof found === 'string') return failed([found])
  const tx = await world.database.begin()
  try {
    return await runIn(tx, scenario, path, { ...world, project: found.project }, found.flow)
  } catch (error) {
    if (error instanceof CommandError || error instanceof RecordStoreError) return failed([error.message])
    throw error
  } finally {
    await tx.rollback()
  }
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

  const inner = nestedTransaction(tx)
  const store = recordStore(inner, deployed, user)
  const fieldLookup = fieldLookupOf(schema)
  const { namedCredentials, configuration } = world.project
  const project = { namedCredentials, configuration: configuration ?? {} }
  const registered = openActions(
    { actions: projectActions, deployed, fieldLookup, project, sendsEmail: false },
    { caller, tx: inner, store, runId: null, flow: flow.apiName, now: () => now },
  )
  const action = actionStandIns(actions, records.named, fieldLookup, registered)
  const host = flowHost({ caller, store, now, action, trace: 'values' })
  const outcome = await runInterviews(compileFlow(flow, flowProject), [values], host)
  await (outcome.failed ? inner.rollback() : inner.commit())
  return {
    failures: [
      ...(await failuresOf(expect, outcome, records, before)),
      ...(expect.outbox ? failedOutbox(expect.outbox, await outboxOf(tx), records.named) : []),
    ],
    // As when Apex starts a flow.
    warnings: unknown.map(({ message }) => `Warning: ${message}`),
  }
}

const failed = (failures: readonly string[]): ScenarioEnd => ({ failures, warnings: [] })

/// The project's objects with those of the scenario, for this transaction only.
async function deployedFor(tx: Tx, { objects }: Scenario, path: string, world: World): Promise<DeployedOrg> {
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
