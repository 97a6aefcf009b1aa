import type { Tx } from '@millrace/database'
import { runInterviews, triggered } from '@millrace/flow'
import type { RecordValue } from '@millrace/values'
import { flowHost } from '../flowRun.ts'
import type { RunningProject } from '../project.ts'
import { triggeredFlowsOf } from '../triggers/triggerWorld.ts'
import type { ResumptionWorld } from './resumption.ts'

/// Whether flows start when an event of [object] is published.
export const startsFlows = (project: RunningProject, object: string): boolean =>
  triggeredFlowsOf(project).startedBy('platformEvent', 'create', object).length > 0

/// Starts the flows of the platform event [record], on behalf of who published it, in the transaction in which it is
/// taken: so each runs once. What one that fails did is undone, and [say] hears of it; the others are not touched.
///
/// Source: Salesforce Help, "Platform Event-Triggered Flow".
export async function startEventFlows(
  tx: Tx,
  record: RecordValue,
  world: Pick<ResumptionWorld, 'project' | 'caller' | 'openStore' | 'flowActions' | 'serverUrl' | 'now'>,
  say: (line: string) => void,
): Promise<void> {
  const project = world.project()
  const flows = triggeredFlowsOf(project)
  const caller = await world.caller(String(record.get('CreatedById')))
  for (const flow of flows.startedBy('platformEvent', 'create', record.objectName)) {
    const { openActions, afterCommit } = world.flowActions(caller, project)
    const store = world.openStore(tx, caller, project)
    const action = openActions({ tx, store, runId: null, flow: flow.apiName })
    const host = flowHost({ caller, store, trace: 'off', action, now: world.now, serverUrl: world.serverUrl() })
    const program = flows.programOf(flow)
    if (triggered(program, [{ record, prior: null }], host).length === 0) continue
    const savepoint = await store.savepoint()
    const { failed, interviews } = await runInterviews(program, [new Map([['$Record', record.copy()]])], host)
    await (failed ? savepoint.rollback() : savepoint.release())
    if (failed)
      say(`The flow "${flow.apiName}" was started by ${record.objectName} and failed: ${interviews[0]!.fault!.message}`)
    else tx.onCommit(afterCommit)
  }
}
