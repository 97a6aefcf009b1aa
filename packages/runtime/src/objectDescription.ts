import {
  ANY,
  BOOLEAN,
  type DataType,
  DATE,
  DATETIME,
  type FieldLookup,
  fromJson,
  isMisfit,
  MULTIPICKLIST,
  NUMBER,
  PICKLIST,
  RecordValue,
  TEXT,
  TIME,
  type Value,
} from '@millrace/values'

/// What the runtime knows of an object: the part of Salesforce's describe that references and queries need.
export interface ObjectDescription {
  readonly name: string
  readonly label: string
  readonly labelPlural?: string
  /// Whether the user may create, and edit, its records; absent where that was not asked.
  readonly isCreateable?: boolean
  readonly isUpdateable?: boolean
  readonly fields: readonly FieldDescription[]
  /// Absent where they are not known.
  readonly childRelationships?: readonly ChildRelationship[]
}

export interface ChildRelationship {
  /// "Contacts" of Account.
  readonly name: string
  readonly childObject: string
  /// AccountId of Contact: the lookup that makes the relationship.
  readonly field?: string
}

export interface FieldDescription {
  readonly name: string
  readonly label: string
  readonly type: DataType
  /// "Account" of AccountId: the name under which the parent record stands.
  readonly relationshipName?: string
  /// The objects a lookup may point to.
  readonly referenceTo?: readonly string[]
  /// The describe's own word for its type: "currency", "email", "reference". Absent where only `type` is known.
  readonly restType?: string
  /// Digits behind the point.
  readonly scale?: number
  /// How many characters it takes; 0 or absent: not limited.
  readonly length?: number
  readonly isCreateable?: boolean
  readonly isUpdateable?: boolean
  readonly isRequired?: boolean
  readonly isNameField?: boolean
  readonly isRichText?: boolean
  readonly isSortable?: boolean
  readonly isFilterable?: boolean
  readonly helpText?: string
  /// The active values of a picklist, in their order.
  readonly picklistValues?: readonly PicklistValue[]
  /// Those of the values that a record's record type offers; absent: all.
  readonly offeredValues?: ReadonlySet<string>
  /// The field that decides which of the values there are.
  readonly controllerName?: string
  /// "Name" of FirstName: the field that it is a part of.
  readonly compoundFieldName?: string
}

export interface PicklistValue {
  readonly value: string
  readonly label: string
  /// Base64: bit n (from the left) is set when the value goes with the controlling field's value number n.
  readonly validFor?: string
}

export type ObjectLookup = (name: string) => ObjectDescription | undefined

/// Reads the body of `GET /sobjects/X/describe`; undefined when it is not one. Unknown keys are skipped.
export function readObjectDescription(json: unknown): ObjectDescription | undefined {
  if (!isObject(json) || typeof json['name'] !== 'string' || !Array.isArray(json['fields'])) return undefined
  const fields = json['fields'].filter(isObject).map(readField)
  return {
    name: json['name'],
    label: textOr(json['label'], json['name']),
    ...(typeof json['labelPlural'] === 'string' ? { labelPlural: json['labelPlural'] } : {}),
    ...(typeof json['createable'] === 'boolean' ? { isCreateable: json['createable'] } : {}),
    ...(typeof json['updateable'] === 'boolean' ? { isUpdateable: json['updateable'] } : {}),
    fields,
    ...(Array.isArray(json['childRelationships'])
      ? { childRelationships: json['childRelationships'].filter(isObject).flatMap(readChildRelationship) }
      : {}),
  }
}

function readChildRelationship({
  relationshipName,
  childSObject,
  field,
}: Record<string, unknown>): ChildRelationship[] {
  if (typeof relationshipName !== 'string' || typeof childSObject !== 'string') return []
  return [{ name: relationshipName, childObject: childSObject, ...(typeof field === 'string' ? { field } : {}) }]
}

function readField(json: Record<string, unknown>): FieldDescription {
  const name = textOr(json['name'], '')
  const referenceTo = Array.isArray(json['referenceTo'])
    ? json['referenceTo'].filter(item => typeof item === 'string')
    : []
  const relationshipName = json['relationshipName']
  return {
    name,
    label: textOr(json['label'], name),
    type: restType(textOr(json['type'], '')),
    ...(typeof relationshipName === 'string' ? { relationshipName } : {}),
    ...(referenceTo.length > 0 ? { referenceTo } : {}),
    restType: textOr(json['type'], '').toLowerCase(),
    scale: numberOr(json['scale'], 0),
    length: numberOr(json['length'], 0),
    isCreateable: json['createable'] === true,
    isUpdateable: json['updateable'] === true,
    isRequired: json['nillable'] === false && json['updateable'] === true && json['type'] !== 'boolean',
    isNameField: json['nameField'] === true,
    isRichText: json['htmlFormatted'] === true && json['type'] === 'textarea',
    isSortable: json['sortable'] !== false,
    isFilterable: json['filterable'] !== false,
    ...(typeof json['inlineHelpText'] === 'string' ? { helpText: json['inlineHelpText'] } : {}),
    ...(Array.isArray(json['picklistValues']) && json['picklistValues'].length > 0
      ? { picklistValues: json['picklistValues'].filter(isObject).flatMap(readPicklistValue) }
      : {}),
    ...(typeof json['controllerName'] === 'string' ? { controllerName: json['controllerName'] } : {}),
    ...(typeof json['compoundFieldName'] === 'string' ? { compoundFieldName: json['compoundFieldName'] } : {}),
  }
}

