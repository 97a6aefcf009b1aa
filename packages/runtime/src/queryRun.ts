import type { QueryResource } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import { type Cell, type CellGraph, type DerivedCell, isUnchanged, type SourceCell } from './cells.ts'
import type { QueryState } from './componentState.ts'
import { Cancellation, type ComponentHost } from './host.ts'
import { isObject, readRecord } from './objectDescription.ts'
import type { ObjectDescriptions } from './objectDescriptions.ts'
import { apiError, get, InteractionFailure } from './restApi.ts'
import { countSoql, printSoql, type QuerySoql } from './soql.ts'

/// Salesforce's page of a query's answer: what is read of a query without a limit.
const PAGE_SIZE = 2000

/// One query resource at work. Once started it runs again whenever its SOQL changes; of several answers only the newest
/// request's counts; the rows of the last answer stay while the next is awaited.
///
/// With a page size it reads one page, and `loadMore` the next; what runs it again reads as many records as there are.
export class QueryRun {
  readonly resource: QueryResource
  readonly #host: ComponentHost
  readonly #soql: DerivedCell<QuerySoql>
  readonly #objects: ObjectDescriptions
  readonly #state: SourceCell<QueryState>
  readonly #unwatch: () => void
  #current: { readonly cancellation: Cancellation; readonly done: Promise<void> } | undefined
  #loadingMore: Promise<void> | undefined

