import type { Component, QueryResource } from '@millrace/metadata'
import type { RecordValue, Value } from '@millrace/values'
import type { Cell, CellGraph } from './cells.ts'
import type { ChainOutcome, EventDetails, InteractionError, QueryState, Resolved } from './componentState.ts'
import type { ComponentHost } from './host.ts'
import type { ObjectLookup } from './objectDescription.ts'

/// What a component does beside showing its attributes, such as requests of its own. It lives as long as the Dynamic
/// Component; its declaration opens it.
export interface ComponentWork {
  /// The component's type, which tells what else the work offers.
  readonly type: string
  /// Changes whenever something changes that the component's screen shows.
  readonly state: Cell<unknown>
  /// The query whose records the component shows; refreshing it refreshes this.
  readonly query: QueryResource | undefined
  /// Whether it reads its query's records itself, so that the query need not run for it; without a query, whether it
  /// reads records at all, which Refresh All Queries then reads again.
  readonly readsItself: boolean
  /// Sends its first requests; resolves when they have been answered.
  start(): Promise<void>
  /// Reads everything again; resolves when the newest request has been answered.
  refresh(): Promise<void>
  /// Why the last reading failed.
  readonly failure: InteractionError | undefined
  dispose(): void
}

/// The Dynamic Component as a component's work sees it. What is read inside a cell, the cell depends on.
export interface ComponentContext {
  readonly component: Component
  /// API name of the Dynamic Component.
  readonly definitionApiName: string
  readonly host: ComponentHost
  readonly graph: CellGraph
  readonly objects: ObjectLookup
  /// The query whose records the component shows; undefined when they come from elsewhere.
  readonly query: QueryResource | undefined
  queryState(): QueryState | undefined
  /// Settles when the objects asked for so far have been described.
  described(): Promise<void>
  attribute(name: string): Resolved
  /// What a state attribute was set to, before it is derived.
  held(name: string): Resolved
  setAttribute(name: string, value: Resolved): void
  /// The value of something in the definition, such as a filter's `value`.
  resolve(raw: unknown): Value
  /// Whether a formula that reads `{!$Row.Field}` is true of [row].
  isTrueOf(formula: string, row: RecordValue): boolean
  trigger(event: string, details?: EventDetails): Promise<ChainOutcome>
  refreshQuery(apiName: string): Promise<void>
}
