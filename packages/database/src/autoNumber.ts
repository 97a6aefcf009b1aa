import type { FieldType, ObjectType } from './schema.ts'
import { ORG_SCHEMA } from './sql/from.ts'
import { quoted } from './sql/columns.ts'

/// The sequence behind an auto-number field: `"org"."Case.CaseNumber"`.
export const autoNumberSequence = (object: ObjectType, field: FieldType): string =>
  `${quoted(ORG_SCHEMA)}.${quoted(`${object.apiName}.${field.apiName}`)}`

/// SQL of the next number in the field's display format: "A-{0000}" gives A-0001, "{YYYY}-{0}" the year before it.
///
/// Source: Salesforce Help, "Custom Field Types", display formats of auto-numbers.
export function nextAutoNumber(object: ObjectType, field: FieldType): string {
  const next = `nextval('${autoNumberSequence(object, field).replaceAll("'", "''")}')`
  const parts = field.autoNumber!.displayFormat.split(/(\{[^}]*\})/).filter(part => part !== '')
  const sql = parts.map(part => {
    const inside = /^\{(.*)\}$/.exec(part)?.[1]
    if (inside === undefined) return `'${part.replaceAll("'", "''")}'`
    // Leading nines let the number grow beyond its zeros.
    if (/^0+$/.test(inside)) return `to_char(${next}, 'FM${'9'.repeat(18 - inside.length)}${inside}')`
    return `to_char(now(), '${DATE_PARTS[inside] ?? ''}')`
  })
  return sql.length > 0 ? sql.join(' || ') : `${next}::text`
}

const DATE_PARTS: Readonly<Record<string, string>> = { YYYY: 'YYYY', YY: 'YY', MM: 'MM', DD: 'DD' }
