import type { Org } from '../org.ts'
import type { SaveOptions } from '../recordStore.ts'
import type { Tx } from '../server/transaction.ts'
import type { UserContext } from '../userContext.ts'

/// What every change of records needs.
export interface Saving {
  readonly tx: Tx
  readonly org: Org
  readonly user: UserContext
  readonly mode: SaveOptions['mode']
}

/// The user's rights where they count, null where everything is allowed.
export const rightsOf = ({ user, mode }: Saving) => (mode === 'user' ? (user.rights ?? null) : null)
