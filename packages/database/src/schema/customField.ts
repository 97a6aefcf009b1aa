import type { FieldTypeName, PicklistValue } from '../schema.ts'
import { fieldDraft, type FieldDraft } from './draft.ts'
import type { FieldDefinition } from './definition.ts'

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

/// The schema's field for a `.field-meta.xml`; undefined for a type that holds no data here (Location, Summary).
export function customField(object: string, definition: FieldDefinition): FieldDraft | undefined {
  const type = TYPES[definition.type]
  if (!type) return undefined
  const isReference = type === 'reference'
  const isAutoNumber = definition.type === 'AutoNumber'
  const isDetail = definition.type === 'MasterDetail'
  const isFormula = definition.formula !== null
  return fieldDraft(definition.apiName, type, {
    label: definition.label,
    isCustom: definition.apiName.toLowerCase().endsWith('__c'),
    length: isReference ? 18 : (definition.length ?? LENGTHS[definition.type] ?? 0),
    precision: definition.precision ?? (numeric(type) ? 18 : 0),
    scale: definition.scale ?? 0,
    required: definition.required || isDetail,
    unique: definition.unique,
    externalId: definition.externalId,
    caseSensitive: definition.caseSensitive,
    createable: !isFormula && !isAutoNumber,
    updateable: !isFormula && !isAutoNumber && !(isDetail && !definition.reparentable),
    autoNumber: isAutoNumber
      ? { displayFormat: definition.displayFormat ?? '{0}', startingNumber: definition.startingNumber ?? 1 }
      : null,
    formula: isFormula ? { expression: definition.formula!, blankAsZero: definition.blankAsZero } : null,
    defaultValueFormula: definition.defaultValue,
    picklist: picklist(definition),
    referenceTo: isReference ? [definition.referenceTo ?? object] : [],
    relationshipName: isReference ? definition.apiName.replace(/__c$/i, '__r') : null,
    childRelationshipName: relationshipFromParent(definition),
    cascadeDelete: isDetail || definition.deleteConstraint === 'Cascade',
    restrictedDelete: definition.deleteConstraint === 'Restrict',
    inlineHelpText: definition.inlineHelpText,
  })
}

const numeric = (type: FieldTypeName): boolean => type === 'double' || type === 'currency' || type === 'percent'

/// `Invoices` becomes `Invoices__r` on the parent when the field is custom.
function relationshipFromParent({ apiName, relationshipName }: FieldDefinition): string | null {
  if (!relationshipName) return null
  return apiName.toLowerCase().endsWith('__c') ? `${relationshipName}__r` : relationshipName
}

function picklist({ picklist: source }: FieldDefinition): FieldDraft['picklist'] {
  if (!source) return null
  const values: PicklistValue[] = source.values.map(({ value, label, active, isDefault }) => ({
    value,
    label,
    active,
    isDefault,
  }))
  return { restricted: source.restricted, values }
}
