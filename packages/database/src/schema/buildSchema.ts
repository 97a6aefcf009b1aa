import type {
  ObjectDefinition,
  RecordTypeDefinition,
  ValidationRuleDefinition,
  ValueSetDefinition,
} from '@millrace/metadata'
import type { ChildRelationship, FieldType, ObjectType, RecordType, Schema, Stage, ValidationRule } from '../schema.ts'
import { standardObjects } from './catalogue/index.ts'
import { customField, storedAs, type ValueSets } from './customField.ts'
import { fieldDraft, type FieldDraft, type ObjectDraft } from './draft.ts'
import { ownerField, readCatalogue } from './readCatalogue.ts'
import { sharesOf } from './shares.ts'
import { putStatusFields } from './statusFields.ts'

export interface SchemaOptions {
  /// Key prefixes that custom objects already have, by API name. Others get the next free one (a00, a01, …).
  readonly keyPrefixes?: ReadonlyMap<string, string>
  /// Sets of picklist values that fields name.
  readonly valueSets?: readonly ValueSetDefinition[]
  readonly version?: number
}

/// The schema of an org: the standard objects, the project's custom objects, and the project's custom fields on both.
/// A definition of an object that is neither custom nor in the catalogue makes an object of its own, so a project may
/// use standard objects that the catalogue lacks by stating their fields.
export function buildSchema(definitions: readonly ObjectDefinition[], options: SchemaOptions = {}): Schema {
  const drafts = new Map<string, ObjectDraft>()
  for (const text of standardObjects) for (const draft of readCatalogue(text)) drafts.set(key(draft.apiName), draft)
  const valueSets: ValueSets = new Map(options.valueSets?.map(set => [key(set.apiName), set.values]))
  putStatusFields(drafts, valueSets)
  for (const definition of definitions) {
    const draft = drafts.get(key(definition.apiName)) ?? newObject(definition)
    drafts.set(key(definition.apiName), draft)
    addDefinition(draft, definition, valueSets)
  }
  for (const share of [...drafts.values()].flatMap(sharesOf))
    if (!drafts.has(key(share.apiName))) drafts.set(key(share.apiName), share)
  const objects = [...drafts.values()]
  for (const draft of objects) addSystemFields(draft)
  for (const draft of objects) draft.fields = draft.fields.map(field => typedSummary(field, drafts))
  givePrefixes(objects, options.keyPrefixes ?? new Map())
  nameParents(objects)
  return new OrgSchema(objects, options.version ?? 1)
}

const key = (name: string): string => name.toLowerCase()

function newObject(definition: ObjectDefinition): ObjectDraft {
  const { apiName, label, pluralLabel } = definition
  return {
    apiName,
    label: label ?? apiName,
    labelPlural: pluralLabel ?? `${label ?? apiName}s`,
    keyPrefix: null,
    isCustom: /__(c|mdt|e|x|b|kav)$/i.test(apiName),
    fields: ownFields(definition),
    validationRules: [],
  }
}

/// The fields that every object of a kind has: custom metadata types, platform events, custom settings and others.
///
/// Source: Object Reference for the Salesforce Platform, "Custom Metadata Type__mdt", "StandardObjectNameEvent",
/// "Custom Objects"; Apex Developer Guide, "Custom Settings".
function ownFields(definition: ObjectDefinition): FieldDraft[] {
  const { apiName, customSettingsType, fields, recordTypes } = definition
  const readOnly = { createable: false, updateable: false }
  if (/__mdt$/i.test(apiName))
    return [
      fieldDraft('DeveloperName', 'string', { length: 40, required: true, unique: true }),
      fieldDraft('MasterLabel', 'string', { label: 'Label', length: 40, required: true, nameField: true }),
      fieldDraft('Label', 'string', { length: 40, ...readOnly }),
      fieldDraft('Language', 'string', { length: 40 }),
      fieldDraft('NamespacePrefix', 'string', { length: 15, ...readOnly }),
      fieldDraft('QualifiedApiName', 'string', { length: 70, ...readOnly }),
    ]
  if (/__e$/i.test(apiName))
    return [
      fieldDraft('ReplayId', 'string', { length: 1000, ...readOnly }),
      fieldDraft('EventUuid', 'string', { length: 36, ...readOnly }),
    ]
  if (customSettingsType)
    return [
      nameField(definition),
      fieldDraft('SetupOwnerId', 'reference', {
        length: 18,
        label: 'Location',
        referenceTo: ['Organization', 'Profile', 'User'],
        relationshipName: 'SetupOwner',
      }),
    ]
  const isDetail = fields.some(field => field.type === 'MasterDetail')
  const recordType = fieldDraft('RecordTypeId', 'reference', {
    length: 18,
    label: 'Record Type ID',
    referenceTo: ['RecordType'],
    relationshipName: 'RecordType',
  })
  return [...(isDetail ? [] : [ownerField()]), nameField(definition), ...(recordTypes.length > 0 ? [recordType] : [])]
}

