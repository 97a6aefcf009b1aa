import { applyEdits, type Edit, removeElement, setChildText, setText } from '../../xml/edit.ts'
import type { XmlElement } from '../../xml/element.ts'
import { insertChildInOrder, newElement, patchElement, type XmlContent, type XmlPatch } from '../../xml/patch.ts'
import type { Flow, FlowElement, FlowScreenField } from '../model.ts'
import { parseFlow } from '../parse.ts'
import { renameMentions } from './mentions.ts'
import { allSlots, type FlowPlace, type FlowSlot, slotsOf } from './slots.ts'
import { tagOrder } from './tagOrder.ts'

/// Where something stands in a flow file: tags with positions, from the root. `['rules', 1, 'conditions', 0]`.
export type FlowPath = readonly (string | number)[]

/// Kinds of resources, by their tags.
export type FlowResourceKind =
  | 'variables'
  | 'constants'
  | 'formulas'
  | 'textTemplates'
  | 'stages'
  | 'choices'
  | 'dynamicChoiceSets'

/// Changes the flow's own settings (label, description, status, and so on), and nothing else in the text.
export const patchFlow = (flow: Flow, patch: XmlPatch): string => applied(flow, patched(flow, flow.xml, patch))

/// Changes what [patch] says of the element or resource [name], or of the start (null), and nothing else in the text.
export const patchNamed = (flow: Flow, name: string | null, patch: XmlPatch, path: FlowPath = []): string =>
  applied(flow, patched(flow, partOf(namedXml(flow, name), path), patch))

/// Changes the flow's start.
export const patchStart = (flow: Flow, patch: XmlPatch): string =>
  flow.start
    ? applied(flow, patched(flow, flow.start.xml, patch))
    : applied(flow, [insertChildInOrder(flow.source, flow.xml, newElement('start', patch, tagOrder), tagOrder)])

/// Adds one more [tag] to a part of the element [name], behind those it has.
export function addItem(flow: Flow, name: string | null, path: FlowPath, tag: string, content: XmlContent): string {
  const parent = partOf(namedXml(flow, name), path)
  return applied(flow, [insertChildInOrder(flow.source, parent, newElement(tag, content, tagOrder), tagOrder)])
}

/// Takes one of several out of the element [name]: `['rules', 1]`.
export const removeItem = (flow: Flow, name: string | null, path: FlowPath): string =>
  applied(flow, [removeElement(flow.source, partOf(namedXml(flow, name), path))])

/// Lets two neighbours of one tag change places, with all that is in them.
export function swapItems(flow: Flow, name: string | null, path: FlowPath, tag: string, position: number): string {
  const parent = partOf(namedXml(flow, name), path)
  const [a, b] = parent.children.filter(child => child.name === tag).slice(position, position + 2)
  if (!a || !b) return flow.source
  const text = ({ span }: XmlElement) => flow.source.slice(span.start, span.end)
  return applied(flow, [
    { span: a.span, text: text(b) },
    { span: b.span, text: text(a) },
  ])
}

/// Adds a resource.
export const addResource = (flow: Flow, kind: FlowResourceKind, content: XmlPatch): string =>
  applied(flow, [insertChildInOrder(flow.source, flow.xml, newElement(kind, content, tagOrder), tagOrder)])

/// Removes a resource; what mentions it is left for the check to find.
export const removeResource = (flow: Flow, name: string): string =>
  applied(flow, [removeElement(flow.source, namedXml(flow, name))])

/// Gives an element or resource another API name, everywhere it is mentioned.
export function renameNamed(flow: Flow, name: string, newName: string): string {
  const declared = childOf(namedXml(flow, name), 'name')
  return applied(flow, [
    ...(declared ? [setText(flow.source, declared, newName)] : []),
    ...renameMentions(flow, name, newName),
  ])
}

/// Gives an outcome of a Decision another API name, everywhere it is mentioned.
export const renameOutcome = (flow: Flow, decision: string, position: number, newName: string): string =>
  renamePart(flow, decision, ['rules', position], newName)

/// Gives a part of an element (an outcome, an event of a Wait) another API name, everywhere it is mentioned.
export function renamePart(flow: Flow, name: string, path: FlowPath, newName: string): string {
  const declared = childOf(partOf(namedXml(flow, name), path), 'name')
  if (!declared || declared.text.trim() === newName) return flow.source
  return applied(flow, [
    setText(flow.source, declared, newName),
    ...renameMentions(flow, declared.text.trim(), newName),
  ])
}

/// Makes the connector at [place] lead to [target]; null ends the path there.
export const connect = (flow: Flow, place: FlowPlace, target: string | null, isGoTo = false): string =>
  applied(flow, connection(flow, place, target, isGoTo))

