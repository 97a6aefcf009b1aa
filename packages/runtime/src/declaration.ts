import type { Component } from '@millrace/metadata'
import type { DataType, Value } from '@millrace/values'
import type { Resolved } from './componentState.ts'
import type { ComponentContext, ComponentWork } from './componentWork.ts'
import type { Concurrency } from './triggers.ts'

/// What a property holds. Property panels choose their input from it, `checkDynamicComponent` checks with it.
export type PropertyType =
  | 'text'
  /// Text of several lines.
  | 'longText'
  | 'number'
  | 'boolean'
  | 'date'
  /// One of `options`.
  | 'choice'
  /// SLDS icon name, `utility:refresh`.
  | 'icon'
  /// A CSS colour, `#0176d3`, or a word of the SLDS palette.
  | 'color'
  /// A CSS length, `20rem`; a number is so many pixels.
  | 'size'
  | 'url'
  /// A formula or a structured rule. Reads as true or false.
  | 'condition'
  /// Any value, static or mapped.
  | 'value'
  /// A reference to a collection of records or of JSON objects, `{!$Query.Contacts}`.
  | 'records'
  /// A reference to one record, `{!Contacts.FirstSelectedRow}`.
  | 'record'
  /// A value of any form: an object or a list, static or mapped.
  | 'json'
  /// What people choose from: a list of `{ "value", "label" }` (texts stand for both), static or mapped.
  | 'options'
  /// A field of the records, "Account.Name".
  | 'field'
  /// A list of fields.
  | 'fields'
  /// A list of objects with the properties `items`.
  | 'list'
  /// Styling hooks and how a component stands among others; see `styleDeclarations`.
  | 'style'
  /// API name of a variable.
  | 'variable'
  /// API name of a query.
  | 'query'
  /// API name of a component of this Dynamic Component.
  | 'component'
  /// API name of an object, "Contact".
  | 'object'
  /// API name of a flow.
  | 'flow'
  /// API name of another Dynamic Component.
  | 'dynamicComponent'
  /// Name of one of the definition's sequences.
  | 'sequence'
  /// A variable, a field of a record variable (`contact.Status__c`) or a path into a JSON variable (`data.items[0].name`).
  | 'target'
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
  /// The section of the panel it stands in: "Data", "Style". Properties without one come first.
  readonly group?: string
  /// Panels show it only while another property of the same component, interaction or list item has one of these
  /// values (or its default is one of them). It is not required while it is not shown.
  readonly when?: { readonly property: string; readonly is: readonly Resolved[] }
  /// Of a `flow`: it opens screens, so it is a screen flow; without this it runs in the background.
  readonly hasScreens?: boolean
  /// Its value is another one for each item that the component shows: `{!$Item.Name}`, `{{Record.Name}}`. Read it with
  /// `state.item(component, item, key).attribute(component, name)`; `state.attribute` itself gives null.
  readonly perItem?: boolean
  /// A formula that is worked out for each row of the component by itself: it sees `{!$Row.Field}`.
  readonly hasRow?: boolean
}

/// A kind of component. A new one is one file under componentTypes and one line in its index.
export interface ComponentDeclaration {
  /// As in files: "DataTable".
  readonly type: string
  /// As on the screen: "Data Table".
  readonly label: string
  readonly help: string
  readonly palette: PalettePlace
  readonly attributes: readonly PropertyDeclaration[]
  /// Attributes that what the user does decides, for references: `{!Contacts.SelectedRowsKeyValue}`.
  readonly stateAttributes: readonly StateAttributeDeclaration[]
  readonly events: readonly EventDeclaration[]
  /// The slots its children stand in.
  readonly slots: readonly SlotDeclaration[]
  /// The list attribute whose items' `name`s are further slots: one for each tab. `slotsOf` gives them all.
  readonly slotsFrom?: string
  /// Where its code is, if it does something beside showing its attributes. It is loaded before the first component of
  /// this type is shown.
  code?(): Promise<ComponentCode>
}

/// The headings of a builder's palette, in their order.
export const PALETTE_CATEGORIES = ['Records', 'Actions', 'Layout', 'Display', 'Inputs'] as const

/// Where a builder's palette has a kind of component.
export interface PalettePlace {
  readonly category: (typeof PALETTE_CATEGORIES)[number]
  /// Its place under the heading; those of the same rank stand by their labels.
  readonly rank: number
  /// What stands for it in lists.
  readonly iconName: string
}

/// The code of a kind of component: a module that exports `open`.
export interface ComponentCode {
  /// What it does, for each component of this type.
  open(context: ComponentContext): ComponentWork
}

export interface SlotDeclaration {
  readonly name: string
  readonly label: string
  /// The slot is drawn once for each item of this attribute (type `records` or `json`), each time with the state that
  /// `state.item(component, item, key)` gives. In it `{!ApiName.CurrentRecord.Field}`, `{!$Item.Field}` and
  /// `{{Record.Field}}` are the item's.
  readonly repeats?: string
}

/// What the user's doing decides.
///
/// One that has the name of an attribute is an input's: it starts as the attribute's value, static or mapped; what
/// `setAttribute` sets replaces that; and when the mapped value itself changes, the new one is taken. References read
/// it: `{!NameInput.value}`.
export interface StateAttributeDeclaration {
  readonly name: string
  readonly label: string
  readonly help?: string
  /// Other names that references may use.
  readonly aliases?: readonly string[]
  /// Its type in [component], which shows records of [recordType].
  type(recordType: DataType, component: Component): DataType
  /// What it holds until the user or `setAttribute` sets it; absent in one that nobody can set, and in an input's.
  readonly initial?: Resolved
  /// What it reads as, from the component's other attributes and from what it holds; absent: what it holds.
  derive?(reader: AttributeReader): Value
}

/// What a derived state attribute is computed from. It is computed anew when something it read has changed.
export interface AttributeReader {
  attribute(name: string): Resolved
  /// What the attribute itself was set to; of an input's, what it holds now.
  readonly held: Resolved
  /// What the component's `open` gave.
  readonly work: ComponentWork | undefined
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
  /// What it carries: `trigger(name, event, { detail: { value } })` is read as `{!$Event.value}`. An event with
  /// targets carries `targetName` besides.
  readonly detail?: readonly DetailDeclaration[]
}

/// One value that an event carries.
export interface DetailDeclaration {
  readonly name: string
  readonly label: string
  /// Its type, as of a state attribute.
  type(recordType: DataType, component: Component): DataType
}
