import type { Span } from '../diagnostic.ts'
import type { XmlElement } from './element.ts'

/// Puts [text] in place of a stretch of source text.
export interface Edit {
  readonly span: Span
  readonly text: string
}

/// An element to insert: with text, or with elements inside.
export type NewElement =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly children: readonly NewElement[] }

/// The text with all [edits] made, which speak of places in [source] and may come in any order; insertions at one
/// place keep theirs. Every byte outside stays. Edits that overlap are a bug of the caller.
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  let result = ''
  let done = 0
  for (const { span, text } of sorted) {
    if (span.start < done) throw new Error(`Two edits overlap at offset ${span.start}.`)
    result += source.slice(done, span.start) + text
    done = span.end
  }
  return result + source.slice(done)
}

/// Makes [text] all that is inside [element]. When it is already, nothing changes, however it is escaped.
export function setText(source: string, element: XmlElement, text: string): Edit {
  if (element.children.length === 0 && element.text === text) return { span: at(element.inner.start), text: '' }
  return setInner(source, element, escapeText(text))
}

/// Makes [text] the text of the first child called [name]. Without one, inserts it where the alphabet puts it,
/// which is how Salesforce orders the tags of a file.
export function setChildText(source: string, parent: XmlElement, name: string, text: string): Edit {
  const child = parent.children.find(child => child.name === name)
  if (child) return setText(source, child, text)
  return insertChild(
    source,
    parent,
    { name, text },
    parent.children.find(child => child.name > name),
  )
}

/// Inserts [child] before the child [before] of [parent], or behind its last, on a line of its own, indented and
/// ended as the file does it.
export function insertChild(source: string, parent: XmlElement, child: NewElement, before?: XmlElement): Edit {
  const last = parent.children.at(-1)
  if (before) return insertAt(source, { before }, child)
  if (last) return insertAt(source, { behind: last }, child)
  return setChildren(source, parent, [child])
}

/// Inserts [child] before or behind one of its later siblings, on a line of its own.
export function insertAt(
  source: string,
  place: { readonly before: XmlElement } | { readonly behind: XmlElement },
  child: NewElement,
): Edit {
  const indent = indentOf(source, 'before' in place ? place.before : place.behind)
  return insertSource(source, place, printElement(child, indent, newlineOf(source)))
}

/// Inserts an element as it is written, [xml], before or behind one of its later siblings, on a line of its own.
export function insertSource(
  source: string,
  place: { readonly before: XmlElement } | { readonly behind: XmlElement },
  xml: string,
): Edit {
  const newline = newlineOf(source)
  const sibling = 'before' in place ? place.before : place.behind
  const indent = indentOf(source, sibling)
  return 'before' in place
    ? { span: at(sibling.span.start), text: xml + newline + indent }
    : { span: at(sibling.span.end), text: newline + indent + xml }
}

/// Makes [children] all that is inside [parent], each on a line of its own.
export function setChildren(source: string, parent: XmlElement, children: readonly NewElement[]): Edit {
  if (children.length === 0) return setInner(source, parent, '')
  const newline = newlineOf(source)
  const outer = indentOf(source, parent)
  const indent = outer + INDENT
  const lines = children.map(child => newline + indent + printElement(child, indent, newline))
  return setInner(source, parent, lines.join('') + newline + outer)
}

const newlineOf = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n')

/// Removes [element], and its line when nothing else stands there.
export function removeElement(source: string, element: XmlElement): Edit {
  const { start, end } = element.span
  const line = lineStart(source, start)
  const lineEnd = /[ \t]*(\r\n|\r|\n)/y
  lineEnd.lastIndex = end
  const isAlone = source.slice(line, start).trim() === '' && lineEnd.test(source)
  return { span: isAlone ? { start: line, end: lineEnd.lastIndex } : element.span, text: '' }
}

const INDENT = '    '

const at = (offset: number): Span => ({ start: offset, end: offset })

function setInner(source: string, element: XmlElement, xml: string): Edit {
  if (!isSelfClosing(source, element)) return { span: element.inner, text: xml }
  const tag = source.slice(element.span.start, element.span.end)
  const start = element.span.start + tag.replace(/\s*\/>$/, '').length
  return { span: { start, end: element.span.end }, text: `>${xml}</${element.name}>` }
}

const isSelfClosing = (source: string, element: XmlElement): boolean =>
  source.startsWith('/>', element.inner.start - 2) && element.inner.start === element.span.end

/// Where the line that [offset] is on begins.
export function lineStart(source: string, offset: number): number {
  return Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1
}

/// The white space that the line of [element] begins with.
export function indentOf(source: string, element: XmlElement): string {
  const line = source.slice(lineStart(source, element.span.start), element.span.start)
  return /^[ \t]*/.exec(line)![0]
}

function printElement(element: NewElement, indent: string, newline: string): string {
  const { name } = element
  if ('text' in element) return `<${name}>${escapeText(element.text)}</${name}>`
  if (element.children.length === 0) return `<${name}/>`
  const inner = element.children.map(child => indent + INDENT + printElement(child, indent + INDENT, newline) + newline)
  return `<${name}>${newline}${inner.join('')}${indent}</${name}>`
}

/// Text as Salesforce writes it in XML. A carriage return is written as a number since readers drop it otherwise;
/// characters that XML cannot hold at all become U+FFFD.
export function escapeText(text: string): string {
  return text.replace(/[&<>"'\r]/g, character => ESCAPES[character]!).replace(FORBIDDEN, '\uFFFD')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

const FORBIDDEN =
  /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\uD800-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