/// Adds an element where the connector at [place] is: the connector leads to it, and it leads on to where that led.
/// A new Decision's outcomes all do, and so meet again; a Loop does after its last item.
export function addElement(flow: Flow, place: FlowPlace, kind: FlowElement['kind'], content: XmlPatch): string {
  const { name } = content
  if (typeof name !== 'string') throw new Error('A new element has a name.')
  const onward = onwardFrom(flow, place)
  const located = { locationX: '0', locationY: '0', ...content }
  const connector = onward && { targetReference: onward.target, isGoTo: onward.isGoTo ? 'true' : null }
  const whole = connector ? { ...located, ...leadingOn(kind, content, connector) } : located
  const insertInto = ({ source, xml }: Flow): Edit =>
    insertChildInOrder(source, xml, newElement(kind, whole, tagOrder), tagOrder)
  const led = connection(flow, place, name, false)
  if (flow.xml.children.length > 0) return applied(flow, [insertInto(flow), ...led])
  // In an empty file both would take the same place.
  const { flow: begun } = parseFlow(applied(flow, led), flow.file)
  return begun ? applied(begun, [insertInto(begun)]) : flow.source
}

/// Where a path goes on to.
interface Onward {
  readonly target: string
  readonly isGoTo: boolean
}

/// Where an element that is put at [place] leads on to. In an empty loop body that is back to the loop.
function onwardFrom(flow: Flow, place: FlowPlace): Onward | null {
  const slot = slotAt(flow, place)
  const target = slot?.target ?? (slot?.kind === 'body' ? slot.owner : null)
  return target === null ? null : { target, isGoTo: slot!.isGoTo }
}

function leadingOn(kind: FlowElement['kind'], content: XmlPatch, connector: XmlPatch): XmlPatch {
  switch (kind) {
    case 'decisions':
      return { ...withParts(content, 'rules', connector), defaultConnector: connector }
    case 'waits':
      return { ...withParts(content, 'waitEvents', connector), defaultConnector: connector }
    case 'loops':
      return { noMoreValuesConnector: connector }
    case 'ends':
      return {}
    default:
      return { connector }
  }
}

function withParts(content: XmlPatch, tag: string, connector: XmlPatch): XmlPatch {
  const parts = content[tag]
  if (!Array.isArray(parts)) return {}
  return {
    [tag]: (parts as readonly XmlContent[]).map(part => (typeof part === 'string' ? part : { ...part, connector })),
  }
}

/// Takes an element out. Connectors to it lead on to where it led: through [keep] where it has several ways on. What
/// no path reaches any more, because it stood on the others, goes too.
export function deleteElement(flow: Flow, name: string, keep?: FlowPlace): string {
  return deleteElements(flow, [name], keep)
}

/// Takes several elements out, as one after the other.
export function deleteElements(flow: Flow, names: readonly string[], keep?: FlowPlace): string {
  const gone = new Set(names)
  const reachedBefore = reachedIn(flow, target => target)
  const lead = (onward: Onward | null): Onward | null => {
    const seen = new Set<string>()
    let at = onward
    while (at !== null && gone.has(at.target) && !seen.has(at.target)) {
      seen.add(at.target)
      at = continuation(flow, at.target, keep)
    }
    return at !== null && gone.has(at.target) ? null : at
  }
  const reached = reachedIn(flow, target => lead(target === null ? null : { target, isGoTo: false })?.target ?? null)
  for (const one of reachedBefore) if (!reached.has(one)) gone.add(one)
  const edits = allSlots(flow).flatMap(slot => {
    const { target, owner, isGoTo } = slot
    if (target === null || !gone.has(target) || (owner !== null && gone.has(owner))) return []
    const onward = lead({ target, isGoTo })
    // Nothing leads to itself.
    return onward === null || onward.target === owner
      ? connection(flow, slot, null, false)
      : connection(flow, slot, onward.target, onward.isGoTo)
  })
  const removed = flow.elements.filter(element => gone.has(element.name))
  return applied(flow, [...edits, ...removed.map(({ xml }) => removeElement(flow.source, xml))])
}

/// What deleting [name] takes with it.
export function deletedWith(flow: Flow, name: string, keep?: FlowPlace): string[] {
  const after = parseFlow(deleteElement(flow, name, keep), flow.file).flow
  const left = new Set(after?.elements.map(element => element.name))
  return flow.elements.map(element => element.name).filter(one => one !== name && !left.has(one))
}

