import { ApexValue, type Value } from '@millrace/values'
import type { Resolved } from './componentState.ts'

/// The objects in a list such as columns or actions.
export function settingsList(resolved: Resolved): readonly Settings[] {
  const items: readonly Resolved[] = Array.isArray(resolved) ? resolved : []
  return items.filter(isSettings)
}

export type Settings = { readonly [name: string]: Resolved }

export const isSettings = (resolved: Resolved): resolved is Settings =>
  typeof resolved === 'object' && resolved !== null && Object.getPrototypeOf(resolved) === Object.prototype

/// A resolved setting as a value: an object in a file becomes an Apex-defined value, as JSON from a server does.
export function asValue(resolved: Resolved): Value {
  if (isValue(resolved)) return resolved
  if (isSettings(resolved))
    return new ApexValue('Object', new Map(Object.entries(resolved).map(([name, item]) => [name, asValue(item)])))
  const items: readonly Resolved[] = Array.isArray(resolved) ? resolved : []
  return items.map(asValue)
}

export function isValue(resolved: Resolved): resolved is Value {
  return Array.isArray(resolved) ? resolved.every(item => isValue(item)) : !isSettings(resolved)
}
