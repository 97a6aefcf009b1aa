import type { FormulaKind } from './definition.ts'
import { functions } from './index.ts'

/// A function as the manual and an editor's completion list show it.
export interface FunctionHelp {
  /// In capitals: "LEFT".
  readonly name: string
  /// `LEFT(text, num_chars)`.
  readonly signature: string
  readonly help: string
  readonly kinds: readonly FormulaKind[]
}

/// The functions a formula of [kind] may use, or all that any kind may, in the manual's order.
export function functionNames(kind?: FormulaKind): FunctionHelp[] {
  return [...functions]
    .filter(([, { unavailable, kinds }]) => unavailable === undefined && (!kind || !kinds || kinds.includes(kind)))
    .map(([name, { signature, help, kinds }]) => ({
      name,
      signature,
      help,
      kinds: kinds ?? ['flow', 'recordFlow', 'record', 'component'],
    }))
}
