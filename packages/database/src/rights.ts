import { RecordStoreError } from './recordStore.ts'
import type { Rights } from './userContext.ts'

/// Throws when the user may not read one of the fields that a query uses, as if it did not exist: INVALID_TYPE for an
/// object, INVALID_FIELD for a field.
export function checkReadable(uses: readonly (readonly [object: string, field: string])[], rights?: Rights): void {
  if (!rights) return
  for (const [object, field] of uses) {
    if (!rights.canReadObject(object))
      throw new RecordStoreError(
        'INVALID_TYPE',
        `sObject type '${object}' is not supported: the running user may not read it.`,
      )
    if (!rights.canReadField(object, field))
      throw new RecordStoreError(
        'INVALID_FIELD',
        `No such column '${field}' on entity '${object}' for the running user, who may not read that field.`,
      )
  }
}
