import type { Value } from '@millrace/values'
import type { Resolved } from './componentState.ts'

/// The objects in a list such as columns or actions.
export function settingsList(resolved: Resolved): readonly Settings[] {
  const items: readonly Resolved[] = Array.isArray(resolved) ? resolved : []
  return items.filter(isSettings)
}

export type Settings = { readonly [name: string]: Resolved }

export const isSettings = (resolved: Resolved): resolved is Settings =>
  typeof resolved === 'object' && resolved !== null && Object.getPrototypeOf(resolved) === Object.prototype

/// Lists and objects that are no Values (columns, actions) cannot be read by a reference: null.
export const asValue = (resolved: Resolved): Value => (isValue(resolved) ? resolved : null)

export function isValue(resolved: Resolved): resolved is Value {
  return Array.isArray(resolved) ? resolved.every(item => isValue(item)) : !isSettings(resolved)
}
