import type { Diagnostic, Severity, Span } from './diagnostic.ts'
import { Positions } from './position.ts'

// A damaged file can have a problem per tag; nobody reads more, and a builder's list must stay quick.
const MOST = 1000

/// Collects what there is to say about one file: the first 1,000 problems, and that there are more.
export class Report {
  readonly file: string
  readonly positions: Positions
  readonly #diagnostics: Diagnostic[] = []
  /// The flow element, component or resource that is being read; goes into every diagnostic.
  element: string | undefined

  constructor(source: string, file: string) {
    this.file = file
    this.positions = new Positions(source)
  }

  get source(): string {
    return this.positions.source
  }

  /// What was reported so far, from the top of the file to the bottom.
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column)
  }

  error(code: string, message: string, span: Span): void {
    this.#add('error', code, message, span)
  }

  warning(code: string, message: string, span: Span): void {
    this.#add('warning', code, message, span)
  }

  /// # too-many-problems
  /// The file has more than 1,000 problems; the others are not listed.
  ///
  /// So many come from one mistake, near the top of the file or in the script that made it. Start with the first.
  #add(severity: Severity, code: string, message: string, span: Span): void {
    if (this.#diagnostics.length > MOST) return
    if (this.#diagnostics.length === MOST) {
      code = 'too-many-problems'
      message = `There are more than ${MOST} problems; the others are not listed.`
    }
    const { line, column } = this.positions.at(span.start)
    this.#diagnostics.push({
      severity,
      code,
      message,
      file: this.file,
      line,
      column,
      ...(this.element && { element: this.element }),
      span,
    })
  }
}
