/// The content of a `.dynamicComponent.json` file. See docs/reference/dynamic-component-format.md.
export interface DynamicComponent {
  readonly apiName: string
  readonly label: string
  readonly description?: string
  /// Absent: Active. What is not active is not shown on pages.
  readonly status?: 'Active' | 'Draft' | 'Archived'
  /// API name of the object whose record page it is for: enables {!$Component.Record.…}.
  readonly targetObject?: string
  readonly resources: readonly Resource[]
  readonly components: readonly Component[]
  readonly interactions?: ComponentInteractions
  /// Named lists of interactions, for Run Sequence.
  readonly sequences?: Readonly<Record<string, readonly Interaction[]>>
}

/// What starts interactions beside the events of its components.
///
/// - `load`: once, before anything is shown.
/// - `variableChange`: when a resource has another value; `targetName` is its API name.
/// - `interval`: again and again, `every` so many seconds after they last ended, at most `times` times (1,000 when
///   absent); those with the same `every` are one chain.
/// - `recordChange`: when someone has saved or deleted records; `targetName` is their object, absent: any object that a
///   query reads.
export type ComponentInteractions = {
  readonly [event in 'load' | 'variableChange' | 'interval' | 'recordChange']?: readonly Interaction[]
}

export type ResourceDataType = 'Text' | 'Number' | 'Boolean' | 'Date' | 'Time' | 'DateTime' | 'Record' | 'JSON'

export type Resource = VariableResource | ConstantResource | FormulaResource | QueryResource | TextTemplateResource

interface ResourceBase {
  readonly apiName: string
  readonly description?: string
}

export interface VariableResource extends ResourceBase {
  readonly type: 'variable'
  readonly dataType: ResourceDataType
  readonly isCollection?: boolean
  /// Only for dataType Record.
  readonly objectApiName?: string
  readonly defaultValue?: unknown
  readonly availability?: readonly ('input' | 'output')[]
}

export interface ConstantResource extends ResourceBase {
  readonly type: 'constant'
  readonly dataType: ResourceDataType
  readonly value: unknown
}

export interface FormulaResource extends ResourceBase {
  readonly type: 'formula'
  readonly dataType: ResourceDataType
  readonly formula: string
}

export interface QueryResource extends ResourceBase {
  readonly type: 'query'
  readonly objectApiName: string
  /// With parent paths: "Name", "Account.Name". Id is always read. Of a query with aggregates, the fields it groups by.
  readonly fields: readonly string[]
  readonly filter?: QueryFilter
  readonly orderBy?: readonly QueryOrder[]
  /// A whole number, or a `{!reference}` to one. How many records there may be in all.
  readonly limit?: number | string
  /// How many to leave out at the start.
  readonly offset?: number | string
  /// Reads so many at first, and as many more with each `loadMore`.
  readonly pageSize?: number
  /// Figures instead of records: one row for each group of `fields`, or one for all.
  readonly aggregates?: readonly QueryAggregate[]
  /// The child records of each record, as collections of it.
  readonly children?: readonly ChildQuery[]
}

export interface QueryOrder {
  readonly field: string
  readonly direction?: 'asc' | 'desc'
  /// Where blank fields stand; as the database has it when absent: first ascending, last descending.
  readonly nulls?: 'first' | 'last'
}

export interface QueryAggregate {
  readonly function: 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'
  /// Absent for the count of records.
  readonly field?: string
  /// The name that it has in the rows.
  readonly alias: string
}

export interface ChildQuery {
  /// The child relationship, as in SOQL: "Contacts".
  readonly relationship: string
  readonly fields: readonly string[]
  readonly filter?: QueryFilter
  readonly orderBy?: readonly QueryOrder[]
  readonly limit?: number | string
}

/// One condition, or conditions joined. `value` is static or a `{!reference}`; a collection for `in`, `nin`, `includes`
/// and `excludes`. With `ignoreWhenBlank` a condition whose value is blank (null, no text, an empty list) is left out.
export type QueryFilter =
  | {
      readonly field: string
      readonly operator: QueryOperator
      readonly value?: unknown
      readonly ignoreWhenBlank?: boolean
    }
  | { readonly and: readonly QueryFilter[] }
  | { readonly or: readonly QueryFilter[] }
  | { readonly not: QueryFilter }

/// `sw`, `ew` and `ctn` are starts with, ends with and contains; `includes` and `excludes` are for multi-select
/// picklists; `null` and `notNull` have no value.
export type QueryOperator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'in'
  | 'nin'
  | 'like'
  | 'sw'
  | 'ew'
  | 'ctn'
  | 'includes'
  | 'excludes'
  | 'null'
  | 'notNull'

export interface TextTemplateResource extends ResourceBase {
  readonly type: 'textTemplate'
  readonly text: string
}

/// A part of the component: `type` is the name of its declaration ("DataTable", "Button"). Any attribute's value may
/// be static or a `{!reference}`; text may mix both.
export interface Component {
  readonly type: string
  readonly apiName: string
  readonly attributes?: Readonly<Record<string, unknown>>
  /// By event: "headerActionClick", "click".
  readonly interactions?: Readonly<Record<string, readonly Interaction[]>>
  /// The component is shown when it is true.
  readonly visibility?: Condition
  readonly children?: Readonly<Record<string, readonly Component[]>>
}

/// A formula, or a structured rule.
export type Condition = string | ConditionRule

/// One comparison, or several that all or any must be true. Operators that compare with nothing (`null`, `notEmpty`)
/// have no `right`.
export type ConditionRule =
  | { readonly left: unknown; readonly operator: string; readonly right?: unknown }
  | { readonly all: readonly ConditionRule[] }
  | { readonly any: readonly ConditionRule[] }

/// What happens on an event. `targetName` picks the header action or row action it belongs to; `when` is a condition
/// that must be true. Other members are the type's settings, as its declaration names them.
export interface Interaction {
  readonly type: string
  readonly targetName?: string
  readonly when?: Condition
  readonly [setting: string]: unknown
}
