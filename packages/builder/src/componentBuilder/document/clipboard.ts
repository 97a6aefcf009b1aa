import type { Component, DynamicComponent, Resource } from '@millrace/metadata'
import { freeName, renamed, renamedReferences, resourcesOf } from './names.ts'
import { takenNames } from './settings.ts'
import { insertComponents, namesWithin, type Place, topmost } from './tree.ts'

/// Components that were cut or copied, with the resources that they refer to.
export interface Clip {
  readonly components: readonly Component[]
  readonly resources: readonly Resource[]
}

export function clipOf(definition: DynamicComponent, apiNames: Iterable<string>): Clip {
  const components = topmost(definition, apiNames).map(({ component }) => component)
  return { components, resources: resourcesOf(definition, components) }
}

/// What pasting did.
export interface Pasted {
  readonly definition: DynamicComponent
  /// The names that the pasted components have now.
  readonly components: readonly string[]
  readonly addedResources: readonly string[]
}

/// Puts a clip at [place]. Components get names of their own where theirs are taken, and refer to each other by them.
/// A resource that the definition has already, word for word, is used; another of the same name is added under a new one.
export function paste(definition: DynamicComponent, clip: Clip, place: Place): Pasted {
  const taken = takenNames(definition)
  const names = new Map<string, string>()
  const added: Resource[] = []
  for (const resource of clip.resources) {
    const here = definition.resources.find(({ apiName }) => apiName.toLowerCase() === resource.apiName.toLowerCase())
    if (here && JSON.stringify(here) === JSON.stringify(resource)) continue
    added.push(resource)
    names.set(resource.apiName, claim(taken, resource.apiName))
  }
  for (const name of clip.components.flatMap(namesWithin)) names.set(name, claim(taken, name))
  let part: DynamicComponent = { apiName: 'Clip', label: '', resources: added, components: clip.components }
  part = renamedReferences(part, names)
  // By way of names that nobody has, so that A -> B does not meet B -> C.
  for (const [i, [from]] of [...names].entries()) part = renamed(part, from, `Pasting${i}X`)
  for (const [i, [, to]] of [...names].entries()) part = renamed(part, `Pasting${i}X`, to)
  return {
    definition: insertComponents(
      { ...definition, resources: [...definition.resources, ...part.resources] },
      place,
      part.components,
    ),
    components: part.components.map(({ apiName }) => apiName),
    addedResources: part.resources.map(({ apiName }) => apiName),
  }
}

function claim(taken: Set<string>, base: string): string {
  const name = freeName(taken, base)
  taken.add(name.toLowerCase())
  return name
}

const MARK = 'millrace-components'

/// A clip as text for the system's clipboard, so that it can go to another component, tab or project.
export const clipText = (clip: Clip): string => JSON.stringify({ [MARK]: clip })

/// The clip that a text holds; undefined when it is something else.
export function readClip(text: string): Clip | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const clip: unknown = typeof value === 'object' && value !== null && MARK in value ? value[MARK] : undefined
    return isClip(clip) ? clip : undefined
  } catch {
    return undefined
  }
}

const isClip = (value: unknown): value is Clip =>
  typeof value === 'object' &&
  value !== null &&
  'components' in value &&
  Array.isArray(value.components) &&
  'resources' in value &&
  Array.isArray(value.resources)
