import {
  describedObject,
  type ComponentHost,
  fieldValue,
  nameFieldOf,
  recordsOfQuery,
  sendRequest,
} from '@millrace/runtime'
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
const MOST_RECENT = 5

/// Records whose name holds [text], by name; without a text, those that the user looked at last.
export async function searchRecords(host: ComponentHost, search: RecordSearch, text: string): Promise<Choice[]> {
  if (text.trim() === '') return recentRecords(host, search)
  const words = text.trim().split(/\s+/).filter(Boolean)
  const nameField = await nameFieldOf(host, search.objectApiName)
  const conditions = [
    ...words.map(word => `${nameField} LIKE '%${likeText(word)}%'`),
    ...(search.filter ? [`(${search.filter})`] : []),
  ]
  return choicesOf(host, search, ` WHERE ${conditions.join(' AND ')} ORDER BY ${nameField} LIMIT ${MOST}`)
}

/// The records that the user looked at last, the newest first; behind them those that were changed last.
async function recentRecords(host: ComponentHost, search: RecordSearch): Promise<Choice[]> {
  const ids = await viewedIds(host, search.objectApiName)
  const also = search.filter ? ` AND (${search.filter})` : ''
  const found =
    ids.length === 0
      ? []
      : await choicesOf(host, search, ` WHERE Id IN (${ids.map(id => `'${id}'`).join(', ')})${also}`)
  const viewed = ids.flatMap(id => found.find(({ value }) => value === id) ?? []).slice(0, MOST_RECENT)
  if (viewed.length === MOST_RECENT) return viewed
  const where = search.filter ? ` WHERE (${search.filter})` : ''
  const changed = await choicesOf(host, search, `${where} ORDER BY LastModifiedDate DESC LIMIT ${MOST_RECENT}`)
  const others = changed.filter(({ value }) => !viewed.some(choice => choice.value === value))
  return [...viewed, ...others].slice(0, MOST_RECENT)
}

/// Ids of one object among what Millrace's server keeps of what the user looked at; an org keeps it elsewhere.
async function viewedIds(host: ComponentHost, objectApiName: string): Promise<string[]> {
  const answer = await sendRequest(host, '/millrace/v1/preferences/recentlyViewed').catch(() => undefined)
  const records = (answer?.status === 200 && (answer.body as { records?: unknown }).records) || []
  if (!Array.isArray(records)) return []
  return (records as readonly Partial<Record<'id' | 'objectApiName', unknown>>[]).flatMap(
    ({ id, objectApiName: of }) =>
      typeof id === 'string' && /^[A-Za-z0-9]{15,18}$/.test(id) && of === objectApiName ? [id] : [],
  )
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
