import type { RowResult } from '@millrace/database'
import type { CustomError } from './host.ts'

/// An element's failure. The flow may handle it with a fault path; if it does not, the interview fails and the
/// transaction is rolled back. Anything else that is thrown while a flow runs is a bug of the engine.
export class Fault extends Error {
  /// Salesforce's status code, or UNKNOWN_EXCEPTION.
  readonly code: string
  /// Governor limits, cancelling and time-outs end the run even when the element has a fault path.
  readonly ignoresFaultPath: boolean
  /// What the element did save stays when the fault path is taken.
  readonly keepsChanges: boolean
  /// What became of each record that the element tried to save.
  readonly rows: readonly RowResult[] | undefined
  /// Custom errors on the record that started the flow, or on its fields.
  readonly errors: readonly CustomError[] | undefined

  constructor(
    code: string,
    message: string,
    {
      ignoresFaultPath = false,
      keepsChanges = false,
      rows,
      errors,
    }: {
      ignoresFaultPath?: boolean
      keepsChanges?: boolean
      rows?: readonly RowResult[]
      errors?: readonly CustomError[]
    } = {},
  ) {
    super(message)
    this.name = 'Fault'
    this.code = code
    this.ignoresFaultPath = ignoresFaultPath
    this.keepsChanges = keepsChanges
    this.rows = rows
    this.errors = errors
  }
}

/// The fault of a data element in the words `{!$Flow.FaultMessage}` has in an org: [doing] is "create records",
/// "update records", "delete records" or "look up records".
///
/// Source: debug results of Flow Builder and published fault e-mails.
export function dataFault(doing: string, code: string, message: string, rows?: readonly RowResult[]): Fault {
  const end = /[.!?]$/.test(message) ? '' : '.'
  return new Fault(
    code,
    `This error occurred when the flow tried to ${doing}: ${code}: ${message}${end} ` +
      'You can look up ExceptionCode values in the SOAP API Developer Guide.',
    { rows },
  )
}

/// Largest text and collection that a run makes: elements that double one again and again would take all memory of the
/// server.
const LARGEST = { 'characters in a text': 6_000_000, 'items in a collection': 1_000_000 } as const

/// Throws when [size] is more than a run may have of [what].
export function checkSize(what: keyof typeof LARGEST, size: number): void {
  if (size > LARGEST[what]) throw limitFault(what, size)
}

export function limitFault(what: string, used: number): Fault {
  return new Fault('LIMIT_EXCEEDED', `LIMIT_EXCEEDED: System.LimitException: Too many ${what}: ${used}`, {
    ignoresFaultPath: true,
  })
}
