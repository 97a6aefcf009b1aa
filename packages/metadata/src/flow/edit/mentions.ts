import type { Edit } from '../../xml/edit.ts'
import type { XmlElement } from '../../xml/element.ts'
import { textOffset } from '../../xml/textOffset.ts'
import type { Flow } from '../model.ts'

/// A place in a flow file that names an element or resource.
export interface FlowMention {
  /// API name of the element or resource that it stands in; null for the start and the flow itself.
  readonly in: string | null
  /// The tag it stands in, such as `assignToReference`.
  readonly tag: string
  readonly xml: XmlElement
}

// Tags whose whole text is a reference: a name, or a path that begins with one.
const REFERENCES = new Set([
  'targetReference',
  'startElementReference',
  'elementReference',
  'assignToReference',
  'leftValueReference',
  'collectionReference',
  'inputReference',
  'outputReference',
  'assignRecordIdToReference',
  'assignNextValueToReference',
  'choiceReferences',
  'defaultSelectedChoiceReference',
  'resumeDateReference',
  'stageReference',
  'objectFieldReference',
])

/// Everywhere that [name] is referred to; not its own declaration. Case is ignored, as the engine does.
export function mentionsOf(flow: Flow, name: string): FlowMention[] {
  const places = placesOf(name)
  return [...leaves(flow.xml)].flatMap(({ xml, owner }) =>
    places(xml).length === 0 ? [] : [{ in: owner, tag: xml.name, xml }],
  )
}

/// [name] in every mention of it replaced by [newName], and no other letter of the text.
export function renameMentions({ source, xml }: Flow, name: string, newName: string): Edit[] {
  const places = placesOf(name)
  return [...leaves(xml)].flatMap(({ xml }) =>
    places(xml).map(place => ({
      span: { start: textOffset(source, xml, place), end: textOffset(source, xml, place + name.length) },
      text: newName,
    })),
  )
}

/// Where in a leaf's text the name stands.
function placesOf(name: string): (xml: XmlElement) => number[] {
  const wanted = name.toLowerCase()
  const merge = new RegExp(`\\{!\\s*(${escaped(name)})(?=\\s*[.}\\[])`, 'dgi')
  return ({ name: tag, text }) => {
    if (REFERENCES.has(tag)) {
      const place = text.length - text.trimStart().length
      return text.trim().split(/[.[]/, 1)[0]!.toLowerCase() === wanted ? [place] : []
    }
    return text.includes('{!') ? [...text.matchAll(merge)].map(match => match.indices![1]![0]) : []
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function* leaves(flow: XmlElement): Iterable<{ xml: XmlElement; owner: string | null }> {
  for (const child of flow.children) {
    const owner = child.children.find(one => one.name === 'name')?.text.trim() ?? null
    for (const xml of leavesIn(child)) yield { xml, owner }
  }
}

function* leavesIn(xml: XmlElement): Iterable<XmlElement> {
  if (xml.children.length === 0) yield xml
  for (const child of xml.children) yield* leavesIn(child)
}
