import { dropStarts, type SavedChange, type SaveOperation, type Tx } from '@millrace/database'
import { scheduledStart, type FlowProgram } from '@millrace/flow'
import type { FlowScheduledPath } from '@millrace/metadata'
import { orgZone, type Caller } from '../caller.ts'
import { keepStarts } from '../waiting/keepStarts.ts'

/// Records whose save starts the scheduled paths of a flow.
export interface LaterPaths {
  readonly program: FlowProgram
  readonly operation: SaveOperation
  readonly changes: readonly SavedChange[]
  readonly caller: Caller
  readonly administratorId: string
}

/// Keeps the scheduled paths of a flow with the transaction [tx] in which its records are saved at [now]. A path that
/// waits for one of them already starts anew.
export async function startPathsLater(tx: Tx, later: LaterPaths, now: number): Promise<void> {
  const { flow, paths } = later.program
  for (const path of flow.start!.scheduledPaths) if (paths.has(path.name)) await startLater(tx, path, later, now)
}

async function startLater(
  tx: Tx,
  path: FlowScheduledPath,
  { program: { flow }, operation, changes, caller, administratorId }: LaterPaths,
  now: number,
): Promise<void> {
  const isAfterCommit = path.pathType === 'AsyncAfterCommit'
  const zone = orgZone(caller)
  const starts = changes.flatMap(({ record, prior }) => {
    const start = scheduledStart(path, record, now, zone)
    // What it was before is known as long as nothing else has happened to it.
    return start ? [{ ...start, recordId: record.id!, prior: isAfterCommit ? prior : null }] : []
  })
  const recordIds = changes.map(({ record }) => record.id!)
  if (!isAfterCommit) await dropStarts(tx, { flow: flow.apiName, element: path.name, recordIds }, now)
  await keepStarts(
    tx,
    {
      flow,
      path: path.name,
      event: path.label || path.name || 'Run Asynchronously',
      userId: flow.start!.flowRunAsUser === 'DefaultWorkflowUser' ? administratorId : caller.userId,
      trigger: { type: flow.start!.triggerType!, object: flow.start!.object, operation, path: path.name },
      starts,
    },
    now,
  )
}
