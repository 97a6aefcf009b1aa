import type { Component, DynamicComponent } from '@millrace/metadata'
import { insertAt, moveTo } from '../commands.ts'
import { findComponent, namesWithin, type Place } from '../document/tree.ts'
import type { Builder } from '../useEditor.ts'

/// What is being dragged: components of the definition, or a new one from the palette.
export type Dragged = { readonly apiNames: readonly string[] } | { readonly make: () => Component }

export function draggedParts(data: Record<string | symbol, unknown>): Dragged | undefined {
  const { apiNames, make } = data
  if (Array.isArray(apiNames)) return { apiNames: apiNames as readonly string[] }
  return typeof make === 'function' ? { make: make as () => Component } : undefined
}

/// Whether something may be dropped at or in the component [apiName]: not onto or into itself.
export function mayDrop(definition: DynamicComponent, dragged: Dragged | undefined, apiName: string | null): boolean {
  if (!dragged) return false
  if ('make' in dragged || apiName === null) return true
  return !dragged.apiNames.some(name => {
    const found = findComponent(definition, name)
    return found && namesWithin(found.component).includes(apiName)
  })
}

export function drop(builder: Builder, dragged: Dragged | undefined, place: Place): void {
  if (!dragged) return
  if ('make' in dragged) insertAt(builder, dragged.make(), place)
  else moveTo(builder, dragged.apiNames, place)
}
