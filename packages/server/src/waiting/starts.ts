import {
  continueRun,
  lockAlike,
  RecordStoreError,
  removeWaiting,
  type DueInterview,
  type RecordStore,
  type RunState,
  type Tx,
} from '@millrace/database'
import {
  meetsEntry,
  runInterviews,
  triggerOf,
  unpackedValue,
  type FlowFault,
  type FlowHost,
  type FlowProgram,
  type RunOutcome,
} from '@millrace/flow'
import type { FlowScheduledPath } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import { outputsJson } from '../flowAnswer.ts'
import { faultOf, flowHost, stoppedState } from '../flowRun.ts'
import { ServerStopped, type BegunRun } from '../runsUnderWay.ts'
import { keepPauses } from './keepPauses.ts'
import { MOST_TOGETHER, type StartState } from './keepStarts.ts'
import type { KeptFlows } from './keptFlows.ts'
import { callerOf, STILL_WAITING, type Resumed, type ResumptionWorld } from './resumptionWorld.ts'

type Inputs = ReadonlyMap<string, Value>

/// How one interview went.
interface End {
  readonly due: DueInterview
  readonly state: RunState
  /// Null: it did not begin.
  readonly outcome: RunOutcome | null
  readonly fault: FlowFault | null
}

/// Lets interviews begin that were to begin later: scheduled paths, and flows that platform events and schedules start.
/// Those of one flow that are due together begin together, in one transaction; when one fails, each by itself, so that
/// the good ones keep what they did.
///
/// Source: Salesforce Help, "Scheduled Paths", "Schedule-Triggered Flow", "Platform Event-Triggered Flow".
export class Starts {
  readonly #world: ResumptionWorld
  readonly #kept: KeptFlows

  constructor(world: ResumptionWorld, kept: KeptFlows) {
    this.#world = world
    this.#kept = kept
  }

  /// Begins with [first], which [tx] has locked, and what is due with it. Null when the server stops: then all of it waits
  /// as before.
  async begin(tx: Tx, first: DueInterview, run: BegunRun): Promise<Resumed | null> {
    const batch = [first]
    try {
      const project = this.#world.project()
      const caller = await callerOf(this.#world, first.userId)
      const [program] = await this.#kept.programs(first.versions, project)
      if (!program) throw new Error('The text of the flow is not kept any more.')
      const path = program.flow.start?.scheduledPaths.find(({ name }) => name === first.element)
      batch.push(...(await lockAlike(tx, first, this.#world.now(), (path?.maxBatchSize || MOST_TOGETHER) - 1)))
      const { openActions, afterCommit } = this.#world.flowActions(caller, project)
      const store = this.#world.openStore(tx, caller, project)
      const host = flowHost({
        caller,
        store,
        trace: 'path',
        signal: run.signal,
        action: openActions({ tx, store, runId: first.runId, flow: first.flow, signal: run.signal }),
        now: this.#world.now,
        serverUrl: this.#world.serverUrl(),
      })
      const ends = await beginAll(program, path, batch, host)
      for (const end of ends) await this.#keep(tx, end)
      await tx.commit()
      afterCommit()
      return ends.find(({ fault }) => fault) ?? ends[0]!
    } catch (error) {
      if (error instanceof RecordStoreError && STILL_WAITING.has(error.code)) throw error
      return this.#failed(tx, batch, run, error)
    }
  }

  async #keep(tx: Tx, { due, state, outcome, fault }: End): Promise<void> {
    // Another server was faster: a Roll Back Records element gives the lock away.
    if (!(await removeWaiting(tx, due.guid))) return
    const [interview] = outcome?.interviews ?? []
    if (outcome && interview?.pause)
      await keepPauses(tx, { id: due.runId, flow: due.flow, userId: due.userId }, outcome, () => due.position)
    await continueRun(tx, {
      runId: due.runId,
      position: due.position,
      state,
      outputs: interview && !fault ? outputsJson(interview.outputs) : null,
      fault,
      trace: interview?.trace ?? [],
      usage: { ...outcome?.usage },
      endedAt: this.#world.now(),
    })
  }

  async #failed(tx: Tx, batch: readonly DueInterview[], { signal }: BegunRun, error: unknown): Promise<Resumed | null> {
    await tx.rollback()
    if (signal.reason instanceof ServerStopped) return null
    const state = signal.aborted ? stoppedState(signal) : 'failed'
    const ends = batch.map((due): End => ({ due, state, outcome: null, fault: faultFrom(due, error) }))
    await this.#world.database.transaction(async tx => {
      for (const end of ends) await this.#keep(tx, end)
    })
    return ends[0]!
  }
}

