import { readActionOverrides } from '../actionOverride.ts'
import { apiNameOf } from '../fileName.ts'
import { decodedName } from '../layoutAssignment.ts'
import type { XmlElement } from '../xml/element.ts'
import { type Parsed, parseDefinition } from '../xml/parseDefinition.ts'
import { child, type XmlReader } from '../xml/reader.ts'
import { readValue } from '../valueSet.ts'
import type {
  CompactLayoutDefinition,
  Defined,
  FieldDefinition,
  FieldSummary,
  FieldValueSet,
  ListViewDefinition,
  NameFieldDefinition,
  ObjectDefinition,
  RecordTypeDefinition,
  ValidationRuleDefinition,
} from './model.ts'

/// Reads `X.object-meta.xml`, or the older `X.object` that holds the fields and rules as well.
export const parseObject = (source: string, file: string): Parsed<ObjectDefinition> =>
  parseDefinition(source, file, 'CustomObject', readObject)

/// Reads `fields/X.field-meta.xml`.
export const parseField = (source: string, file: string): Parsed<FieldDefinition> =>
  parseDefinition(source, file, 'CustomField', readField)

/// Reads `validationRules/X.validationRule-meta.xml`.
export const parseValidationRule = (source: string, file: string): Parsed<ValidationRuleDefinition> =>
  parseDefinition(source, file, 'ValidationRule', readValidationRule)

/// Reads `recordTypes/X.recordType-meta.xml`.
export const parseRecordType = (source: string, file: string): Parsed<RecordTypeDefinition> =>
  parseDefinition(source, file, 'RecordType', readRecordType)

/// Reads `listViews/X.listView-meta.xml`.
export const parseListView = (source: string, file: string): Parsed<ListViewDefinition> =>
  parseDefinition(source, file, 'ListView', readListView)

/// Reads `compactLayouts/X.compactLayout-meta.xml`.
export const parseCompactLayout = (source: string, file: string): Parsed<CompactLayoutDefinition> =>
  parseDefinition(source, file, 'CompactLayout', readCompactLayout)

const defined = (xml: XmlElement, read: XmlReader): Defined => ({ file: read.report.file, span: xml.span, xml })

function readObject(xml: XmlElement, read: XmlReader): ObjectDefinition {
  const each = <T>(tag: string, readOne: (xml: XmlElement, read: XmlReader) => T): readonly T[] =>
    read.list(xml, tag, element => readOne(element, read))
  return {
    ...defined(xml, read),
    apiName: apiNameOf(read.report.file),
    label: read.text(xml, 'label'),
    pluralLabel: read.text(xml, 'pluralLabel'),
    description: read.text(xml, 'description'),
    nameField: read.one(xml, 'nameField', element => readNameField(element, read)),
    sharingModel: read.word(xml, 'sharingModel'),
    deploymentStatus: read.word(xml, 'deploymentStatus'),
    customSettingsType: read.word(xml, 'customSettingsType'),
    fields: each('fields', readField),
    validationRules: each('validationRules', readValidationRule),
    recordTypes: each('recordTypes', readRecordType),
    actionOverrides: readActionOverrides(xml, read),
    listViews: each('listViews', readListView),
    compactLayouts: each('compactLayouts', readCompactLayout),
    compactLayoutAssignment: read.word(xml, 'compactLayoutAssignment'),
  }
}

const readNameField = (xml: XmlElement, read: XmlReader): NameFieldDefinition => ({
  label: read.text(xml, 'label'),
  type: read.word(xml, 'type') ?? 'Text',
  displayFormat: read.word(xml, 'displayFormat'),
  startingNumber: read.number(xml, 'startingNumber'),
})

function readField(xml: XmlElement, read: XmlReader): FieldDefinition {
  const apiName = read.required(xml, 'fullName', 'missing-name')
  read.report.element = apiName
  return {
    ...defined(xml, read),
    apiName,
    type: read.word(xml, 'type'),
    label: read.text(xml, 'label'),
    description: read.text(xml, 'description'),
    inlineHelpText: read.text(xml, 'inlineHelpText'),
    length: read.number(xml, 'length'),
    precision: read.number(xml, 'precision'),
    scale: read.number(xml, 'scale'),
    visibleLines: read.number(xml, 'visibleLines'),
    required: read.flag(xml, 'required', false),
    unique: read.flag(xml, 'unique', false),
    externalId: read.flag(xml, 'externalId', false),
    caseSensitive: read.flag(xml, 'caseSensitive', false),
    defaultValue: read.text(xml, 'defaultValue'),
    formula: read.text(xml, 'formula'),
    formulaTreatBlanksAs: read.choice(xml, 'formulaTreatBlanksAs', ['BlankAsBlank', 'BlankAsZero'] as const, null),
    valueSet: readValueSet(xml, read),
    referenceTo: read.words(xml, 'referenceTo'),
    relationshipName: read.word(xml, 'relationshipName'),
    relationshipLabel: read.text(xml, 'relationshipLabel'),
    deleteConstraint: read.choice(xml, 'deleteConstraint', ['Cascade', 'Restrict', 'SetNull'] as const, null),
    reparentableMasterDetail: read.flag(xml, 'reparentableMasterDetail', false),
    writeRequiresMasterRead: read.flag(xml, 'writeRequiresMasterRead', false),
    displayFormat: read.word(xml, 'displayFormat'),
    startingNumber: read.number(xml, 'startingNumber'),
    summary: readSummary(xml, read),
  }
}

