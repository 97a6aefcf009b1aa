import type { FormulaContext } from '@millrace/formula'
import type { RecordValue, Value } from '@millrace/values'
import type { InteractionError, QueryState, Resolved } from './componentState.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { ComponentHost, FormFactor } from './host.ts'
import type { ItemScope } from './itemScope.ts'

/// What references read from. Reading inside a derived cell makes the cell depend on what was read.
export interface Readable {
  readonly host: ComponentHost
  readonly scope: ItemScope
  /// A variable, constant, formula or text template, by its API name as defined.
  resource(apiName: string): Value
  query(apiName: string): QueryState
  attribute(componentApiName: string, name: string): Resolved
  /// The item that a repeating component shows here; without a name, the nearest one's. Null outside of them.
  item(componentApiName?: string): Value
  formFactor(): FormFactor
  /// The Execute Flow that the interactions follow, elsewhere the newest; undefined when there was none.
  flowRun(): FlowRunState | undefined
  /// A numbered output of Execute Flow, `variable1`: of a component's interactions, or the newest of all.
  outputSlot(name: string, componentApiName?: string): Value
  /// One unguessable text for as long as the Dynamic Component is open.
  guid(): string
}

/// One evaluation: what there is to read, and what only interactions see.
export interface Evaluation extends FormulaContext {
  readonly readable: Readable
  readonly row?: RecordValue
  /// The item that an interaction runs for (For Each); it stands before those of repeating components.
  readonly item?: Value
  readonly event?: Readonly<Record<string, Value>>
  readonly error?: InteractionError
}

/// What an interaction's references see beside the component itself.
export type Circumstances = Pick<Evaluation, 'row' | 'item' | 'event' | 'error'>

export function evaluation(readable: Readable, circumstances: Circumstances = {}): Evaluation {
  const { host } = readable
  return { readable, now: () => host.now(), timeZone: host.timeZone, locale: host.locale, ...circumstances }
}
