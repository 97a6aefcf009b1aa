import {
  RecordStoreError,
  type AutomationTiming,
  type ObjectType,
  type RecordAutomation,
  type RecordStore,
  type RowError,
  type RunTrigger,
  type SavedChange,
  type SaveOperation,
} from '@millrace/database'
import {
  compileFlow,
  inTriggerOrder,
  runInterviews,
  triggered,
  triggerOf,
  type FlowFault,
  type FlowHost,
  type FlowProgram,
  type FlowProject,
  type FlowTrigger,
  type RunOutcome,
} from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import { randomUUID } from 'node:crypto'

/// The flows of a project that records start.
export class TriggeredFlows {
  readonly #flowProject: FlowProject
  readonly #byEvent = new Map<string, Flow[]>()

  /// [flows] are those that are active and have no errors.
  constructor(flows: Iterable<Flow>, flowProject: FlowProject) {
    this.#flowProject = flowProject
    for (const flow of [...flows].sort(inTriggerOrder)) {
      const trigger = triggerOf(flow)
      for (const operation of trigger?.operations ?? []) {
        const key = eventKey(trigger!.timing, operation, trigger!.object)
        const known = this.#byEvent.get(key)
        if (known) known.push(flow)
        else this.#byEvent.set(key, [flow])
      }
    }
  }

  /// In the order in which they run.
  startedBy(timing: FlowTrigger['timing'], operation: SaveOperation, object: string): readonly Flow[] {
    return this.#byEvent.get(eventKey(timing, operation, object)) ?? []
  }

  programOf(flow: Flow): FlowProgram {
    return compileFlow(flow, this.#flowProject)
  }

  get isEmpty(): boolean {
    return this.#byEvent.size === 0
  }
}

const eventKey = (timing: FlowTrigger['timing'], operation: SaveOperation, object: string): string =>
  `${timing} ${operation} ${object.toLowerCase()}`

/// What the flows are run with.
export interface TriggerWorld {
  readonly flows: TriggeredFlows
  /// The store in which the flows' own changes are saved; [automation] is what these start.
  openStore(automation: RecordAutomation): RecordStore
  host(store: RecordStore, flow: Flow, runId: string): FlowHost
  /// Hears of every run; what it says of one that went well counts when the records are committed.
  record?(run: TriggeredRun): void
  /// Keeps what begins later for [changes], which met the entry conditions.
  startLater?(program: FlowProgram, operation: SaveOperation, changes: readonly SavedChange[]): Promise<void>
}

/// A flow that ran because records were saved.
export interface TriggeredRun {
  readonly id: string
  readonly flow: Flow
  readonly trigger: RunTrigger
  readonly startedAt: number
  readonly outcome: RunOutcome
}

/// Deeper than this, records that flows save start no others.
///
/// Source: Apex Developer Guide, "Execution Governors and Limits": total stack depth of recursively firing triggers.
const MOST_DEPTH = 16

/// Starts the flows of records that are saved. A flow that is under way for a record is not started again for it by
/// what it does itself.
export class RecordTriggers implements RecordAutomation {
  readonly #world: TriggerWorld
  readonly #depth: number
  /// `Flow recordId` of those that are under way.
  readonly #underWay: ReadonlySet<string>

  constructor(world: TriggerWorld, depth = 0, underWay: ReadonlySet<string> = new Set()) {
    this.#world = world
    this.#depth = depth
    this.#underWay = underWay
  }

  happens(timing: AutomationTiming, operation: SaveOperation, object: ObjectType): boolean {
    return this.#world.flows.startedBy(timingOf(timing, operation), operation, object.apiName).length > 0
  }

  async perform(
    timing: AutomationTiming,
    operation: SaveOperation,
    object: ObjectType,
    changes: readonly SavedChange[],
  ): Promise<readonly (readonly RowError[])[]> {
    const isBefore = timing === 'before'
    const started = changes.map(change => ({ ...change, isBefore, errors: [] as RowError[] }))
    for (const flow of this.#world.flows.startedBy(timingOf(timing, operation), operation, object.apiName)) {
      const good = started.filter(
        ({ errors, record }) => errors.length === 0 && !this.#underWay.has(keyOf(flow, record)),
      )
      if (this.#depth >= MOST_DEPTH && good.length > 0) {
        for (const { errors } of good) errors.push(tooDeep(flow))
        continue
      }
      await this.#run(flow, operation, good)
    }
    return started.map(({ errors }) => errors)
  }

