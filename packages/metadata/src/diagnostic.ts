export type Severity = 'error' | 'warning' | 'info'

/// Something to know about a file, found without running it. `code` is a word ("unknown-field") and the name of
/// the page under docs/errors that explains it; `line` and `column` count from 1.
export interface Diagnostic {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
  /// API name of the flow element, component or resource it is about.
  readonly element?: string
  /// Where it is in the source text, in UTF-16 offsets; absent when the file could not be read at all.
  readonly span?: Span
}

/// A stretch of source text: from `start` up to but not including `end`, in UTF-16 offsets.
export interface Span {
  readonly start: number
  readonly end: number
}
