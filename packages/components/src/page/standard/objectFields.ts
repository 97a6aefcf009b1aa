import type { ChildRelationship, FieldDescription, ObjectDescription } from '@millrace/runtime'

/// The icon of an object; those of custom objects are one.
export const iconOf = (objectApiName: string): string =>
  `standard:${
    /__c$/i.test(objectApiName)
      ? 'record'
      : objectApiName
          .replace(/(?<=[a-z])(?=[A-Z])|\d+$/g, '_')
          .replace(/_$/, '')
          .toLowerCase()
  }`

export const nameField = ({ fields }: ObjectDescription): string =>
  fields.find(field => field.isNameField)?.name ?? 'Id'

export const hasField = ({ fields }: ObjectDescription, name: string): boolean =>
  fields.some(field => field.name === name)

/// "Account Name" of AccountId, as columns and highlights have it: without the " ID" of some labels.
export const fieldLabel = ({ label, relationshipName }: FieldDescription): string =>
  relationshipName ? label.replace(/ ID$/, '') : label

/// What is shown of a field: of a lookup, the name of the other record.
export const displayPath = ({ name, relationshipName, referenceTo = [] }: FieldDescription): string =>
  relationshipName && (referenceTo.length === 1 || name === 'OwnerId') ? `${relationshipName}.Name` : name

export const displayPathOf = (object: ObjectDescription, name: string): string => {
  const field = object.fields.find(one => one.name === name)
  return field ? displayPath(field) : name
}

/// Up to four fields that say most of a record: those that its people look for first, then the project's own.
export function shortFields(object: ObjectDescription): FieldDescription[] {
  const known = FIRST_FIELDS.flatMap(name => object.fields.find(field => field.name === name) ?? [])
  const own = object.fields.filter(({ name }) => /__c$/i.test(name))
  const chosen = [...own.slice(0, 2), ...known, ...own.slice(2)].filter(
    field => isListable(field) && field.restType !== 'boolean',
  )
  const unique = [...new Set(chosen)].slice(0, 4)
  return unique.length > 0 ? unique : object.fields.filter(({ name }) => name === 'CreatedDate')
}

const FIRST_FIELDS = [
  'AccountId',
  'Title',
  'Type',
  'StageName',
  'Amount',
  'Status',
  'Subject',
  'Company',
  'Phone',
  'Email',
  'Website',
  'Industry',
  'CloseDate',
]

/// Whether a field fits into a cell of a table.
export const isListable = ({
  restType = '',
  isNameField,
  referenceTo = [],
  name,
  isRichText,
}: FieldDescription): boolean =>
  isNameField !== true &&
  isRichText !== true &&
  !NOT_FOR_PEOPLE.has(name) &&
  !['address', 'location', 'base64', 'id', 'complexvalue', 'anytype', 'textarea'].includes(restType) &&
  (restType !== 'reference' || referenceTo.length === 1 || name === 'OwnerId')

const NOT_FOR_PEOPLE = new Set(['Id', 'IsDeleted', 'MasterRecordId', 'SystemModstamp', 'PhotoUrl'])

/// Columns for these fields: the record's name and those of others are links to them.
export const tableColumns = (
  object: ObjectDescription,
  paths: readonly string[],
): Readonly<Record<string, unknown>>[] =>
  paths.map(path => {
    const parent = object.fields.find(({ relationshipName }) => path === `${relationshipName}.Name`)
    if (parent) return { fieldName: path, label: fieldLabel(parent), type: 'lookup', idField: parent.name }
    return path === nameField(object) ? { fieldName: path, type: 'lookup', idField: 'Id' } : { fieldName: path }
  })

/// A related list that every record page has where no layout says which.
export const isShownByDefault = ({ name, childObject }: ChildRelationship): boolean =>
  (/__c$/i.test(childObject) && !/(__Share|__History|__Feed)$/i.test(childObject)) ||
  (name === `${childObject.replace(/y$/, 'ie')}s` && ['Contact', 'Opportunity', 'Case'].includes(childObject))

/// The fields of a record by what they are about: those of people first, then addresses, then what the system keeps.
export function fieldsByTopic(object: ObjectDescription): Readonly<Record<'own' | 'address' | 'system', string[]>> {
  const people = object.fields.filter(isForPeople)
  const names = (fields: readonly FieldDescription[]) => fields.map(field => field.name)
  const isOfAddress = ({ name }: FieldDescription) => ADDRESS_PART.test(name)
  return {
    own: [nameField(object), ...names(people.filter(field => !isOfAddress(field)))],
    address: names(people.filter(isOfAddress)),
    system: SYSTEM_FIELDS.filter(name => hasField(object, name)),
  }
}

const ADDRESS_PART = /(?<=[a-z])(Street|City|State|PostalCode|Country|StateCode|CountryCode)$/

const SYSTEM_FIELDS = ['OwnerId', 'CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate']

const isForPeople = (field: FieldDescription): boolean =>
  (field.isCreateable === true || field.isUpdateable === true || /__c$/i.test(field.name)) &&
  field.isNameField !== true &&
  field.compoundFieldName !== 'Name' &&
  !['address', 'location', 'base64', 'id', 'complexvalue', 'anytype'].includes(field.restType ?? '') &&
  !/(Latitude|Longitude|GeocodeAccuracy)$/.test(field.name) &&
  !['OwnerId', 'RecordTypeId'].includes(field.name)

/// The picklist that says how far a record is; undefined where an object has none.
export const statusField = ({ fields }: ObjectDescription): FieldDescription | undefined =>
  ['StageName', 'Status', 'Status__c', 'Stage__c']
    .flatMap(name => fields.find(field => field.name === name) ?? [])
    .find(({ restType }) => restType === 'picklist')