function readPicklistValue({ value, label, active, validFor }: Record<string, unknown>): PicklistValue[] {
  if (typeof value !== 'string' || active === false) return []
  return [{ value, label: textOr(label, value), ...(typeof validFor === 'string' ? { validFor } : {}) }]
}

/// The DataType of a `type` in Salesforce's describe results, of fields ("double") and of actions ("DOUBLE").
export function restType(name: string): DataType {
  switch (name.toLowerCase()) {
    case 'boolean':
      return BOOLEAN
    case 'int':
    case 'integer':
    case 'long':
    case 'double':
    case 'number':
    case 'currency':
    case 'percent':
      return NUMBER
    case 'date':
      return DATE
    case 'datetime':
      return DATETIME
    case 'time':
      return TIME
    case 'picklist':
      return PICKLIST
    case 'multipicklist':
      return MULTIPICKLIST
    case 'address':
    case 'location':
    case 'anytype':
    case 'complexvalue':
      return ANY
    default:
      return TEXT
  }
}

export const fieldNamed = (object: ObjectDescription, name: string): FieldDescription | undefined =>
  object.fields.find(field => field.name.toLowerCase() === name.toLowerCase())

export const parentNamed = (object: ObjectDescription, name: string): FieldDescription | undefined =>
  object.fields.find(field => field.relationshipName?.toLowerCase() === name.toLowerCase())

export const childrenNamed = (object: ObjectDescription, name: string): ChildRelationship | undefined =>
  object.childRelationships?.find(child => child.name.toLowerCase() === name.toLowerCase())

/// The object of the child records behind a relationship of an object, where that is known.
export function childObjectOf(objects: ObjectLookup, objectName: string, relationship: string): string | undefined {
  const object = objects(objectName)
  return object && childrenNamed(object, relationship)?.childObject
}

/// Every name that may stand behind a record: its fields and its parents.
export const memberNames = (object: ObjectDescription): string[] =>
  object.fields.flatMap(({ name, relationshipName }) => (relationshipName ? [name, relationshipName] : [name]))

/// For `fromJson`: fields of an object that is not known take any value.
export const fieldLookup =
  (objects: ObjectLookup): FieldLookup =>
  (objectName, fieldName) => {
    const object = objects(objectName)
    return object ? fieldNamed(object, fieldName) : { name: fieldName, type: ANY }
  }

/// A record as the REST API answers it, typed by what is known of its object. Parents become records under their
/// relationship names, child records collections. A value that does not fit its described type is kept as it came.
export function readRecord(json: unknown, objectName: string, objects: ObjectLookup): RecordValue {
  const fields = isObject(json) ? json : {}
  const record = new RecordValue(attributesType(fields) ?? objectName)
  const object = objects(record.objectName)
  for (const [name, item] of Object.entries(fields)) {
    if (name === 'attributes') continue
    record.put(name, readFieldValue(item, object && fieldNamed(object, name)?.type, objects))
  }
  return record
}

function readFieldValue(json: unknown, type: DataType | undefined, objects: ObjectLookup): Value {
  if (isObject(json)) {
    if (attributesType(json)) return readRecord(json, '', objects)
    if (Array.isArray(json['records'])) return json['records'].map(item => readRecord(item, '', objects))
  }
  const value = fromJson(json, type ?? ANY, fieldLookup(objects))
  if (!isMisfit(value)) return value
  const asItCame = fromJson(json, ANY, fieldLookup(objects))
  return isMisfit(asItCame) ? null : asItCame
}

function attributesType(json: Record<string, unknown>): string | undefined {
  const attributes = json['attributes']
  return isObject(attributes) && typeof attributes['type'] === 'string' ? attributes['type'] : undefined
}

export const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const numberOr = (json: unknown, otherwise: number): number => (typeof json === 'number' ? json : otherwise)

const textOr = (json: unknown, otherwise: string): string => (typeof json === 'string' ? json : otherwise)

/// The type of the field at [path] ("Name", "Account.Name") of an object; undefined when that is not known.
export function fieldTypeAt(objects: ObjectLookup, objectName: string, path: string): DataType | undefined {
  const [first = '', ...rest] = path.split('.')
  const object = objects(objectName)
  if (!object) return undefined
  if (rest.length === 0) return fieldNamed(object, first)?.type
  const parents = parentNamed(object, first)?.referenceTo ?? []
  return parents.length === 1 ? fieldTypeAt(objects, parents[0]!, rest.join('.')) : undefined
}
