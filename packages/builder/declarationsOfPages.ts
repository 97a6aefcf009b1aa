import { join, sep } from 'node:path'
import type { Plugin } from 'vite'
import { parseSync } from 'vite'

const FOLDERS = ['componentTypes', 'interactions'].map(
  folder => join(import.meta.dirname, '../runtime/src', folder) + sep,
)

/// What declarations say to builders and to the check of Dynamic Components alone. Pages run without: the server checks.
const OF_PROPERTIES = ['label', 'help', 'group', 'options', 'when', 'required']
const OF_KINDS = ['help', 'check', 'palette', 'iconName']

/// Leaves out of a build what the declarations in `runtime` say to builders and checks alone.
export function declarationsOfPages(): Plugin {
  return {
    name: 'declarations-of-pages',
    apply: 'build',
    transform(code, id) {
      if (!FOLDERS.some(folder => id.startsWith(folder))) return null
      return { code: withoutBuilderParts(code), map: null }
    },
  }
}

/// [code], a module of declarations, without what is for builders and checks alone. Looks at literals that stand in the
/// module itself: what functions make is left as it is.
export function withoutBuilderParts(code: string): string {
  const cuts: [from: number, to: number][] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (!isNode(node) || node.type.includes('Function')) return
    if (node.type !== 'ObjectExpression') return Object.values(node).forEach(visit)
    const properties = node['properties'] as readonly Node[]
    const dropped = namesToDrop(properties)
    for (const [i, property] of properties.entries()) {
      const name = nameOf(property)
      if (name && dropped.includes(name)) cuts.push([property.start, properties[i + 1]?.start ?? node.end - 1])
      else visit(property['value'])
    }
  }
  visit(parseSync('declaration.ts', code).program)
  return cuts.sort(([a], [b]) => b - a).reduce((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), code)
}

function namesToDrop(properties: readonly Node[]): readonly string[] {
  const names = new Map(properties.map(property => [nameOf(property), property['value']]))
  const has = (...wanted: readonly string[]): boolean => wanted.every(name => names.has(name))
  const type = names.get('type')
  // A setting: { name, label, type: 'text' }.
  if (has('name', 'label') && isNode(type) && type.type === 'Literal') return OF_PROPERTIES
  // A kind of component or interaction, or what a function makes one from.
  if (has('type', 'label', 'help')) return OF_KINDS
  return has('label') ? ['help'] : []
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [name: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function nameOf(property: Node): string | undefined {
  const { key, computed } = property
  if (computed || !isNode(key)) return undefined
  return key.type === 'Identifier' ? String(key['name']) : undefined
}
