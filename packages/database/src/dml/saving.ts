import type { RecordAutomation } from '../automation.ts'
import { limitsOf } from '../access/views.ts'
import type { Org } from '../org.ts'
import type { CompiledQuery } from '../query/recordQuery.ts'
import type { RecordQuery, SaveOptions } from '../recordStore.ts'
import type { Tx } from '../server/transaction.ts'
import type { UserContext } from '../userContext.ts'

/// What every change of records needs.
export interface Saving {
  readonly tx: Tx
  readonly org: Org
  readonly user: UserContext
  readonly mode: SaveOptions['mode']
  /// Absent: nothing else happens.
  readonly automation?: RecordAutomation
}

/// The compiled form of [query] for the user.
export const compiledQuery = ({ org, user }: Saving, query: RecordQuery): CompiledQuery =>
  org.query(query, limitsOf(user, query.mode))

/// The user's rights where they count, null where everything is allowed.
export const rightsOf = ({ user, mode }: Saving) => (mode === 'user' ? (user.rights ?? null) : null)
