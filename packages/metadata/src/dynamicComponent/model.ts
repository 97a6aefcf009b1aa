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
  readonly interactions?: { readonly load?: readonly Interaction[] }
  /// Named lists of interactions, for Run Sequence.
  readonly sequences?: Readonly<Record<string, readonly Interaction[]>>
}

export type ResourceDataType = 'Text' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'Record' | 'JSON'

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
  /// With parent paths: "Name", "Account.Name". Id is always read.
  readonly fields: readonly string[]
  readonly filter?: QueryFilter
  readonly orderBy?: readonly { readonly field: string; readonly direction?: 'asc' | 'desc' }[]
  readonly limit?: number
}

/// One condition, or conditions joined. `value` is static or a `{!reference}`; a collection for `in` and `nin`.
export type QueryFilter =
  | { readonly field: string; readonly operator: QueryOperator; readonly value?: unknown }
  | { readonly and: readonly QueryFilter[] }
  | { readonly or: readonly QueryFilter[] }

export type QueryOperator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'nin' | 'like'

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
