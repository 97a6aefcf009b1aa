import type { QueryResource } from '@millrace/metadata'
import type { RecordValue } from '@millrace/values'
import type { Cell, CellGraph, DerivedCell, SourceCell } from './cells.ts'
import type { QueryState } from './componentState.ts'
import { Cancellation, type ComponentHost } from './host.ts'
import { isObject, readRecord } from './objectDescription.ts'
import type { ObjectDescriptions } from './objectDescriptions.ts'
import { apiError, get, InteractionFailure } from './restApi.ts'

/// Salesforce's page of a query's answer: what is read of a query without a limit.
const PAGE_SIZE = 2000

/// One query resource at work. Once started it runs again whenever its SOQL text changes; of several answers only the
/// newest request's counts; the rows of the last answer stay while the next is awaited.
export class QueryRun {
  readonly resource: QueryResource
  readonly #host: ComponentHost
  readonly #soql: DerivedCell<string>
  readonly #objects: ObjectDescriptions
  readonly #state: SourceCell<QueryState>
  readonly #unwatch: () => void
  #current: { readonly cancellation: Cancellation; readonly done: Promise<void> } | undefined

  constructor(
    graph: CellGraph,
    host: ComponentHost,
    resource: QueryResource,
    soql: DerivedCell<string>,
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
      if (this.#current) void this.refresh()
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
    this.#current?.cancellation.cancel()
    const cancellation = new Cancellation()
    const done = this.#run(this.#soql.read(), cancellation)
    this.#current = { cancellation, done }
    return done
  }

  /// Reads the next page behind the records there are.
  async loadMore(): Promise<void> {
    await this.#current?.done
  }

  dispose(): void {
    this.#unwatch()
    this.#current?.cancellation.cancel()
  }

  async #run(soql: string, cancellation: Cancellation): Promise<void> {
    const before = this.#state.read()
    const hasAnswered = before.records.length > 0 || before.status === 'ready' || before.status === 'refreshing'
    this.#state.set({ ...before, status: hasAnswered ? 'refreshing' : 'loading', error: undefined })
    const cancelled = new Promise<undefined>(resolve => cancellation.onCancel(() => resolve(undefined)))
    const next = await Promise.race([this.#answer(soql, cancellation), cancelled])
    if (next && !cancellation.isCancelled) this.#state.set(next)
    // Whoever waits for this request waits for the one that took its place.
    else if (this.#current && this.#current.cancellation !== cancellation) await this.#current.done
  }

  async #answer(soql: string, cancellation: Cancellation): Promise<QueryState> {
    const { objectApiName } = this.resource
    try {
      const { records, totalSize } = await this.#pages(soql, cancellation)
      return { status: 'ready', objectApiName, records, totalSize, hasMore: false }
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      return { ...this.#state.read(), status: 'error', error: cause.error }
    }
  }

  async #pages(soql: string, cancellation: Cancellation): Promise<{ records: RecordValue[]; totalSize: number }> {
    const { objectApiName, limit = PAGE_SIZE } = this.resource
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
