import { applyEdits, type Edit } from '../xml/edit.ts'
import { Report } from '../report.ts'
import { type JsonList, type JsonNode, type JsonObject, parseJson, plainValue } from './parse.ts'

/// The text of a JSON file that holds [value], made from [source] by changing only what differs: every other line keeps
/// its bytes, the order of its members and its layout. The same value gives the same text. A source that is no JSON is
/// replaced as a whole.
///
/// List items with an `apiName`, `name` or `field` are followed when they move.
export function rewriteJson(source: string, value: unknown): string {
  const node = parseJson(new Report(source, ''))
  if (!node) return `${printJson(value)}\n`
  const layout: Layout = { source, newline: source.includes('\r\n') ? '\r\n' : '\n', step: stepOf(source) }
  return applyEdits(source, editsOf(layout, node, value))
}

/// [value] as text in the layout of the project's files: short things on one line, members of others on their own.
export function printJson(value: unknown): string {
  return print({ source: '', newline: '\n', step: '  ' }, value, '')
}

interface Layout {
  readonly source: string
  readonly newline: string
  /// What one level is indented by.
  readonly step: string
}

const WIDTH = 120

function editsOf(layout: Layout, node: JsonNode, value: unknown): Edit[] {
  if (isSame(plainValue(node), value)) return []
  if (isSpread(layout, node)) {
    if (node.kind === 'object' && isPlainObject(value) && shared(node, value)) return objectEdits(layout, node, value)
    if (node.kind === 'list' && Array.isArray(value) && value.length > 0) return listEdits(layout, node, value)
  }
  const indent = indentAt(layout, node.span.start)
  return [{ span: node.span, text: lineAsBefore(layout, node, value, indent) ?? print(layout, value, indent) }]
}

/// What stood on one line stays there while it fits.
function lineAsBefore({ source }: Layout, node: JsonNode, value: unknown, indent: string): string | null {
  const isFilled = node.kind === 'object' ? node.members.size > 0 : node.kind === 'list' && node.items.length > 0
  if (!isFilled || source.slice(node.span.start, node.span.end).includes('\n')) return null
  const line = onOneLine(value, () => true)
  return line !== null && indent.length + line.length <= WIDTH ? line : null
}

/// Whether its members or items stand on lines of their own.
function isSpread({ source }: Layout, node: JsonNode): boolean {
  const first = node.kind === 'object' ? [...node.members.values()][0]?.nameSpan : listItems(node)[0]?.span
  return first !== undefined && source.slice(node.span.start, first.start).includes('\n')
}

const listItems = (node: JsonNode): readonly JsonNode[] => (node.kind === 'list' ? node.items : [])

const shared = (node: JsonObject, value: Record<string, unknown>): boolean =>
  Object.keys(value).some(name => node.members.has(name))

function objectEdits(layout: Layout, node: JsonObject, value: Record<string, unknown>): Edit[] {
  const names = Object.keys(value).filter(name => value[name] !== undefined)
  const old: Part[] = [...node.members].map(([name, member]) => ({
    key: name,
    start: member.nameSpan.start,
    node: member.value,
  }))
  // What stays keeps the order of the file; what is new comes behind what it follows in the value.
  const kept = old.map(({ key }) => key).filter(name => names.includes(name))
  const order = [...kept]
  for (const [i, name] of names.entries()) {
    if (node.members.has(name)) continue
    const before = names.slice(0, i).findLast(candidate => order.includes(candidate))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name)
  }
  const wanted = order.map(name => ({ key: name, value: value[name], label: `${JSON.stringify(name)}: ` }))
  return partEdits(layout, node, old, wanted)
}

function listEdits(layout: Layout, node: JsonList, value: readonly unknown[]): Edit[] {
  const oldKeys = node.items.map(item => keyOf(plainValue(item)))
  const newKeys = value.map(keyOf)
  const pairs = commonKeys(oldKeys, newKeys)
  const old = node.items.map((item, i): Part => ({ key: `old ${i}`, start: item.span.start, node: item }))
  const wanted = value.map((item, i): Wanted => ({ key: `new ${i}`, value: item, label: '' }))
  for (const [from, to] of pairs) wanted[to]!.key = old[from]!.key
  pairInGaps(old, wanted, pairs)
  return partEdits(layout, node, old, wanted)
}

/// Items between two that stayed, as many as before: they were changed rather than replaced.
function pairInGaps(
  old: readonly Part[],
  wanted: readonly Wanted[],
  pairs: readonly (readonly [number, number])[],
): void {
  let [from, to] = [0, 0]
  for (const [nextFrom, nextTo] of [...pairs, [old.length, wanted.length] as const]) {
    if (nextFrom - from === nextTo - to)
      for (let i = 0; from + i < nextFrom; i++) wanted[to + i]!.key = old[from + i]!.key
    from = nextFrom + 1
    to = nextTo + 1
  }
}

/// A member or item as it stands in the source.
interface Part {
  readonly key: string
  readonly start: number
  readonly node: JsonNode
}

/// One as it should be; of those in the source the key is the same.
interface Wanted {
  key: string
  readonly value: unknown
  readonly label: string
}

