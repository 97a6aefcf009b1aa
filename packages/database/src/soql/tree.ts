/// A SOQL query as it was written. Every part that a message may point at has its place in the text.
export interface SoqlQuery {
  readonly select: readonly SelectItem[]
  readonly from: FromClause
  /// USING SCOPE: every record, or those that the user owns.
  readonly scope: 'everything' | 'mine'
  readonly where: Condition | null
  readonly security: 'none' | 'securityEnforced' | 'userMode' | 'systemMode'
  readonly groupBy: readonly Expression[]
  /// Whether subtotals are wanted beside the groups: GROUP BY ROLLUP(…), GROUP BY CUBE(…).
  readonly subtotals: 'none' | 'rollup' | 'cube'
  readonly having: Condition | null
  readonly orderBy: readonly OrderItem[]
  readonly limit: SoqlValue | null
  readonly offset: SoqlValue | null
  readonly forUpdate: boolean
  readonly allRows: boolean
}

export interface FromClause {
  /// An object, or in a child subquery the name of the relationship.
  readonly name: string
  readonly alias: string | null
  readonly at: number
}

export type SelectItem =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: string | null }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery; readonly at: number }
  | { readonly kind: 'fields'; readonly which: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly at: number }
  | TypeofItem
  /// SELECT COUNT()
  | { readonly kind: 'count'; readonly at: number }

/// TYPEOF What WHEN Account THEN Phone ELSE Name END
export interface TypeofItem {
  readonly kind: 'typeof'
  readonly relationship: FieldExpression
  readonly cases: readonly {
    readonly object: string
    readonly at: number
    readonly fields: readonly FieldExpression[]
  }[]
  readonly otherwise: readonly FieldExpression[]
  readonly at: number
}

export type Expression = FieldExpression | FunctionExpression

export interface FieldExpression {
  readonly kind: 'field'
  readonly path: readonly string[]
  readonly at: number
}

export interface FunctionExpression {
  readonly kind: 'function'
  /// In capitals: COUNT, CALENDAR_YEAR, …
  readonly name: string
  readonly argument: Expression | null
  readonly at: number
  /// Of DISTANCE: from where, and in what.
  readonly distance?: Distance
}

export interface Distance {
  readonly latitude: SoqlValue
  readonly longitude: SoqlValue
  readonly unit: 'mi' | 'km'
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  | Comparison

export interface Comparison {
  readonly kind: 'comparison'
  readonly expression: Expression
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES'
  /// One value; for the last four operators a list, one bind, or a subquery.
  readonly value: SoqlValue | readonly SoqlValue[] | SoqlQuery
  readonly at: number
}

export interface OrderItem {
  readonly expression: Expression
  readonly descending: boolean
  readonly nulls: 'FIRST' | 'LAST' | null
}

export type SoqlValue = { readonly at: number } & (
  | { readonly kind: 'string'; readonly value: string }
  /// As written, so that no digit is lost.
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'datetime'; readonly value: string }
  | { readonly kind: 'time'; readonly value: string }
  /// TODAY; LAST_N_DAYS:30 with its number.
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly count: number | null }
  /// :name
  | { readonly kind: 'bind'; readonly name: string }
)
