import pg from 'pg'
import type { EmbeddedOptions, EmbeddedPostgres } from './embeddedPostgres.ts'
import { startEmbeddedPostgres } from './embedded.ts'
import type { Queryable, QueryResult, Row, Statement } from './statement.ts'
import { queryConfig } from './statement.ts'
import { storeError } from './storeError.ts'
import { PoolTransaction } from './transaction.ts'
import type { Tx, TxOptions } from './transaction.ts'
import type { TypeParsers } from './typeParsers.ts'
import { typeParsers } from './typeParsers.ts'

export type { Queryable, QueryResult, Row, Statement }

/// A PostgreSQL database with a pool of connections.
///
/// Statements that cannot run throw `RecordStoreError` when the reason is the connection, a timeout, a cancel or a
/// lock; everything else (a unique key, a syntax error) comes as PostgreSQL's own `DatabaseError`.
export interface Database extends Queryable {
  /// Where it is, for another process or library that connects by itself.
  readonly url: string
  /// One statement in a transaction of its own. Code that holds a `Tx` uses that instead: a second connection would
  /// not see its changes and may wait for its locks for ever.
  query<R = Row>(statement: Statement | string): Promise<QueryResult<R>>
  /// Opens a transaction. Costs no round trip: BEGIN travels with the first statement.
  begin(options?: TxOptions): Promise<Tx>
  /// Runs [work] in one transaction: commits when it returns, rolls back when it throws.
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>
  /// Calls [heard] with the payload after each commit of a transaction that called `pg_notify` with [channel], in
  /// whichever process, until `close`; and once more, without one, when the connection it has of its own was lost, from
  /// where on it is silent.
  listen(channel: string, heard: (payload: string) => void): Promise<Listener>
  /// Tells those who listen to [channel].
  notify(channel: string, payload: string): Promise<void>
  /// Closes the connections and, when this process started the embedded server, stops it.
  close(): Promise<void>
}

export interface Listener {
  /// False once the connection was lost.
  readonly isOpen: boolean
  close(): Promise<void>
}

export interface DatabaseOptions {
  /// `postgres://user:password@host:port/name`, or `postgres://user@/name?host=/folder/of/the/socket`.
  readonly url?: string
  /// Instead of `url`: the server that comes with Millrace.
  readonly embedded?: EmbeddedOptions
  /// At most this many connections at a time; 10 when not given.
  readonly connections?: number
  /// How columns of a type (by OID) are read. Without it: date, time, timestamp, numeric and int8 stay text.
  readonly types?: TypeParsers
}

/// Connects to the database that [options] name and makes sure that it answers.
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return connect(options.url, options, null)
  if (!options.embedded) throw new Error('openDatabase needs `url` or `embedded`.')
  const server = await startEmbeddedPostgres(options.embedded)
  try {
    return await connect(server.url, options, server)
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function connect(url: string, options: DatabaseOptions, server: EmbeddedPostgres | null): Promise<Database> {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'millrace',
    keepAlive: true,
    pipeline: true,
    types: typeParsers(options.types),
  }
  const database = new PooledDatabase(url, config, server)
  try {
    await database.query('SELECT')
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

class PooledDatabase implements Database {
  readonly url: string
  readonly #config: pg.PoolConfig
  readonly #pool: pg.Pool
  readonly #server: EmbeddedPostgres | null
  #closed: Promise<void> | null = null

  constructor(url: string, config: pg.PoolConfig, server: EmbeddedPostgres | null) {
    this.url = url
    this.#config = config
    this.#server = server
    this.#pool = new pg.Pool(config)
    // An idle connection that breaks is no one's error: the pool drops it and opens another when needed.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', client => {
      // Goes out ahead of the connection's first statement, which reports it when the connection is lost.
      client.query("SET TIME ZONE 'UTC'; SET datestyle TO ISO").catch(() => {})
    })
  }

  async query<R = Row>(statement: Statement | string): Promise<QueryResult<R>> {
    try {
      const { rows, rowCount } = await this.#pool.query(queryConfig(statement))
      return { rows, rowCount: rowCount ?? 0 }
    } catch (error) {
      throw storeError(error)
    }
  }

  async begin(options: TxOptions = {}): Promise<Tx> {
    try {
      return new PoolTransaction(await this.#pool.connect(), options, pid => this.#cancel(pid))
    } catch (error) {
      throw storeError(error)
    }
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T> {
    const tx = await this.begin(options)
    try {
      const result = await work(tx)
      await tx.commit()
      return result
    } catch (error) {
      await tx.rollback()
      throw error
    }
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.query({ text: 'SELECT pg_notify($1, $2)', values: [channel, payload] })
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<Listener> {
    const client = new pg.Client(this.#config)
    let isOpen = true
    const lost = () => {
      if (!isOpen) return
      isOpen = false
      heard('')
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload = '' }) => heard(payload))
    await client.connect()
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    return {
      get isOpen() {
        return isOpen
      },
      async close() {
        isOpen = false
        await client.end().catch(() => {})
      },
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#pool.end().then(() => this.#server?.stop())
    return this.#closed
  }

  /// Cancels what the connection of server process [pid] is doing. Needs a connection beside the pool: when every
  /// pooled one is busy is just when someone cancels.
  async #cancel(pid: number): Promise<void> {
    const client = new pg.Client(this.#config)
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query({ text: 'SELECT pg_cancel_backend($1)', values: [pid] })
    } finally {
      await client.end()
    }
  }
}
