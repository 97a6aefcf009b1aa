import { keepWaiting, saveRuns, type RunTrigger, type Tx } from '@millrace/database'
import { packedValue, type ScheduledStart } from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import type { Json, RecordValue } from '@millrace/values'
import { randomUUID } from 'node:crypto'
import { versionOf } from '../project.ts'
import { textHash } from './keepPauses.ts'

/// Interviews of one flow that begin later.
export interface LaterStarts {
  readonly flow: Flow
  /// The scheduled path they begin with; empty: the flow's first element, or the path that has no name.
  readonly path: string
  /// What they wait for, for people.
  readonly event: string
  readonly userId: string
  readonly trigger: Omit<RunTrigger, 'recordIds'>
  readonly starts: readonly LaterStart[]
}

export interface LaterStart extends ScheduledStart {
  /// Empty: no record starts it.
  readonly recordId: string
  /// The record as it was before the change; null where that is not known any more.
  readonly prior: RecordValue | null
}

/// What is kept of an interview that begins later.
export interface StartState {
  readonly prior: Json
}

/// As many interviews make one run, and begin together.
export const MOST_TOGETHER = 200

/// Keeps interviews that begin later with the transaction that starts them: both or neither. Each 200 are a run that
/// waits.
export async function keepStarts(tx: Tx, later: LaterStarts, now: number): Promise<void> {
  for (let i = 0; i < later.starts.length; i += MOST_TOGETHER)
    await keepRun(tx, { ...later, starts: later.starts.slice(i, i + MOST_TOGETHER) }, now)
}

async function keepRun(tx: Tx, { flow, path, event, userId, trigger, starts }: LaterStarts, now: number) {
  const runId = randomUUID()
  const guids = starts.map(() => randomUUID())
  const text = { hash: textHash(flow), file: flow.file, text: flow.source }
  await saveRuns(tx, [
    {
      id: runId,
      flow: flow.apiName,
      version: versionOf(flow),
      userId,
      state: 'waiting',
      inputs: [],
      outputs: guids.map(() => null),
      fault: null,
      trace: guids.map(guid => ({ guid, trace: [] })),
      usage: { soqlQueries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 },
      startedAt: now,
      endedAt: now,
      trigger: { ...trigger, recordIds: starts.flatMap(({ recordId }) => recordId || []) },
    },
  ])
  await keepWaiting(
    tx,
    starts.map(({ recordId, resumeAt, follows, prior }, position) => ({
      guid: guids[position]!,
      runId,
      position,
      userId,
      flow: flow.apiName,
      element: path,
      state: { prior: packedValue(prior) } satisfies StartState,
      versions: [text.hash],
      events: [{ position: 0, name: event, resumeAt, follows, platformEvent: null }],
      recordId,
    })),
    [text],
  )
}
