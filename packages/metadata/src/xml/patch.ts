import type { Edit, NewElement } from './edit.ts'
import { insertAt, removeElement, setChildren, setText } from './edit.ts'
import type { XmlElement } from './element.ts'

/// What is to stand inside an element, tag by tag: a text, elements inside, or a list of those for a tag that repeats;
/// null removes every one of the tag. Tags that are not named stay as they are, byte for byte.
export interface XmlPatch {
  readonly [tag: string]: XmlContent | readonly XmlContent[] | null | undefined
}

export type XmlContent = string | XmlPatch

/// The order of an element's tags: a new one goes before the first whose rank is higher.
export type TagOrder = (parent: string, tag: string) => string

/// The edits that make [element] what [patch] says. Only what is different changes.
export function patchElement(source: string, element: XmlElement, patch: XmlPatch, order: TagOrder): Edit[] {
  const edits: Edit[] = []
  const removed = new Set<XmlElement>()
  const added: NewElement[] = []
  for (const [tag, wanted] of Object.entries(patch)) {
    if (wanted === undefined) continue
    const existing = element.children.filter(child => child.name === tag)
    const items = wanted === null ? [] : isList(wanted) ? wanted : [wanted]
    items.forEach((content, i) => {
      const child = existing[i]
      if (!child) added.push(newElement(tag, content, order))
      else if (typeof content === 'string') edits.push(setText(source, child, content))
      else edits.push(...patchElement(source, child, content, order))
    })
    // One text or element is the first of its tag; a list is all of them.
    if (wanted === null || isList(wanted)) for (const child of existing.slice(items.length)) removed.add(child)
  }
  const kept = element.children.filter(child => !removed.has(child))
  if (kept.length === 0 && (added.length > 0 || removed.size > 0))
    return [setChildren(source, element, inOrder(element.name, added, order))]
  for (const child of removed) edits.push(removeElement(source, child))
  for (const child of inOrder(element.name, added, order))
    edits.push(insertInOrder(source, element, child, kept, order))
  return edits
}

/// An element of [name] that holds [content]; what is null or undefined in it is left out.
export function newElement(name: string, content: XmlContent, order: TagOrder): NewElement {
  if (typeof content === 'string') return { name, text: content }
  const children = Object.entries(content).flatMap(([tag, inner]) =>
    inner === null || inner === undefined
      ? []
      : (isList(inner) ? inner : [inner]).map(one => newElement(tag, one, order)),
  )
  return { name, children: inOrder(name, children, order) }
}

/// Inserts [child] into [parent] where the order of tags puts it: behind the last of its own tag.
export function insertChildInOrder(source: string, parent: XmlElement, child: NewElement, order: TagOrder): Edit {
  if (parent.children.length === 0) return setChildren(source, parent, [child])
  return insertInOrder(source, parent, child, parent.children, order)
}

function insertInOrder(
  source: string,
  parent: XmlElement,
  child: NewElement,
  kept: readonly XmlElement[],
  order: TagOrder,
): Edit {
  const rank = order(parent.name, child.name)
  const same = kept.findLast(one => one.name === child.name)
  const before = same ? kept[kept.indexOf(same) + 1] : kept.find(one => order(parent.name, one.name) > rank)
  return before ? insertAt(source, { before }, child) : insertAt(source, { behind: kept.at(-1)! }, child)
}

const inOrder = (parent: string, elements: readonly NewElement[], order: TagOrder): NewElement[] =>
  elements.toSorted((a, b) => compare(order(parent, a.name), order(parent, b.name)))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isList = (content: XmlContent | readonly XmlContent[]): content is readonly XmlContent[] => Array.isArray(content)
