import { type Edit, setText } from '../../xml/edit.ts'
import type { XmlElement } from '../../xml/element.ts'
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
])

/// Everywhere that [name] is referred to; not its own declaration. Case is ignored, as the engine does.
export function mentionsOf(flow: Flow, name: string): FlowMention[] {
  const rename = renaming(name, name)
  return [...leaves(flow.xml)].flatMap(({ xml, owner }) =>
    rename(xml) === null ? [] : [{ in: owner, tag: xml.name, xml }],
  )
}

/// [name] in every mention of it replaced by [newName].
export function renameMentions(flow: Flow, name: string, newName: string): Edit[] {
  const rename = renaming(name, newName)
  return [...leaves(flow.xml)].flatMap(({ xml }) => {
    const text = rename(xml)
    return text === null || text === xml.text ? [] : [setText(flow.source, xml, text)]
  })
}

/// A leaf's text with the name changed; null when it does not mention it.
function renaming(name: string, newName: string): (xml: XmlElement) => string | null {
  const wanted = name.toLowerCase()
  const merge = new RegExp(`(\\{!\\s*)${escaped(name)}(?=\\s*[.}\\[])`, 'gi')
  return ({ name: tag, text }) => {
    if (REFERENCES.has(tag)) {
      const path = text.trim()
      const [first = ''] = path.split('.', 1)
      return first.toLowerCase() === wanted ? text.replace(path, newName + path.slice(first.length)) : null
    }
    if (!text.includes('{!')) return null
    const renamed = text.replace(merge, (_, opening: string) => opening + newName)
    return renamed === text && !matches(merge, text) ? null : renamed
  }
}

function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  const found = pattern.test(text)
  pattern.lastIndex = 0
  return found
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