/// Where a path goes on when [name] is taken out of it.
function continuation(flow: Flow, name: string, keep?: FlowPlace): Onward | null {
  const element = flow.elements.find(one => one.name === name)
  if (!element) return null
  const slots = slotsOf(flow, element).filter(({ kind }) => kind === 'next')
  const kept =
    keep?.owner === name
      ? slots.find(slot => slot.tag === keep.tag && slot.part?.position === keep.part?.position)
      : null
  const slot = kept ?? slots.findLast(({ target }) => target !== null)
  return slot && slot.target !== null ? { target: slot.target, isGoTo: slot.isGoTo } : null
}

function reachedIn(flow: Flow, lead: (target: string | null) => string | null): Set<string> {
  const byName = new Map(flow.elements.map(element => [element.name, element]))
  const reached = new Set<string>()
  const open = slotsOf(flow, null).map(({ target }) => lead(target))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const element = name === null || reached.has(name) ? undefined : byName.get(name)
    if (!element) continue
    reached.add(element.name)
    open.push(...slotsOf(flow, element).map(({ target }) => lead(target)))
  }
  return reached
}

/// The texts of elements, to be pasted elsewhere, also into another flow.
export const copyElements = (flow: Flow, names: readonly string[]): string[] =>
  flow.elements.flatMap(({ name, xml }) =>
    names.includes(name) ? [flow.source.slice(xml.span.start, xml.span.end)] : [],
  )

/// Puts copied elements where the connector at [place] is. They keep the connectors among themselves, and their open
/// ends lead on to where the connector led. Names that are taken get a number behind them.
export function pasteElements(flow: Flow, place: FlowPlace, copied: readonly string[]): string {
  const wrapped = `<Flow>${copied.join('\n')}</Flow>`
  const parsed = parseFlow(wrapped, flow.file).flow
  if (!parsed || parsed.elements.length === 0) return flow.source
  const fragment = renamedApart(parsed, flow)
  const names = new Set(fragment.elements.map(({ name }) => name))
  const slots = fragment.elements.flatMap(element => slotsOf(fragment, element))
  const targets = new Set(slots.flatMap(({ target }) => (target !== null && names.has(target) ? [target] : [])))
  const first = fragment.elements.find(({ name }) => !targets.has(name)) ?? fragment.elements[0]!
  const onward = onwardFrom(flow, place)
  const edits = slots.flatMap(slot => {
    if (slot.target !== null && names.has(slot.target)) return []
    return slot.kind === 'next' && onward
      ? connection(fragment, slot, onward.target, onward.isGoTo)
      : connection(fragment, slot, null, false)
  })
  const ready = parseFlow(applyEdits(fragment.source, edits), flow.file).flow!
  const inserted = ready.elements.map(({ xml, kind }) =>
    insertionOf(flow, kind, ready.source.slice(xml.span.start, xml.span.end)),
  )
  return applied(flow, [...inserted, ...connection(flow, place, first.name, false)])
}

function renamedApart(fragment: Flow, flow: Flow): Flow {
  let result = fragment
  const taken = new Set(namesIn(flow).map(name => name.toLowerCase()))
  for (const { name } of fragment.elements) {
    if (taken.has(name.toLowerCase())) {
      const fresh = freeName(name, [...taken, ...namesIn(result).map(one => one.toLowerCase())])
      result = parseFlow(renameNamed(result, name, fresh), flow.file).flow!
      taken.add(fresh.toLowerCase())
    } else taken.add(name.toLowerCase())
  }
  return componentsApart(result, new Set(namesIn(flow).map(name => name.toLowerCase())), flow)
}

/// Components of copied screens share the names of the flow too.
function componentsApart(fragment: Flow, taken: ReadonlySet<string>, flow: Flow): Flow {
  const fields = fragment.elements.flatMap(element => (element.kind === 'screens' ? allFields(element.fields) : []))
  const clash = fields.find(({ name }) => name !== '' && taken.has(name.toLowerCase()))
  const declared = clash && childOf(clash.xml, 'name')
  if (!clash || !declared) return fragment
  const fresh = freeName(clash.name, [...taken, ...namesIn(fragment)])
  const text = applied(fragment, [
    setText(fragment.source, declared, fresh),
    ...renameMentions(fragment, clash.name, fresh),
  ])
  return componentsApart(parseFlow(text, flow.file).flow!, taken, flow)
}

/// Puts the text of an element behind the others of its kind.
function insertionOf(flow: Flow, kind: string, xml: string): Edit {
  const newline = flow.source.includes('\r\n') ? '\r\n' : '\n'
  const same = flow.xml.children.findLast(child => child.name === kind)
  if (same) return { span: { start: same.span.end, end: same.span.end }, text: `${newline}    ${xml}` }
  const before = flow.xml.children.find(child => child.name > kind)
  if (before) return { span: { start: before.span.start, end: before.span.start }, text: `${xml}${newline}    ` }
  const last = flow.xml.children.at(-1)
  const end = last ? last.span.end : flow.xml.inner.start
  return { span: { start: end, end }, text: `${newline}    ${xml}` }
}

