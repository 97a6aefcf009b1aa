import { describedObject, type ComponentHost, fieldValue, nameFieldOf, recordsOfQuery } from '@millrace/runtime'
import { mergeText } from '@millrace/values'
import type { Choice } from './ChoiceEditors.tsx'

export interface RecordSearch {
  readonly objectApiName: string
  /// A second field, under the name.
  readonly descriptionField?: string
  /// A SOQL condition that the records must meet.
  readonly filter?: string
  readonly iconName?: string
}

const MOST = 20

/// Records whose name holds [text], by name; without a text, those changed last.
export async function searchRecords(host: ComponentHost, search: RecordSearch, text: string): Promise<Choice[]> {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const nameField = await nameFieldOf(host, search.objectApiName)
  const conditions = [
    ...words.map(word => `${nameField} LIKE '%${likeText(word)}%'`),
    ...(search.filter ? [`(${search.filter})`] : []),
  ]
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
  const order = words.length > 0 ? `ORDER BY ${nameField} LIMIT ${MOST}` : 'ORDER BY LastModifiedDate DESC LIMIT 5'
  return choicesOf(host, search, `${where} ${order}`)
}

/// The records with these Ids that are still there.
export async function recordsNamed(
  host: ComponentHost,
  search: RecordSearch,
  ids: readonly string[],
): Promise<Choice[]> {
  const wanted = ids.filter(id => /^[A-Za-z0-9]{15,18}$/.test(id))
  if (wanted.length === 0) return []
  return choicesOf(host, search, ` WHERE Id IN (${wanted.map(id => `'${id}'`).join(', ')})`)
}

async function choicesOf(host: ComponentHost, search: RecordSearch, rest: string): Promise<Choice[]> {
  const { objectApiName, descriptionField, iconName } = search
  const nameField = await nameFieldOf(host, objectApiName)
  const fields = [...new Set(['Id', nameField, ...(descriptionField ? [descriptionField] : [])])]
  const { records } = await recordsOfQuery(host, `SELECT ${fields.join(', ')} FROM ${objectApiName}${rest}`)
  return records.flatMap(record => {
    const { id } = record
    if (id === null) return []
    const description = descriptionField ? mergeText(fieldValue(record, descriptionField), host) : ''
    return {
      value: id,
      label: mergeText(fieldValue(record, nameField), host) || id,
      ...(description ? { description } : {}),
      ...(iconName ? { iconName } : {}),
    }
  })
}

/// "Account" in people's words, several of them.
export async function objectLabelPlural(host: ComponentHost, objectApiName: string): Promise<string> {
  const object = await describedObject(host, objectApiName)
  return object?.labelPlural ?? object?.label ?? objectApiName
}

const likeText = (text: string): string => text.replace(/[\\'%_]/g, sign => `\\${sign}`)
