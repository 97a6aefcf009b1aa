import { applyEdits, setChildren } from '../xml/edit.ts'
import { parseXml } from '../xml/parse.ts'
import { newElement, type TagOrder, type XmlPatch } from '../xml/patch.ts'

/// The text of `fields/X.field-meta.xml` that holds [content], in the order and indentation of files that an org answers.
export const newFieldText = (content: XmlPatch): string => newFileText('CustomField', content)

/// The text of `X.object-meta.xml`.
export const newObjectText = (content: XmlPatch): string => newFileText('CustomObject', content)

function newFileText(tag: string, content: XmlPatch): string {
  const empty = `<?xml version="1.0" encoding="UTF-8"?>\n<${tag} xmlns="http://soap.sforce.com/2006/04/metadata">\n</${tag}>\n`
  const root = parseXml(empty, `New.${tag}`).root!
  const element = newElement(tag, content, nameFirst)
  return applyEdits(empty, [setChildren(empty, root, 'children' in element ? element.children : [])])
}

// An org answers tags by alphabet, the name before them.
const nameFirst: TagOrder = (_, tag) => (tag === 'fullName' ? '' : tag)
