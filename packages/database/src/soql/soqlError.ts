import { RecordStoreError } from '../recordStore.ts'

/// A query that cannot run, with Salesforce's code and its way of showing the place:
///
///     SELECT Nme FROM Contact
///            ^
///     ERROR at Row:1:Column:8
///     No such column 'Nme' on entity 'Contact'. …
export class SoqlError extends RecordStoreError {
  /// What is wrong, without the excerpt.
  readonly reason: string
  /// Where, in UTF-16 offsets.
  readonly at: number

  constructor(code: string, reason: string, soql: string, at: number) {
    super(code, `\n${excerpt(soql, at)}\n${reason}`)
    this.name = 'SoqlError'
    this.reason = reason
    this.at = at
  }
}

function excerpt(soql: string, at: number): string {
  const before = soql.slice(0, at).split('\n')
  const column = before.at(-1)!.length + 1
  const line = soql.split('\n')[before.length - 1] ?? ''
  // Salesforce shows a stretch of the query around the place, not all of a long one.
  const start = Math.max(0, column - 60)
  const shown = line.slice(start, column + 40)
  return `${shown}\n${' '.repeat(column - 1 - start)}^\nERROR at Row:${before.length}:Column:${column}`
}
