/// An object as its DX files state it: `objects/X/X.object-meta.xml` with its fields and validation rules.
/// A standard object states only what is added to it.
export interface ObjectDefinition {
  readonly apiName: string
  readonly label: string | null
  readonly pluralLabel: string | null
  /// The Name field of a custom object: its label, and its format when it is an auto-number.
  readonly nameField: { readonly label: string | null; readonly displayFormat: string | null } | null
  readonly fields: readonly FieldDefinition[]
  readonly validationRules: readonly ValidationRuleDefinition[]
}

export interface FieldDefinition {
  readonly apiName: string
  readonly label: string
  /// CustomField.type: Text, Lookup, Checkbox, …
  readonly type: string
  readonly length: number | null
  readonly precision: number | null
  readonly scale: number | null
  readonly required: boolean
  readonly unique: boolean
  readonly externalId: boolean
  readonly caseSensitive: boolean
  readonly formula: string | null
  readonly blankAsZero: boolean
  readonly defaultValue: string | null
  readonly displayFormat: string | null
  readonly startingNumber: number | null
  readonly referenceTo: string | null
  readonly relationshipName: string | null
  readonly deleteConstraint: string | null
  readonly reparentable: boolean
  readonly picklist: {
    readonly restricted: boolean
    readonly values: readonly {
      readonly value: string
      readonly label: string
      readonly active: boolean
      readonly isDefault: boolean
    }[]
  } | null
  readonly inlineHelpText: string | null
}

export interface ValidationRuleDefinition {
  readonly fullName: string
  readonly active: boolean
  readonly errorConditionFormula: string
  readonly errorMessage: string
  readonly errorDisplayField: string | null
}
