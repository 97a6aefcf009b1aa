import {
  applyEdits,
  type Edit,
  indentOf,
  insertAt,
  insertSource,
  lineStart,
  removeElement,
  setText,
} from '../../xml/edit.ts'
import type { XmlElement } from '../../xml/element.ts'
import { newElement, patchElement, type XmlPatch } from '../../xml/patch.ts'
import type { Flow, FlowScreenField } from '../model.ts'
import { parseFlow } from '../parse.ts'
import { type FlowPath, freeName, namesIn, partOf } from './edits.ts'
import { renameMentions } from './mentions.ts'
import { tagOrder } from './tagOrder.ts'

/// Where a component stands on a screen: its position, that in its section, that in the section's column. `[2, 0, 1]` is
/// the second component in the first column of the third component, a section.
export type ScreenPlace = readonly number[]

/// The path of the component at [place] inside its screen.
export const screenPath = (place: ScreenPlace): FlowPath => place.flatMap(position => ['fields', position])

/// Adds a component so that it stands at [place]; what stands there moves down.
export function addScreenField(flow: Flow, screen: string, place: ScreenPlace, content: XmlPatch): string {
  const edit = insertAt(flow.source, siblingAt(flow, screen, place), newElement('fields', content, tagOrder))
  return applyEdits(flow.source, [edit])
}

/// Moves a component, with all that is in it, before the one that stands at [to]; both places are those before the move.
/// Beside itself or into itself it does not move.
export function moveScreenField(flow: Flow, screen: string, from: ScreenPlace, to: ScreenPlace): string {
  const { source } = flow
  const isSame = from.length === to.length && from.slice(0, -1).every((position, i) => position === to[i])
  const step = to.at(-1)! - from.at(-1)!
  const isInside = to.length > from.length && from.every((position, i) => position === to[i])
  if (isInside || (isSame && (step === 0 || step === 1))) return source
  const xml = fieldAt(flow, screen, from)
  const target = siblingAt(flow, screen, to)
  const sibling = 'before' in target ? target.before : target.behind
  return applyEdits(source, [
    removeElement(source, xml),
    insertSource(source, target, indented(source, xml, indentOf(source, sibling))),
  ])
}

/// Puts a copy of a component behind it. The copy, and each component in it, has a name of its own.
export function copyScreenField(flow: Flow, screen: string, place: ScreenPlace): string {
  const xml = fieldAt(flow, screen, place)
  const copy = withFreeNames(flow, flow.source.slice(xml.span.start, xml.span.end))
  return applyEdits(flow.source, [insertSource(flow.source, { behind: xml }, copy)])
}

/// Gives a component of a screen another API name, everywhere it is mentioned.
export function renameScreenField(flow: Flow, screen: string, place: ScreenPlace, newName: string): string {
  const declared = childOf(fieldAt(flow, screen, place), 'name')
  const name = declared?.text.trim()
  if (!declared || !name || name === newName) return flow.source
  return applyEdits(flow.source, [setText(flow.source, declared, newName), ...renameMentions(flow, name, newName)])
}

/// Makes a column of a section [width] twelfths wide, where the file says it: among its style properties, its parameters,
/// or both. A column that says nothing gets a parameter.
export function setColumnWidth(flow: Flow, screen: string, place: ScreenPlace, width: number): string {
  const column = fieldAt(flow, screen, place)
  const value: XmlPatch = { stringValue: String(width), numberValue: null }
  const parameters = column.children.filter(({ name }) => name === 'inputParameters')
  const at = parameters.findIndex(parameter => childOf(parameter, 'name')?.text.trim() === 'width')
  const styled = childOf(column, 'styleProperties')
  const isStyled = styled !== undefined && childOf(styled, 'width') !== undefined
  const patch: XmlPatch = {
    ...(isStyled ? { styleProperties: { width: value } } : {}),
    ...(at >= 0 ? { inputParameters: parameters.map((_, i) => (i === at ? { value } : {})) } : {}),
    ...(at < 0 && !isStyled ? { inputParameters: [...parameters.map(() => ({})), { name: 'width', value }] } : {}),
  }
  return applyEdits(flow.source, patchElement(flow.source, column, patch, tagOrder))
}

/// The component at [place]; undefined when there is none.
export function screenFieldAt(fields: readonly FlowScreenField[], place: ScreenPlace): FlowScreenField | undefined {
  const [first, ...rest] = place
  const field = first === undefined ? undefined : fields[first]
  return field && rest.length > 0 ? screenFieldAt(field.fields, rest) : field
}

function fieldAt(flow: Flow, screen: string, place: ScreenPlace): XmlElement {
  return partOf(screenXml(flow, screen), screenPath(place))
}

function screenXml(flow: Flow, name: string): XmlElement {
  const screen = flow.elements.find(element => element.kind === 'screens' && element.name === name)
  if (!screen) throw new Error(`The flow has no screen "${name}".`)
  return screen.xml
}

/// What a component at [place] is written beside. A screen and a column have a child at least, their name or type.
function siblingAt(flow: Flow, screen: string, place: ScreenPlace): { before: XmlElement } | { behind: XmlElement } {
  const parent = partOf(screenXml(flow, screen), screenPath(place.slice(0, -1)))
  const fields = parent.children.filter(({ name }) => name === 'fields')
  const before =
    fields[place.at(-1)!] ??
    (fields.length === 0
      ? parent.children.find(({ name }) => tagOrder(parent.name, name) > tagOrder(parent.name, 'fields'))
      : undefined)
  return before ? { before } : { behind: fields.at(-1) ?? parent.children.at(-1)! }
}

/// The source of [xml] as it is written with [indent] before it. Texts keep their white space.
function indented(source: string, xml: XmlElement, indent: string): string {
  const own = indentOf(source, xml)
  const { start, end } = xml.span
  const edits = [...tagsIn(xml)].flatMap((offset): Edit[] => {
    const line = lineStart(source, offset)
    const before = source.slice(line, offset)
    if (line <= start || before.trim() !== '' || !before.startsWith(own)) return []
    return [{ span: { start: line - start, end: line - start + own.length }, text: indent }]
  })
  return applyEdits(source.slice(start, end), edits)
}

/// Where tags that may begin a line stand: the start tags of what is inside, and the end tags around that.
function* tagsIn(xml: XmlElement): Iterable<number> {
  for (const child of xml.children) {
    yield child.span.start
    yield* tagsIn(child)
  }
  if (xml.children.length > 0) yield xml.inner.end
}

function withFreeNames(flow: Flow, xml: string): string {
  const taken = namesIn(flow)
  let text = `<Flow><screens><name>Copy</name>${xml}</screens></Flow>`
  const read = () => {
    const screen = parseFlow(text, flow.file).flow?.elements[0]
    return screen?.kind === 'screens' ? screen : undefined
  }
  const rename = (fields: readonly FlowScreenField[], within: ScreenPlace): void =>
    fields.forEach((field, i) => {
      const place = [...within, i]
      if (field.name) {
        const name = freeName(field.name, taken)
        taken.push(name)
        const { flow: copy } = parseFlow(text, flow.file)
        if (copy) text = renameScreenField(copy, 'Copy', place, name)
      }
      rename(field.fields, place)
    })
  rename(read()?.fields ?? [], [])
  const { span } = read()!.fields[0]!.xml
  return text.slice(span.start, span.end)
}

const childOf = (xml: XmlElement, name: string): XmlElement | undefined =>
  xml.children.find(child => child.name === name)
