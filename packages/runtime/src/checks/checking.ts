import type { ComponentProblem } from '../componentState.ts'
import type { CheckEnvironment } from '../interaction.ts'
import type { ReferenceScope } from '../references.ts'

/// What every check gets: the names, what is known of the place the component will run in, and where to report.
export interface Checking {
  readonly scope: ReferenceScope
  readonly environment: CheckEnvironment
  report(problem: ComponentProblem): void
}

/// The thing that problems are about. Messages start with `subject` and a colon.
export interface Subject {
  /// `Data Table "Contacts"`, `Execute Flow "Set as Active"`.
  readonly subject: string
  readonly path: string
  readonly element: string
}

export function reportError(
  checking: Checking,
  { subject, path, element }: Subject,
  code: string,
  message: string,
  within = '',
): void {
  const where = within === '' ? path : `${path}.${within}`
  checking.report({ severity: 'error', code, message: `${subject}: ${message}`, path: where, element })
}
