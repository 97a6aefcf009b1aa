import { RecordStoreError, type RowError, type RowResult } from '@millrace/database'
import { ApiError, notFound } from './apiError.ts'

/// Codes that say that there is no such record.
const NO_RECORD = new Set(['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED', 'NOT_FOUND'])

/// What a row that was not saved answers.
export function rowErrors(result: RowResult): ApiError {
  const [first] = result.errors
  if (first && NO_RECORD.has(first.statusCode) && !first.fields.length) return notFound()
  return new ApiError(
    400,
    ...result.errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields })),
  )
}

/// A row's result in `composite/sobjects`.
export const rowJson = ({ id, success, errors }: RowResult): object => ({
  ...(id !== null && { id }),
  success,
  errors: errors.map(({ statusCode, message, fields }: RowError) => ({ statusCode, message, fields })),
})

const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  INSUFFICIENT_ACCESS: 403,
  UNABLE_TO_LOCK_ROW: 409,
  SERVER_UNAVAILABLE: 503,
  STORAGE_LIMIT_EXCEEDED: 403,
}

/// The same after an upsert, which tells whether the record is new.
export const upsertedRowJson = (result: RowResult): object => ({
  ...rowJson(result),
  ...(result.success && { created: result.created ?? false }),
})

/// A statement that could not run, as an answer.
export const storeErrorAnswer = ({ code, message }: RecordStoreError): ApiError =>
  new ApiError(STATUS[code] ?? 400, { message, errorCode: code })
