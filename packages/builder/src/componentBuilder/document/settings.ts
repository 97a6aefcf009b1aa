import { parseFormula } from '@millrace/formula'
import type { Component, DynamicComponent, Interaction, Resource } from '@millrace/metadata'
import { componentType, interactionType, type PropertyDeclaration } from '@millrace/runtime'
import { everyComponent } from './tree.ts'

/// How a text of a definition refers to resources and components.
export type TextKind =
  /// By `{!Name}` inside.
  | 'template'
  /// As a formula, where bare names count too.
  | 'formula'
  /// The whole text is a name, perhaps with a path behind it.
  | 'name'
  /// Not at all.
  | 'plain'

export interface TextPlace {
  /// "Data Table "Contacts", On Header Action Click".
  readonly owner: string
  /// The component it belongs to, or the resource, or null for the definition's own interactions.
  readonly element: string | null
}

type Change = (text: string, kind: TextKind, place: TextPlace) => string

/// The definition with every text replaced by what [change] makes of it. Nothing else changes; a part without a change
/// stays the same object.
export function mapTexts(definition: DynamicComponent, change: Change): DynamicComponent {
  const resources = mapList(definition.resources, resource => mapResource(resource, change))
  const components = mapList(definition.components, component => mapComponent(component, change))
  const interactions = mapLists(definition.interactions, list =>
    mapList(list, item => mapInteraction(item, change, { owner: 'On Load', element: null })),
  )
  const sequences = mapLists(definition.sequences, (list, name) =>
    mapList(list, item => mapInteraction(item, change, { owner: `Sequence "${name}"`, element: null })),
  )
  return {
    ...definition,
    resources,
    components,
    ...(interactions && { interactions }),
    ...(sequences && { sequences }),
  }
}

/// Every text of a component (and of what is inside it) or resource.
export function textsOf(part: { component: Component } | { resource: Resource }): { text: string; kind: TextKind }[] {
  const found: { text: string; kind: TextKind }[] = []
  const note: Change = (text, kind) => {
    found.push({ text, kind })
    return text
  }
  if ('component' in part) mapComponent(part.component, note)
  else mapResource(part.resource, note)
  return found
}

function mapResource(resource: Resource, change: Change): Resource {
  const place: TextPlace = {
    owner: `${RESOURCE_LABELS[resource.type]} "${resource.apiName}"`,
    element: resource.apiName,
  }
  return mapMembers(resource, (value, name) => {
    if (NAMES.has(name)) return value
    if (resource.type === 'formula' && name === 'formula')
      return typeof value === 'string' ? change(value, 'formula', place) : value
    return mapValue(value, text => change(text, 'template', place))
  })
}

function mapComponent(component: Component, change: Change): Component {
  const declaration = componentType(component.type)
  const label = `${declaration?.label ?? component.type} "${component.apiName}"`
  const place: TextPlace = { owner: label, element: component.apiName }
  return mapMembers(component, (value, name) => {
    switch (name) {
      case 'attributes':
        return mapSettings(value, declaration?.attributes ?? [], change, place)
      case 'visibility':
        return typeof value === 'string'
          ? change(value, 'formula', place)
          : mapValue(value, text => change(text, 'template', place))
      case 'interactions':
        return mapLists(component.interactions, (list, event) => {
          const events = declaration?.events ?? []
          const eventLabel = events.find(({ name }) => name === event)?.label ?? event
          const inside = { owner: `${label}, ${eventLabel}`, element: component.apiName }
          return mapList(list, item => mapInteraction(item, change, inside))
        })
      case 'children':
        return mapLists(component.children, list => mapList(list, child => mapComponent(child, change)))
      default:
        return value
    }
  })
}

function mapInteraction(interaction: Interaction, change: Change, place: TextPlace): Interaction {
  const declared = interactionType(interaction.type)?.properties ?? []
  return mapMembers(interaction, (value, name) => {
    if (name === 'type' || name === 'targetName') return value
    if (name === 'when') return mapCondition(value, change, place)
    return mapSetting(
      value,
      declared.find(property => property.name === name),
      change,
      place,
    )
  })
}

