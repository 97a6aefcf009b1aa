import type { Tx } from '@millrace/database'
import { triggered } from '@millrace/flow'
import type { RecordValue } from '@millrace/values'
import { flowHost } from '../flowRun.ts'
import type { RunningProject } from '../project.ts'
import { triggeredFlowsOf } from '../triggers/triggerWorld.ts'
import { keepStarts } from './keepStarts.ts'
import { callerOf, type ResumptionWorld } from './resumptionWorld.ts'

/// Whether flows start when an event of [object] is published.
export const startsFlows = (project: RunningProject, object: string): boolean =>
  triggeredFlowsOf(project).startedBy('platformEvent', 'create', object).length > 0

/// Lets the flows of the platform event [record] begin whose conditions it meets, on behalf of who published it, in the
/// transaction in which it is taken: so each begins once. Each runs in a transaction of its own.
///
/// Source: Salesforce Help, "Platform Event-Triggered Flow".
export async function startEventFlows(tx: Tx, record: RecordValue, world: ResumptionWorld): Promise<void> {
  const project = world.project()
  const now = world.now()
  const caller = await callerOf(world, String(record.get('CreatedById')))
  const host = flowHost({ caller, store: world.openStore(tx, caller, project), trace: 'off', now: world.now })
  const flows = triggeredFlowsOf(project)
  for (const flow of flows.startedBy('platformEvent', 'create', record.objectName)) {
    if (triggered(flows.programOf(flow), [{ record, prior: null }], host).length === 0) continue
    await keepStarts(
      tx,
      {
        flow,
        path: '',
        event: record.objectName,
        userId: caller.userId,
        trigger: { type: 'PlatformEvent', object: record.objectName },
        starts: [{ recordId: record.id!, resumeAt: now, follows: null, prior: null }],
      },
      now,
    )
  }
}