  constructor(
    graph: CellGraph,
    host: ComponentHost,
    resource: QueryResource,
    soql: DerivedCell<QuerySoql>,
    objects: ObjectDescriptions,
  ) {
    this.resource = resource
    this.#host = host
    this.#soql = soql
    this.#objects = objects
    this.#state = graph.source<QueryState>({
      status: 'loading',
      objectApiName: resource.objectApiName,
      records: [],
      totalSize: 0,
      hasMore: false,
    })
    this.#unwatch = graph.watch(soql, () => {
      // Another question begins at its first page.
      if (this.#current) void this.#start(this.resource.pageSize)
    })
  }

  get state(): Cell<QueryState> {
    return this.#state
  }

  read(): QueryState {
    return this.#state.read()
  }

  /// Runs the query if nothing has run it yet; resolves when the newest request has been answered.
  start(): Promise<void> {
    return this.#current?.done ?? this.refresh()
  }

  /// Runs the query again, in place of a request that is under way.
  refresh(): Promise<void> {
    const { pageSize } = this.resource
    return this.#start(pageSize && Math.max(pageSize, this.#state.read().records.length))
  }

  /// Reads the next page behind the records there are; once, however often it is asked for meanwhile.
  loadMore(): Promise<void> {
    this.#loadingMore ??= this.#loadMore().finally(() => {
      this.#loadingMore = undefined
    })
    return this.#loadingMore
  }

  dispose(): void {
    this.#unwatch()
    this.#current?.cancellation.cancel()
  }

  #start(count: number | undefined): Promise<void> {
    this.#current?.cancellation.cancel()
    const cancellation = new Cancellation()
    const done = this.#run(() => this.#answer(this.#soql.read(), count, cancellation), cancellation)
    this.#current = { cancellation, done }
    return done
  }

  async #loadMore(): Promise<void> {
    await this.#current?.done
    const { records, hasMore } = this.#state.read()
    const { pageSize } = this.resource
    if (!hasMore || !pageSize) return
    const cancellation = new Cancellation()
    const done = this.#run(async () => {
      const soql = this.#soql.read()
      const text = printSoql(soql, pageCount(soql, pageSize, records.length), records.length)
      const page = await this.#pages(text, pageSize, cancellation)
      const all = [...records, ...page.records]
      const { totalSize } = this.#state.read()
      return { all, totalSize, hasMore: page.records.length > 0 && all.length < totalSize }
    }, cancellation)
    this.#current = { cancellation, done }
    await done
  }

  async #run(answer: () => Promise<Answer>, cancellation: Cancellation): Promise<void> {
    const before = this.#state.read()
    const hasAnswered = before.records.length > 0 || before.status === 'ready' || before.status === 'refreshing'
    this.#state.set({ ...before, status: hasAnswered ? 'refreshing' : 'loading', error: undefined })
    const cancelled = new Promise<undefined>(resolve => cancellation.onCancel(() => resolve(undefined)))
    const next = await Promise.race([this.#stateOf(answer), cancelled])
    if (next && !cancellation.isCancelled) this.#state.set(next)
    // Whoever waits for this request waits for the one that took its place.
    else if (this.#current && this.#current.cancellation !== cancellation) await this.#current.done
  }

  async #stateOf(answer: () => Promise<Answer>): Promise<QueryState> {
    const { objectApiName } = this.resource
    try {
      const { all, totalSize, hasMore } = await answer()
      const records = sameWhereUnchanged(this.#state.read().records, all)
      return { status: 'ready', objectApiName, records, totalSize, hasMore }
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      return { ...this.#state.read(), status: 'error', error: cause.error }
    }
  }

  async #answer(soql: QuerySoql, count: number | undefined, cancellation: Cancellation): Promise<Answer> {
    if (count === undefined || this.resource.aggregates) {
      const { records, totalSize } = await this.#pages(printSoql(soql), soql.limit ?? PAGE_SIZE, cancellation)
      return { all: records, totalSize, hasMore: false }
    }
    const wanted = pageCount(soql, count, 0)
    const [page, matching] = await Promise.all([
      this.#pages(printSoql(soql, wanted), wanted, cancellation),
      this.#count(soql, cancellation),
    ])
    const totalSize = Math.min(Math.max(matching - soql.offset, page.records.length), soql.limit ?? matching)
    return { all: page.records, totalSize, hasMore: page.records.length < totalSize }
  }

  async #count(soql: QuerySoql, cancellation: Cancellation): Promise<number> {
    const body = await get(this.#host, `/query?q=${encodeURIComponent(countSoql(soql))}`, { cancellation })
    return isObject(body) && typeof body['totalSize'] === 'number' ? body['totalSize'] : 0
  }

  async #pages(
    soql: string,
    limit: number,
    cancellation: Cancellation,
  ): Promise<{ records: RecordValue[]; totalSize: number }> {
    const { objectApiName } = this.resource
    const records: RecordValue[] = []
    let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`
    let totalSize = 0
    while (path !== undefined && !cancellation.isCancelled) {
      const body = await get(this.#host, path, { cancellation })
      if (!isObject(body) || !Array.isArray(body['records']))
        throw new InteractionFailure(apiError({ status: 200, body: undefined }))
      // The request need not wait for the fields' types, its answer does.
      await this.#objects.answered
      for (const row of body['records']) records.push(readRecord(row, objectApiName, this.#objects.lookup))
      totalSize = typeof body['totalSize'] === 'number' ? body['totalSize'] : records.length
      const next = body['nextRecordsUrl']
      path = records.length < limit && typeof next === 'string' ? next : undefined
    }
    return { records, totalSize }
  }
}

/// More than these are not compared: a screen draws few of so many.
const MOST_COMPARED = 2000

/// [read], with the records of [before] in place of those that hold the same at the same place: a screen draws only the
/// others anew.
export function sameWhereUnchanged(
  before: readonly RecordValue[],
  read: readonly RecordValue[],
): readonly RecordValue[] {
  if (before.length === 0 || read.length > MOST_COMPARED) return read
  return read.map((record, i) => {
    const old = before[i]
    return old && isSameRecord(old, record) ? old : record
  })
}

function isSameRecord(a: RecordValue, b: RecordValue): boolean {
  if (a.shape !== b.shape || a.objectName !== b.objectName || a.changed !== b.changed) return false
  return a.values.every((value, i) => value === b.values[i] || isSameValue(value, b.values[i]!))
}

const isSameValue = (a: Value, b: Value): boolean =>
  a instanceof RecordValue && b instanceof RecordValue ? isSameRecord(a, b) : isUnchanged(a, b)

interface Answer {
  readonly all: readonly RecordValue[]
  readonly totalSize: number
  readonly hasMore: boolean
}

/// How many records to ask for behind the first [after], within the query's own limit.
const pageCount = (soql: QuerySoql, count: number, after: number): number =>
  soql.limit === undefined ? count : Math.min(count, Math.max(0, soql.limit - after))
