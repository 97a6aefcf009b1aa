import type pg from 'pg'

/// One SQL statement; values are always bound, never written into the text.
export interface Statement {
  readonly text: string
  readonly values?: readonly unknown[]
  /// Prepares the statement once per connection under this name. One name means one text for good, so a text that
  /// depends on the schema carries the schema's version in its name.
  readonly name?: string
  /// `array`: each row comes as an array in column order instead of an object.
  readonly rowMode?: 'array'
}

/// A column's value as the type parsers give it: text, number, boolean, null, an array or parsed JSON.
export type Row = Record<string, unknown>

export interface QueryResult<R> {
  readonly rows: R[]
  /// Rows returned, or rows changed by a statement that returns none.
  readonly rowCount: number
}

/// What runs statements: a transaction, or the database itself for single statements.
export interface Queryable {
  query<R = Row>(statement: Statement | string): Promise<QueryResult<R>>
}

/// The same statement for pg, which wants its values as a changeable array.
export function queryConfig(statement: Statement | string): pg.QueryConfig {
  return typeof statement === 'string' ? { text: statement } : { ...statement, values: statement.values as unknown[] }
}