  async #run(flow: Flow, operation: SaveOperation, changes: readonly StartedChange[]): Promise<void> {
    const underWay = new Set([...this.#underWay, ...changes.map(({ record }) => keyOf(flow, record))])
    const store = this.#world.openStore(new RecordTriggers(this.#world, this.#depth + 1, underWay))
    const program = this.#world.flows.programOf(flow)
    const meeting = triggered(program, changes, this.#world.host(store, flow, randomUUID()))
    if (meeting.length === 0) return
    if (program.start) await this.#runNow(program, operation, meeting, store)
    const good = meeting.filter(({ errors }) => errors.length === 0)
    if (program.paths.size > 0 && good.length > 0) await this.#world.startLater?.(program, operation, good)
  }

  /// All interviews together; when one fails, each by itself, so that the good ones keep what they did.
  async #runNow(
    program: FlowProgram,
    operation: SaveOperation,
    changes: readonly StartedChange[],
    store: RecordStore,
  ): Promise<void> {
    if (changes.length > 1) {
      const before = changes.map(({ record }) => record.copy())
      const savepoint = await store.savepoint()
      const run = await this.#interviews(program, operation, changes, store)
      if (!run.outcome.failed) {
        await savepoint.release()
        return this.#world.record?.(run)
      }
      await savepoint.rollback()
      for (const [i, { record }] of changes.entries()) record.become(before[i]!)
    }
    for (const change of changes) await this.#runAlone(program, operation, change, store)
  }

  async #runAlone(
    program: FlowProgram,
    operation: SaveOperation,
    change: StartedChange,
    store: RecordStore,
  ): Promise<void> {
    const savepoint = await store.savepoint()
    const run = await this.#interviews(program, operation, [change], store)
    const { failed, interviews } = run.outcome
    await (failed ? savepoint.rollback() : savepoint.release())
    this.#world.record?.(run)
    if (!failed) return
    const fault = interviews[0]!.fault!
    if (STOPPED.has(fault.code)) throw new RecordStoreError(fault.code, fault.message)
    change.errors.push(...errorsOf(program.flow, fault))
  }

  async #interviews(
    program: FlowProgram,
    operation: SaveOperation,
    changes: readonly StartedChange[],
    store: RecordStore,
  ): Promise<TriggeredRun> {
    const { flow } = program
    const id = randomUUID()
    const host = this.#world.host(store, flow, id)
    const startedAt = host.now()
    const recordIds = changes.flatMap(({ record }) => record.id ?? [])
    const trigger = { type: flow.start!.triggerType!, object: changes[0]!.record.objectName, operation, recordIds }
    return { id, flow, trigger, startedAt, outcome: await runInterviews(program, changes.map(inputsOf), host) }
  }
}

interface StartedChange extends SavedChange {
  readonly isBefore: boolean
  readonly errors: RowError[]
}

const STOPPED = new Set(['CANCELLED', 'QUERY_TIMEOUT', 'SERVER_UNAVAILABLE'])

/// The record as the flow is given it. What it sets there before the save is saved; afterwards each flow has its own.
const inputsOf = ({ record, prior, isBefore }: StartedChange): ReadonlyMap<string, Value> =>
  new Map([
    ['$Record', isBefore ? record : record.copy()],
    ['$Record__Prior', prior?.copy() ?? null],
  ])

function timingOf(timing: AutomationTiming, operation: SaveOperation): FlowTrigger['timing'] {
  if (timing === 'after') return 'afterSave'
  return operation === 'delete' ? 'beforeDelete' : 'beforeSave'
}

// A record that is not stored yet has no Id, and nothing can start a flow for it again.
const keyOf = (flow: Flow, { id }: RecordValue): string => `${flow.apiName} ${id ?? ''}`

/// A Custom Error Message speaks for itself; another fault is that of the flow.
///
/// Source: Salesforce Help, "Flow Element: Custom Error Message"; errors of orgs whose record-triggered flows fail.
function errorsOf(flow: Flow, { message, errors }: FlowFault): RowError[] {
  if (errors)
    return errors.map(one => ({
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: one.message,
      fields: one.field === null ? [] : [one.field],
    }))
  return [failure(flow, message)]
}

const failure = ({ label, apiName }: Flow, details: string): RowError => ({
  statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER',
  message: `We can't save this record because the “${label || apiName}” process failed. Give your Salesforce admin these details. ${details}`,
  fields: [],
})

const tooDeep = (flow: Flow): RowError => failure(flow, 'Maximum trigger depth exceeded')
