import type { DynamicComponent } from '@millrace/metadata'
import type { RecordValue, Value } from '@millrace/values'
import type { ComponentWork } from './componentWork.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { ComponentDeclaration } from './declaration.ts'

/// One Dynamic Component at work: its resources, the attributes of its components and the interactions under way.
/// Open one with `openDynamicComponent`. Names are read ignoring case.
export interface ComponentState {
  readonly definition: DynamicComponent
  /// What the host's `problemsOf` says about the definition. One with errors runs as far as it can.
  readonly problems: readonly ComponentProblem[]
  /// Inputs that the page gave and that could not be taken, such as a URL parameter that does not fit its variable.
  readonly inputProblems: readonly ComponentProblem[]
  /// `loading` until the On Load interactions have run and the queries have been sent.
  readonly phase: 'loading' | 'ready' | 'disposed'
  /// Runs the On Load interactions, then every query, and resolves when all have answered. Once only: later calls
  /// give the first call's promise.
  load(): Promise<ChainOutcome>

  /// The value of a reference, `{!Contacts.SelectedRowsKeyValue}` or without `{!` and `}`; null when it names nothing.
  value(reference: string): Value
  /// Sets a variable, as a parent component or a URL parameter does. False when there is no such variable or the
  /// value does not fit its type.
  setVariable(apiName: string, value: Value): boolean
  /// The variables that are available for output, by API name.
  outputs(): Readonly<Record<string, Value>>

  /// The declaration of a component's type; undefined when the type is unknown.
  declaration(componentApiName: string): ComponentDeclaration | undefined
  /// An attribute with every reference in it resolved, or its declared default. Lists and objects such as columns
  /// come back in the same form with resolved values inside.
  attribute(componentApiName: string, name: string): Resolved
  /// Sets a state attribute that is declared writable (`selectedRowsKeyValue`); others are left alone.
  setAttribute(componentApiName: string, name: string, value: Resolved): void
  /// What the user decided so far (selection, sort, typed values), by the component's and the attribute's name.
  held(): ReadonlyMap<string, Resolved>
  /// Takes over what `held` of another state of the same Dynamic Component gave, once this one has loaded: the page goes on
  /// as it was when its definition has changed. What there is no place for is left out.
  hold(held: ReadonlyMap<string, Resolved>): void
  /// Whether the component's visibility (a formula or a structured rule) is true, or it has none. Looks at this
  /// component only.
  isVisible(componentApiName: string): boolean
  /// The state for one [item] that a repeating component shows (Repeater, List, a Data Table's row): everything in it
  /// reads the item as `{!ComponentApiName.CurrentRecord.Field}`, `{!$Item.Field}` and `{{Record.Field}}`, and what the
  /// children in its repeating slot hold, their busy triggers and their subscriptions are the item's own. [key] tells
  /// items apart: a record's Id, else the position. What is held stays with the key.
  ///
  /// Nested ones are asked of the outer item's state. The same key and item give the same object, so that unchanged
  /// items are not drawn again. `dispose` of it does nothing; the whole is disposed.
  item(componentApiName: string, item: Value, key: string): ComponentState
  /// The item that this state is for; null outside repeating components.
  readonly currentItem: Value

  /// What the component's type does for it (`declaration.code`); undefined where that is nothing, and until
  /// that code is loaded: when the phase is `ready`, it is.
  work(componentApiName: string): ComponentWork | undefined

  query(apiName: string): QueryState
  /// The query whose records a component shows; undefined when they come from elsewhere.
  queryOf(componentApiName: string): QueryState | undefined
  refreshQuery(apiName: string): Promise<void>
  /// Reads the next page of a query with a page size behind the records it has; does nothing when there is no more.
  loadMore(apiName: string): Promise<void>
  /// Runs every query again; resolves when all have answered. Rejects with `InteractionFailure` naming those that failed.
  refreshAllQueries(): Promise<void>

  /// Something happened on a component: runs the interactions of [event] whose Target Name matches, strictly in
  /// order. Never rejects: what went wrong is in the outcome.
  trigger(componentApiName: string, event: string, details?: EventDetails): Promise<ChainOutcome>
  /// Whether a chain that this trigger started is still under way. Without [targetName], whether any target's is;
  /// without [rowId], whether any row's is.
  isBusy(componentApiName: string, event: string, targetName?: string, rowId?: string): boolean

  /// What the Execute Flow of a busy trigger does, for a spinner that counts; undefined while it runs none.
  flowRun(componentApiName: string, event: string, targetName?: string, rowId?: string): FlowRunState | undefined

  /// Calls [listener] after each change of something that was read for [componentApiName] (with attribute, isVisible,
  /// isBusy or a component model such as `dataTable`); with `undefined`, after each change of anything.
  /// Several changes made together are one call. Use with `version` for React's useSyncExternalStore.
  subscribe(componentApiName: string | undefined, listener: () => void): () => void
  /// A number that grows with each change that `subscribe` of the same name tells of.
  version(componentApiName?: string): number
  /// Forgets listeners and timers and cancels requests. A POST that is under way is left to end on the server.
  dispose(): void
}

/// An attribute's value: a Value, or lists and objects of them.
export type Resolved = Value | readonly Resolved[] | { readonly [name: string]: Resolved }

/// Something to know about a definition. `path` says where: `components[0].interactions.headerActionClick[0].flowApiName`.
export interface ComponentProblem {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly path: string
  /// API name of the component or resource it is about.
  readonly element?: string
}

export interface QueryState {
  /// `refreshing` keeps the rows of the last answer, `error` too when there are any.
  readonly status: 'loading' | 'ready' | 'refreshing' | 'error'
  readonly objectApiName: string
  readonly records: readonly RecordValue[]
  /// How many records match, which may be more than were read.
  readonly totalSize: number
  /// Whether `loadMore` would read further records.
  readonly hasMore: boolean
  readonly error?: InteractionError
}

export interface EventDetails {
  /// The header action, row action or menu item.
  readonly targetName?: string
  /// The record that the user acted on: `{!$Row.Field}`.
  readonly row?: RecordValue
  /// What the event carries, as its declaration names it, for `{!$Event.name}`.
  readonly detail?: Readonly<Record<string, Value>>
}

/// How a chain of interactions ended. `refused`: the same trigger's chain was still under way.
/// `cancelled`: the component was closed or a later click restarted the chain.
export interface ChainOutcome {
  readonly status: 'finished' | 'failed' | 'refused' | 'cancelled'
  /// How many interactions ran at the top level of the chain.
  readonly ran: number
  readonly error?: InteractionError
}

/// Why an interaction failed: `{!$Error.message}` and so on in On Error.
export interface InteractionError {
  readonly message: string
  /// Salesforce's status code (`CANNOT_EXECUTE_FLOW_TRIGGER`, `FIELD_CUSTOM_VALIDATION_EXCEPTION`, `INVALID_SESSION_ID`), or one of
  /// the runtime's own words for what never reached the server (`flow-not-found`, `unknown-input`, `network`).
  readonly code: string
  readonly fields?: readonly string[]
  /// API name of the flow element that failed, where the server says so.
  readonly element?: string
  /// API name of the flow.
  readonly flow?: string
  readonly runId?: string
}
