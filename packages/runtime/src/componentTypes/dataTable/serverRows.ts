import type { RecordValue } from '@millrace/values'
import type { Cell, CellGraph, DerivedCell, SourceCell } from '../../cells.ts'
import type { InteractionError } from '../../componentState.ts'
import type { ComponentContext } from '../../componentWork.ts'
import { Cancellation } from '../../host.ts'
import { sameWhereUnchanged } from '../../queryRun.ts'
import { isObject, readRecord } from '../../objectDescription.ts'
import { apiError, get, InteractionFailure } from '../../restApi.ts'
import type { TableQuery } from './tableQuery.ts'

/// Which rows the table wants; undefined where it has them all in the page.
export interface RowRequest {
  readonly query: TableQuery
  readonly objectName: string
  readonly limit: number
  readonly offset: number
  /// The rows of the request before stay above the new ones.
  readonly appends: boolean
}

export interface ServerAnswer {
  /// `refreshing` keeps the rows of the last answer, `error` too when there are any.
  readonly status: 'loading' | 'ready' | 'refreshing' | 'error'
  readonly records: readonly RecordValue[]
  /// How many match; undefined until that has been counted.
  readonly totalSize: number | undefined
  readonly error?: InteractionError
}

/// The rows that a table reads for itself. A changed request is sent at once and takes the place of one under way; of
/// several answers only the newest request's counts. How many match is asked only where the rows themselves do not
/// say it, and only when the condition is another one.
export class ServerRows {
  readonly #context: ComponentContext
  readonly #request: DerivedCell<RowRequest | undefined>
  readonly #answer: SourceCell<ServerAnswer>
  readonly #unwatch: () => void
  #current: { readonly cancellation: Cancellation; readonly done: Promise<void> } | undefined
  #counted: { readonly text: string; readonly totalSize: number } | undefined

  constructor(context: ComponentContext, request: DerivedCell<RowRequest | undefined>) {
    this.#context = context
    this.#request = request
    this.#answer = context.graph.source<ServerAnswer>(NOTHING_YET)
    const text = context.graph.derived<string>('', () => textOf(request.read()))
    this.#unwatch = context.graph.watch(text, () => {
      if (this.#isStarted) void this.#send(false)
    })
  }

  #isStarted = false

  get answer(): Cell<ServerAnswer> {
    return this.#answer
  }

  /// Sends the first request; from then on every changed one is sent by itself.
  start(): Promise<void> {
    this.#isStarted = true
    return this.#current?.done ?? this.#send(false)
  }

  /// Reads everything that is shown again, and counts again.
  refresh(): Promise<void> {
    this.#counted = undefined
    return this.#send(true)
  }

  dispose(): void {
    this.#unwatch()
    this.#current?.cancellation.cancel()
  }

  #send(isRefresh: boolean): Promise<void> {
    this.#current?.cancellation.cancel()
    const request = this.#request.read()
    if (!request) {
      this.#current = undefined
      return Promise.resolve()
    }
    const cancellation = new Cancellation()
    const done = this.#run(request, isRefresh, cancellation)
    this.#current = { cancellation, done }
    return done
  }

  async #run(request: RowRequest, isRefresh: boolean, cancellation: Cancellation): Promise<void> {
    const before = this.#answer.read()
    const { records, totalSize } = before
    this.#answer.set({ records, totalSize, status: before.status === 'loading' ? 'loading' : 'refreshing' })
    const cancelled = new Promise<undefined>(resolve => cancellation.onCancel(() => resolve(undefined)))
    await Promise.race([this.#read(request, isRefresh, cancellation), cancelled])
    // Whoever waits for this request waits for the one that took its place.
    if (cancellation.isCancelled && this.#current?.cancellation !== cancellation) await this.#current?.done
  }

  async #read(request: RowRequest, isRefresh: boolean, cancellation: Cancellation): Promise<void> {
    const { query, limit, offset, appends } = request
    const keeps = appends && !isRefresh
    try {
      const start = appends && isRefresh ? 0 : offset
      const size = appends && isRefresh ? offset + limit : limit
      const read = await readRows(this.#context, query.rows(size, start), request.objectName, cancellation)
      if (cancellation.isCancelled) return
      const before = this.#answer.read().records
      const rows = sameWhereUnchanged(before, read.records)
      const records = keeps ? joined(before.slice(0, offset), rows) : rows
      const end = start + read.records.length
      const isEnd = read.records.length < size && (read.records.length > 0 || start === 0)
      const text = query.count()
      if (isEnd) this.#counted = { text, totalSize: end }
      const known = this.#counted?.text === text ? this.#counted.totalSize : undefined
      this.#answer.set({ status: 'ready', records, totalSize: known })
      if (known === undefined) await this.#count(text, request.objectName, cancellation)
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      if (!cancellation.isCancelled) this.#answer.set({ ...this.#answer.read(), status: 'error', error: cause.error })
    }
  }

  async #count(text: string, objectName: string, cancellation: Cancellation): Promise<void> {
    const { totalSize } = await readRows(this.#context, text, objectName, cancellation)
    if (cancellation.isCancelled) return
    this.#counted = { text, totalSize }
    this.#answer.set({ ...this.#answer.read(), totalSize })
  }
}

const NOTHING_YET: ServerAnswer = { status: 'loading', records: [], totalSize: undefined }

const textOf = (request: RowRequest | undefined): string =>
  request ? `${request.appends} ${request.query.rows(request.limit, request.offset)}` : ''

/// Rows that moved between two requests are shown once, where they came last.
function joined(above: readonly RecordValue[], below: readonly RecordValue[]): readonly RecordValue[] {
  const ids = new Set(below.map(({ id }) => id))
  return [...above.filter(({ id }) => !ids.has(id)), ...below]
}

/// One answer of `/query`, with records typed by what is known of their object. Throws `InteractionFailure`.
export async function readRows(
  { host, objects, described }: ComponentContext,
  soql: string,
  objectName: string,
  cancellation: Cancellation,
): Promise<{ readonly records: readonly RecordValue[]; readonly totalSize: number }> {
  const records: RecordValue[] = []
  let totalSize = 0
  let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`
  while (path !== undefined && !cancellation.isCancelled) {
    const body = await get(host, path, { cancellation })
    if (!isObject(body) || !Array.isArray(body['records']))
      throw new InteractionFailure(apiError({ status: 200, body: undefined }))
    await described()
    for (const row of body['records']) records.push(readRecord(row, objectName, objects))
    totalSize = typeof body['totalSize'] === 'number' ? body['totalSize'] : records.length
    const next = body['nextRecordsUrl']
    path = typeof next === 'string' ? next : undefined
  }
  return { records, totalSize }
}

/// A cell of a graph that holds what the newest of several requests answered.
export class NewestAnswer<T> {
  readonly cell: SourceCell<T>
  #cancellation: Cancellation | undefined

  constructor(graph: CellGraph, initial: T) {
    this.cell = graph.source(initial)
  }

  /// A request that fails leaves what was there; the rows' own request tells of the failure.
  async take(read: (cancellation: Cancellation) => Promise<T>): Promise<void> {
    this.#cancellation?.cancel()
    const cancellation = new Cancellation()
    this.#cancellation = cancellation
    try {
      const value = await read(cancellation)
      if (!cancellation.isCancelled) this.cell.set(value)
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
    }
  }

  dispose(): void {
    this.#cancellation?.cancel()
  }
}
