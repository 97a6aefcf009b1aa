import { applyEdits, setChildren } from '../../xml/edit.ts'
import { parseXml } from '../../xml/parse.ts'
import { newElement, type XmlPatch } from '../../xml/patch.ts'
import { tagOrder } from './tagOrder.ts'

const EMPTY = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
</Flow>
`

/// The text of a flow file that holds [content], in the order and indentation of files that an org answers.
export function newFlowText(content: XmlPatch): string {
  const root = parseXml(EMPTY, 'New.flow-meta.xml').root!
  const element = newElement('Flow', content, tagOrder)
  return applyEdits(EMPTY, [setChildren(EMPTY, root, 'children' in element ? element.children : [])])
}
