import type { DynamicComponent } from '@millrace/metadata'
import type { CellGraph, SourceCell } from './cells.ts'
import type { ComponentHost } from './host.ts'
import {
  childrenNamed,
  type ObjectDescription,
  type ObjectLookup,
  parentNamed,
  readObjectDescription,
} from './objectDescription.ts'
import { get } from './restApi.ts'

/// The objects that the server has described so far. Reading it inside a cell makes the cell depend on what is known.
export class ObjectDescriptions {
  readonly lookup: ObjectLookup
  /// Settles when everything asked for so far has been answered.
  answered: Promise<void> = Promise.resolve()
  readonly #host: ComponentHost
  readonly #known: SourceCell<ReadonlyMap<string, ObjectDescription>>

  constructor(graph: CellGraph, host: ComponentHost) {
    this.#host = host
    this.#known = graph.source<ReadonlyMap<string, ObjectDescription>>(new Map())
    this.lookup = name => this.#known.read().get(name.toLowerCase())
  }

  /// The same map as long as nothing new is known.
  known(): ReadonlyMap<string, ObjectDescription> {
    return this.#known.read()
  }

  /// Asks the server for these objects and for the relatives that the definition reads through them. What it
  /// does not describe stays unknown: its fields then are read as they come.
  describe(names: readonly string[], definition: DynamicComponent): Promise<void> {
    const asked = this.#describe(names, definition)
    this.answered = Promise.all([this.answered, asked]).then(() => {})
    return asked
  }

  async #describe(names: readonly string[], definition: DynamicComponent): Promise<void> {
    const missing = [...new Map(names.map(name => [name.toLowerCase(), name])).values()].filter(
      name => !this.#known.read().has(name.toLowerCase()),
    )
    if (missing.length === 0) return
    const found = await Promise.all(missing.map(name => this.#ask(name)))
    const known = new Map(this.#known.read())
    for (const object of found) if (object) known.set(object.name.toLowerCase(), object)
    this.#known.set(known)
    const relatives = found.flatMap(object => (object ? relativesOf(object, definition) : []))
    const unknown = relatives.filter(name => !missing.some(asked => asked.toLowerCase() === name.toLowerCase()))
    if (found.some(object => object)) await this.#describe(unknown, definition)
  }

  async #ask(name: string): Promise<ObjectDescription | undefined> {
    const body = await get(this.#host, `/sobjects/${encodeURIComponent(name)}/describe`).catch(() => undefined)
    return readObjectDescription(body)
  }
}

/// The objects whose fields' types references, queries and record variables of a definition need, with the relatives
/// that it reads through them, as far as [objects] knows them.
export function objectsOf(definition: DynamicComponent, objects: ObjectLookup): readonly string[] {
  const found = new Set<string>()
  const visit = (name: string): void => {
    const object = objects(name)
    if (!object || found.has(object.name)) return
    found.add(object.name)
    relativesOf(object, definition).forEach(visit)
  }
  namedObjects(definition).forEach(visit)
  return [...found]
}

/// The objects that resources of a definition name, and its own.
export function namedObjects(definition: DynamicComponent): readonly string[] {
  const names = definition.resources.flatMap(resource =>
    resource.type === 'query' || resource.type === 'variable' ? (resource.objectApiName ?? []) : [],
  )
  return definition.targetObject ? [...names, definition.targetObject] : names
}

/// The objects behind the relationship names that stand anywhere in the definition: before a point in a field path or
/// a reference, or as the relationship of a query's children.
function relativesOf(object: ObjectDescription, definition: DynamicComponent): string[] {
  const names = new Set([...JSON.stringify(definition).matchAll(/[A-Za-z]\w*(?=\.)/g)].map(([name]) => name))
  const parents = [...names].flatMap(name => {
    const targets = parentNamed(object, name)?.referenceTo ?? []
    return targets.length === 1 ? targets : []
  })
  const relationships = definition.resources.flatMap(resource =>
    resource.type === 'query' ? (resource.children ?? []).map(child => child.relationship) : [],
  )
  const children = relationships.flatMap(name => childrenNamed(object, name)?.childObject ?? [])
  return [...parents, ...children]
}
