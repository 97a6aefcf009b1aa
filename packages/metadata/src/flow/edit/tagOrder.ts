import { ELEMENTS } from '../elements.ts'

// What FlowElement and FlowNode bring comes first, as Salesforce writes it; the rest follows the alphabet.
const NAMED = ['processMetadataValues', 'description', 'name']
const NODE = [...NAMED, 'elementSubtype', 'label', 'locationX', 'locationY']

/// The order of tags in a flow file: something to sort by.
///
/// Source: files that orgs answer to a retrieve; Metadata API Developer Guide, FlowElement and FlowNode.
export function tagOrder(parent: string, tag: string): string {
  if (parent === 'Flow') return tag
  const first = Object.hasOwn(ELEMENTS, parent) || parent === 'start' ? NODE : NAMED
  const position = first.indexOf(tag)
  return position < 0 ? `~${tag}` : String(position)
}
