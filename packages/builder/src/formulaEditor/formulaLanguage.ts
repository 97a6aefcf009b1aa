import type { FormulaContext, FormulaScope } from '@millrace/formula'
import type { DataType } from '@millrace/values'

/// What a formula may say where it stands.
export interface FormulaLanguage {
  /// Its names, for the check; nothing is evaluated with it.
  readonly scope: FormulaScope<FormulaContext>
  /// The type its result should have.
  readonly wanted: DataType
  /// What the path that was typed so far may become.
  paths(typed: string): readonly PathOption[]
}

export interface PathOption {
  /// The path, without braces.
  readonly value: string
  readonly label: string
  readonly detail?: string | undefined
  /// It goes on behind a dot.
  readonly opens?: boolean | undefined
}