function nameField({ apiName, label, nameField }: ObjectDefinition): FieldDraft {
  const autoNumber =
    nameField?.type === 'AutoNumber'
      ? { displayFormat: nameField.displayFormat ?? '{0}', startingNumber: nameField.startingNumber ?? 1 }
      : null
  return fieldDraft('Name', 'string', {
    label: nameField?.label ?? `${label ?? apiName} Name`,
    length: 80,
    nameField: true,
    autoNumber,
    createable: !autoNumber,
    updateable: !autoNumber,
  })
}

function addDefinition(draft: ObjectDraft, definition: ObjectDefinition, valueSets: ValueSets): void {
  draft.label = definition.label ?? draft.label
  draft.labelPlural = definition.pluralLabel ?? draft.labelPlural
  for (const source of definition.fields.flatMap(storedAs)) {
    const known = draft.fields.findIndex(field => key(field.apiName) === key(source.apiName))
    const field = customField(draft.apiName, source, valueSets)
    // The file of a standard field repeats only what an admin may change: help text and picklist values.
    if (known >= 0 && !draft.fields[known]!.isCustom) {
      const before = draft.fields[known]!
      const picklist = field?.picklist && field.picklist.values.length > 0 ? field.picklist : before.picklist
      draft.fields[known] = { ...before, picklist, inlineHelpText: source.inlineHelpText ?? before.inlineHelpText }
    } else if (field) {
      if (known >= 0) draft.fields[known] = field
      else draft.fields.push(field)
    }
  }
  draft.sharingModel = definition.sharingModel ?? draft.sharingModel
  for (const rule of definition.validationRules) draft.validationRules.push(validationRule(rule))
  if (definition.recordTypes.length > 0) draft.recordTypes = definition.recordTypes.map(recordType)
}

const recordType = ({ fullName, label, active, picklistValues }: RecordTypeDefinition): RecordType => ({
  developerName: fullName,
  label,
  active,
  picklists: new Map(
    picklistValues.map(({ picklist, values }) => [
      key(picklist),
      values.map(({ fullName, isDefault }) => ({ value: fullName, isDefault })),
    ]),
  ),
})

const validationRule = (rule: ValidationRuleDefinition): ValidationRule => ({
  fullName: rule.fullName,
  active: rule.active,
  errorConditionFormula: rule.errorConditionFormula,
  errorMessage: rule.errorMessage,
  errorDisplayField: rule.errorDisplayField,
})

function addSystemFields(draft: ObjectDraft): void {
  const system = { createable: false, updateable: false }
  const user = (relationshipName: string) => ({ length: 18, referenceTo: ['User'], relationshipName, ...system })
  draft.fields = [
    fieldDraft('Id', 'id', { length: 18, label: `${draft.label} ID`, ...system }),
    fieldDraft('IsDeleted', 'boolean', { label: 'Deleted', ...system }),
    ...draft.fields,
    fieldDraft('CreatedDate', 'datetime', system),
    fieldDraft('CreatedById', 'reference', user('CreatedBy')),
    fieldDraft('LastModifiedDate', 'datetime', system),
    fieldDraft('LastModifiedById', 'reference', user('LastModifiedBy')),
    fieldDraft('SystemModstamp', 'datetime', system),
  ]
}

