import type { DynamicComponent } from '@millrace/metadata'

export interface Merged {
  readonly definition: DynamicComponent
  /// Where both changed the same thing differently; mine stands there.
  readonly conflicts: readonly string[]
}

/// What two people made of [base], put together: what only one of them changed is as that one has it.
export function mergeDefinitions(base: DynamicComponent, mine: DynamicComponent, theirs: DynamicComponent): Merged {
  const conflicts: string[] = []
  // Merging members and items of definitions gives a definition.
  const definition = merge(base, mine, theirs, '', conflicts) as DynamicComponent
  return { definition, conflicts }
}

function merge(base: unknown, mine: unknown, theirs: unknown, path: string, conflicts: string[]): unknown {
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine
  if (isSame(mine, base)) return theirs
  if (isObject(mine) && isObject(theirs)) return mergeObjects(isObject(base) ? base : {}, mine, theirs, path, conflicts)
  if (isKeyed(mine) && isKeyed(theirs)) return mergeLists(isKeyed(base) ? base : [], mine, theirs, path, conflicts)
  conflicts.push(path)
  return mine
}

function mergeObjects(base: Members, mine: Members, theirs: Members, path: string, conflicts: string[]): Members {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const entries = names.map(
    name => [name, merge(base[name], mine[name], theirs[name], `${path}${path && '.'}${name}`, conflicts)] as const,
  )
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/// Lists of things with names, in my order; what only they have comes behind what it follows with them.
function mergeLists(
  base: readonly Members[],
  mine: readonly Members[],
  theirs: readonly Members[],
  path: string,
  conflicts: string[],
): readonly Members[] {
  const find = (list: readonly Members[], key: string) => list.find(item => keyOf(item) === key)
  const kept = mine.flatMap(item => {
    const key = keyOf(item)!
    const [before, other] = [find(base, key), find(theirs, key)]
    if (!other && before && isSame(item, before)) return []
    return other ? [merge(before, item, other, `${path}.${key}`, conflicts) as Members] : [item]
  })
  for (const [index, item] of theirs.entries()) {
    const key = keyOf(item)!
    if (find(mine, key)) continue
    const before = find(base, key)
    if (before && isSame(before, item)) continue
    if (before) conflicts.push(`${path}.${key}`)
    const behind = theirs.slice(0, index).findLast(other => find(kept, keyOf(other)!))
    kept.splice(behind ? kept.findIndex(other => keyOf(other) === keyOf(behind)) + 1 : 0, 0, item)
  }
  return kept
}

type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keyOf = (item: Members): string | undefined => {
  const key = item['apiName'] ?? item['name']
  return typeof key === 'string' ? key : undefined
}

/// Whether every item has a name of its own.
const isKeyed = (value: unknown): value is readonly Members[] =>
  Array.isArray(value) &&
  value.every(item => isObject(item) && keyOf(item) !== undefined) &&
  new Set(value.map(item => keyOf(item as Members))).size === value.length

/// Whether two values would be the same file, whatever the order of members.
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const names = (value: Members) => Object.keys(value).filter(name => value[name] !== undefined)
  return names(a).length === names(b).length && names(a).every(name => isSame(a[name], b[name]))
}
