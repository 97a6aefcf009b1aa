import type { RecordValue } from '@millrace/values'
import type { RecordAutomation } from './automation.ts'
import { limitsOf } from './access/views.ts'
import { deleteRows } from './dml/delete.ts'
import { insertRows } from './dml/insert.ts'
import { newRow, resultOf, rolledBack, type Row } from './dml/row.ts'
import type { Saving } from './dml/saving.ts'
import { undeleteRows } from './dml/undelete.ts'
import { updateRows } from './dml/update.ts'
import { updateRecordsWhere } from './dml/updateWhere.ts'
import { upsertRows } from './dml/upsert.ts'
import type { Org } from './org.ts'
import { findRecords, lockFound } from './query/find.ts'
import type { CompiledQuery } from './query/recordQuery.ts'
import {
  RecordStoreError,
  type FilterValues,
  type RecordQuery,
  type RecordStore,
  type RowResult,
  type SaveOptions,
  type Savepoint,
  type UpdateRun,
} from './recordStore.ts'
import type { ObjectType } from './schema.ts'
import type { Tx } from './server/transaction.ts'
import type { UserContext } from './userContext.ts'

/// The records of [org] within the transaction [tx], for [user].
///
/// Object and field rights count in mode `user`; which records are shared with the user counts there and in
/// `systemWithSharing`. [automation] is what else happens with the records that are saved.
export function recordStore(tx: Tx, org: Org, user: UserContext, automation?: RecordAutomation): RecordStore {
  return new PostgresRecordStore(tx, org, user, automation)
}

/// Takes records out of the recycle bin, as `RecordStore` saves.
export async function undelete(
  tx: Tx,
  org: Org,
  user: UserContext,
  object: ObjectType,
  ids: readonly string[],
  { allOrNone, mode }: SaveOptions,
): Promise<RowResult[]> {
  const rows = await undeleteRows({ tx, org, user, mode }, object, ids, allOrNone)
  return rows.map(resultOf)
}

class PostgresRecordStore implements RecordStore {
  readonly #tx: Tx
  readonly #org: Org
  readonly #user: UserContext
  readonly #automation: RecordAutomation | undefined

  constructor(tx: Tx, org: Org, user: UserContext, automation: RecordAutomation | undefined) {
    this.#tx = tx
    this.#org = org
    this.#user = user
    this.#automation = automation
  }

  async find(query: RecordQuery, valuesPerRun: readonly FilterValues[]): Promise<RecordValue[][]> {
    return findRecords(this.#tx, query, this.#compiled(query), valuesPerRun, this.#user)
  }

  async insert(records: readonly RecordValue[], options: SaveOptions): Promise<RowResult[]> {
    const rows = records.map(newRow)
    await this.#save(rows, options, (object, group) =>
      insertRows(this.#saving(options), object, group, options.allOrNone),
    )
    for (const row of rows) if (row.errors.length === 0) row.record.put('Id', row.id)
    return rows.map(resultOf)
  }

  async update(records: readonly RecordValue[], options: SaveOptions): Promise<RowResult[]> {
    const rows = records.map(newRow)
    await this.#save(rows, options, (object, group) =>
      updateRows(this.#saving(options), object, group, options.allOrNone),
    )
    return rows.map(resultOf)
  }

  async upsert(records: readonly RecordValue[], externalIdField: string, options: SaveOptions): Promise<RowResult[]> {
    const rows = records.map(newRow)
    await this.#save(rows, options, (object, group) =>
      upsertRows(this.#saving(options), object, externalIdField, group, options.allOrNone),
    )
    for (const row of rows) if (row.errors.length === 0) row.record.put('Id', row.id)
    return rows.map(resultOf)
  }

  async delete(objectName: string, ids: readonly string[], options: SaveOptions): Promise<RowResult[]> {
    const rows = await deleteRows(this.#saving(options), this.#object(objectName), ids, options.allOrNone)
    return rows.map(resultOf)
  }

  async updateWhere(query: RecordQuery, fields: readonly string[], runs: readonly UpdateRun[]): Promise<RowResult[][]> {
    this.#compiled(query)
    const rows = await updateRecordsWhere(this.#saving(query), query, fields, runs)
    return rows.map(run => run.map(resultOf))
  }

  async deleteWhere(query: RecordQuery, valuesPerRun: readonly FilterValues[]): Promise<RowResult[][]> {
    const compiled = this.#compiled(query)
    const found = await lockFound(this.#tx, query, compiled, valuesPerRun, this.#user)
    // Runs may meet in a record.
    const ids = [...new Set(found.flat())]
    const rows = await deleteRows(this.#saving(query), compiled.object, ids, true)
    const byId = new Map(ids.map((id, i) => [id, resultOf(rows[i]!)]))
    return found.map(run => run.map(id => byId.get(id)!))
  }

  savepoint(): Savepoint {
    return this.#tx.savepoint()
  }

  rollbackAll(): void {
    this.#tx.restart()
  }

  #saving({ mode }: Pick<SaveOptions, 'mode'>): Saving {
    return { tx: this.#tx, org: this.#org, user: this.#user, mode, automation: this.#automation }
  }

  #compiled(query: RecordQuery): CompiledQuery {
    return this.#org.query(query, limitsOf(this.#user, query.mode))
  }

  #object(name: string): ObjectType {
    const object = this.#org.schema.object(name)
    if (object) return object
    throw new RecordStoreError('INVALID_TYPE', `sObject type '${name}' is not supported.`)
  }

  /// Saves the rows of each object in turn; with all-or-none, none of any when one of any fails.
  async #save(
    rows: readonly Row[],
    { allOrNone }: SaveOptions,
    save: (object: ObjectType, rows: readonly Row[]) => Promise<void>,
  ): Promise<void> {
    const groups = new Map<ObjectType, Row[]>()
    for (const [name, group] of byObjectName(rows)) {
      const object = this.#object(name)
      groups.set(object, [...(groups.get(object) ?? []), ...group])
    }
    const savepoint = allOrNone && groups.size > 1 ? this.#tx.savepoint() : null
    for (const [object, group] of groups) await save(object, group)
    if (!savepoint) return
    if (rows.every(row => row.errors.length === 0)) return savepoint.release()
    savepoint.rollback()
    for (const row of rows) if (row.errors.length === 0) row.errors.push(rolledBack())
  }
}

function byObjectName(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.record.objectName)
    if (group) group.push(row)
    else groups.set(row.record.objectName, [row])
  }
  return groups
}
