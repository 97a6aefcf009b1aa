import { type FormulaScope, type PreparedFormula, prepareFormula } from '@millrace/formula'
import type { DataType } from '@millrace/values'
import type { Evaluation } from './evaluation.ts'
import { isUnknown, type Place, type ReferenceScope } from './references.ts'

export type ComponentFormula = PreparedFormula<Evaluation>

/// Parses, checks and compiles a formula of a Dynamic Component: a formula resource, a visibility or a `when`.
export function componentFormula(
  text: string,
  expected: DataType,
  scope: ReferenceScope,
  place: Place = {},
): ComponentFormula {
  const names: FormulaScope<Evaluation> = {
    kind: 'component',
    blankAsZero: false,
    reference(path) {
      const reference = scope.find(path, place)
      return isUnknown(reference) ? undefined : reference
    },
    unknownReference(path) {
      const reference = scope.find(path, place)
      return isUnknown(reference) ? reference.unknown : undefined
    },
  }
  return prepareFormula(text, names, expected)
}
