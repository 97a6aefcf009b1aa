import type { DynamicComponent } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type {
  ChainOutcome,
  ComponentProblem,
  ComponentState,
  EventDetails,
  QueryState,
  Resolved,
} from './componentState.ts'
import type { ComponentWork } from './componentWork.ts'
import type { ComponentDeclaration } from './declaration.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { ItemScope } from './itemScope.ts'

/// A Dynamic Component at work as its states see it, each from its own scope.
export interface OpenedComponent {
  readonly definition: DynamicComponent
  readonly problems: readonly ComponentProblem[]
  readonly inputProblems: readonly ComponentProblem[]
  readonly phase: ComponentState['phase']
  load(): Promise<ChainOutcome>
  value(reference: string, scope: ItemScope): Value
  setVariable(apiName: string, value: Value): boolean
  outputs(): Readonly<Record<string, Value>>
  declaration(componentApiName: string): ComponentDeclaration | undefined
  attribute(componentApiName: string, name: string, scope: ItemScope): Resolved
  setAttribute(componentApiName: string, name: string, value: Resolved, scope: ItemScope): void
  held(): ReadonlyMap<string, Resolved>
  hold(held: ReadonlyMap<string, Resolved>): void
  isVisible(componentApiName: string, scope: ItemScope): boolean
  item(componentApiName: string, item: Value, key: string, scope: ItemScope): ComponentState
  work(componentApiName: string, scope: ItemScope): ComponentWork | undefined
  query(apiName: string): QueryState
  queryOf(componentApiName: string, scope: ItemScope): QueryState | undefined
  refreshQuery(apiName: string): Promise<void>
  loadMore(apiName: string): Promise<void>
  refreshAllQueries(): Promise<void>
  trigger(
    componentApiName: string,
    event: string,
    details: EventDetails | undefined,
    scope: ItemScope,
  ): Promise<ChainOutcome>
  isBusy(
    componentApiName: string,
    event: string,
    targetName: string | undefined,
    rowId: string | undefined,
    scope: ItemScope,
  ): boolean
  flowRun(
    componentApiName: string,
    event: string,
    targetName: string | undefined,
    rowId: string | undefined,
    scope: ItemScope,
  ): FlowRunState | undefined
  subscribe(componentApiName: string | undefined, listener: () => void, scope: ItemScope): () => void
  version(componentApiName: string | undefined, scope: ItemScope): number
  dispose(): void
}

/// The state of a Dynamic Component seen from one scope: the whole, or one item of a repeating component.
export class ScopedState implements ComponentState {
  readonly #opened: OpenedComponent
  readonly #scope: ItemScope

  constructor(opened: OpenedComponent, scope: ItemScope) {
    this.#opened = opened
    this.#scope = scope
  }

  get definition(): DynamicComponent {
    return this.#opened.definition
  }

  get problems(): readonly ComponentProblem[] {
    return this.#opened.problems
  }

  get inputProblems(): readonly ComponentProblem[] {
    return this.#opened.inputProblems
  }

  get phase(): ComponentState['phase'] {
    return this.#opened.phase
  }

  get currentItem(): Value {
    return this.#scope.item
  }

  load(): Promise<ChainOutcome> {
    return this.#opened.load()
  }

  value(reference: string): Value {
    return this.#opened.value(reference, this.#scope)
  }

  setVariable(apiName: string, value: Value): boolean {
    return this.#opened.setVariable(apiName, value)
  }

  outputs(): Readonly<Record<string, Value>> {
    return this.#opened.outputs()
  }

  declaration(componentApiName: string): ComponentDeclaration | undefined {
    return this.#opened.declaration(componentApiName)
  }

  attribute(componentApiName: string, name: string): Resolved {
    return this.#opened.attribute(componentApiName, name, this.#scope)
  }

  setAttribute(componentApiName: string, name: string, value: Resolved): void {
    this.#opened.setAttribute(componentApiName, name, value, this.#scope)
  }

  held(): ReadonlyMap<string, Resolved> {
    return this.#opened.held()
  }

  hold(held: ReadonlyMap<string, Resolved>): void {
    this.#opened.hold(held)
  }

  isVisible(componentApiName: string): boolean {
    return this.#opened.isVisible(componentApiName, this.#scope)
  }

  item(componentApiName: string, item: Value, key: string): ComponentState {
    return this.#opened.item(componentApiName, item, key, this.#scope)
  }

  work(componentApiName: string): ComponentWork | undefined {
    return this.#opened.work(componentApiName, this.#scope)
  }

  query(apiName: string): QueryState {
    return this.#opened.query(apiName)
  }

  queryOf(componentApiName: string): QueryState | undefined {
    return this.#opened.queryOf(componentApiName, this.#scope)
  }

  refreshQuery(apiName: string): Promise<void> {
    return this.#opened.refreshQuery(apiName)
  }

  loadMore(apiName: string): Promise<void> {
    return this.#opened.loadMore(apiName)
  }

  refreshAllQueries(): Promise<void> {
    return this.#opened.refreshAllQueries()
  }

  trigger(componentApiName: string, event: string, details?: EventDetails): Promise<ChainOutcome> {
    return this.#opened.trigger(componentApiName, event, details, this.#scope)
  }

  isBusy(componentApiName: string, event: string, targetName?: string, rowId?: string): boolean {
    return this.#opened.isBusy(componentApiName, event, targetName, rowId, this.#scope)
  }

  flowRun(componentApiName: string, event: string, targetName?: string, rowId?: string): FlowRunState | undefined {
    return this.#opened.flowRun(componentApiName, event, targetName, rowId, this.#scope)
  }

  subscribe(componentApiName: string | undefined, listener: () => void): () => void {
    return this.#opened.subscribe(componentApiName, listener, this.#scope)
  }

  version(componentApiName?: string): number {
    return this.#opened.version(componentApiName, this.#scope)
  }

  // One item's state has nothing of its own to end: whoever opened the whole disposes it.
  dispose(): void {
    if (!this.#scope.outer) this.#opened.dispose()
  }
}
