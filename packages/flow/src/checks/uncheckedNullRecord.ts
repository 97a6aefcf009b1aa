import type { Check } from './check.ts'
import { firstName, isFormula, type Mention, mentions } from './mentions.ts'

/// # unchecked-null-record
/// A field of the record that Get Records finds is read, and nothing asks whether it found one.
///
/// Finding no record is no fault: the record is null then, and so are its fields. Saving such a null, or updating a
/// record without an Id, goes wrong later and further away. Put a Decision behind the element that asks whether the
/// record is null.
export const uncheckedNullRecord: Check = function* ({ flow }) {
  const found = new Map<string, Mention[]>()
  for (const element of flow.elements)
    if (element.kind === 'recordLookups' && element.storeOutputAutomatically && element.getFirstRecordOnly)
      found.set(element.name.toLowerCase(), [])
  for (const mention of mentions(flow)) found.get(firstName(mention.path))?.push(mention)
  for (const element of flow.elements) {
    const places = found.get(element.name.toLowerCase()) ?? []
    const read = places.find(({ path }) => path.includes('.'))
    if (!read || places.some(isQuestion)) continue
    const message = `"${element.label}" may find nothing: {!${read.path}} is null then, and no Decision asks whether {!${element.name}} is null.`
    yield { severity: 'info', code: 'unchecked-null-record', message, at: read, element: read.element }
  }
}

/// A condition or a formula that looks at the record may be the null check.
function isQuestion({ xml }: Mention): boolean {
  return isFormula(xml) || xml.name === 'leftValueReference' || xml.parent?.name === 'rightValue'
}
