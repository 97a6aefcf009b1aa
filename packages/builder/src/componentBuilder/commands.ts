import type { Component, DynamicComponent } from '@millrace/metadata'
import { componentType } from '@millrace/runtime'
import { clipOf, clipText, paste, readClip } from './document/clipboard.ts'
import { renamed, usesOf } from './document/names.ts'
import {
  ancestors,
  componentsAt,
  findComponent,
  insertComponents,
  moveComponents,
  type Place,
  removeComponents,
  topmost,
} from './document/tree.ts'
import type { Builder } from './useEditor.ts'

// What people do with components, by mouse, key or menu. Each is one step of the history and is announced.

type Acting = Pick<Builder, 'editor' | 'announce'>

/// Puts a component at a place.
export function insertAt({ editor, announce }: Acting, component: Component, place: Place): void {
  editor.change(`Add ${labelOf(component)}`, insertComponents(editor.definition, place, [component]), {
    selection: [component.apiName],
  })
  announce(`${labelOf(component)} added ${placeText(editor.definition, place)}.`)
}

/// Puts a component where the selection is: inside it when it has room for components, else behind it.
export function insertSelected(builder: Acting, component: Component): void {
  insertAt(builder, component, placeForNew(builder.editor.snapshot))
}

export function placeForNew({
  definition,
  selection,
}: {
  definition: DynamicComponent
  selection: readonly string[]
}): Place {
  const found = selection.length > 0 ? findComponent(definition, selection.at(-1)!) : undefined
  if (!found) return { parent: null, slot: '', index: definition.components.length }
  const slot = mainSlot(found.component)
  if (slot === undefined) return { ...found.place, index: found.place.index + 1 }
  const { apiName } = found.component
  return { parent: apiName, slot, index: componentsAt(definition, apiName, slot).length }
}

/// The slots of a component: those of its type, and one for each item of the list that names them.
export function slotsOfComponent(component: Component): readonly { readonly name: string; readonly label: string }[] {
  const declaration = componentType(component.type)
  if (!declaration) return []
  const items = declaration.slotsFrom ? component.attributes?.[declaration.slotsFrom] : undefined
  const named = Array.isArray(items)
    ? items.flatMap((item: { name?: unknown; label?: unknown }) =>
        typeof item.name === 'string'
          ? [{ name: item.name, label: typeof item.label === 'string' ? item.label : item.name }]
          : [],
      )
    : []
  return [...declaration.slots, ...named]
}

/// Where something goes that is put into a component: its body, or the first slot there is.
export function mainSlot(component: Component): string | undefined {
  const slots = slotsOfComponent(component)
  return (slots.find(({ name }) => name === 'body' || name === 'content') ?? slots[0])?.name
}

export function moveTo({ editor, announce }: Acting, apiNames: readonly string[], place: Place): void {
  const moved = moveComponents(editor.definition, apiNames, place)
  if (!moved) return announce('A component cannot be moved into itself.')
  const what = named(editor.definition, apiNames)
  editor.change(`Move ${what}`, moved, { selection: apiNames })
  announce(`${what} moved ${placeText(editor.definition, place)}.`)
}

/// Moves the selection one place up or down among its siblings.
export function moveBy(builder: Acting, step: -1 | 1): void {
  const { definition, selection } = builder.editor.snapshot
  const found = topmost(definition, selection)
  const [first] = found
  const last = found.at(-1)
  if (!first || !last) return
  const { parent, slot } = first.place
  const index = step < 0 ? first.place.index - 1 : last.place.index + 2
  if (index < 0 || index > componentsAt(definition, parent, slot).length)
    return builder.announce(`${named(definition, selection)} is already ${step < 0 ? 'first' : 'last'}.`)
  moveTo(builder, selection, { parent, slot, index })
}

/// Moves the selection out of its parent, behind it.
export function moveOut(builder: Acting): void {
  const { definition, selection } = builder.editor.snapshot
  const parent = selection.length > 0 ? ancestors(definition, selection.at(-1)!)[0] : undefined
  const place = parent && findComponent(definition, parent.apiName)?.place
  if (place) moveTo(builder, selection, { ...place, index: place.index + 1 })
}

