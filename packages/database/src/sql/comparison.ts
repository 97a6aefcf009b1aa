import { comparable } from './columns.ts'
import type { Column } from './from.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/// `column operator value` as SOQL means it: `!=` is true for blank fields too, text ignores case.
/// [value] is SQL of a comparand that is not null.
export function compare(column: Column, operator: Comparison, value: string): string {
  const sql = comparable(column.sql, column.kind)
  return operator === '!=' ? `${sql} is distinct from ${value}` : `${sql} ${operator} ${value}`
}

export function isNull(column: Column, negated = false): string {
  return `${column.sql} is ${negated ? 'not ' : ''}null`
}

/// [list] is SQL of an array of comparands without nulls.
export function isIn(column: Column, list: string): string {
  return `${comparable(column.sql, column.kind)} = any(${list})`
}

/// True for blank fields too, as in SOQL.
export function isNotIn(column: Column, list: string): string {
  return `(${column.sql} is null or ${comparable(column.sql, column.kind)} <> all(${list}))`
}

/// [pattern] is SQL of a LIKE pattern in small letters.
export function isLike(column: Column, pattern: string): string {
  const text = column.kind === 'text' || column.kind === 'exactText' || column.kind === 'id'
  return `lower(${text ? column.sql : `${column.sql}::text`}) like ${pattern}`
}

/// [text] with the characters that mean something in a LIKE pattern made plain.
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
