import type { FieldType, FieldTypeName, ObjectType, RecordTypeInfo, Rights } from '@millrace/database'
import type { Json } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../../apiError.ts'
import { eTagOf } from './eTag.ts'
import type { Org } from '../../org.ts'
import { recordTypeInfo, recordTypesFor, typeNamed } from '../../pages/recordTypes.ts'
import { rightsOf } from '../../rights.ts'
import { objectOf } from '../sobjects.ts'
import { versionUrl } from '../versions.ts'
import { controllerValuesOf, picklistValuesOf } from './picklistValues.ts'

const BASE = '/services/data/v:version/ui-api/object-info'

type ObjectRequest = FastifyRequest<{ Params: { version: string; object: string } }>
type PicklistRequest = FastifyRequest<{
  Params: { version: string; object: string; recordType: string; field: string }
}>

/// `/ui-api/object-info`: what a form must know of an object and its fields, and the values of its picklists.
///
/// Source: User Interface API Developer Guide, "Get Object Metadata" and "Get Values for a Picklist Field".
export function objectInfoRoutes(app: FastifyInstance, org: Org): void {
  app.get(BASE, async request => {
    const rights = rightsOf(await org.caller(request.userId), org.project.schema)
    const readable = org.project.schema.objects.filter(({ apiName }) => rights?.canReadObject(apiName) !== false)
    const entries = readable.map(({ apiName, label, labelPlural, keyPrefix }) => [
      apiName,
      {
        apiName,
        keyPrefix,
        label,
        labelPlural,
        nameFields: [],
        objectInfoUrl: `${versionUrl(request)}/ui-api/object-info/${apiName}`,
      },
    ])
    return { objects: Object.fromEntries(entries) }
  })

  app.get(`${BASE}/:object`, (request: ObjectRequest) => objectInfo(org, request.userId, request.params.object))

  app.get(`${BASE}/batch/:object`, async (request: ObjectRequest) => {
    const names = request.params.object.split(',').map(name => name.trim())
    const results = await Promise.all(
      names.map(async name => ({ result: await objectInfo(org, request.userId, name), statusCode: 200 })),
    )
    return { results }
  })

  app.get(`${BASE}/:object/picklist-values/:recordType`, async (request: PicklistRequest) => {
    const object = await readableObject(org, request.userId, request.params.object)
    const fields = object.fields.filter(({ picklist }) => picklist !== null)
    const type = await recordTypeOf(org, request, object)
    const values = fields.map(field => [field.apiName, picklistOf(request, object, field, type)])
    return { eTag: eTagOf(values), picklistFieldValues: Object.fromEntries(values) as Json }
  })

  app.get(`${BASE}/:object/picklist-values/:recordType/:field`, async (request: PicklistRequest) => {
    const object = await readableObject(org, request.userId, request.params.object)
    const field = object.field(request.params.field)
    if (field?.picklist) return picklistOf(request, object, field, await recordTypeOf(org, request, object))
    throw notFound(`${object.apiName} has no picklist "${request.params.field}".`)
  })
}

/// The record type that the address names.
async function recordTypeOf(
  org: Org,
  { params, userId }: PicklistRequest,
  object: ObjectType,
): Promise<RecordTypeInfo> {
  return recordTypeInfo(await recordTypesFor(org, await org.caller(userId), object), params.recordType)
}

const picklistOf = (request: FastifyRequest, object: ObjectType, field: FieldType, info: RecordTypeInfo): Json => {
  const url = `${versionUrl(request)}/ui-api/object-info/${object.apiName}/picklist-values/${info.recordTypeId}/${field.apiName}`
  const recordType = typeNamed(object, info.developerName)
  const { values, defaultValue } = picklistValuesOf(object, field, recordType)
  return {
    controllerValues: controllerValuesOf(object, field, recordType),
    defaultValue,
    eTag: eTagOf(values),
    url,
    values,
  }
}

async function readableObject(org: Org, userId: string, name: string): Promise<ObjectType> {
  const object = objectOf(org, name)
  const rights = rightsOf(await org.caller(userId), org.project.schema)
  if (rights?.canReadObject(object.apiName) === false) throw notFound()
  return object
}