/// Moves an element with one way on to where the connector at [place] is.
export function moveElement(flow: Flow, name: string, place: FlowPlace): string {
  const element = flow.elements.find(one => one.name === name)
  if (!element || place.owner === name || slotAt(flow, place)?.target === name) return flow.source
  const onward = continuation(flow, name)
  const behind = onwardFrom(flow, place)
  const own = slotsOf(flow, element).filter(({ kind }) => kind === 'next')
  const closed = allSlots(flow).flatMap(slot => {
    if (slot.target !== name || slot.owner === name) return []
    return onward === null || onward.target === slot.owner
      ? connection(flow, slot, null, false)
      : connection(flow, slot, onward.target, onward.isGoTo)
  })
  const opened = own.flatMap(slot => connection(flow, slot, behind?.target ?? null, behind?.isGoTo ?? false))
  return applied(flow, [...closed, ...opened, ...connection(flow, place, name, false)])
}

/// All names in use, of elements, resources, outcomes and components of screens.
export const namesIn = (flow: Flow): string[] => [
  ...flow.xml.children.flatMap(child => childOf(child, 'name')?.text.trim() ?? []),
  ...flow.elements.flatMap(element => (element.kind === 'decisions' ? element.rules.map(({ name }) => name) : [])),
  ...flow.elements
    .flatMap(element => (element.kind === 'screens' ? allFields(element.fields) : []))
    .flatMap(({ name }) => name || []),
]

const allFields = (fields: readonly FlowScreenField[]): FlowScreenField[] =>
  fields.flatMap(field => [field, ...allFields(field.fields)])

/// [name], or with a number behind it the first that is not among [taken]; case is ignored.
export function freeName(name: string, taken: readonly string[]): string {
  const lower = new Set(taken.map(one => one.toLowerCase()))
  if (!lower.has(name.toLowerCase())) return name
  const stem = name.replace(/_\d+$/, '')
  for (let number = 2; ; number++) {
    const candidate = `${stem}_${number}`
    if (!lower.has(candidate.toLowerCase())) return candidate
  }
}

/// The API name that Flow Builder makes of a label: letters, digits and single underscores, a letter first.
export function apiNameFromLabel(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return (/^[A-Za-z]/.test(words) || words === '' ? words : `X${words}`).slice(0, 80)
}

/// The place that a new element at [place] would have.
export const slotAt = (flow: Flow, { owner, tag, part }: FlowPlace): FlowSlot | undefined => {
  const element = owner === null ? null : flow.elements.find(({ name }) => name === owner)
  if (element === undefined) return undefined
  return slotsOf(flow, element).find(slot => slot.tag === tag && slot.part?.position === part?.position)
}

function connection(flow: Flow, { owner, tag, part }: FlowPlace, target: string | null, isGoTo: boolean): Edit[] {
  const { source, xml } = flow
  if (tag === 'startElementReference') {
    if (target !== null) return [setChildText(source, xml, tag, target)]
    return xml.children.filter(child => child.name === tag).map(child => removeElement(source, child))
  }
  const content = target === null ? null : { targetReference: target, isGoTo: isGoTo ? 'true' : null }
  const holder = owner === null ? flow.start?.xml : flow.elements.find(({ name }) => name === owner)?.xml
  if (!holder) return []
  return patched(flow, part ? partOf(holder, [part.tag, part.position]) : holder, { [tag]: content })
}

const patched = (flow: Flow, xml: XmlElement, patch: XmlPatch): Edit[] =>
  patchElement(flow.source, xml, patch, tagOrder)

/// Edits that insert at one place keep their order; those of nothing are left out.
const applied = (flow: Flow, edits: readonly Edit[]): string => applyEdits(flow.source, edits)

function namedXml(flow: Flow, name: string | null): XmlElement {
  if (name === null) {
    if (flow.start) return flow.start.xml
    throw new Error('The flow has no start.')
  }
  const found = flow.xml.children.find(child => childOf(child, 'name')?.text.trim() === name)
  if (!found) throw new Error(`The flow has no "${name}".`)
  return found
}

/// The part of [xml] at [path].
export function partOf(xml: XmlElement, path: FlowPath): XmlElement {
  let at = xml
  for (let i = 0; i < path.length; i++) {
    const tag = path[i]
    const position = typeof path[i + 1] === 'number' ? (path[++i] as number) : 0
    const child = at.children.filter(one => one.name === tag)[position]
    if (!child) throw new Error(`"${at.name}" has no ${String(tag)} ${position}.`)
    at = child
  }
  return at
}

const childOf = (xml: XmlElement, name: string): XmlElement | undefined =>
  xml.children.find(child => child.name === name)