function mapSettings(
  value: unknown,
  declared: readonly PropertyDeclaration[],
  change: Change,
  place: TextPlace,
): unknown {
  if (!isObject(value)) return value
  return mapMembers(value, (member, name) =>
    mapSetting(
      member,
      declared.find(property => property.name === name),
      change,
      place,
    ),
  )
}

function mapSetting(
  value: unknown,
  declared: PropertyDeclaration | undefined,
  change: Change,
  place: TextPlace,
): unknown {
  if (isInteractionList(value)) return mapList(value, item => mapInteraction(item, change, place))
  switch (declared?.type) {
    case 'condition':
      return mapCondition(value, change, place)
    case 'variable':
    case 'query':
    case 'component':
    case 'target':
      return mapValue(value, text => change(text, text.includes('{!') ? 'template' : 'name', place))
    case 'list':
      return Array.isArray(value)
        ? mapList(value, item => mapSettings(item, declared.items ?? [], change, place))
        : value
    default:
      return mapValue(value, text => change(text, 'template', place))
  }
}

const mapCondition = (value: unknown, change: Change, place: TextPlace): unknown =>
  typeof value === 'string' ? change(value, 'formula', place) : mapValue(value, text => change(text, 'template', place))

function mapValue(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return mapList(value, item => mapValue(item, change))
  return isObject(value) ? mapMembers(value, member => mapValue(member, change)) : value
}

const isInteractionList = (value: unknown): value is readonly Interaction[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(item => isObject(item) && typeof item['type'] === 'string' && interactionType(item['type']) !== undefined)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function mapMembers<T extends object>(object: T, change: (value: unknown, name: string) => unknown): T {
  const entries = Object.entries(object)
  const next = entries.map(([name, value]) => [name, change(value, name)] as const)
  // The changes keep the types of the members: a text stays a text.
  return next.every(([, value], i) => value === entries[i]![1]) ? object : (Object.fromEntries(next) as T)
}

function mapLists<T>(
  lists: Readonly<Record<string, readonly T[]>> | undefined,
  change: (list: readonly T[], name: string) => readonly T[],
): Readonly<Record<string, readonly T[]>> | undefined {
  return lists && mapMembers(lists, (list, name) => change(list as readonly T[], name))
}

function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const next = list.map(change)
  return next.every((item, i) => item === list[i]) ? list : next
}

const NAMES = new Set(['type', 'apiName', 'dataType', 'objectApiName', 'description', 'availability'])

export const RESOURCE_LABELS: Readonly<Record<Resource['type'], string>> = {
  variable: 'Variable',
  constant: 'Constant',
  formula: 'Formula',
  query: 'Query',
  textTemplate: 'Text Template',
}

/// A name that a text refers to, with where it stands in it.
export interface Mention {
  readonly name: string
  readonly start: number
}

/// The resources and components that [text] names, each place of them.
export function mentions(text: string, kind: TextKind): Mention[] {
  if (kind === 'plain') return []
  if (kind === 'name') return firstName(text, 0)
  const braces = [...text.matchAll(BRACES)].flatMap(match => firstName(match[1]!, match.index + 2))
  return kind === 'formula' ? [...braces, ...bareMentions(text)] : braces
}

const BRACES = /\{!([^{}]*)\}/g

function firstName(path: string, start: number): Mention[] {
  const match = /^\s*(?:\$Query\.)?([A-Za-z]\w*)/i.exec(path)
  return match ? [{ name: match[1]!, start: start + match[0].length - match[1]!.length }] : []
}

/// Names in a formula that stand without braces.
function bareMentions(text: string): Mention[] {
  const { tree } = parseFormula(text)
  const found: Mention[] = []
  const pending = [tree.root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'reference' && text[node.start] !== '{') found.push(...firstName(node.path, node.start))
    if (node.kind === 'operation') pending.push(...node.operands)
    if (node.kind === 'call') pending.push(...node.args)
  }
  return found
}

/// The names of every resource and component, lower case.
export const takenNames = (definition: DynamicComponent): Set<string> =>
  new Set(
    [...definition.resources, ...[...everyComponent(definition)].map(({ component }) => component)].map(({ apiName }) =>
      apiName.toLowerCase(),
    ),
  )
