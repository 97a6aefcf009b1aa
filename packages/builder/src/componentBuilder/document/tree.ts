import type { Component, DynamicComponent } from '@millrace/metadata'
import { withMember } from './members.ts'

/// A place for components: a slot of a component, or the top of the definition, and what it comes before.
export interface Place {
  /// API name of the component whose slot it is; null: the definition's own list.
  readonly parent: string | null
  readonly slot: string
  readonly index: number
}

/// Where a component stands, with what stands around it.
export interface Found {
  readonly component: Component
  readonly place: Place
}

/// The component [apiName] with its place.
export const findComponent = (definition: DynamicComponent, apiName: string): Found | undefined =>
  indexOf(definition).get(apiName)

// Definitions never change, so each is gone through once, however many parts of the screen ask.
const indexes = new WeakMap<DynamicComponent, ReadonlyMap<string, Found>>()

function indexOf(definition: DynamicComponent): ReadonlyMap<string, Found> {
  let index = indexes.get(definition)
  if (!index) {
    // Of two with one name, which is a mistake that the check reports, the first counts.
    const found = [...everyComponent(definition)].toReversed()
    index = new Map(found.map(one => [one.component.apiName, one]))
    indexes.set(definition, index)
  }
  return index
}

/// Every component, each before its children, in the order of the screen.
export function* everyComponent(definition: DynamicComponent): Iterable<Found> {
  yield* within(definition.components, null, '')
}

function* within(components: readonly Component[], parent: string | null, slot: string): Iterable<Found> {
  for (const [index, component] of components.entries()) {
    yield { component, place: { parent, slot, index } }
    for (const [name, children] of Object.entries(component.children ?? {}))
      yield* within(children, component.apiName, name)
  }
}

/// The API names of [component] and everything inside it.
export const namesWithin = (component: Component): string[] =>
  [...within([component], null, '')].map(found => found.component.apiName)

/// The components that [apiName] stands in, the nearest first.
export function ancestors(definition: DynamicComponent, apiName: string): Component[] {
  const parent = findComponent(definition, apiName)?.place.parent
  const found = parent ? findComponent(definition, parent) : undefined
  return found ? [found.component, ...ancestors(definition, found.component.apiName)] : []
}

/// The components in a slot, or at the top.
export function componentsAt(definition: DynamicComponent, parent: string | null, slot: string): readonly Component[] {
  if (parent === null) return definition.components
  return findComponent(definition, parent)?.component.children?.[slot] ?? []
}

export function insertComponents(
  definition: DynamicComponent,
  { parent, slot, index }: Place,
  components: readonly Component[],
): DynamicComponent {
  return withList(definition, parent, slot, list => [...list.slice(0, index), ...components, ...list.slice(index)])
}

/// Takes out the components with these names, and what is inside them.
export function removeComponents(definition: DynamicComponent, apiNames: Iterable<string>): DynamicComponent {
  const gone = new Set(apiNames)
  const kept = (components: readonly Component[]): readonly Component[] => {
    const next = components.filter(({ apiName }) => !gone.has(apiName)).map(component => withChildren(component, kept))
    return isSameList(components, next) ? components : next
  }
  return { ...definition, components: kept(definition.components) }
}

/// Moves components to [place], in the order they have now. Undefined when it would put one inside itself.
export function moveComponents(
  definition: DynamicComponent,
  apiNames: readonly string[],
  place: Place,
): DynamicComponent | undefined {
  const moved = topmost(definition, apiNames)
  if (place.parent !== null && moved.some(({ component }) => namesWithin(component).includes(place.parent!)))
    return undefined
  const passed = moved.filter(
    ({ place: from }) => from.parent === place.parent && from.slot === place.slot && from.index < place.index,
  )
  const without = removeComponents(
    definition,
    moved.map(({ component }) => component.apiName),
  )
  return insertComponents(
    without,
    { ...place, index: place.index - passed.length },
    moved.map(({ component }) => component),
  )
}

/// Those of [apiNames] that do not stand inside another of them, in the order of the screen.
export function topmost(definition: DynamicComponent, apiNames: Iterable<string>): Found[] {
  const names = new Set(apiNames)
  return [...everyComponent(definition)].filter(
    ({ component: { apiName } }) =>
      names.has(apiName) && !ancestors(definition, apiName).some(ancestor => names.has(ancestor.apiName)),
  )
}

/// Puts what [change] makes of a component in its place.
export function changeComponent(
  definition: DynamicComponent,
  apiName: string,
  change: (component: Component) => Component,
): DynamicComponent {
  const changed = (components: readonly Component[]): readonly Component[] => {
    const next = components.map(component =>
      component.apiName === apiName ? change(component) : withChildren(component, changed),
    )
    return isSameList(components, next) ? components : next
  }
  return { ...definition, components: changed(definition.components) }
}

function withList(
  definition: DynamicComponent,
  parent: string | null,
  slot: string,
  change: (list: readonly Component[]) => readonly Component[],
): DynamicComponent {
  if (parent === null) return { ...definition, components: change(definition.components) }
  return changeComponent(definition, parent, component => ({
    ...component,
    children: { ...component.children, [slot]: change(component.children?.[slot] ?? []) },
  }))
}

function withChildren(
  component: Component,
  change: (children: readonly Component[]) => readonly Component[],
): Component {
  if (!component.children) return component
  const entries = Object.entries(component.children)
  const next = entries.map(([slot, children]) => [slot, change(children)] as const)
  if (next.every(([, children], i) => children === entries[i]![1])) return component
  const filled = next.filter(([, children]) => children.length > 0)
  return withMember(component, 'children', filled.length === 0 ? undefined : Object.fromEntries(filled))
}

const isSameList = (a: readonly Component[], b: readonly Component[]): boolean =>
  a.length === b.length && a.every((component, i) => component === b[i])
