import type { Database, Queryable, Tx } from '@millrace/database'
import { AsyncLocalStorage } from 'node:async_hooks'

const shared = new AsyncLocalStorage<Tx>()

/// Runs [work] so that the requests in it read and save within [tx], which the caller ends.
export const shareTransaction = <T>(tx: Tx, work: () => Promise<T>): Promise<T> => shared.run(tx, work)

/// Whether the request under way is one of several that share a transaction.
export const sharesTransaction = (): boolean => shared.getStore() !== undefined

/// Runs [work] in the transaction that the request shares with others, or in one of its own.
export function inTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = shared.getStore()
  return tx ? work(tx) : database.transaction(work)
}

/// What a request reads from: the transaction that it shares with others, or the database.
export const readingFrom = (database: Database): Queryable => shared.getStore() ?? database
