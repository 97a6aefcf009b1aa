import type { Component } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { DerivedCell } from './cells.ts'
import type { ComponentState, Resolved } from './componentState.ts'
import type { Readable } from './evaluation.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { ReferenceScope } from './references.ts'

/// Where something of a Dynamic Component is read: for one item of a repeating component, inside the items around it,
/// or, without any, for the whole.
export interface ItemScope {
  /// Stands before the names of what is held, busy or subscribed to, so that each item has its own.
  readonly key: string
  readonly repeater?: Component
  readonly item: Value
  readonly outer?: ItemScope
  readonly state: ComponentState
  readonly readable: Readable
  readonly attributes: Map<string, DerivedCell<Resolved>>
  readonly visibility: Map<string, DerivedCell<boolean>>
  readonly busy: Map<string, DerivedCell<boolean>>
  readonly flowRuns: Map<string, DerivedCell<FlowRunState | undefined>>
  /// The names under which its components are observed.
  readonly observed: Set<string>
  /// The scopes of items inside this one, by their keys.
  readonly inner: Map<string, ItemScope>
}

export const innerKey = (outer: ItemScope, repeater: Component, key: string): string =>
  `${outer.key}${repeater.apiName}[${JSON.stringify(key)}].`

/// The scope in which [component] is drawn, seen from [scope]: its innermost item that [component] is in.
export function homeOf(component: Component, scope: ItemScope, names: ReferenceScope): ItemScope {
  const repeaters = names.repeatersOf(component)
  let home = scope
  while (home.outer && home.repeater && !repeaters.includes(home.repeater)) home = home.outer
  return home
}

/// The scope for one of [component]'s own items, seen from [scope]; undefined outside of them.
export function itemScopeOf(component: Component, scope: ItemScope): ItemScope | undefined {
  let own: ItemScope | undefined = scope
  while (own && own.repeater !== component) own = own.outer
  return own
}

/// The item of the repeating component [apiName], or of the nearest, seen from [scope].
export function itemIn(scope: ItemScope, apiName?: string): Value {
  let found: ItemScope | undefined = scope
  while (found && apiName !== undefined && found.repeater?.apiName !== apiName) found = found.outer
  return found?.item ?? null
}
