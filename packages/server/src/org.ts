import {
  createPlatformTables,
  deploy,
  DeployRefused,
  dropExpired,
  lockSettings,
  openDatabase,
  recordStore,
  type Database,
  type Org as DeployedOrg,
  type RecordStore,
  type Tx,
} from '@millrace/database'
import type { ActionAnswer } from '@millrace/flow'
import {
  parseProject,
  type Diagnostic,
  type ObjectDefinition,
  type Project,
  type ProjectFile,
} from '@millrace/metadata'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import type { Value } from '@millrace/values'
import { basename, dirname, join } from 'node:path'
import type { Action } from './actions/action.ts'
import { loadHostActions } from './actions/loadHostActions.ts'
import { openActions, type ActionWorld, type LeftMessage } from './actions/openActions.ts'
import { runAction } from './actions/runAction.ts'
import { apiError } from './apiError.ts'
import { readCaller, type Caller } from './caller.ts'
import { Credentials } from './credentials.ts'
import { Delivery } from './delivery/delivery.ts'
import { smtpSender } from './delivery/smtp.ts'
import { EventStream } from './eventStream.ts'
import { loadDataOnce } from './exampleData.ts'
import { prepareRecords, type OrgRecords } from './firstStart.ts'
import type { TestRunner } from './flowBuilder/flowTests.ts'
import { VersionNumbers } from './flowBuilder/versionNumbers.ts'
import { FlowRuns, type RecordedRun } from './flowRuns.ts'
import { saveMetadataRecords } from './metadataRecords.ts'
import { runProject, type ActionStandIns, type RunningProject } from './project.ts'
import { readProjectFiles, watchProject } from './projectFolder.ts'
import { announcing, RecordChanges } from './recordChanges.ts'
import { RunRecorder } from './runRecorder.ts'
import { forgetOldRuns } from './runRetention.ts'
import { RunsUnderWay } from './runsUnderWay.ts'
import type { TriggeredRun } from './triggers/recordTriggers.ts'
import { startPathsLater } from './triggers/scheduledPaths.ts'
import { triggeredRunRecord } from './triggers/triggeredRunRecord.ts'
import { recordTriggers, triggeredFlowsOf } from './triggers/triggerWorld.ts'
import { systemContext, userContext } from './userContext.ts'
import type { ResumptionWorld } from './waiting/resumptionWorld.ts'
import { WaitingRuns } from './waiting/waitingRuns.ts'

export interface OrgOptions {
  /// The project: a Salesforce DX folder.
  readonly folder: string
  /// Instead of the PostgreSQL that comes with Millrace, with its data under `.millrace` in the project.
  readonly openDatabase?: () => Promise<Database>
  /// Instead of the files in the folder.
  readonly readFiles?: () => Promise<ProjectFile[]>
  /// Follows changes of the project's files.
  readonly watch?: boolean
  /// A run of a flow is stopped after this time; ten minutes when not given, as in an org.
  readonly runTimeoutMs?: number
  /// The SMTP server for e-mails, before the one in `millrace.json`.
  readonly smtpUrl?: string
  /// Sends what waits in the outbox as long as the org is open.
  readonly delivers?: boolean
  /// Lets runs that wait go on when their time has come, as long as the org is open.
  readonly resumes?: boolean
  /// The clock of flows and of what they wait for; the computer's when not given.
  readonly now?: () => number
  /// Runs the tests of the project; without it nobody can ask for that.
  readonly runTests?: TestRunner
  /// Objects and fields besides those of the files, as a test states them.
  readonly objects?: readonly ObjectDefinition[]
  /// Actions that answer in place of the project's, as a test states them.
  readonly standIns?: ActionStandIns
  /// Hears what takes a while, and what went wrong where no request is there to tell.
  readonly say?: (line: string) => void
}

const TEN_MINUTES = 600_000

/// What open pages are told of, as of an object, when there is a new custom notification.
export const CUSTOM_NOTIFICATION = 'CustomNotification'

/// How long a caller's rights are taken as they were read.
const CALLER_FRESH_MS = 10_000

