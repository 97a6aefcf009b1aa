import type pg from 'pg'
import { RecordStoreError } from '../recordStore.ts'
import type { Queryable, QueryResult, Row, Statement } from './statement.ts'
import { queryConfig } from './statement.ts'
import type { StopReason } from './storeError.ts'
import { storeError } from './storeError.ts'

export interface TxOptions {
  /// Stops the statement under way; every later one is refused. With a TimeoutError as its reason the error is
  /// QUERY_TIMEOUT, else CANCELLED.
  readonly signal?: AbortSignal
  /// Stops the transaction this much later with QUERY_TIMEOUT. The server knows the limit too and ends a statement
  /// that takes longer, even if this process is gone.
  readonly timeoutMs?: number
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: boolean
}

/// One open transaction on one connection. Statements run in the order in which they are called, and may be called
/// without awaiting the one before. BEGIN, SAVEPOINT, RELEASE and ROLLBACK TO travel with the statement that follows,
/// so only statements and the commit wait for the server.
export interface Tx extends Queryable {
  /// Marks this point. An unused savepoint costs nothing.
  savepoint(): TxSavepoint
  /// Undoes everything so far and stays open. Savepoints from before are gone; ending one then does nothing.
  restart(): void
  /// Runs [task] when this has been committed, unless what happens here is undone before: by `restart`, or by the rollback
  /// of a savepoint that is older.
  onCommit(task: () => void): void
  /// Makes the changes last. Throws when the server rolled back instead (a failed statement came before).
  commit(): Promise<void>
  /// Undoes everything. Never throws, and does nothing after the end of the transaction.
  rollback(): Promise<void>
}

export interface TxSavepoint {
  release(): void
  /// Undoes what has happened since, and ends the savepoint.
  rollback(): void
}

/// A transaction on a connection of the pool, which goes back at the end.
export class PoolTransaction implements Tx {
  readonly #client: pg.PoolClient
  readonly #options: TxOptions
  readonly #cancelBackend: (pid: number) => Promise<void>
  /// Statements without an answer of interest, sent ahead of the next one.
  #ahead: string[]
  #tasks: (() => void)[] = []
  #begun = false
  #ended = false
  #savepoints = 0
  #restarts = 0
  #stopped: StopReason | null = null
  /// Why what was sent ahead failed: the reason behind "current transaction is aborted".
  #aheadError: unknown
  #lost: unknown
  #cancelling: Promise<void> | null = null
  readonly #timer: NodeJS.Timeout | undefined

  constructor(client: pg.PoolClient, options: TxOptions, cancelBackend: (pid: number) => Promise<void>) {
    this.#client = client
    this.#options = options
    this.#cancelBackend = cancelBackend
    this.#ahead = beginStatements(options)
    client.on('error', this.#onLost)
    if (options.timeoutMs !== undefined) this.#timer = setTimeout(() => this.#stop('timedOut'), options.timeoutMs)
    if (options.signal?.aborted) this.#onAbort()
    else options.signal?.addEventListener('abort', this.#onAbort)
  }

  async query<R = Row>(statement: Statement | string): Promise<QueryResult<R>> {
    if (this.#ended) throw new Error('The transaction has ended: this statement comes after its commit or rollback.')
    if (this.#stopped) throw storeError(new Error('Not sent.'), this.#stopped)
    this.#sendAhead()
    try {
      const { rows, rowCount } = await this.#client.query(queryConfig(statement))
      return { rows, rowCount: rowCount ?? 0 }
    } catch (error) {
      throw this.#reason(error)
    }
  }

  savepoint(): TxSavepoint {
    const name = `s${++this.#savepoints}`
    const mark = `SAVEPOINT ${name}`
    const restarts = this.#restarts
    const tasks = this.#tasks.length
    this.#ahead.push(mark)
    const end = (...statements: string[]) => {
      if (restarts !== this.#restarts) return
      const unsent = this.#ahead.indexOf(mark)
      if (unsent >= 0) this.#ahead.splice(unsent)
      else this.#ahead.push(...statements)
    }
    return {
      release: () => end(`RELEASE ${name}`),
      rollback: () => {
        if (restarts === this.#restarts) this.#tasks.length = tasks
        end(`ROLLBACK TO ${name}`, `RELEASE ${name}`)
      },
    }
  }

  onCommit(task: () => void): void {
    this.#tasks.push(task)
  }

  restart(): void {
    this.#restarts++
    this.#tasks = []
    this.#ahead = this.#begun ? ['ROLLBACK', ...beginStatements(this.#options)] : beginStatements(this.#options)
  }

  async commit(): Promise<void> {
    if (this.#ended) throw new Error('The transaction has ended already.')
    if (this.#stopped) {
      await this.rollback()
      throw storeError(new Error('Not committed.'), this.#stopped)
    }
    this.#ended = true
    if (!this.#begun) return this.#release()
    try {
      const answer: unknown = await this.#client.query([...this.#ahead, 'COMMIT'].join('; '))
      if (lastCommand(answer) !== 'COMMIT') throw new RecordStoreError('ROLLED_BACK', rolledBackMessage)
    } catch (error) {
      await this.#undo()
      throw this.#reason(error)
    }
    for (const task of this.#tasks) task()
    await this.#release()
  }

  async rollback(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#undo()
  }

  async #undo(): Promise<void> {
    if (this.#begun && !this.#lost) await this.#client.query('ROLLBACK').catch(this.#onLost)
    await this.#release()
  }

  async #release(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    clearTimeout(this.#timer)
    // A cancel still on its way would hit whoever gets this connection next.
    await this.#cancelling
    this.#client.off('error', this.#onLost)
    this.#client.release(this.#lost !== undefined)
  }

  #sendAhead(): void {
    if (this.#ahead.length === 0) return
    const text = this.#ahead.join('; ')
    this.#ahead = []
    this.#begun = true
    this.#client.query(text).catch((error: unknown) => {
      this.#aheadError ??= error
    })
  }

  #reason(error: unknown): unknown {
    const aborted = error instanceof Error && 'code' in error && error.code === '25P02'
    return storeError(aborted ? (this.#aheadError ?? error) : error, this.#stopped)
  }

  readonly #onLost = (error: unknown): void => {
    this.#lost ??= error
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.#options.signal?.reason
    this.#stop(reason instanceof Error && reason.name === 'TimeoutError' ? 'timedOut' : 'cancelled')
  }

  #stop(reason: StopReason): void {
    if (this.#stopped) return
    this.#stopped = reason
    const pid = processId(this.#client)
    if (!this.#begun || pid === null) return
    // Without an answer the connection is closed at the end instead, which also ends its statement.
    this.#cancelling = this.#cancelBackend(pid).catch(this.#onLost)
  }
}

const rolledBackMessage = 'A statement of this transaction had failed before, so the database undid it all.'

function beginStatements({ isolation, readOnly, timeoutMs }: TxOptions): string[] {
  const begin = ['BEGIN', isolation && `ISOLATION LEVEL ${isolation}`, readOnly && 'READ ONLY']
    .filter(Boolean)
    .join(' ')
  if (timeoutMs === undefined) return [begin]
  return [begin, `SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(timeoutMs))}`]
}

/// pg answers a text of several statements with an array of results.
function lastCommand(answer: unknown): string | undefined {
  const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer
  return (last as pg.QueryResult).command
}

/// The server process behind a connection, which pg keeps without declaring it.
function processId(client: pg.PoolClient): number | null {
  const { processID } = client as pg.PoolClient & { processID?: number | null }
  return processID ?? null
}
