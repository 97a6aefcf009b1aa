import type { Num } from '@millrace/values'

/// A stretch of the formula's text: from `start` up to but not including `end`, in UTF-16 offsets.
export interface Span {
  readonly start: number
  readonly end: number
}

/// A formula as `parseFormula` understood it. Plain data; the text it came from stays with it, so that whoever
/// holds a tree can say where something stands.
export interface FormulaTree {
  readonly text: string
  readonly root: Node
}

export type Node = Literal | Reference | Operation | Call | Missing

/// `"text"`, `12.5`, `TRUE`, `NULL`.
export interface Literal extends Span {
  readonly kind: 'literal'
  readonly value: string | Num | boolean | null
}

/// `{!Account.Name}` or `Account.Name`; `path` is what stands between the braces.
export interface Reference extends Span {
  readonly kind: 'reference'
  readonly path: string
}

/// An operator with one or two operands. `==` and `!=` are stored as `=` and `<>`; `&&`, `||`, `!` and `NOT` are
/// calls of AND, OR and NOT.
export interface Operation extends Span {
  readonly kind: 'operation'
  readonly operator: Operator
  readonly operands: readonly Node[]
  /// Whether parentheses stand around it.
  readonly grouped?: boolean
}

export type Operator = '=' | '<>' | '<' | '>' | '<=' | '>=' | '+' | '-' | '&' | '^' | '*' | '/'

export interface Call extends Span {
  readonly kind: 'call'
  /// As typed; "AND" for `&&`, and so on.
  readonly name: string
  /// Whether it was written as an operator.
  readonly infix?: boolean
  readonly args: readonly Node[]
  /// Where the name stands.
  readonly nameSpan: Span
}

/// Where a value should stand and none does: the parser has reported it.
export interface Missing extends Span {
  readonly kind: 'missing'
}

/// The line and column of an offset, both from 1.
export function positionIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/// Every reference in the formula, in the order of the text, each path once (compared ignoring case).
export function references(tree: FormulaTree): string[] {
  const paths = new Map<string, string>()
  const pending: Node[] = [tree.root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'reference' && !paths.has(node.path.toLowerCase())) paths.set(node.path.toLowerCase(), node.path)
    const children = node.kind === 'operation' ? node.operands : node.kind === 'call' ? node.args : []
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!)
  }
  return [...paths.values()]
}
