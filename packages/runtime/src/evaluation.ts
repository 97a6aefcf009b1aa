import type { FormulaContext } from '@millrace/formula'
import type { RecordValue, Value } from '@millrace/values'
import type { InteractionError, QueryState, Resolved } from './componentState.ts'
import type { ComponentHost } from './host.ts'

/// What references read from. Reading inside a derived cell makes the cell depend on what was read.
export interface Readable {
  readonly host: ComponentHost
  /// A variable, constant, formula or text template, by its API name as defined.
  resource(apiName: string): Value
  query(apiName: string): QueryState
  attribute(componentApiName: string, name: string): Resolved
}

/// One evaluation: what there is to read, and what only interactions see.
export interface Evaluation extends FormulaContext {
  readonly readable: Readable
  readonly row?: RecordValue
  readonly event?: Readonly<Record<string, Value>>
  readonly error?: InteractionError
}

/// What an interaction's references see beside the component itself.
export type Circumstances = Pick<Evaluation, 'row' | 'event' | 'error'>

export function evaluation(readable: Readable, circumstances: Circumstances = {}): Evaluation {
  const { host } = readable
  return { readable, now: () => host.now(), timeZone: host.timeZone, locale: host.locale, ...circumstances }
}
