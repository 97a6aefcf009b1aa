import type { Tx, TxSavepoint } from '@millrace/database'

/// A transaction within [outer]: its commit and rollback end at a savepoint, so what came before stays and whoever
/// holds [outer] can still undo everything.
export function nestedTransaction(outer: Tx): Tx {
  let start: TxSavepoint = outer.savepoint()
  let isOpen = true
  return {
    query: statement => outer.query(statement),
    savepoint: () => outer.savepoint(),
    onCommit: task => outer.onCommit(task),
    restart() {
      start.rollback()
      start = outer.savepoint()
    },
    async commit() {
      if (isOpen) start.release()
      isOpen = false
    },
    async rollback() {
      if (isOpen) start.rollback()
      isOpen = false
    },
  }
}
