import { positionIn, type Span } from './tree.ts'

/// Something to know about a formula, found without evaluating it. `line` and `column` count from 1 within the
/// formula's text; `code` is a word that names the kind of problem.
export interface FormulaDiagnostic extends Span {
  readonly severity: 'error' | 'warning'
  readonly code: FormulaCode
  readonly message: string
  readonly line: number
  readonly column: number
}

export type FormulaCode =
  | 'formula-syntax'
  | 'formula-too-long'
  | 'formula-nesting'
  | 'unknown-function'
  | 'unknown-reference'
  | 'function-not-available'
  | 'parameter-count'
  | 'parameter-type'
  | 'result-type'
  | 'exponent-precedence'

export function diagnostic(
  text: string,
  code: FormulaCode,
  message: string,
  span: Span,
  severity: FormulaDiagnostic['severity'] = 'error',
): FormulaDiagnostic {
  return { severity, code, message, start: span.start, end: span.end, ...positionIn(text, span.start) }
}

/// What a formula throws when it cannot be worked out: division by zero, VALUE("abc"), DATE(2024, 13, 1). The host
/// decides whether that is a fault, a blank or a message. `functionName` is the function or operator.
export class FormulaError extends Error {
  readonly functionName: string

  constructor(functionName: string, reason: string) {
    super(`${functionName}: ${reason}`)
    this.name = 'FormulaError'
    this.functionName = functionName
  }
}
