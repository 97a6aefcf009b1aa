import { RecordStoreError } from '../recordStore.ts'

/// Why a transaction's statements were stopped from our side.
export type StopReason = 'cancelled' | 'timedOut'

// As orgs say it.
const LOCKED = 'unable to obtain exclusive access to this record'

/// [error] as a `RecordStoreError` with Salesforce's code when the reason is the connection, a timeout, a cancel, a
/// lock or a full disk, and [error] itself otherwise. The original is its `cause`.
export function storeError(error: unknown, stopped?: StopReason | null): unknown {
  if (error instanceof RecordStoreError || !(error instanceof Error)) return error
  const sqlState = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (stopped === 'cancelled') return wrap(error, 'CANCELLED', 'The statement was cancelled.')
  if (stopped === 'timedOut') return wrap(error, 'QUERY_TIMEOUT', 'The statement ran out of time.')
  switch (sqlState) {
    case '57014':
      // The two reasons share one code; a statement that nobody here stopped mostly met statement_timeout.
      return wrap(error, 'QUERY_TIMEOUT', `The statement was stopped: ${error.message}.`)
    case '55P03':
      return wrap(error, 'UNABLE_TO_LOCK_ROW', `${LOCKED}: Another transaction is changing the same records.`)
    case '40P01':
      return wrap(
        error,
        'UNABLE_TO_LOCK_ROW',
        `${LOCKED}: Two transactions waited for each other, so this one was stopped.`,
      )
    case '40001':
      return wrap(error, 'UNABLE_TO_LOCK_ROW', `${LOCKED}: Another transaction changed the same records first.`)
    case '53100':
      return wrap(error, 'STORAGE_LIMIT_EXCEEDED', 'The disk of the database is full.')
  }
  if (isLostConnection(error, sqlState)) {
    return wrap(error, 'SERVER_UNAVAILABLE', `The database does not answer: ${error.message || sqlState}.`)
  }
  return error
}

function wrap(cause: Error, code: string, message: string): RecordStoreError {
  return new RecordStoreError(code, message, { cause })
}

/// Connection exceptions (08…), the server going down (57P…), too many connections, or the socket's own errors.
function isLostConnection(error: Error, sqlState: string): boolean {
  return (
    /^(08|57P0[1-5]|53300$|E[A-Z]+$)/.test(sqlState) ||
    (sqlState === '' &&
      /connection (terminated|error)|not queryable|trying to connect|timeout expired/i.test(error.message))
  )
}
