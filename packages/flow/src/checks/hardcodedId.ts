import { looksLikeId, to18 } from '@millrace/values'
import type { Check } from './check.ts'
import { isFormula, textTags } from './mentions.ts'

/// # hardcoded-id
/// The Id of a record stands in the flow as text.
///
/// Ids differ from org to org, so the flow works in one of them only. Look the record up by its name or another unique
/// field, or keep the Id in a custom label or custom metadata.
export const hardcodedId: Check = function* ({ flow, project }) {
  const isId = (word: string): boolean => {
    if (!looksLikeId(word) || !/\d/.test(word.slice(3))) return false
    if (word.length === 18 && to18(word.slice(0, 15)) !== word) return false
    const prefix = word.slice(0, 3)
    return OTHER_PREFIXES.has(prefix) || project.schema.objectByKeyPrefix(prefix) !== undefined
  }
  for (const { xml, element, owner } of textTags(flow)) {
    if (xml.name !== 'stringValue' && xml.name !== 'text' && !isFormula(xml)) continue
    const id = xml.text.match(/\w+/g)?.find(isId)
    if (!id) continue
    const name = element?.label ?? owner.xml.children.find(child => child.name === 'name')?.text ?? flow.label
    const message = `"${name}" contains the Id ${id}, which names a record of one org only. Look the record up by its name, or keep the Id in a custom label.`
    yield { severity: 'warning', code: 'hardcoded-id', message, at: { xml }, element }
  }
}

/// Objects that flows often name by Id and a project's schema need not have: organization, profile, role, group and
/// queue, record type, report, folder, e-mail template, document, permission set.
const OTHER_PREFIXES = new Set(['00D', '00e', '00E', '00G', '012', '00O', '00l', '00X', '015', '0PS'])
