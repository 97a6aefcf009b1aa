import type { Tx } from '../server/transaction.ts'
import { duplicateValue } from './duplicates.ts'
import { rolledBack, type Row } from './row.ts'

/// Writes those of [rows] that have no errors, keeping the promise of all or none: [write] saves the rows it is given
/// and adds errors to those that break a rule only the database could see. Then everything is undone, and, unless
/// [allOrNone], the remaining rows are written again.
export async function attempt(
  tx: Tx,
  rows: readonly Row[],
  allOrNone: boolean,
  write: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  let good = rows.filter(isGood)
  while (good.length > 0 && !(allOrNone && good.length < rows.length)) {
    const savepoint = tx.savepoint()
    try {
      await write(good)
    } catch (error) {
      savepoint.rollback()
      if (!(await markDuplicates(tx, error, good))) throw error
      good = good.filter(isGood)
      continue
    }
    if (good.every(isGood)) return savepoint.release()
    savepoint.rollback()
    good = good.filter(isGood)
  }
  if (allOrNone) for (const row of rows) if (isGood(row)) row.errors.push(rolledBack())
}

const isGood = (row: Row): boolean => row.errors.length === 0

/// Whether [error] is a value that must be unique and is not; the rows that have it know it then.
async function markDuplicates(tx: Tx, error: unknown, rows: readonly Row[]): Promise<boolean> {
  const duplicate = duplicateValue(error)
  return duplicate ? duplicate.mark(tx, rows) : false
}