/// What a form must know of the object [name], as far as the user may see it.
export async function objectInfo(org: Org, userId: string, name: string): Promise<{ [key: string]: Json }> {
  const object = await readableObject(org, userId, name)
  const caller = await org.caller(userId)
  const rights = rightsOf(caller, org.project.schema)
  const infos = await recordTypesFor(org, caller, object)
  const { apiName, label, labelPlural, keyPrefix, isCustom } = object
  const fields = object.fields.filter(field => rights?.canReadField(apiName, field.apiName) !== false)
  const dependent = fields.filter(({ picklist }) => picklist?.controllingField)
  const info = {
    apiName,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: object.childRelationships.map(({ childObject, field, relationshipName }) => ({
      childObjectApiName: childObject,
      fieldName: field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName,
    })),
    compactLayoutable: true,
    createable: rights?.canCreate(apiName) ?? true,
    custom: isCustom,
    defaultRecordTypeId: recordTypeInfo(infos).recordTypeId,
    deletable: rights?.canDelete(apiName) ?? true,
    dependentFields: dependencyTree(dependent),
    feedEnabled: false,
    fields: Object.fromEntries(fields.map(field => [field.apiName, fieldInfo(object, field, rights)])),
    keyPrefix,
    label,
    labelPlural,
    layoutable: true,
    mruEnabled: false,
    nameFields: nameFieldsOf(object),
    queryable: true,
    recordTypeInfos: Object.fromEntries(
      infos.map(({ available, defaultRecordTypeMapping, master, name, recordTypeId }) => [
        recordTypeId,
        { available, defaultRecordTypeMapping, master, name, recordTypeId },
      ]),
    ),
    searchLayoutable: true,
    searchable: true,
    themeInfo: null,
    updateable: rights?.canEdit(apiName) ?? true,
  }
  return { ...info, eTag: eTagOf(info) }
}

const nameFieldsOf = ({ nameField }: ObjectType): string[] =>
  nameField ? [...(nameField.compoundOf ?? []), nameField.apiName] : []

/// Which fields depend on which: `{"Continent__c": {"Country__c": {}}}`.
function dependencyTree(dependent: readonly FieldType[]): { [field: string]: Json } {
  const childrenOf = (name: string): { [field: string]: Json } =>
    Object.fromEntries(
      dependent
        .filter(({ picklist }) => picklist!.controllingField === name)
        .map(({ apiName }) => [apiName, childrenOf(apiName)]),
    )
  const names = new Set(dependent.map(({ apiName }) => apiName))
  const roots = new Set(dependent.map(({ picklist }) => picklist!.controllingField!).filter(name => !names.has(name)))
  return Object.fromEntries([...roots].map(name => [name, childrenOf(name)]))
}

const DATA_TYPES: Partial<Readonly<Record<FieldTypeName, string>>> = {
  id: 'Reference',
  datetime: 'DateTime',
  textarea: 'TextArea',
  multipicklist: 'MultiPicklist',
  combobox: 'ComboBox',
  encryptedstring: 'EncryptedString',
  anyType: 'AnyType',
}

const dataTypeOf = (type: FieldTypeName): string => DATA_TYPES[type] ?? type.charAt(0).toUpperCase() + type.slice(1)

function fieldInfo(object: ObjectType, field: FieldType, rights: Rights | undefined): Json {
  const { apiName, type, referenceTo, picklist } = field
  const isEditable = rights?.canEditField(object.apiName, apiName) !== false
  const controller = picklist?.controllingField
  const isFormula = field.formula !== null && !field.derived
  return {
    apiName,
    calculated: isFormula,
    compound: field.compoundOf !== null || type === 'address' || type === 'location',
    compoundComponentName: null,
    compoundFieldName: object.nameField?.compoundOf?.includes(apiName) ? object.nameField.apiName : null,
    controllerName: controller ?? null,
    controllingFields: controller ? [controller] : [],
    createable: field.createable && isEditable,
    custom: field.isCustom,
    dataType: dataTypeOf(type),
    defaultValue: null,
    defaultedOnCreate: type === 'boolean' || apiName === 'OwnerId' || field.autoNumber !== null,
    digits: type === 'int' ? field.precision : 0,
    externalId: field.externalId,
    extraTypeInfo: type === 'textarea' ? 'PlainTextArea' : null,
    filterable: !isFormula,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: field.inlineHelpText,
    label: field.label,
    length: field.length,
    maskType: null,
    nameField: field.nameField,
    polymorphicForeignKey: referenceTo.length > 1,
    precision: field.precision,
    reference: type === 'reference',
    referenceTargetField: null,
    referenceToInfos: referenceTo.map(parent => ({ apiName: parent, nameFields: ['Name'] })),
    relationshipName: field.relationshipName,
    required: field.required,
    scale: field.scale,
    searchPrefilterable: type === 'reference',
    sortable: !isFormula && type !== 'multipicklist',
    unique: field.unique,
    updateable: field.updateable && isEditable,
  }
}
