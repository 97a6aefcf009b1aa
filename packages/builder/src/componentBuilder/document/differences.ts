import type { Component, DynamicComponent, Resource } from '@millrace/metadata'
import { componentType, type PropertyDeclaration } from '@millrace/runtime'
import { isSame } from './merge.ts'
import { RESOURCE_LABELS } from './settings.ts'
import { everyComponent, type Found } from './tree.ts'

/// What is different in [after], in words, a line each: "Max Row Selection of Contacts: 1 → none".
export function differences(before: DynamicComponent, after: DynamicComponent): readonly string[] {
  return [
    ...(['label', 'description', 'targetObject'] as const).flatMap(name =>
      before[name] === after[name] ? [] : [`${OWN[name]}: ${shown(before[name])} → ${shown(after[name])}`],
    ),
    ...resourceDifferences(before.resources, after.resources),
    ...componentDifferences(before, after),
    ...(isSame(before.interactions, after.interactions) ? [] : ['On Load: other interactions']),
    ...(isSame(before.sequences, after.sequences) ? [] : ['Sequences changed']),
  ]
}

const OWN = { label: 'Label', description: 'Description', targetObject: 'Target Page Object' }

function resourceDifferences(before: readonly Resource[], after: readonly Resource[]): string[] {
  const title = ({ type, apiName }: Resource) => `${RESOURCE_LABELS[type]} ${apiName}`
  const old = new Map(before.map(resource => [resource.apiName, resource]))
  const now = new Set(after.map(({ apiName }) => apiName))
  const added = after.flatMap(resource => {
    const other = old.get(resource.apiName)
    return other ? memberDifferences(title(resource), other, resource, []) : [`Added ${title(resource)}`]
  })
  return [...before.filter(({ apiName }) => !now.has(apiName)).map(resource => `Removed ${title(resource)}`), ...added]
}

function componentDifferences(before: DynamicComponent, after: DynamicComponent): string[] {
  const old = new Map([...everyComponent(before)].map(found => [found.component.apiName, found]))
  const now = new Map([...everyComponent(after)].map(found => [found.component.apiName, found]))
  const title = ({ type, apiName }: Component) => `${componentType(type)?.label ?? type} ${apiName}`
  const removed = [...old.values()].filter(({ component }) => !now.has(component.apiName))
  const order = (found: ReadonlyMap<string, Found>, other: ReadonlyMap<string, Found>) =>
    [...found.keys()].filter(name => other.has(name))
  const moved = new Set<string>()
  for (const [name, { place }] of now) {
    const was = old.get(name)?.place
    if (was && (was.parent !== place.parent || was.slot !== place.slot)) moved.add(name)
  }
  const [oldOrder, newOrder] = [order(old, now), order(now, old)]
  const isReordered = moved.size === 0 && !isSame(oldOrder, newOrder)
  return [
    ...removed.map(({ component }) => `Removed ${title(component)}`),
    ...[...now.values()].flatMap(({ component, place }) => {
      const was = old.get(component.apiName)
      if (!was) return [`Added ${title(component)}${place.parent ? ` in ${place.parent}` : ''}`]
      const move = moved.has(component.apiName)
        ? [`Moved ${title(component)} ${place.parent ? `into ${place.parent}` : 'to the top level'}`]
        : []
      return [...move, ...changesOf(was.component, component)]
    }),
    ...(isReordered ? [`Other order: ${newOrder.join(', ')}`] : []),
  ]
}

function changesOf(before: Component, after: Component): string[] {
  const declaration = componentType(after.type)
  const { apiName } = after
  const events = new Set([...Object.keys(before.interactions ?? {}), ...Object.keys(after.interactions ?? {})])
  return [
    ...(before.type === after.type
      ? []
      : [`${apiName} is a ${declaration?.label ?? after.type} instead of a ${before.type}`]),
    ...memberDifferences(apiName, before.attributes ?? {}, after.attributes ?? {}, declaration?.attributes ?? []),
    ...[...events].flatMap(event =>
      isSame(before.interactions?.[event], after.interactions?.[event])
        ? []
        : [
            `${declaration?.events.find(({ name }) => name === event)?.label ?? event} of ${apiName}: other interactions`,
          ],
    ),
    ...(isSame(before.visibility, after.visibility)
      ? []
      : [`Visibility of ${apiName}: ${shown(before.visibility, 'always')} → ${shown(after.visibility, 'always')}`]),
  ]
}

function memberDifferences(
  owner: string,
  before: object,
  after: object,
  declared: readonly PropertyDeclaration[],
): string[] {
  const [old, now]: Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }]
  const names = [...new Set([...Object.keys(old!), ...Object.keys(now!)])]
  return names.flatMap(name => {
    if (isSame(old![name], now![name])) return []
    const property = declared.find(property => property.name === name)
    const none = property?.default === undefined || property.default === null ? 'none' : String(property.default)
    return [`${property?.label ?? name} of ${owner}: ${shown(old![name], none)} → ${shown(now![name], none)}`]
  })
}

function shown(value: unknown, none = 'none'): string {
  if (value === undefined) return none
  if (typeof value === 'string') return `"${value}"`
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
