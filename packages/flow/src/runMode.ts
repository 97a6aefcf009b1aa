import type { RecordQuery } from '@millrace/database'
import type { Flow } from '@millrace/metadata'

/// Whose rights count for the records a flow touches. A flow that says nothing runs as the user who starts it.
///
/// Source: Metadata API Developer Guide, Flow.runInMode ("SystemModeWitSharing" occurs in real files).
export function runModeOf(flow: Flow): RecordQuery['mode'] {
  if (flow.runInMode === 'SystemModeWithoutSharing') return 'system'
  return flow.runInMode.startsWith('SystemMode') ? 'systemWithSharing' : 'user'
}
