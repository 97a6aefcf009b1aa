import type { Json } from '@millrace/values'
import { requiredFields } from './dml/fieldChecks.ts'
import { masterRecordType } from './recordTypes.ts'
import type { ChildRelationship, FieldType, FieldTypeName, ObjectType, Schema } from './schema.ts'
import { columnKind } from './sql/columns.ts'
import type { Rights } from './userContext.ts'

/// The objects of the org, as `GET /services/data/vNN.0/sobjects` lists them. Objects that the user may not read are
/// left out.
export function describeGlobal(schema: Schema, rights?: Rights): Json[] {
  const readable = schema.objects.filter(object => rights?.canReadObject(object.apiName) !== false)
  return readable.map(object => describeRights(object, rights))
}

/// A record type as it is for a user. Source: SOAP API Developer Guide, "describeSObjects()", RecordTypeInfo.
export interface RecordTypeInfo {
  readonly active: boolean
  readonly available: boolean
  readonly defaultRecordTypeMapping: boolean
  readonly developerName: string
  readonly master: boolean
  readonly name: string
  readonly recordTypeId: string
}

/// One object, as `GET /services/data/vNN.0/sobjects/X/describe` answers it, with the fields that the user may read.
///
/// Source: REST API Developer Guide, "sObject Describe".
export function describeObject(
  schema: Schema,
  object: ObjectType,
  rights?: Rights,
  recordTypes: readonly RecordTypeInfo[] = [masterRecordType(true)],
): Json {
  const required = new Set(requiredFields(object).map(field => field.apiName))
  const fields = object.fields.filter(field => rights?.canReadField(object.apiName, field.apiName) !== false)
  return {
    ...describeRights(object, rights),
    fields: fields.map(field => describeField(object, field, required.has(field.apiName), rights)),
    childRelationships: object.childRelationships
      .filter(child => rights?.canReadField(child.childObject, child.field) !== false)
      .map(child => describeChild(schema, child)),
    recordTypeInfos: recordTypes.map(info => ({ ...info })),
    actionOverrides: [],
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    searchLayoutable: true,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${object.labelPlural}`, name: 'everything' },
      { label: `My ${object.labelPlural}`, name: 'mine' },
    ],
  }
}

function describeRights(object: ObjectType, rights?: Rights): { [key: string]: Json } {
  const { apiName, label, labelPlural, keyPrefix, isCustom } = object
  return {
    name: apiName,
    label,
    labelPlural,
    keyPrefix,
    custom: isCustom,
    createable: rights?.canCreate(apiName) ?? true,
    updateable: rights?.canEdit(apiName) ?? true,
    deletable: rights?.canDelete(apiName) ?? true,
    undeletable: false,
    queryable: true,
    retrieveable: true,
    searchable: false,
    layoutable: true,
    mergeable: false,
    replicateable: object.field('SystemModstamp') !== undefined,
    triggerable: false,
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    customSetting: false,
    deepCloneable: false,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    mruEnabled: false,
  }
}

function describeField(object: ObjectType, field: FieldType, isRequired: boolean, rights?: Rights): Json {
  const isEditable = rights?.canEditField(object.apiName, field.apiName) !== false
  const isStored = columnKind(field) !== null || field.derived === true
  const isLong = field.type === 'textarea' && field.length > 255
  const controller = field.picklist?.controllingField ? object.field(field.picklist.controllingField) : undefined
  return {
    name: field.apiName,
    label: field.label,
    type: field.type,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    custom: field.isCustom,
    length: field.length,
    byteLength: field.length * 3,
    precision: field.precision,
    scale: field.scale,
    digits: field.type === 'int' ? field.precision : 0,
    nillable: !isRequired && field.type !== 'boolean' && !SYSTEM.has(field.apiName),
    createable: field.createable && isEditable,
    updateable: field.updateable && isEditable,
    defaultedOnCreate:
      field.type === 'boolean' || SYSTEM.has(field.apiName) || field.apiName === 'OwnerId' || field.autoNumber !== null,
    defaultValue: field.type === 'boolean' ? field.defaultValueFormula?.toLowerCase() === 'true' : null,
    defaultValueFormula: field.defaultValueFormula,
    calculated: field.formula !== null && !field.derived,
    calculatedFormula: field.derived ? null : (field.formula?.expression ?? null),
    formulaTreatNullNumberAsZero: (!field.derived && field.formula?.blankAsZero) || false,
    autoNumber: field.autoNumber !== null,
    filterable: isStored && !isLong,
    sortable: isStored && !isLong && field.type !== 'multipicklist',
    groupable: isStored && !isLong && field.type !== 'double' && field.type !== 'currency' && field.type !== 'percent',
    aggregatable: isStored && !isLong && field.type !== 'boolean',
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.type === 'id' || field.externalId || field.unique,
    caseSensitive: field.caseSensitive,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    encrypted: field.type === 'encryptedstring',
    htmlFormatted: false,
    inlineHelpText: field.inlineHelpText,
    picklistValues: (field.picklist?.values ?? []).map(({ value, label, active, isDefault, goesWith }) => ({
      active,
      defaultValue: isDefault,
      label,
      validFor: controller && goesWith ? validFor(goesWith, controller) : null,
      value,
    })),
    restrictedPicklist: field.picklist?.restricted ?? false,
    dependentPicklist: controller !== undefined,
    controllerName: controller?.apiName ?? null,
    referenceTo: [...field.referenceTo],
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    polymorphicForeignKey: field.referenceTo.length > 1,
    cascadeDelete: field.cascadeDelete,
    restrictedDelete: field.restrictedDelete,
    compoundFieldName: object.nameField?.compoundOf?.includes(field.apiName) ? object.nameField.apiName : null,
    extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    mask: null,
    maskType: null,
    deprecatedAndHidden: false,
    permissionable: field.isCustom && !isRequired,
    aiPredictionField: false,
    displayLocationInDecimal: false,
    filteredLookupInfo: null,
    highScaleNumber: false,
    queryByDistance: false,
    referenceTargetField: null,
    searchPrefilterable: field.type === 'reference',
    writeRequiresMasterRead: false,
  }
}

/// Which values of the controlling field a value goes with, as Salesforce writes it: bit n, from the left, is for value
/// number n; Base64.
///
/// Source: SOAP API Developer Guide, "describeSObjects()", PicklistEntry.
function validFor(goesWith: readonly string[], controller: FieldType): string {
  const values =
    controller.type === 'boolean'
      ? ['unchecked', 'checked']
      : (controller.picklist?.values ?? []).map(({ value }) => value)
  // Whole groups of three bytes, so that the text needs no padding.
  const bytes = new Uint8Array(Math.max(1, Math.ceil(values.length / 24)) * 3)
  for (const [i, value] of values.entries()) if (goesWith.includes(value)) bytes[i >> 3]! |= 0x80 >> (i & 7)
  return Buffer.from(bytes).toString('base64')
}

function describeChild(
  schema: Schema,
  { childObject, field, relationshipName, cascadeDelete }: ChildRelationship,
): Json {
  return {
    childSObject: childObject,
    field,
    relationshipName,
    cascadeDelete,
    restrictedDelete: schema.object(childObject)?.field(field)?.restrictedDelete ?? false,
    deprecatedAndHidden: false,
    junctionIdListNames: [],
    junctionReferenceTo: [],
  }
}

const SYSTEM = new Set([
  'Id',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
])

const SOAP_TYPES: Partial<Readonly<Record<FieldTypeName, string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
}
