import type { Database, RecordStore, Tx } from '@millrace/database'
import type { ActionAnswer } from '@millrace/flow'
import type { Value } from '@millrace/values'
import type { Caller } from '../caller.ts'
import type { Action } from './action.ts'
import { perform, type ActionWorld, type LeftMessage } from './openActions.ts'

/// A request to run an action by itself.
export interface ActionRequest {
  readonly action: Action
  readonly inputs: readonly ReadonlyMap<string, Value>[]
  readonly caller: Caller
  readonly openStore: (tx: Tx) => RecordStore
  readonly timeoutMs: number
  readonly onMessage: (kind: LeftMessage) => void
}

/// Runs an action outside of any flow, with the caller's rights. When it fails for one of the inputs, nothing of it
/// stays.
export async function runAction(
  database: Database,
  world: ActionWorld,
  { action, inputs, caller, openStore, timeoutMs, onMessage }: ActionRequest,
): Promise<readonly ActionAnswer[]> {
  const signal = AbortSignal.timeout(timeoutMs)
  const tx = await database.begin({ signal, timeoutMs })
  const call = { type: action.type, name: action.name, flow: '', element: '', mode: 'user' as const }
  const run = { caller, tx, store: openStore(tx), runId: null, flow: null, signal, onMessage }
  try {
    const answers = await perform(action, call, inputs, world, run)
    if (answers.some(answer => 'error' in answer)) await tx.rollback()
    else await tx.commit()
    return answers
  } catch (error) {
    await tx.rollback()
    throw error
  }
}