/// Opens the project's database, brings it to what the project's files say, and loads the project's data at the first
/// start. The org runs until `close`.
///
/// Throws `DeployRefused` when the database holds values that the project's fields have no room for.
export async function openOrg(options: OrgOptions): Promise<Org> {
  const { folder, say = () => {} } = options
  const database = await (options.openDatabase?.() ?? openEmbedded(folder, say))
  try {
    const project = await readProject(options)
    const deployed = await deployProject(database, project)
    await createPlatformTables(database)
    await dropExpired(database)
    const records = await prepareRecords(database, deployed, project, basename(folder))
    await loadDataOnce(database, deployed, project.dataFiles, records.administratorId, say)
    const hostActions = await loadHostActions(folder, project.actionFiles)
    return new Org(options, database, deployed, withProblems(project, hostActions), records, hostActions.actions)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function openEmbedded(folder: string, log: (line: string) => void): Promise<Database> {
  const dataDir = databaseFolder(folder)
  const home = dirname(dataDir)
  if (!existsSync(home)) {
    await mkdir(home, { recursive: true })
    // Nothing in there belongs into a repository.
    await writeFile(join(home, '.gitignore'), '*\n')
  }
  return openDatabase({ embedded: { dataDir, log } })
}

/// Where the embedded database of a project has its data.
export const databaseFolder = (folder: string): string => join(folder, '.millrace', 'database')

async function readProject({ folder, readFiles, objects = [] }: OrgOptions): Promise<Project> {
  const project = parseProject(await (readFiles?.() ?? readProjectFiles(folder)))
  return { ...project, objects: [...project.objects, ...objects] }
}

/// Brings [database] to the objects and fields of [project].
export const deployProject = (
  database: Pick<Database, 'query' | 'transaction'>,
  project: Pick<Project, 'objects' | 'globalValueSets' | 'standardValueSets'>,
): Promise<DeployedOrg> =>
  deploy(database, project.objects, { valueSets: [...project.globalValueSets, ...project.standardValueSets] })

/// A project and its database, running.
export class Org {
  readonly folder: string
  readonly database: Database
  readonly organization: { readonly Id: string; readonly Name: string }
  /// The user that a sign-in link and `millrace token` are for.
  readonly administratorId: string
  readonly credentials: Credentials
  readonly events = new EventStream()
  readonly recorder: RunRecorder
  readonly runs: FlowRuns
  readonly underWay = new RunsUnderWay()
  readonly waiting: WaitingRuns
  readonly recordChanges: RecordChanges
  readonly now: () => number
  /// Where the server is reached from outside, without a slash at the end; unknown until it listens.
  serverUrl: string | undefined
  readonly versionNumbers: VersionNumbers
  readonly runTests: TestRunner | undefined
  /// A run of a flow is stopped after this time.
  readonly runTimeoutMs: number
  readonly #options: OrgOptions
  readonly #stopWatching: () => void
  readonly #stopForgetting: () => void
  #delivery: { readonly url: string; readonly sender: Delivery } | null = null
  readonly #callers = new Map<string, { readonly caller: Promise<Caller | undefined>; readonly until: number }>()
  readonly #listeners = new Set<(project: RunningProject) => void>()
  #project: RunningProject
  #reloading: Promise<void> = Promise.resolve()

  constructor(
    options: OrgOptions,
    database: Database,
    deployed: DeployedOrg,
    project: Project,
    { organizationId, administratorId }: OrgRecords,
    hostActions: readonly Action[],
  ) {
    const say = options.say ?? (() => {})
    this.#options = options
    this.#project = runProject(project, deployed, { hostActions, standIns: options.standIns })
    this.folder = options.folder
    this.database = database
    this.organization = { Id: organizationId, Name: basename(options.folder) }
    this.administratorId = administratorId
    this.runTimeoutMs = options.runTimeoutMs ?? TEN_MINUTES
    this.credentials = new Credentials(database, organizationId)
    this.recorder = new RunRecorder(database, (error, runs) =>
      say(`The records of ${runs.length} runs could not be stored: ${messageOf(error)}`),
    )
    this.now = options.now ?? Date.now
    this.runs = new FlowRuns(database, this.recorder, this.underWay, this.now)
    this.waiting = this.#openWaiting(say)
    this.recordChanges = new RecordChanges(database, this.events)
    this.versionNumbers = new VersionNumbers(database)
    this.runTests = options.runTests
    const onChange = () => {
      this.reload().catch(error => say(`The project could not be loaded again: ${messageOf(error)}`))
    }
    void this.#followDelivery()
    if (options.resumes) this.waiting.start()
    this.#stopForgetting = options.resumes ? this.#forgetOldRuns(say) : () => {}
    this.#stopWatching = options.watch ? watchProject(options.folder, onChange) : () => {}
  }

  /// The project as it runs now: another object after each change of its files.
  get project(): RunningProject {
    return this.#project
  }

  /// The signed-in user. An INVALID_SESSION_ID error when the user is gone or not active any more.
  async caller(userId: string): Promise<Caller> {
    let known = this.#callers.get(userId)
    if (!known || known.until < Date.now()) {
      known = { caller: this.#readCaller(userId), until: Date.now() + CALLER_FRESH_MS }
      known.caller.catch(() => this.#callers.delete(userId))
      this.#callers.set(userId, known)
    }
    const caller = await known.caller
    if (caller) return caller
    throw apiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  }

  /// What is known of the user is read again.
  forgetCaller(userId: string): void {
    this.#callers.delete(userId)
  }

  #readCaller(userId: string): Promise<Caller | undefined> {
    const { deployed, permissions, sharingRules } = this.#project
    return this.database.transaction(tx =>
      readCaller(userId, recordStore(tx, deployed, systemContext(userId)), deployed.schema, permissions, sharingRules),
    )
  }

  /// Records as the caller may see and change them.
  openStore(tx: Tx, caller: Caller, project: RunningProject = this.#project): RecordStore {
    const { deployed } = project
    const user = { ...userContext(caller, deployed.schema), now: this.now }
    const announce = (store: RecordStore) => announcing(store, tx, object => this.recordChanges.committed(object))
    const { openActions, afterCommit } = this.flowActions(caller, project)
    const automation = recordTriggers({
      tx,
      caller,
      user,
      deployed,
      flows: triggeredFlowsOf(project),
      announce,
      record: run => this.#recordTriggered(run, caller, tx),
      startLater: (program, operation, changes) =>
        startPathsLater(tx, { program, operation, changes, caller, administratorId: this.administratorId }, this.now()),
      openActions: run => {
        tx.onCommit(afterCommit)
        return openActions(run)
      },
    })
    return announce(recordStore(tx, deployed, user, automation))
  }

  /// One that failed is kept also when the records are not committed.
  #recordTriggered(run: TriggeredRun, caller: Caller, tx: Tx): void {
    const endedAt = this.now()
    const record = () => this.recorder.record(() => triggeredRunRecord(run, caller.userId, endedAt))
    if (run.outcome.failed) record()
    else tx.onCommit(record)
  }

  /// What a run on behalf of [caller] needs for its actions.
  flowActions(
    caller: Caller,
    project: RunningProject = this.#project,
  ): Required<Pick<RecordedRun, 'openActions' | 'afterCommit'>> {
    const left = new Set<LeftMessage>()
    return {
      openActions: run => {
        const opened = openActions(this.#actionWorld(project), {
          now: this.now,
          ...run,
          caller,
          onMessage: kind => void left.add(kind),
        })
        return this.#options.standIns?.action(opened) ?? opened
      },
      afterCommit: () => this.#tellOfMessages(left),
    }
  }

  #forgetOldRuns(say: (line: string) => void): () => void {
    const keepDays = () => this.#project.configuration.runs?.keepDays
    return forgetOldRuns({ database: this.database, keepDays, now: this.now, say })
  }

  #openWaiting(say: (line: string) => void): WaitingRuns {
    const world: ResumptionWorld = {
      database: this.database,
      underWay: this.underWay,
      timeoutMs: this.runTimeoutMs,
      administratorId: this.administratorId,
      project: () => this.#project,
      caller: userId => this.caller(userId),
      openStore: (tx, caller, project) => this.openStore(tx, caller, project),
      flowActions: (caller, project) => this.flowActions(caller, project),
      serverUrl: () => this.serverUrl,
      now: this.now,
    }
    return new WaitingRuns(world, say)
  }

  /// Runs [action] by itself, on behalf of [caller].
  async runAction(
    action: Action,
    inputs: readonly ReadonlyMap<string, Value>[],
    caller: Caller,
    project: RunningProject,
  ): Promise<readonly ActionAnswer[]> {
    const left = new Set<LeftMessage>()
    const answers = await runAction(this.database, this.#actionWorld(project), {
      action,
      inputs,
      caller,
      openStore: tx => this.openStore(tx, caller, project),
      timeoutMs: this.runTimeoutMs,
      onMessage: kind => void left.add(kind),
    })
    this.#tellOfMessages(left)
    return answers
  }

  /// What is in the outbox now is sent, and pages of those who were notified hear of it.
  #tellOfMessages(left: ReadonlySet<LeftMessage>): void {
    if (left.has('email')) this.#delivery?.sender.wake()
    if (left.has('notification')) this.recordChanges.committed(CUSTOM_NOTIFICATION)
  }

  #actionWorld(project: RunningProject): ActionWorld {
    const { actions, deployed, fieldLookup } = project
    const sendsEmail = this.#smtpUrl !== undefined
    return { actions, deployed, fieldLookup, project, sendsEmail, log: this.#options.say }
  }

  get #smtpUrl(): string | undefined {
    return this.#options.smtpUrl || this.#project.configuration.email?.smtpUrl
  }

  /// Sends by way of the SMTP server that is configured now.
  async #followDelivery(): Promise<void> {
    const url = this.#options.delivers ? this.#smtpUrl : undefined
    if (url === this.#delivery?.url) return
    await this.#delivery?.sender.stop()
    const send = url && smtpSender(url, () => this.#project.configuration.email?.from)
    const { database } = this
    this.#delivery = send ? { url, sender: new Delivery({ database, send, say: this.#options.say }) } : null
  }

  /// Calls [listener] after each reload; the answer stops that.
  onReload(listener: (project: RunningProject) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /// Reads the project's files again. What is broken keeps running as it was.
  reload(): Promise<void> {
    this.#reloading = this.#reloading.catch(() => {}).then(() => this.#reload())
    return this.#reloading
  }

  async #reload(): Promise<void> {
    const project = await readProject(this.#options)
    const { deployed, refusal } = await this.#deployAgain(project)
    await this.database.transaction(async tx => {
      await lockSettings(tx)
      await saveMetadataRecords(tx, deployed, project, this.administratorId)
    })
    const hostActions = await loadHostActions(this.folder, project.actionFiles)
    const all = withProblems(withProblems(project, hostActions), { diagnostics: refusal })
    const { standIns } = this.#options
    this.#project = runProject(all, deployed, { hostActions: hostActions.actions, standIns }, this.#project)
    await this.#followDelivery()
    this.#callers.clear()
    for (const listener of this.#listeners) listener(this.#project)
    const problems = this.#project.diagnostics.filter(({ severity }) => severity !== 'info')
    this.events.send('reload', { problems: problems.map(({ span: _, ...problem }) => problem) })
  }

  /// With a broken file among those of the objects, or a deploy that would lose data, the objects stay as they are.
  async #deployAgain(project: Project): Promise<{ deployed: DeployedOrg; refusal: Diagnostic[] }> {
    const { deployed } = this.#project
    if (project.diagnostics.some(isBrokenObject)) return { deployed, refusal: [] }
    try {
      return { deployed: await deployProject(this.database, project), refusal: [] }
    } catch (error) {
      if (!(error instanceof DeployRefused)) throw error
      return { deployed, refusal: error.losses.map(refusalDiagnostic) }
    }
  }

  /// Ends the runs' records and the database. Requests must have ended before.
  async close(): Promise<void> {
    this.#stopWatching()
    this.#stopForgetting()
    this.events.close()
    await this.#reloading.catch(() => {})
    await this.#delivery?.sender.stop()
    await this.waiting.stop()
    await this.recordChanges.close()
    await this.recorder.flush()
    await this.database.close()
  }
}

const withProblems = (project: Project, { diagnostics }: Pick<Project, 'diagnostics'>): Project => ({
  ...project,
  diagnostics: [...project.diagnostics, ...diagnostics],
})

const isBrokenObject = ({ severity, file }: Diagnostic): boolean =>
  severity === 'error' && /\.(object|field|validationRule|globalValueSet|standardValueSet)(-meta\.xml)?$/.test(file)

/// # deploy-loses-data
/// The files change the objects in a way that would lose stored data, such as a field that is gone or has another type.
///
/// Nothing is changed until you say so. Take the change back, or delete the data first.
const refusalDiagnostic = (message: string): Diagnostic => ({
  severity: 'error',
  code: 'deploy-loses-data',
  message: `${message} The objects stay as they were.`,
  file: 'sfdx-project.json',
  line: 1,
  column: 1,
})

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