/// Changes parts that stay, and takes out and puts in the others. [wanted] has those that stay in the source's order.
function partEdits(
  layout: Layout,
  node: JsonObject | JsonList,
  old: readonly Part[],
  wanted: readonly Wanted[],
): Edit[] {
  const edits: Edit[] = []
  const inner = indentAt(layout, old[0]!.start)
  const byKey = new Map(old.map(part => [part.key, part]))
  const stays = new Set(wanted.map(({ key }) => key))
  const separator = `,${layout.newline}${inner}`
  let last: Part | undefined
  let isFirst = true
  for (const { key, value, label } of wanted) {
    const part = byKey.get(key)
    if (part) {
      const between = cutBetween(old, last, part, stays)
      // Everything before the first one that stays goes, with the new ones in its place.
      if (between) edits.push(between)
      edits.push(...editsOf(layout, part.node, value))
      last = part
    } else {
      const text = label + print(layout, value, inner, label.length)
      const at = last ? last.node.span.end : old[0]!.start
      edits.push({ span: { start: at, end: at }, text: last ? separator + text : text + separator })
    }
    isFirst = false
  }
  if (isFirst || !last)
    return [{ span: node.span, text: print(layout, printable(node, wanted), indentAt(layout, node.span.start)) }]
  const end = old.at(-1)!.node.span.end
  if (last.node.span.end < end) edits.push({ span: { start: last.node.span.end, end }, text: '' })
  return edits
}

/// Takes out the parts between [last] and [part], with their commas.
function cutBetween(old: readonly Part[], last: Part | undefined, part: Part, stays: ReadonlySet<string>): Edit | null {
  const from = last ? old.indexOf(last) + 1 : 0
  const gone = old.slice(from, old.indexOf(part)).filter(({ key }) => !stays.has(key))
  if (gone.length === 0) return null
  return last
    ? { span: { start: last.node.span.end, end: old[old.indexOf(part) - 1]!.node.span.end }, text: '' }
    : { span: { start: gone[0]!.start, end: part.start }, text: '' }
}

function printable(node: JsonNode, wanted: readonly Wanted[]): unknown {
  if (node.kind === 'list') return wanted.map(({ value }) => value)
  return Object.fromEntries(wanted.map(({ key, value }) => [key, value]))
}

/// What an item is known by when its content changes.
function keyOf(value: unknown): string {
  if (isPlainObject(value)) {
    for (const name of ['apiName', 'name', 'field', 'fieldName']) {
      const key = value[name]
      if (typeof key === 'string') return `${name} ${key}`
    }
  }
  return JSON.stringify(value) ?? ''
}

/// The longest sequence of keys that both lists have, as pairs of places.
function commonKeys(from: readonly string[], to: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1))
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i]![j] =
        from[i] === to[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i] === to[j]) pairs.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return pairs
}

function print(layout: Layout, value: unknown, indent: string, used = 0): string {
  const line = onOneLine(value)
  if (line !== null && indent.length + used + line.length <= WIDTH) return line
  const inner = indent + layout.step
  const between = `,${layout.newline}${inner}`
  if (Array.isArray(value)) {
    const items = value.map(item => print(layout, item, inner))
    return `[${layout.newline}${inner}${items.join(between)}${layout.newline}${indent}]`
  }
  if (isPlainObject(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => {
        const label = `${JSON.stringify(name)}: `
        return label + print(layout, member, inner, label.length)
      })
    return `{${layout.newline}${inner}${members.join(between)}${layout.newline}${indent}}`
  }
  return JSON.stringify(value ?? null)
}

/// The value on one line, or null where [isShort] says that people want to see its parts below each other.
function onOneLine(value: unknown, isShort = isShortValue): string | null {
  if (Array.isArray(value)) {
    if (!isShort(value)) return null
    const items = value.map(item => onOneLine(item, isShort))
    return items.includes(null) ? null : `[${items.join(', ')}]`
  }
  if (isPlainObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    if (members.length === 0) return '{}'
    if (!isShort(value)) return null
    return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${onOneLine(member, isShort)}`).join(', ')} }`
  }
  return JSON.stringify(value ?? null)
}

/// Whether a list has one object at most, and an object no name and no objects inside.
function isShortValue(value: readonly unknown[] | Record<string, unknown>): boolean {
  if (isList(value)) return value.length < 2 || !value.some(isPlainObject)
  return !('apiName' in value) && !Object.values(value).some(member => isPlainObject(member) || hasObjects(member))
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const hasObjects = (value: unknown): boolean => Array.isArray(value) && value.some(item => typeof item === 'object')

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/// Whether two values would be the same file: order of members does not matter, a member that is undefined is none.
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  if (!isPlainObject(a)) return a === b
  if (!isPlainObject(b)) return false
  const names = Object.keys(b).filter(name => b[name] !== undefined)
  return names.length === Object.keys(a).length && names.every(name => name in a && isSame(a[name], b[name]))
}

/// The white space that the line of [offset] begins with.
function indentAt({ source }: Layout, offset: number): string {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(source.slice(start, offset))![0]
}

const stepOf = (source: string): string => /\n([ \t]+)/.exec(source)?.[1] ?? '  '
