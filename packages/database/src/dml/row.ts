import type { RecordValue } from '@millrace/values'
import type { RowError, RowResult } from '../recordStore.ts'
import type { Parameter } from '../sql/columns.ts'

/// One record on its way into the database, with what went wrong.
export interface Row {
  readonly record: RecordValue
  id: string | null
  created: boolean
  errors: RowError[]
  /// What is written, by field in the schema's spelling.
  parameters: Map<string, Parameter>
}

export const newRow = (record: RecordValue): Row => ({
  record,
  id: record.id,
  created: false,
  errors: [],
  parameters: new Map(),
})

export const rowError = (statusCode: string, message: string, fields: readonly string[] = []): RowError => ({
  statusCode,
  message,
  fields,
})

export function resultOf({ id, created, errors }: Row): RowResult {
  return errors.length > 0 ? { id: null, success: false, errors } : { id, success: true, created, errors }
}

/// What the good rows of a failed all-or-none call answer.
export const rolledBack = (): RowError =>
  rowError(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header',
  )
