import type { FieldDefinition, FieldSummary, ValueDefinition } from '@millrace/metadata'
import type { FieldTypeName, PicklistValue, RollUpSummary } from '../schema.ts'
import { fieldDraft, labelOf, type FieldDraft } from './draft.ts'

const TYPES: Readonly<Record<string, FieldTypeName>> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  EncryptedText: 'encryptedstring',
  ExternalLookup: 'string',
  Hierarchy: 'reference',
  Html: 'textarea',
  IndirectLookup: 'string',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'time',
  Url: 'url',
}

const LENGTHS: Readonly<Record<string, number>> = {
  AutoNumber: 30,
  Email: 80,
  EncryptedText: 175,
  Html: 32_768,
  LongTextArea: 32_768,
  MultiselectPicklist: 4099,
  Phone: 40,
  Picklist: 255,
  Text: 255,
  TextArea: 255,
  Url: 255,
}

/// The values of picklists that share a set, by the set's API name.
export type ValueSets = ReadonlyMap<string, FieldValues>
type FieldValues = readonly ValueDefinition[]

/// The schema's field for a `.field-meta.xml`; undefined for a type that has no values of its own here.
export function customField(object: string, definition: FieldDefinition, valueSets: ValueSets): FieldDraft | undefined {
  const type = definition.summary ? 'double' : typeOf(definition)
  if (!type) return undefined
  const isReference = type === 'reference'
  const isAutoNumber = definition.type === 'AutoNumber'
  const isDetail = definition.type === 'MasterDetail'
  const isReadOnly = definition.formula !== null || isAutoNumber || definition.summary !== null
  return fieldDraft(definition.apiName, type, {
    label: definition.label ?? labelOf(definition.apiName),
    isCustom: /__[cs]$/i.test(definition.apiName),
    length: isReference ? 18 : (definition.length ?? LENGTHS[definition.type ?? ''] ?? 0),
    precision: definition.precision ?? (isNumeric(type) ? 18 : 0),
    scale: definition.scale ?? (isNumeric(type) && definition.precision === null ? 2 : 0),
    required: definition.required || isDetail,
    unique: definition.unique,
    externalId: definition.externalId,
    caseSensitive: definition.caseSensitive,
    createable: !isReadOnly,
    updateable: !isReadOnly && !(isDetail && !definition.reparentableMasterDetail),
    autoNumber: isAutoNumber
      ? { displayFormat: definition.displayFormat ?? '{0}', startingNumber: definition.startingNumber ?? 1 }
      : null,
    formula:
      definition.formula === null
        ? null
        : { expression: definition.formula, blankAsZero: definition.formulaTreatBlanksAs !== 'BlankAsBlank' },
    defaultValueFormula: definition.defaultValue,
    picklist: picklist(definition, valueSets),
    referenceTo: !isReference ? [] : definition.referenceTo.length > 0 ? definition.referenceTo : [object],
    relationshipName: isReference ? parentName(definition.apiName) : null,
    childRelationshipName: childName(definition),
    cascadeDelete: isDetail || definition.deleteConstraint === 'Cascade',
    restrictedDelete: definition.deleteConstraint === 'Restrict',
    inlineHelpText: definition.inlineHelpText,
    ...(definition.summary ? { summary: rollUp(definition.summary) } : {}),
  })
}

/// The two numbers that a geolocation field is stored as; other fields are themselves.
///
/// Source: Object Reference, "Geolocation Compound Field".
export function storedAs(definition: FieldDefinition): readonly FieldDefinition[] {
  if (definition.type !== 'Location') return [definition]
  const scale = definition.scale ?? 15
  return (['Latitude', 'Longitude'] as const).map(part => ({
    ...definition,
    apiName: definition.apiName.replace(/__c$/i, `__${part}__s`),
    label: `${definition.label ?? labelOf(definition.apiName)} (${part})`,
    type: 'Number',
    scale,
    precision: scale + 3,
  }))
}

function rollUp({ operation, foreignKey, summarizedField, filterItems }: FieldSummary): RollUpSummary {
  const [detail = '', master = ''] = foreignKey.split('.')
  const known = SUMMARIES.find(one => one === operation.toLowerCase()) ?? 'count'
  const field = summarizedField?.split('.').at(-1) ?? null
  return { operation: known, detail, master, field, filters: filterItems }
}

const SUMMARIES = ['count', 'sum', 'min', 'max'] as const

/// Of a metadata relationship to an object or field there is only the name.
function typeOf({ type, referenceTo }: FieldDefinition): FieldTypeName | undefined {
  const isName = type === 'MetadataRelationship' && !referenceTo.some(name => /__mdt$/i.test(name))
  return isName ? 'string' : TYPES[type ?? '']
}

const isNumeric = (type: FieldTypeName): boolean => type === 'double' || type === 'currency' || type === 'percent'

/// `Parent__r` for Parent__c, `Account` for AccountId.
const parentName = (apiName: string): string =>
  /__c$/i.test(apiName) ? apiName.replace(/__c$/i, '__r') : apiName.replace(/Id$/, '')

/// `Invoices` becomes `Invoices__r` on the parent when the field is custom.
function childName({ apiName, relationshipName }: FieldDefinition): string | null {
  if (!relationshipName) return null
  return apiName.toLowerCase().endsWith('__c') ? `${relationshipName}__r` : relationshipName
}

function picklist({ valueSet }: FieldDefinition, valueSets: ValueSets): FieldDraft['picklist'] {
  if (!valueSet) return null
  const shared = valueSet.valueSetName === null ? undefined : valueSets.get(valueSet.valueSetName.toLowerCase())
  const { controllingField } = valueSet
  const settings = new Map(valueSet.valueSettings.map(setting => [setting.valueName, setting.controllingFieldValues]))
  const values: PicklistValue[] = (shared ?? valueSet.values).map(({ fullName, label, isActive, isDefault }) => ({
    value: fullName,
    label,
    active: isActive,
    isDefault,
    ...(controllingField ? { goesWith: settings.get(fullName) ?? [] } : {}),
  }))
  // A set that is not in the project cannot say which values are wrong.
  const restricted = valueSet.restricted && values.length > 0
  return { restricted, values, ...(controllingField ? { controllingField } : {}) }
}