/// What begins is given the records as they are now. A scheduled path does not begin for a record that is gone, that does
/// not meet the entry conditions any more, or whose field tells no time any more.
async function beginAll(
  program: FlowProgram,
  path: FlowScheduledPath | undefined,
  batch: readonly DueInterview[],
  host: FlowHost,
): Promise<End[]> {
  const records = await recordsOf(program, batch, host.store)
  const inputs = batch.map(due => inputsOf(due, records.get(due.recordId!), program, path, host))
  const beginning = batch.filter((_, i) => inputs[i])
  const given = inputs.filter(one => one !== null)
  const begun = new Map((await run(program, path, beginning, given, host)).map(end => [end.due, end]))
  return batch.map(due => begun.get(due) ?? { due, state: 'cancelled', outcome: null, fault: null })
}

async function run(
  program: FlowProgram,
  path: FlowScheduledPath | undefined,
  batch: readonly DueInterview[],
  inputs: readonly Inputs[],
  host: FlowHost,
): Promise<End[]> {
  if (batch.length === 0) return []
  const savepoint = await host.store.savepoint()
  const outcome = await runInterviews(program, inputs, host, path?.name)
  if (!outcome.failed) {
    await savepoint.release()
    return batch.map((due, i) => endOf(due, part(outcome, i)))
  }
  await savepoint.rollback()
  const fault = faultOf(outcome)!
  if (host.signal?.aborted || STILL_WAITING.has(fault.code)) throw new RecordStoreError(fault.code, fault.message)
  if (batch.length === 1) return [{ due: batch[0]!, state: 'failed', outcome, fault }]
  const ends: End[] = []
  for (const [i, due] of batch.entries()) ends.push(...(await run(program, path, [due], [inputs[i]!], host)))
  return ends
}

const endOf = (due: DueInterview, outcome: RunOutcome): End => ({
  due,
  state: outcome.interviews[0]!.pause ? 'waiting' : 'finished',
  outcome,
  fault: null,
})

/// What interview [i] did; what all used together is counted with the first.
const part = ({ interviews, usage }: RunOutcome, i: number): RunOutcome => ({
  failed: false,
  interviews: [interviews[i]!],
  usage: i === 0 ? usage : { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 },
})

function inputsOf(
  { recordId, state }: DueInterview,
  record: RecordValue | undefined,
  program: FlowProgram,
  path: FlowScheduledPath | undefined,
  host: FlowHost,
): Inputs | null {
  if (recordId === '') return new Map()
  if (!record) return null
  const isScheduledPath = path !== undefined && path.pathType !== 'AsyncAfterCommit'
  if (isScheduledPath && (!meetsEntry(program, record, host) || tellsNoTime(path, record))) return null
  return new Map<string, Value>([
    ['$Record', record],
    ['$Record__Prior', unpackedValue((state as StartState).prior)],
  ])
}

const tellsNoTime = ({ timeSource, recordField }: FlowScheduledPath, record: RecordValue): boolean =>
  timeSource === 'RecordField' && recordField !== null && (record.get(recordField) ?? null) === null

/// The records that start [batch], with all their fields, by Id.
async function recordsOf(
  { flow, schema }: FlowProgram,
  batch: readonly DueInterview[],
  store: RecordStore,
): Promise<ReadonlyMap<string, RecordValue>> {
  const ids = [...new Set(batch.flatMap(({ recordId }) => recordId || []))]
  const object = schema.object(triggerOf(flow)?.object ?? '')
  if (ids.length === 0 || !object) return new Map()
  const query = {
    object: object.apiName,
    fields: object.fields.map(({ apiName }) => apiName),
    filters: [{ field: 'Id', operator: 'In' as const }],
    logic: 0,
    orderBy: null,
    limit: null,
    mode: 'system' as const,
  }
  const [records] = await store.find(query, [{ values: [ids] }])
  return new Map(records!.map(record => [record.id!, record]))
}

function faultFrom({ flow, element }: DueInterview, error: unknown): FlowFault {
  const code = error instanceof RecordStoreError ? error.code : 'UNKNOWN_EXCEPTION'
  const message = error instanceof Error ? error.message : String(error)
  return { flow, element: element || null, elementType: null, code, message }
}
