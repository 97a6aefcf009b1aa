import type { FilterValues, RecordQuery, RecordStore, SaveOptions, UpdateRun } from '@millrace/database'
import type { ActionCall } from '@millrace/flow'
import type { RecordValue } from '@millrace/values'

/// [store] for an action: what it saves and deletes counts towards the limits of the run that calls it.
///
/// Source: Apex Developer Guide, "Execution Governors and Limits".
export function countedStore(store: RecordStore, { counter }: ActionCall): RecordStore {
  return counter ? new CountedStore(store, counter) : store
}

class CountedStore implements RecordStore {
  readonly #store: RecordStore
  readonly #counter: NonNullable<ActionCall['counter']>

  constructor(store: RecordStore, counter: NonNullable<ActionCall['counter']>) {
    this.#store = store
    this.#counter = counter
  }

  /// What an action looks up to do its work is no query of the flow.
  find(query: RecordQuery, valuesPerRun: readonly FilterValues[]) {
    return this.#store.find(query, valuesPerRun)
  }

  insert(records: readonly RecordValue[], options: SaveOptions) {
    this.#counter.dml(records.length)
    return this.#store.insert(records, options)
  }

  update(records: readonly RecordValue[], options: SaveOptions) {
    this.#counter.dml(records.length)
    return this.#store.update(records, options)
  }

  upsert(records: readonly RecordValue[], externalIdField: string, options: SaveOptions) {
    this.#counter.dml(records.length)
    return this.#store.upsert(records, externalIdField, options)
  }

  delete(objectName: string, ids: readonly string[], options: SaveOptions) {
    this.#counter.dml(ids.length)
    return this.#store.delete(objectName, ids, options)
  }

  updateWhere(query: RecordQuery, fields: readonly string[], runs: readonly UpdateRun[]) {
    return this.#store.updateWhere(query, fields, runs)
  }

  deleteWhere(query: RecordQuery, valuesPerRun: readonly FilterValues[]) {
    return this.#store.deleteWhere(query, valuesPerRun)
  }

  savepoint() {
    return this.#store.savepoint()
  }

  rollbackAll() {
    return this.#store.rollbackAll()
  }
}
