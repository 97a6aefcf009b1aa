import type { Database, Listener, RecordStore, Tx } from '@millrace/database'
import type { EventStream } from './eventStream.ts'

/// The channel of the database on which servers tell each other which objects' records were changed.
const CHANNEL = 'millrace_records'

/// Tells open pages which objects' records were saved or deleted, on whichever server: the event `records` with
/// `{ "objects": ["Contact"] }`. Changes within [GATHER_MS] are one event.
export class RecordChanges {
  readonly #database: Database
  readonly #events: EventStream
  readonly #changed = new Set<string>()
  #listener: Listener | null = null
  #opening: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(database: Database, events: EventStream) {
    this.#database = database
    this.#events = events
  }

  /// Listens from now on, if it does not already. Called for each page that connects, so a connection that was lost
  /// comes back with the next one.
  async listen(): Promise<void> {
    if (this.#isClosed || this.#listener?.isOpen) return
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null
    })
    await this.#opening
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#opening?.catch(() => {})
    await this.#listener?.close()
  }

  async #open(): Promise<void> {
    const listener = await this.#database.listen(CHANNEL, object => this.#heard(object))
    if (this.#isClosed) await listener.close()
    else this.#listener = listener
  }

  #heard(object: string): void {
    if (object === '' || this.#isClosed) return
    this.#changed.add(object)
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS)
  }

  #tell(): void {
    this.#timer = undefined
    this.#events.send('records', { objects: [...this.#changed].sort() })
    this.#changed.clear()
  }
}

const GATHER_MS = 100

/// [store], which tells with the commit of [tx] which objects it changed.
export function announcing(store: RecordStore, tx: Tx): RecordStore {
  const changed = (object: string): void => tx.notify(CHANNEL, object)
  const changedRecords = (records: readonly { readonly objectName: string }[]): void => {
    for (const object of new Set(records.map(({ objectName }) => objectName))) changed(object)
  }
  return {
    find: (query, valuesPerRun) => store.find(query, valuesPerRun),
    insert(records, options) {
      changedRecords(records)
      return store.insert(records, options)
    },
    update(records, options) {
      changedRecords(records)
      return store.update(records, options)
    },
    upsert(records, externalIdField, options) {
      changedRecords(records)
      return store.upsert(records, externalIdField, options)
    },
    delete(objectName, ids, options) {
      changed(objectName)
      return store.delete(objectName, ids, options)
    },
    updateWhere(query, fields, runs) {
      changed(query.object)
      return store.updateWhere(query, fields, runs)
    },
    deleteWhere(query, valuesPerRun) {
      changed(query.object)
      return store.deleteWhere(query, valuesPerRun)
    },
    savepoint: () => store.savepoint(),
    rollbackAll: () => store.rollbackAll(),
  }
}
