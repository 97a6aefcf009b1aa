import type { RecordQuery } from '@millrace/database'
import type { Flow } from '@millrace/metadata'
import { isScheduled, triggerOf } from './triggerKind.ts'

/// Whose rights count for the records a flow touches. A flow that says nothing runs as the user who starts it.
///
/// Source: Metadata API Developer Guide, Flow.runInMode ("SystemModeWitSharing" occurs in real files).
export function runModeOf(flow: Flow): RecordQuery['mode'] {
  // Who saves a record need not have rights to what follows from it.
  if (flow.runInMode === 'SystemModeWithoutSharing' || triggerOf(flow) || isScheduled(flow)) return 'system'
  return flow.runInMode.startsWith('SystemMode') ? 'systemWithSharing' : 'user'
}
