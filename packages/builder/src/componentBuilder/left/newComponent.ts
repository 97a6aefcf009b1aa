import type { Component, DynamicComponent, QueryResource } from '@millrace/metadata'
import type { ComponentDeclaration, PropertyDeclaration } from '@millrace/runtime'
import { freeName } from '../document/names.ts'
import { takenNames } from '../document/settings.ts'

/// A new component of a type, with what it needs to be seen at once: a label, the first query of the definition as its
/// records, two tabs.
export function newComponent(
  definition: DynamicComponent,
  declaration: ComponentDeclaration,
  attributes: Readonly<Record<string, unknown>> = {},
): Component {
  const needed = declaration.attributes.flatMap(property => {
    const value = firstValue(definition, declaration, property)
    return value === undefined ? [] : [[property.name, value] as const]
  })
  const all = { ...Object.fromEntries(needed), ...attributes }
  const apiName = freeName(takenNames(definition), declaration.type)
  return { type: declaration.type, apiName, ...(Object.keys(all).length > 0 && { attributes: all }) }
}

function firstValue(
  definition: DynamicComponent,
  declaration: ComponentDeclaration,
  property: PropertyDeclaration,
): unknown {
  if (property.name === declaration.slotsFrom) return twoItems(property)
  if (!property.required && property.type !== 'records') return undefined
  switch (property.type) {
    case 'text':
    case 'longText':
      return property.name === 'label' || property.name === 'value' ? declaration.label : property.label
    case 'records': {
      const query = definition.resources.find(({ type }) => type === 'query')
      return query && `{!${query.apiName}}`
    }
    case 'list':
      return property.name === 'columns' ? firstColumns(definition) : []
    case 'object':
      return definition.targetObject
    case 'choice':
      return property.default === undefined ? property.options?.[0]?.value : undefined
    default:
      return undefined
  }
}

function firstColumns(definition: DynamicComponent): object[] {
  const query = definition.resources.find((resource): resource is QueryResource => resource.type === 'query')
  return (query?.fields ?? []).slice(0, 5).map(fieldName => ({ fieldName }))
}

function twoItems({ items = [] }: PropertyDeclaration): object[] {
  const hasLabel = items.some(({ name }) => name === 'label')
  return ['First', 'Second'].map(label => ({ name: label.toLowerCase(), ...(hasLabel && { label }) }))
}
