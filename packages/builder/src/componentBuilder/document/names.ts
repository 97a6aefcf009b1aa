import type { Component, DynamicComponent, Resource } from '@millrace/metadata'
import { everyComponent } from './tree.ts'
import { mapTexts, mentions, takenNames, type TextPlace } from './settings.ts'

const API_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/

/// Why [name] cannot be the API name of what is called [now] (or of something new), as a sentence; undefined when it can.
export function whyNotName(definition: DynamicComponent, name: string, now?: string): string | undefined {
  if (name === '') return 'Enter an API name.'
  if (!API_NAME.test(name))
    return `"${name}" is no API name: letters, digits and single underscores, a letter first, none at the end.`
  if (name.toLowerCase() !== now?.toLowerCase() && takenNames(definition).has(name.toLowerCase()))
    return `"${name}" is taken by another resource or component. Upper and lower case make no difference.`
  return undefined
}

/// [base], or with the first number behind it that makes it a name of its own.
export function freeName(taken: ReadonlySet<string>, base: string): string {
  if (!taken.has(base.toLowerCase())) return base
  const stem = base.replace(/\d+$/, '')
  for (let i = 2; ; i++) if (!taken.has(`${stem}${i}`.toLowerCase())) return `${stem}${i}`
}

/// An API name made of a label, as Salesforce does it: "Set as Active" -> "Set_as_Active".
export const nameOfLabel = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '')

/// The definition in which [from] is called [to], with every reference to it.
export function renamed(definition: DynamicComponent, from: string, to: string): DynamicComponent {
  const referring = renamedReferences(definition, new Map([[from, to]]))
  const own = <T extends Component | Resource>(part: T): T => (part.apiName === from ? { ...part, apiName: to } : part)
  const inTree = (component: Component): Component =>
    own(
      component.children
        ? {
            ...component,
            children: Object.fromEntries(
              Object.entries(component.children).map(([slot, children]) => [slot, children.map(inTree)]),
            ),
          }
        : component,
    )
  return { ...referring, resources: referring.resources.map(own), components: referring.components.map(inTree) }
}

/// The definition whose references to a key of [names] go to its value instead. Keys ignore case.
export function renamedReferences(definition: DynamicComponent, names: ReadonlyMap<string, string>): DynamicComponent {
  const byLower = new Map([...names].map(([from, to]) => [from.toLowerCase(), to]))
  return mapTexts(definition, (text, kind) => {
    const found = mentions(text, kind)
      .filter(({ name }) => byLower.has(name.toLowerCase()))
      .toSorted((a, b) => b.start - a.start)
    return found.reduce(
      (result, { name, start }) =>
        result.slice(0, start) + byLower.get(name.toLowerCase())! + result.slice(start + name.length),
      text,
    )
  })
}

/// A place that refers to something.
export interface Use extends TextPlace {
  readonly text: string
}

/// Everything that refers to one of [apiNames].
export function usesOf(definition: DynamicComponent, apiNames: Iterable<string>): Use[] {
  const wanted = new Set([...apiNames].map(name => name.toLowerCase()))
  const uses: Use[] = []
  mapTexts(definition, (text, kind, place) => {
    if (mentions(text, kind).some(({ name }) => wanted.has(name.toLowerCase()))) uses.push({ ...place, text })
    return text
  })
  return uses.filter(({ element }) => element === null || !wanted.has(element.toLowerCase()))
}

/// The resources that [components] need, with those that these need in turn.
export function resourcesOf(definition: DynamicComponent, components: readonly Component[]): Resource[] {
  const byName = new Map(definition.resources.map(resource => [resource.apiName.toLowerCase(), resource]))
  const needed = new Set<Resource>()
  const note = (part: DynamicComponent): void => {
    mapTexts(part, (text, kind) => {
      for (const { name } of mentions(text, kind)) {
        const resource = byName.get(name.toLowerCase())
        if (resource && !needed.has(resource)) {
          needed.add(resource)
          note({ ...EMPTY, resources: [resource] })
        }
      }
      return text
    })
  }
  note({ ...EMPTY, components })
  return definition.resources.filter(resource => needed.has(resource))
}

const EMPTY: DynamicComponent = { apiName: 'X', label: '', resources: [], components: [] }

/// The API names of every component, with the label that lists show.
export const componentNames = (definition: DynamicComponent): string[] =>
  [...everyComponent(definition)].map(({ component }) => component.apiName)