/// A roll-up summary holds a number of records, or values of the kind that it is made of.
function typedSummary(field: FieldDraft, drafts: ReadonlyMap<string, ObjectDraft>): FieldDraft {
  const { summary } = field
  if (!summary) return field
  const detail = drafts.get(key(summary.detail))
  const name = summary.field === null ? null : key(summary.field)
  const source = detail?.fields.find(({ apiName }) => key(apiName) === name)
  if (summary.operation === 'count' || !source) return { ...field, precision: 18, scale: 0 }
  const { type, dataType, scale } = source
  const isNumber = type === 'int' || type === 'double' || type === 'currency' || type === 'percent'
  const precision = isNumber ? 18 : 0
  return { ...field, type: type === 'int' ? 'double' : type, dataType, precision, scale, length: source.length }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

/// Custom objects get a00, a01, … a0z, a10, …; standard ones that the catalogue lacks take from z00.
function givePrefixes(objects: readonly ObjectDraft[], given: ReadonlyMap<string, string>): void {
  const taken = new Set<string | null>([...given.values(), ...objects.map(object => object.keyPrefix)])
  for (const object of objects) {
    if (object.keyPrefix) continue
    object.keyPrefix = given.get(object.apiName) ?? nextPrefix(object.isCustom ? 'a' : 'z', taken)
    taken.add(object.keyPrefix)
  }
}

function nextPrefix(letter: string, taken: ReadonlySet<string | null>): string {
  for (let number = 0; number < 36 * 36; number++) {
    const prefix = letter + DIGITS[Math.floor(number / 36)]! + DIGITS[number % 36]!
    if (!taken.has(prefix)) return prefix
  }
  throw new Error('More than 1,296 custom objects have no key prefixes left.')
}

/// Puts in the parents' names as their objects spell them, for `*custom` all custom objects, and for `*` every object
/// that people work with.
function nameParents(objects: readonly ObjectDraft[]): void {
  const byName = new Map(objects.map(object => [key(object.apiName), object.apiName]))
  const worked = objects.filter(object => object.isCustom || object.fields.some(field => field.apiName === 'OwnerId'))
  const several: Readonly<Record<string, readonly string[]>> = {
    '*': [...worked.map(object => object.apiName), 'User'],
    '*custom': objects.filter(object => object.isCustom).map(object => object.apiName),
  }
  for (const object of objects)
    object.fields = object.fields.map(field => {
      if (field.referenceTo.length === 0) return field
      const named = field.referenceTo.flatMap(name => several[name] ?? byName.get(key(name)) ?? [])
      return { ...field, referenceTo: [...new Set(named)] }
    })
}

class OrgSchema implements Schema {
  readonly objects: readonly ObjectType[]
  readonly version: number
  readonly #byName: ReadonlyMap<string, ObjectType>
  readonly #byPrefix: ReadonlyMap<string, ObjectType>

  constructor(drafts: readonly ObjectDraft[], version: number) {
    const children = childRelationships(drafts)
    this.objects = drafts.map(draft => new OrgObject(draft, children.get(draft.apiName) ?? []))
    this.version = version
    this.#byName = new Map(this.objects.map(object => [key(object.apiName), object]))
    this.#byPrefix = new Map(this.objects.map(object => [object.keyPrefix, object]))
  }

  object(apiName: string): ObjectType | undefined {
    return this.#byName.get(key(apiName))
  }

  objectByKeyPrefix(prefix: string): ObjectType | undefined {
    return this.#byPrefix.get(prefix)
  }
}

function childRelationships(drafts: readonly ObjectDraft[]): Map<string, ChildRelationship[]> {
  const children = new Map<string, ChildRelationship[]>()
  for (const draft of drafts)
    for (const field of draft.fields)
      for (const parent of field.referenceTo) {
        const relationship: ChildRelationship = {
          relationshipName: field.childRelationshipName,
          childObject: draft.apiName,
          field: field.apiName,
          cascadeDelete: field.cascadeDelete,
        }
        const known = children.get(parent)
        if (known) known.push(relationship)
        else children.set(parent, [relationship])
      }
  return children
}

class OrgObject implements ObjectType {
  readonly apiName: string
  readonly label: string
  readonly labelPlural: string
  readonly keyPrefix: string
  readonly isCustom: boolean
  readonly fields: readonly FieldType[]
  readonly childRelationships: readonly ChildRelationship[]
  readonly nameField: FieldType | undefined
  readonly validationRules: ObjectType['validationRules']
  readonly sharingModel: string | null
  readonly shareOf?: string
  readonly recordTypes?: readonly RecordType[]
  readonly stages?: ReadonlyMap<string, Stage>
  readonly #fields: ReadonlyMap<string, FieldType>
  readonly #parents: ReadonlyMap<string, FieldType>

  constructor(draft: ObjectDraft, children: readonly ChildRelationship[]) {
    this.apiName = draft.apiName
    this.label = draft.label
    this.labelPlural = draft.labelPlural
    this.keyPrefix = draft.keyPrefix!
    this.isCustom = draft.isCustom
    this.fields = draft.fields.map(withoutChildName)
    this.childRelationships = children
    this.nameField = this.fields.find(field => field.nameField)
    this.validationRules = draft.validationRules
    this.sharingModel = draft.sharingModel ?? null
    if (draft.shareOf !== undefined) this.shareOf = draft.shareOf
    if (draft.recordTypes !== undefined) this.recordTypes = draft.recordTypes
    if (draft.stages !== undefined) this.stages = draft.stages
    this.#fields = new Map(this.fields.map(field => [key(field.apiName), field]))
    this.#parents = new Map(
      this.fields.flatMap(field => (field.relationshipName ? [[key(field.relationshipName), field]] : [])),
    )
  }

  field(apiName: string): FieldType | undefined {
    return this.#fields.get(key(apiName))
  }

  parentRelationship(relationshipName: string): FieldType | undefined {
    return this.#parents.get(key(relationshipName))
  }
}

function withoutChildName({ childRelationshipName: _, ...field }: FieldDraft): FieldType {
  return Object.freeze(field)
}
