import type { DataType, Value } from '@millrace/values'

/// What a formula may refer to. The host of a formula (a flow, an object's validation rule, a Dynamic Component)
/// gives one; the formula language itself knows no names.
///
/// [C] is what is handed to the compiled formula each time it is evaluated.
export interface FormulaScope<C extends FormulaContext> {
  /// The reference [path] ("Account.Name", "$User.Id", "Contacts.SelectedRowsKeyValue"), as typed, without `{!` and `}`;
  /// undefined when there is none. Names are resolved ignoring case.
  reference(path: string): FormulaReference<C> | undefined
  /// Why there is no such reference, and what was probably meant; the formula's own sentence when absent.
  unknownReference?(path: string): string | undefined
  /// Whether blank numbers count as zero ("Treat blank fields as zeroes"). Flows: false. Validation rules and formula
  /// fields: as their metadata says.
  readonly blankAsZero: boolean
  /// The kind of formula, which decides the functions it may use. A "recordFlow" is a flow that a record starts.
  readonly kind: 'flow' | 'recordFlow' | 'record' | 'component'
}

export interface FormulaReference<C> {
  readonly type: DataType
  /// The text values of a picklist are compared exactly; others ignoring nothing. Read at every evaluation.
  read(context: C): Value
  /// The value before the save that is under way, for PRIORVALUE and ISCHANGED; absent where there is none.
  readPrior?(context: C): Value
}

/// What a formula needs besides its references. Constant within one evaluation.
export interface FormulaContext {
  /// Now, in milliseconds since 1970-01-01T00:00:00Z: for NOW() and TODAY().
  now(): number
  /// IANA name of the running user's time zone: for TODAY(), DATEVALUE() and other day arithmetic.
  readonly timeZone: string
  readonly locale: string
  /// Whether the record is being inserted, for ISNEW().
  readonly isNew?: boolean
}
