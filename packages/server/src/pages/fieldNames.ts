import type { FieldType, ObjectType, Schema } from '@millrace/database'

/// The field that list views and layouts call [name]: `Status__c`, and Salesforce's own names of standard fields, such as
/// `NAME`, `CONTACT.EMAIL`, `CREATED_DATE`, `CORE.USERS.ALIAS`. A path as queries have it; undefined when there is none.
///
/// Source: list views and layouts that orgs answer to a retrieve.
export function fieldPath(schema: Schema, object: ObjectType, name: string): string | undefined {
  const known = object.field(name)
  if (known) return known.apiName
  const parts = name.split('.')
  const last = parts.at(-1)!
  const special = KNOWN[name.toUpperCase()] ?? KNOWN[last.toUpperCase()]
  const isOfObject = parts.length === 1 || isNameOf(object, parts[0]!)
  if (isOfObject) {
    if (/^(FULL_)?NAME$/i.test(last)) return object.nameField?.apiName
    return sameLetters(object, last)?.apiName ?? existing(schema, object, special)
  }
  if (/^(CORE\.USERS|OWNER|USERS)\./i.test(name)) return existing(schema, object, 'Owner.Name')
  const parent = object.fields.find(({ relationshipName }) => letters(relationshipName ?? '') === letters(parts[0]!))
  const target = parent?.referenceTo.length === 1 ? schema.object(parent.referenceTo[0]!) : undefined
  const field = target && fieldPath(schema, target, last)
  return field === undefined || field.includes('.')
    ? existing(schema, object, special)
    : `${parent!.relationshipName}.${field}`
}

const KNOWN: Readonly<Record<string, string>> = {
  CREATED_DATE: 'CreatedDate',
  CREATEDDATE: 'CreatedDate',
  LAST_UPDATE: 'LastModifiedDate',
  LAST_ACTIVITY: 'LastActivityDate',
  CREATEDBY_USER: 'CreatedBy.Name',
  'CREATEDBY_USER.ALIAS': 'CreatedBy.Name',
  UPDATEDBY_USER: 'LastModifiedBy.Name',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Name',
  RECORDTYPE: 'RecordType.Name',
  OWNER: 'Owner.Name',
  PARENT_NAME: 'Parent.Name',
  PHONE1: 'Phone',
  PHONE2: 'Fax',
  URL: 'Website',
  ADDRESS1_STREET: 'BillingStreet',
  ADDRESS1_CITY: 'BillingCity',
  ADDRESS1_STATE: 'BillingState',
}

function existing(schema: Schema, object: ObjectType, path: string | undefined): string | undefined {
  const [first = '', second] = path?.split('.') ?? []
  if (second === undefined) return object.field(first)?.apiName
  const parent = object.parentRelationship(first)
  return parent?.referenceTo.some(name => schema.object(name)?.field(second)) ? path : undefined
}

/// `CASES` of Case, `OPPORTUNITY` of Opportunity.
const isNameOf = ({ apiName }: ObjectType, text: string): boolean =>
  [letters(apiName), `${letters(apiName)}s`].includes(letters(text))

const letters = (text: string): string => text.replaceAll('_', '').toLowerCase()

const sameLetters = ({ fields }: ObjectType, name: string): FieldType | undefined =>
  fields.find(({ apiName }) => letters(apiName) === letters(name))
