import { type PageProperties, propertyText } from '@millrace/components'
import {
  addPageComponent,
  addPageField,
  addPageHolder,
  movePageItem,
  PAGE_HOLDERS,
  type PageDefinition,
  type PagePlace,
  removePageItem,
} from '@millrace/metadata'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PageEditing, PageEditingState } from './pageEditing.ts'
import { partLabel } from './parts.ts'

/// What the panels of the page builder share.
export interface PageBuilding {
  readonly editing: PageEditing
  /// The project's Dynamic Components.
  readonly components: readonly { readonly apiName: string; readonly label: string; readonly status: string }[]
  announce(message: string): void
}

export const PageBuildingContext = createContext<PageBuilding | null>(null)

export function usePageBuilding(): PageBuilding {
  const building = useContext(PageBuildingContext)
  if (!building) throw new Error('A panel stands outside of the page builder.')
  return building
}

export const useEditing = (editing: PageEditing): PageEditingState =>
  useSyncExternalStore(editing.subscribe, () => editing.state)

/// A component to put on the page.
export interface NewPart {
  readonly label: string
  readonly componentName: string
  readonly properties: Readonly<Record<string, string>>
  /// A field (`Record.Name`) instead of a component.
  readonly fieldItem?: string
}

/// What components that hold others begin with.
const FIRST_PARTS: Readonly<Record<string, readonly string[]>> = {
  'flexipage:tabset': ['Standard.Tab.detail', 'Standard.Tab.relatedLists'],
  'flexipage:accordion': ['Section'],
  'flexipage:fieldSection': ['', ''],
}

export function addPart({ editing, announce }: PageBuilding, part: NewPart, place: PagePlace): void {
  const add = (text: string) => {
    if (part.fieldItem) return addPageField(text, place, part.fieldItem)
    const titles = FIRST_PARTS[part.componentName]
    return titles && PAGE_HOLDERS[part.componentName]
      ? addPageHolder(text, place, part, titles)
      : addPageComponent(text, place, part)
  }
  editing.apply(`Add ${part.label}`, add, place)
  announce(`${part.label} was added.`)
}

/// Behind what is selected, or in the first of its tabs or sections; with nothing selected, at the end of the first region that is made for much.
export function placeForNew({ page, selection }: PageEditingState): PagePlace {
  if (selection) return insideOf(page, selection) ?? { region: selection.region, index: selection.index + 1 }
  const regions = templateRegions(page)
  const region = regions.find(({ name }) => /^(main|top|region1)$/.test(name)) ?? regions[0]
  return { region: region?.name ?? '', index: region?.items.length ?? 0 }
}

/// The end of the first part of the component at [place]; undefined when it does not hold components.
function insideOf({ regions }: PageDefinition, { region, index }: PagePlace): PagePlace | undefined {
  const named = (name: string) => regions.find(one => one.name === name)
  const item = named(region)?.items[index]
  const holder = PAGE_HOLDERS[item?.componentName ?? '']
  if (!item || !holder?.title) return undefined
  const [part] = named(propertyText(item.properties, holder.property))?.items ?? []
  const body = part && named(propertyText(part.properties, 'body'))
  return body && { region: body.name, index: body.items.length }
}

export const templateRegions = ({ regions }: PageDefinition) => regions.filter(({ type }) => type !== 'Facet')

/// [to] is where it stands before it is taken away from [from].
export function movePart(building: PageBuilding, from: PagePlace, to: PagePlace): void {
  const { editing, announce } = building
  const label = labelAt(building, from)
  const isBehind = from.region === to.region && to.index > from.index
  const selection = isBehind ? { ...to, index: to.index - 1 } : to
  editing.apply(`Move ${label}`, text => movePageItem(text, from, to), selection)
  announce(`${label} was moved.`)
}

export function removePart(building: PageBuilding, place: PagePlace): void {
  const { editing, announce } = building
  const label = labelAt(building, place)
  editing.apply(`Remove ${label}`, text => removePageItem(text, place), null)
  announce(`${label} was removed.`)
}

/// One step up or down, into the next region at the end of one.
export function moveStep(building: PageBuilding, step: 1 | -1): void {
  const { page, selection } = building.editing.state
  if (!selection) return
  const count = page.regions.find(({ name }) => name === selection.region)?.items.length ?? 0
  const index = selection.index + step
  if (index >= 0 && index < count)
    return movePart(building, selection, { ...selection, index: step === 1 ? selection.index + 2 : index })
  moveToRegion(building, step)
}

/// To the end of the region before or after.
export function moveToRegion(building: PageBuilding, step: 1 | -1): void {
  const { page, selection } = building.editing.state
  const regions = templateRegions(page)
  const at = regions.findIndex(({ name }) => name === selection?.region)
  const region = regions[at + step]
  if (!selection || at < 0 || !region) return
  movePart(building, selection, { region: region.name, index: region.items.length })
}

/// The place before or after the selected one, over all regions; undefined at the ends.
export function neighbourOf({ page, selection }: PageEditingState, step: 1 | -1): PagePlace | undefined {
  const places = page.regions.flatMap(({ name, items }) => items.map((_, index) => ({ region: name, index })))
  const at = places.findIndex(({ region, index }) => region === selection?.region && index === selection.index)
  return at < 0 ? places.at(step === 1 ? 0 : -1) : places[at + step]
}

export function labelAt({ editing, components }: PageBuilding, { region, index }: PagePlace): string {
  const item = editing.state.page.regions.find(({ name }) => name === region)?.items[index]
  return item ? partLabel(item, components) : 'Component'
}

export type { PageProperties }
