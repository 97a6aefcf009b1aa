import type { RecordValue } from '@millrace/values'
import type { RowError } from './recordStore.ts'
import type { ObjectType } from './schema.ts'

/// What else happens when records are saved: the flows that they start.
export interface RecordAutomation {
  /// Whether anything happens then, so that nothing is read for it in vain.
  happens(timing: AutomationTiming, operation: SaveOperation, object: ObjectType): boolean
  /// Does it for all [changes] together and answers, for each, why it may not be saved. Before a save the fields that
  /// it sets on a change's record are saved as well.
  perform(
    timing: AutomationTiming,
    operation: SaveOperation,
    object: ObjectType,
    changes: readonly SavedChange[],
  ): Promise<readonly (readonly RowError[])[]>
}

export type AutomationTiming = 'before' | 'after'
export type SaveOperation = 'create' | 'update' | 'delete'

/// A record as it is saved, with all its fields, and as it was; null for a new one.
export interface SavedChange {
  readonly record: RecordValue
  readonly prior: RecordValue | null
}
