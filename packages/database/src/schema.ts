import type { DataType } from '@millrace/values'

/// The objects of an org: built from DX object metadata and the catalogue of standard objects. Names are found
/// ignoring case and come back in their own spelling.
export interface Schema {
  readonly objects: readonly ObjectType[]
  object(apiName: string): ObjectType | undefined
  objectByKeyPrefix(prefix: string): ObjectType | undefined
  /// Grows by one with every deploy: what was compiled against an older schema must be compiled again.
  readonly version: number
}

export interface ObjectType {
  readonly apiName: string
  readonly label: string
  readonly labelPlural: string
  /// The first three characters of its records' Ids.
  readonly keyPrefix: string
  readonly isCustom: boolean
  readonly fields: readonly FieldType[]
  field(apiName: string): FieldType | undefined
  /// The lookup or master-detail field behind a relationship name: `Account` -> AccountId, `Parent__r` -> Parent__c.
  parentRelationship(relationshipName: string): FieldType | undefined
  /// Child relationships: `Contacts` on Account.
  readonly childRelationships: readonly ChildRelationship[]
  readonly nameField: FieldType | undefined
  readonly validationRules: readonly ValidationRule[]
  /// The organization-wide default as its file says: Private, Read, ReadWrite, ControlledByParent. Absent: none is stated,
  /// and all records are open to those with the right to the object.
  readonly sharingModel?: string | null
  /// Of the shares of an object: its API name. Absent: an object like others.
  readonly shareOf?: string
  /// Those that files define; absent where none does.
  readonly recordTypes?: readonly RecordType[]
  /// Of opportunities: what a stage presets, by its value in lower case.
  readonly stages?: ReadonlyMap<string, Stage>
}

export interface Stage {
  readonly probability: number
  readonly forecastCategoryName: string
}

/// A kind of an object's records, with values of picklists of its own. Source: Metadata API Developer Guide, "RecordType".
export interface RecordType {
  readonly developerName: string
  readonly label: string
  readonly active: boolean
  /// By the API name of a picklist, in lower case: the values that there are; of others there are all.
  readonly picklists: ReadonlyMap<string, readonly { readonly value: string; readonly isDefault: boolean }[]>
}

/// Whether records of [object] are messages that flows can wait for.
export const isPlatformEvent = ({ apiName }: Pick<ObjectType, 'apiName'>): boolean => /__e$/i.test(apiName)

export interface ChildRelationship {
  readonly relationshipName: string | null
  readonly childObject: string
  readonly field: string
  readonly cascadeDelete: boolean
}

export interface ValidationRule {
  readonly fullName: string
  readonly active: boolean
  readonly errorConditionFormula: string
  readonly errorMessage: string
  readonly errorDisplayField: string | null
}

/// The `type` names of Salesforce's describe result.
export type FieldTypeName =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'email'
  | 'phone'
  | 'url'
  | 'address'
  | 'location'
  | 'encryptedstring'
  | 'base64'
  | 'anyType'

export interface FieldType {
  readonly apiName: string
  readonly label: string
  readonly type: FieldTypeName
  /// What a flow or formula sees: reference and id are Text, percent a Number holding what is stored.
  readonly dataType: DataType
  readonly isCustom: boolean
  readonly length: number
  readonly precision: number
  readonly scale: number
  /// Must not be blank when saved.
  readonly required: boolean
  readonly unique: boolean
  readonly externalId: boolean
  readonly caseSensitive: boolean
  readonly createable: boolean
  readonly updateable: boolean
  readonly autoNumber: { readonly displayFormat: string; readonly startingNumber: number } | null
  /// The formula of a formula field, which is worked out on reading.
  readonly formula: { readonly expression: string; readonly blankAsZero: boolean } | null
  readonly defaultValueFormula: string | null
  readonly picklist: Picklist | null
  readonly referenceTo: readonly string[]
  /// `Account` for AccountId, `Parent__r` for Parent__c; null when the field is no reference.
  readonly relationshipName: string | null
  readonly cascadeDelete: boolean
  /// The parent cannot be deleted while this field points at it.
  readonly restrictedDelete: boolean
  readonly nameField: boolean
  /// The fields that make up a read-only compound text, such as Name of Contact: FirstName, LastName.
  readonly compoundOf: readonly string[] | null
  readonly inlineHelpText: string | null
  /// Of a roll-up summary field: what its value is made of. Absent in others.
  readonly summary?: RollUpSummary
  /// Of a standard field that follows from another one, such as IsClosed from the status: `formula` says how, and to
  /// people and programs it is no formula field.
  readonly derived?: true
}

/// A value over the details of a record.
export interface RollUpSummary {
  readonly operation: 'count' | 'sum' | 'min' | 'max'
  readonly detail: string
  /// The master-detail field of the detail.
  readonly master: string
  /// Null for count.
  readonly field: string | null
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string | null }[]
}

export interface Picklist {
  readonly restricted: boolean
  readonly values: readonly PicklistValue[]
  /// The field that decides which of the values there are; absent where none does.
  readonly controllingField?: string
}

export interface PicklistValue {
  readonly value: string
  readonly label: string
  readonly active: boolean
  readonly isDefault: boolean
  /// The values of the controlling field that it goes with: of a checkbox "checked" and "unchecked".
  readonly goesWith?: readonly string[]
}
