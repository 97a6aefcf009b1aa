import type { Span } from '../diagnostic.ts'
import type { ActionOverride } from '../actionOverride.ts'
import type { XmlElement } from '../xml/element.ts'

/// Where a definition stands; `xml` is null for one that comes from no XML file.
export interface Defined {
  readonly file: string
  readonly span: Span
  readonly xml: XmlElement | null
}

/// An object as the files of a project define it, its fields and rules from all their files together. A file for a
/// standard object states only what it changes. Source: Metadata API Developer Guide, "CustomObject".
export interface ObjectDefinition extends Defined {
  readonly apiName: string
  readonly label: string | null
  readonly pluralLabel: string | null
  readonly description: string | null
  /// The Name field of a custom object: `type` is Text or AutoNumber.
  readonly nameField: NameFieldDefinition | null
  /// ReadWrite, Read, Private, ControlledByParent …; as written.
  readonly sharingModel: string | null
  /// Deployed or InDevelopment.
  readonly deploymentStatus: string | null
  /// List or Hierarchy when the object is a custom setting.
  readonly customSettingsType: string | null
  readonly fields: readonly FieldDefinition[]
  readonly validationRules: readonly ValidationRuleDefinition[]
  readonly recordTypes: readonly RecordTypeDefinition[]
  /// Which Lightning pages stand for its actions.
  readonly actionOverrides: readonly ActionOverride[]
  readonly listViews: readonly ListViewDefinition[]
  readonly compactLayouts: readonly CompactLayoutDefinition[]
  /// The compact layout of its records; null for Salesforce's own.
  readonly compactLayoutAssignment: string | null
}

export interface NameFieldDefinition {
  readonly label: string | null
  readonly type: string
  readonly displayFormat: string | null
  readonly startingNumber: number | null
}

/// A field. `type` is the Metadata API's name of it (Text, Lookup, MasterDetail, Checkbox, Summary …) and null in
/// files that only change a standard field; a formula field has its result's type. Numbers are null when not stated.
/// Source: Metadata API Developer Guide, "CustomField".
export interface FieldDefinition extends Defined {
  readonly apiName: string
  readonly type: string | null
  readonly label: string | null
  readonly description: string | null
  readonly inlineHelpText: string | null
  readonly length: number | null
  readonly precision: number | null
  readonly scale: number | null
  readonly visibleLines: number | null
  readonly required: boolean
  readonly unique: boolean
  readonly externalId: boolean
  readonly caseSensitive: boolean
  /// A formula: `false`, `TODAY()`, `"New"`.
  readonly defaultValue: string | null
  readonly formula: string | null
  readonly formulaTreatBlanksAs: 'BlankAsBlank' | 'BlankAsZero' | null
  readonly valueSet: FieldValueSet | null
  /// One object, or several for a polymorphic lookup.
  readonly referenceTo: readonly string[]
  readonly relationshipName: string | null
  readonly relationshipLabel: string | null
  readonly deleteConstraint: 'Cascade' | 'Restrict' | 'SetNull' | null
  readonly reparentableMasterDetail: boolean
  readonly writeRequiresMasterRead: boolean
  readonly displayFormat: string | null
  readonly startingNumber: number | null
  /// Of a roll-up summary field.
  readonly summary: FieldSummary | null
}

/// The values of a picklist: its own, or those of the value set called `valueSetName`.
export interface FieldValueSet {
  readonly valueSetName: string | null
  readonly restricted: boolean
  readonly controllingField: string | null
  readonly values: readonly ValueDefinition[]
  /// Of a dependent picklist: which values go with which of the controlling field.
  readonly valueSettings: readonly { readonly valueName: string; readonly controllingFieldValues: readonly string[] }[]
}

export interface ValueDefinition {
  readonly fullName: string
  readonly label: string
  readonly isDefault: boolean
  readonly isActive: boolean
  /// Of a status or stage in a standard value set; absent in others.
  readonly meaning?: StatusMeaning
}

/// What a status or stage says of its record. Source: Metadata API Developer Guide, "StandardValue".
export interface StatusMeaning {
  readonly closed: boolean
  readonly won: boolean
  readonly probability: number | null
  /// BestCase, Closed, Forecast, MostLikely, Omitted, Pipeline.
  readonly forecastCategory: string | null
}

export interface FieldSummary {
  /// count, sum, min or max.
  readonly operation: string
  /// `Child__c.Parent__c`
  readonly foreignKey: string
  /// `Child__c.Amount__c`; null for count.
  readonly summarizedField: string | null
  readonly filterItems: readonly { readonly field: string; readonly operation: string; readonly value: string | null }[]
}

/// Source: Metadata API Developer Guide, "ValidationRule".
export interface ValidationRuleDefinition extends Defined {
  readonly fullName: string
  readonly active: boolean
  readonly description: string | null
  readonly errorConditionFormula: string
  readonly errorMessage: string
  readonly errorDisplayField: string | null
}

export interface RecordTypeDefinition extends Defined {
  readonly fullName: string
  readonly label: string
  readonly active: boolean
  readonly description: string | null
  /// The values of picklists that its records may have; of a picklist that is not named, all.
  readonly picklistValues: readonly RecordTypePicklist[]
}

export interface RecordTypePicklist {
  readonly picklist: string
  readonly values: readonly { readonly fullName: string; readonly isDefault: boolean }[]
}

/// A list of an object's records: which, and which of their fields. Source: Metadata API Developer Guide, "ListView".
export interface ListViewDefinition extends Defined {
  readonly fullName: string
  readonly label: string
  /// Everything, Mine …; as written.
  readonly filterScope: string
  /// `NAME`, `CONTACT.EMAIL`, `Status__c`: Salesforce's own names for standard fields.
  readonly columns: readonly string[]
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string | null }[]
  /// `1 AND (2 OR 3)`; null joins all filters with AND.
  readonly booleanFilter: string | null
}

/// The fields that a record's highlights show. Source: Metadata API Developer Guide, "CompactLayout".
export interface CompactLayoutDefinition extends Defined {
  readonly fullName: string
  readonly fields: readonly string[]
}