/// Moves the selection into the component before it, when that has room for components.
export function moveIn(builder: Acting): void {
  const { definition, selection } = builder.editor.snapshot
  const first = topmost(definition, selection)[0]
  if (!first || first.place.index === 0) return
  const before = componentsAt(definition, first.place.parent, first.place.slot)[first.place.index - 1]!
  const slot = mainSlot(before)
  if (slot === undefined) return builder.announce(`${labelOf(before)} ${before.apiName} has no room for components.`)
  moveTo(builder, selection, {
    parent: before.apiName,
    slot,
    index: componentsAt(definition, before.apiName, slot).length,
  })
}

/// Removes the selection. Says who still refers to it.
export function removeSelected({ editor, announce }: Acting): void {
  const { definition, selection } = editor.snapshot
  if (selection.length === 0) return
  const what = named(definition, selection)
  const uses = usesOf(definition, selection)
  const next = neighbour(definition, selection)
  editor.change(`Delete ${what}`, removeComponents(definition, selection), { selection: next ? [next] : [] })
  const still = uses.length === 0 ? '' : ` ${uses[0]!.owner} still refers to it.`
  announce(`${what} deleted.${still} Undo brings it back.`)
}

/// What is selected after the selection is gone: the sibling behind it, before it, or the parent.
function neighbour(definition: DynamicComponent, selection: readonly string[]): string | undefined {
  const last = topmost(definition, selection).at(-1)
  if (!last) return undefined
  const { parent, slot, index } = last.place
  const rest = componentsAt(definition, parent, slot).filter(({ apiName }) => !selection.includes(apiName))
  return (rest[index] ?? rest.at(-1))?.apiName ?? parent ?? undefined
}

export function duplicateSelected({ editor, announce }: Acting): void {
  const { definition, selection } = editor.snapshot
  const last = topmost(definition, selection).at(-1)
  if (!last) return
  const pasted = paste(definition, clipOf(definition, selection), { ...last.place, index: last.place.index + 1 })
  editor.change(`Duplicate ${named(definition, selection)}`, pasted.definition, { selection: pasted.components })
  announce(`${named(pasted.definition, pasted.components)} added.`)
}

/// Copies the selection, with the resources it needs, to the system's clipboard.
export async function copySelected({ editor, announce }: Acting): Promise<void> {
  const { definition, selection } = editor.snapshot
  if (selection.length === 0) return
  await navigator.clipboard.writeText(clipText(clipOf(definition, selection)))
  announce(`${named(definition, selection)} copied.`)
}

export async function cutSelected(builder: Acting): Promise<void> {
  await copySelected(builder)
  removeSelected(builder)
}

/// Puts in what the clipboard holds. False when that are no components.
export function pasteText({ editor, announce }: Acting, text: string): boolean {
  const clip = readClip(text)
  if (!clip) return false
  const pasted = paste(editor.definition, clip, placeForNew(editor.snapshot))
  const what = named(pasted.definition, pasted.components)
  editor.change(`Paste ${what}`, pasted.definition, { selection: pasted.components })
  const resources = pasted.addedResources.length === 0 ? '' : ` With it: ${pasted.addedResources.join(', ')}.`
  announce(`${what} pasted.${resources}`)
  return true
}

export function rename({ editor }: Acting, from: string, to: string): void {
  const { definition, selection } = editor.snapshot
  editor.change(`Rename ${from} to ${to}`, renamed(definition, from, to), {
    selection: selection.map(name => (name === from ? to : name)),
  })
}

export function undo({ editor, announce }: Acting): void {
  const label = editor.undo()
  if (label) announce(`Undone: ${label}.`)
}

export function redo({ editor, announce }: Acting): void {
  const label = editor.redo()
  if (label) announce(`Done again: ${label}.`)
}

export const labelOf = ({ type }: Component): string => componentType(type)?.label ?? type

/// "Data Table Contacts", "3 components".
export function named(definition: DynamicComponent, apiNames: readonly string[]): string {
  const found = apiNames.length === 1 ? findComponent(definition, apiNames[0]!) : undefined
  return found ? `${labelOf(found.component)} ${found.component.apiName}` : `${apiNames.length} components`
}

function placeText(definition: DynamicComponent, { parent, slot, index }: Place): string {
  const count = componentsAt(definition, parent, slot).length
  const where = `${Math.min(index + 1, count)} of ${count}`
  return parent === null ? `as ${where}` : `into ${parent}, as ${where}`
}
