import type { Component } from '@millrace/metadata'
import type { DataType, Value } from '@millrace/values'
import type { Resolved } from './componentState.ts'
import type { Concurrency } from './triggers.ts'

/// What a property holds. Property panels choose their input from it, `checkDynamicComponent` checks with it.
export type PropertyType =
  | 'text'
  | 'number'
  | 'boolean'
  /// One of `options`.
  | 'choice'
  /// SLDS icon name, `utility:refresh`.
  | 'icon'
  /// A formula that is true or false.
  | 'condition'
  /// Any value, static or mapped.
  | 'value'
  /// A reference to a collection of records, `{!$Query.Contacts}`.
  | 'records'
  /// A field of the records, "Account.Name".
  | 'field'
  /// A list of objects with the properties `items`.
  | 'list'
  /// API name of a variable.
  | 'variable'
  /// API name of a flow.
  | 'flow'
  /// A list of interactions: On Finish, On Error.
  | 'interactions'

/// A setting of a component or an interaction, as people see it in a property panel.
export interface PropertyDeclaration {
  readonly name: string
  readonly label: string
  readonly type: PropertyType
  readonly default?: Resolved
  readonly required?: boolean
  readonly help?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /// The properties of each item of a `list`.
  readonly items?: readonly PropertyDeclaration[]
}

/// A kind of component. A new one is one file under componentTypes and one line in its index.
export interface ComponentDeclaration {
  /// As in files: "DataTable".
  readonly type: string
  /// As on the screen: "Data Table".
  readonly label: string
  readonly help: string
  readonly attributes: readonly PropertyDeclaration[]
  /// Attributes that what the user does decides, for references: `{!Contacts.SelectedRowsKeyValue}`.
  readonly stateAttributes: readonly StateAttributeDeclaration[]
  readonly events: readonly EventDeclaration[]
  /// Names of the slots its children stand in.
  readonly slots: readonly { readonly name: string; readonly label: string }[]
}

export interface StateAttributeDeclaration {
  readonly name: string
  readonly label: string
  readonly help?: string
  /// Other names that references may use.
  readonly aliases?: readonly string[]
  /// Its type in [component], which shows records of [recordType].
  type(recordType: DataType, component: Component): DataType
  /// What it holds until the user or `setAttribute` sets it; absent in one that nobody can set.
  readonly initial?: Resolved
  /// What it reads as, from the component's other attributes and from what it holds; absent: what it holds.
  derive?(reader: AttributeReader): Value
}

/// What a derived state attribute is computed from. It is computed anew when something it read has changed.
export interface AttributeReader {
  attribute(name: string): Resolved
  /// What the attribute itself was set to.
  readonly held: Resolved
  readonly locale: string
  readonly timeZone: string
}

export interface EventDeclaration {
  /// As in files: "headerActionClick".
  readonly name: string
  /// As on the screen: "Header Action Click".
  readonly label: string
  /// The list attribute whose items' `name`s are the event's Target Names; absent when it has none.
  readonly targets?: string
  /// What happens when it comes again while its chain is under way, unless an interaction says so itself: `single`.
  readonly concurrency?: Concurrency
  /// Whether it happens on one row, which interactions read as `{!$Row}`.
  readonly hasRow?: boolean
}
