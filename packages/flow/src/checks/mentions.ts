import type { Flow, FlowElement, Located, XmlElement } from '@millrace/metadata'

/// A tag with text in it, and the element it is in; no element when it is in a resource or the start.
export interface TextTag {
  readonly xml: XmlElement
  readonly element: FlowElement | undefined
  /// The element or resource it is in.
  readonly owner: Located
}

/// A name of the flow as it stands somewhere in it: `Get_Account.Owner.Name`.
export interface Mention extends TextTag {
  readonly path: string
}

// What Flow Builder and Process Builder note for themselves is no part of what the flow does.
const NOTES = new Set(['processMetadataValues', 'description'])
const FORMULAS = new Set(['expression', 'formula', 'formulaExpression', 'filterFormula'])

export const isFormula = (tag: XmlElement): boolean => FORMULAS.has(tag.name)

/// Every tag of [flow] with text in it, in the order of the file.
export function* textTags(flow: Flow): Iterable<TextTag> {
  const elements = new Map(flow.elements.map(element => [element.xml, element]))
  for (const child of flow.xml.children) {
    const element = elements.get(child)
    for (const xml of leaves(child)) yield { xml, element, owner: element ?? { xml: child } }
  }
}

function* leaves(root: XmlElement): Iterable<XmlElement> {
  const pending = [root]
  for (let xml = pending.pop(); xml; xml = pending.pop()) {
    if (NOTES.has(xml.name)) continue
    if (xml.children.length === 0 && xml.text !== '') yield xml
    for (let i = xml.children.length - 1; i >= 0; i--) pending.push(xml.children[i]!)
  }
}

/// Every place where [flow] refers to one of its names, whatever the element: also in tags that Millrace does not know.
export function* mentions(flow: Flow): Iterable<Mention> {
  for (const tag of textTags(flow)) for (const path of pathsIn(tag.xml)) yield { ...tag, path }
}

function pathsIn(xml: XmlElement): string[] {
  if (/Reference(s|To)?$/i.test(xml.name)) return [xml.text.trim()]
  // A formula may leave the braces out.
  if (isFormula(xml)) return xml.text.match(/[A-Za-z_$][\w.$:]*/g) ?? []
  return Array.from(xml.text.matchAll(/\{!([^{}]*)\}/g), match => match[1]!.trim())
}

/// The name a path starts with, in lower case: names of a flow are the same whatever their case.
export const firstName = (path: string): string => path.split('.', 1)[0]!.toLowerCase()