/// `<valueSet>`, or `<picklist>` as it was before API version 38.
function readValueSet(field: XmlElement, read: XmlReader): FieldValueSet | null {
  const xml = child(field, 'valueSet')
  if (!xml) return read.one(field, 'picklist', picklist => readPicklist(picklist, read))
  return {
    valueSetName: read.word(xml, 'valueSetName'),
    // Fields that share a value set only take its values. Source: Metadata API Developer Guide, ValueSet.
    restricted: read.flag(xml, 'restricted', child(xml, 'valueSetName') !== null),
    controllingField: read.word(xml, 'controllingField'),
    values: read.one(xml, 'valueSetDefinition', set => read.list(set, 'value', value => readValue(value, read))) ?? [],
    valueSettings: read.list(xml, 'valueSettings', setting => ({
      valueName: read.text(setting, 'valueName') ?? '',
      controllingFieldValues: read.words(setting, 'controllingFieldValue'),
    })),
  }
}

function readPicklist(xml: XmlElement, read: XmlReader): FieldValueSet {
  const settings = read.list(xml, 'picklistValues', value => ({
    valueName: read.text(value, 'fullName') ?? '',
    controllingFieldValues: read.words(value, 'controllingFieldValues'),
  }))
  return {
    valueSetName: null,
    restricted: read.flag(xml, 'restrictedPicklist', false),
    controllingField: read.word(xml, 'controllingField'),
    values: read.list(xml, 'picklistValues', value => readValue(value, read)),
    valueSettings: settings.filter(setting => setting.controllingFieldValues.length > 0),
  }
}

function readSummary(xml: XmlElement, read: XmlReader): FieldSummary | null {
  const operation = read.word(xml, 'summaryOperation')
  if (!operation) return null
  return {
    operation,
    foreignKey: read.required(xml, 'summaryForeignKey', 'missing-reference'),
    summarizedField: read.word(xml, 'summarizedField'),
    filterItems: read.list(xml, 'summaryFilterItems', item => ({
      field: read.required(item, 'field'),
      operation: read.word(item, 'operation') ?? '',
      value: read.text(item, 'value'),
    })),
  }
}

function readValidationRule(xml: XmlElement, read: XmlReader): ValidationRuleDefinition {
  const fullName = read.required(xml, 'fullName', 'missing-name')
  read.report.element = fullName
  return {
    ...defined(xml, read),
    fullName,
    active: read.flag(xml, 'active', false),
    description: read.text(xml, 'description'),
    errorConditionFormula: read.required(xml, 'errorConditionFormula', 'missing-formula'),
    errorMessage: read.text(xml, 'errorMessage') ?? '',
    errorDisplayField: read.word(xml, 'errorDisplayField'),
  }
}

const readRecordType = (xml: XmlElement, read: XmlReader): RecordTypeDefinition => ({
  ...defined(xml, read),
  fullName: read.required(xml, 'fullName', 'missing-name'),
  label: read.text(xml, 'label') ?? read.word(xml, 'fullName') ?? '',
  active: read.flag(xml, 'active', false),
  description: read.text(xml, 'description'),
  picklistValues: read.list(xml, 'picklistValues', picklist => ({
    picklist: read.word(picklist, 'picklist') ?? '',
    values: read.list(picklist, 'values', value => ({
      // As in an address: `Needs %28more%29 work`.
      fullName: decodedName(read.text(value, 'fullName') ?? ''),
      isDefault: read.flag(value, 'default', false),
    })),
  })),
})

const readListView = (xml: XmlElement, read: XmlReader): ListViewDefinition => ({
  ...defined(xml, read),
  fullName: read.required(xml, 'fullName', 'missing-name'),
  label: read.text(xml, 'label') ?? read.word(xml, 'fullName') ?? '',
  filterScope: read.word(xml, 'filterScope') ?? 'Everything',
  columns: read.words(xml, 'columns'),
  filters: read.list(xml, 'filters', filter => ({
    field: read.required(filter, 'field', 'missing-field'),
    operation: read.word(filter, 'operation') ?? 'equals',
    value: read.text(filter, 'value'),
  })),
  booleanFilter: read.word(xml, 'booleanFilter'),
})

const readCompactLayout = (xml: XmlElement, read: XmlReader): CompactLayoutDefinition => ({
  ...defined(xml, read),
  fullName: read.required(xml, 'fullName', 'missing-name'),
  fields: read.words(xml, 'fields'),
})
