import type { Database, Listener, RecordStore, Tx } from '@millrace/database'
import type { EventStream } from './eventStream.ts'

/// The channel of the database on which servers tell each other which objects' records were changed.
const CHANNEL = 'millrace_records'

/// Tells open pages which objects' records were saved or deleted, on whichever server: the event `records` with
/// `{ "objects": ["Contact"] }`. Changes within [GATHER_MS] are one event.
///
/// Servers tell each other in a statement of its own after the commits: PostgreSQL lets transactions that notify commit
/// one by one, so those that save records do not.
export class RecordChanges {
  readonly #database: Database
  readonly #events: EventStream
  readonly #watchers = new Set<(object: string) => void>()
  /// What was committed here and is still to be told, and what is still to be told to pages.
  readonly #committed = new Set<string>()
  readonly #heard = new Set<string>()
  #listener: Listener | null = null
  #opening: Promise<void> | null = null
  #telling: Promise<void> = Promise.resolve()
  #timers: { servers?: NodeJS.Timeout; pages?: NodeJS.Timeout } = {}
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

  /// Calls [changed] with the object of each change that was committed on this server, until the function that comes
  /// back is called.
  watch(changed: (object: string) => void): () => void {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /// Records of [object] were saved or deleted, and it is committed.
  committed(object: string): void {
    if (this.#isClosed) return
    for (const changed of this.#watchers) changed(object)
    this.#committed.add(object)
    this.#timers.servers ??= setTimeout(() => this.#tellServers(), GATHER_MS)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timers.servers)
    clearTimeout(this.#timers.pages)
    await this.#opening?.catch(() => {})
    await this.#telling
    await this.#listener?.close()
  }

  async #open(): Promise<void> {
    const listener = await this.#database.listen(CHANNEL, objects => this.#hear(objects))
    if (this.#isClosed) await listener.close()
    else this.#listener = listener
  }

  #tellServers(): void {
    this.#timers.servers = undefined
    const objects = [...this.#committed].join(' ')
    this.#committed.clear()
    // Without the database there is nothing to look at anyway.
    this.#telling = this.#database.notify(CHANNEL, objects).catch(() => {})
  }

  #hear(objects: string): void {
    if (objects === '' || this.#isClosed) return
    for (const object of objects.split(' ')) this.#heard.add(object)
    this.#timers.pages ??= setTimeout(() => this.#tellPages(), GATHER_MS)
  }

  #tellPages(): void {
    this.#timers.pages = undefined
    this.#events.send('records', { objects: [...this.#heard].sort() })
    this.#heard.clear()
  }
}

const GATHER_MS = 100

/// [store], which calls [changed] after the commit of [tx] with each object that it changed.
export function announcing(store: RecordStore, tx: Tx, changed: (object: string) => void): RecordStore {
  const note = (object: string): void => tx.onCommit(() => changed(object))
  const noteRecords = (records: readonly { readonly objectName: string }[]): void => {
    for (const object of new Set(records.map(({ objectName }) => objectName))) note(object)
  }
  return {
    find: (query, valuesPerRun) => store.find(query, valuesPerRun),
    insert(records, options) {
      noteRecords(records)
      return store.insert(records, options)
    },
    update(records, options) {
      noteRecords(records)
      return store.update(records, options)
    },
    upsert(records, externalIdField, options) {
      noteRecords(records)
      return store.upsert(records, externalIdField, options)
    },
    delete(objectName, ids, options) {
      note(objectName)
      return store.delete(objectName, ids, options)
    },
    updateWhere(query, fields, runs) {
      note(query.object)
      return store.updateWhere(query, fields, runs)
    },
    deleteWhere(query, valuesPerRun) {
      note(query.object)
      return store.deleteWhere(query, valuesPerRun)
    },
    savepoint: () => store.savepoint(),
    rollbackAll: () => store.rollbackAll(),
  }
}
