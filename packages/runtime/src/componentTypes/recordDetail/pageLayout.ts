import type { ComponentHost } from '../../host.ts'
import { isObject, type ObjectDescription } from '../../objectDescription.ts'
import { send } from '../../restApi.ts'

/// What a page layout says of the fields of an object.
export interface PageLayout {
  readonly sections: readonly { readonly label: string; readonly columns: number; readonly fields: readonly string[] }[]
  readonly required: readonly string[]
  readonly readOnly: readonly string[]
}

/// The record type of a record: its Id, and its DeveloperName where that is known.
export interface RecordTypeOf {
  readonly id: string
  readonly name?: string
}

/// The page layout that the user has for records of an object; undefined where there is none. Millrace's server knows
/// those of its project, an org answers by the User Interface API.
///
/// Source: User Interface API Developer Guide, "Get Record Layout Metadata".
export async function pageLayout(
  host: ComponentHost,
  objectApiName: string,
  type: RecordTypeOf | undefined,
): Promise<PageLayout | undefined> {
  const object = encodeURIComponent(objectApiName)
  const ofType = type?.name ? `?recordType=${encodeURIComponent(type.name)}` : ''
  const own = await bodyOf(host, `/millrace/v1/record-layout/${object}${ofType}`)
  if (own) return ownLayout(own)
  const recordType = type ? `&recordTypeId=${type.id}` : ''
  return orgLayout(await bodyOf(host, `/ui-api/layout/${object}?layoutType=Full&mode=View${recordType}`))
}

/// The object with those picklist values alone that records of a record type may have.
///
/// Source: User Interface API Developer Guide, "Get Values for All Picklist Fields of a Record Type".
export async function ofRecordType(
  host: ComponentHost,
  object: ObjectDescription,
  recordTypeId: string,
): Promise<ObjectDescription> {
  const path = `/ui-api/object-info/${encodeURIComponent(object.name)}/picklist-values/${recordTypeId}`
  const body = await bodyOf(host, path)
  const fields = isObject(body?.['picklistFieldValues']) ? body['picklistFieldValues'] : {}
  return {
    ...object,
    fields: object.fields.map(field => {
      const offered = valuesIn(fields[field.name])
      return field.picklistValues && offered ? { ...field, offeredValues: new Set(offered) } : field
    }),
  }
}

async function bodyOf(host: ComponentHost, path: string): Promise<Record<string, unknown> | undefined> {
  const answer = await send(host, path).catch(() => undefined)
  return answer?.status === 200 && isObject(answer.body) ? answer.body : undefined
}

function valuesIn(json: unknown): string[] | undefined {
  if (!isObject(json) || !Array.isArray(json['values'])) return undefined
  return json['values'].flatMap(item => (isObject(item) && typeof item['value'] === 'string' ? [item['value']] : []))
}

function ownLayout({ sections }: Record<string, unknown>): PageLayout | undefined {
  if (!Array.isArray(sections)) return undefined
  const read = sections.filter(isObject)
  return {
    sections: read.map(({ label, columns, fields }) => ({
      label: typeof label === 'string' ? label : '',
      columns: typeof columns === 'number' ? columns : 2,
      fields: texts(fields),
    })),
    required: read.flatMap(section => texts(section['required'])),
    readOnly: read.flatMap(section => texts(section['readOnly'])),
  }
}

interface LayoutItem {
  readonly names: readonly string[]
  readonly isRequired: boolean
  readonly isReadOnly: boolean
}

function orgLayout(json: Record<string, unknown> | undefined): PageLayout | undefined {
  if (!json || !Array.isArray(json['sections'])) return undefined
  const sections = json['sections'].filter(isObject).map(section => ({
    label: section['useHeading'] !== false && typeof section['heading'] === 'string' ? section['heading'] : '',
    columns: typeof section['columns'] === 'number' ? section['columns'] : 2,
    items: objectsIn(section['layoutRows']).flatMap(row => objectsIn(row['layoutItems']).map(itemOf)),
  }))
  const items = sections.flatMap(section => section.items)
  return {
    sections: sections.map(({ label, columns, items }) => ({
      label,
      columns,
      fields: items.flatMap(item => item.names),
    })),
    required: items.flatMap(({ names, isRequired }) => (isRequired ? names : [])),
    readOnly: items.flatMap(({ names, isReadOnly }) => (isReadOnly ? names : [])),
  }
}

const itemOf = (item: Record<string, unknown>): LayoutItem => ({
  // A name or an address is several components of one item; the field of the whole has them as its parts.
  names: objectsIn(item['layoutComponents'])
    .filter(({ componentType }) => componentType === 'Field')
    .flatMap(({ apiName }) => (typeof apiName === 'string' ? [apiName] : [])),
  isRequired: item['required'] === true,
  isReadOnly: item['editableForUpdate'] === false && item['editableForNew'] === false,
})

const objectsIn = (json: unknown): Record<string, unknown>[] => (Array.isArray(json) ? json.filter(isObject) : [])
const texts = (json: unknown): string[] => (Array.isArray(json) ? json.filter(item => typeof item === 'string') : [])
