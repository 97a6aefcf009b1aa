import type { RecordValue, Value } from '@millrace/values'

/// What the flow engine needs of a database, within one open transaction. Each call is one statement where that is
/// possible, however many interviews share it. A method may answer at once (an in-memory store) or with a promise.
///
/// Rows that break a rule do not throw: they come back as `RowError`s. A statement that cannot run at all (no such
/// field, a lost connection, the deadline) throws `RecordStoreError`.
export interface RecordStore {
  /// Runs [query] once for each list of filter values in [valuesPerRun] and answers one list of records for each.
  /// The records are the caller's own: changing one changes nothing here.
  find(query: RecordQuery, valuesPerRun: readonly FilterValues[]): MaybePromise<RecordValue[][]>

  /// Inserts [records] and writes the new Id into each that was saved.
  insert(records: readonly RecordValue[], options: SaveOptions): MaybePromise<RowResult[]>
  /// Updates the fields in each record's `changed` shape; each record must have an Id.
  update(records: readonly RecordValue[], options: SaveOptions): MaybePromise<RowResult[]>
  /// Updates by [externalIdField] (or Id) where a record matches and inserts where none does.
  upsert(records: readonly RecordValue[], externalIdField: string, options: SaveOptions): MaybePromise<RowResult[]>
  delete(objectName: string, ids: readonly string[], options: SaveOptions): MaybePromise<RowResult[]>

  /// Sets [fields] on every record that [query] finds, once for each run; all or none within a run.
  updateWhere(query: RecordQuery, fields: readonly string[], runs: readonly UpdateRun[]): MaybePromise<RowResult[][]>
  deleteWhere(query: RecordQuery, valuesPerRun: readonly FilterValues[]): MaybePromise<RowResult[][]>

  /// Marks this point of the transaction.
  savepoint(): MaybePromise<Savepoint>
  /// Undoes every change of the transaction so far; the transaction stays open (Roll Back Records).
  rollbackAll(): MaybePromise<void>
}

export interface Savepoint {
  release(): MaybePromise<void>
  /// Undoes what has happened since; further changes of the transaction are unaffected.
  rollback(): MaybePromise<void>
}

export type MaybePromise<T> = T | Promise<T>

/// A query without its values: one object per flow element, made once, so a store can keep what it prepares for it
/// under its identity. Names are in the schema's spelling.
export interface RecordQuery {
  readonly object: string
  /// Fields to read, with parent paths: "Name", "Account.Owner.Name". Id is always read. Empty for updateWhere.
  readonly fields: readonly string[]
  readonly filters: readonly RecordFilter[]
  /// How the filters are joined, by position; null when there are none.
  readonly logic: FilterLogic | null
  readonly orderBy: { readonly field: string; readonly descending: boolean } | null
  /// Read at most this many; null for all. A run's own `limit` goes before it.
  readonly limit: number | null
  /// With sharing and field rights of the running user, or without.
  readonly mode: 'user' | 'systemWithSharing' | 'system'
}

export interface RecordFilter {
  readonly field: string
  readonly operator: RecordFilterOperator
}

/// FlowRecordFilterOperator. `IsNull` takes a Boolean value. `In` with an empty or null collection finds nothing,
/// `NotIn` with one excludes nothing. Text is compared ignoring case, Ids exactly (15 or 18 characters).
export type RecordFilterOperator =
  | 'EqualTo'
  | 'NotEqualTo'
  | 'GreaterThan'
  | 'GreaterThanOrEqualTo'
  | 'LessThan'
  | 'LessThanOrEqualTo'
  | 'Contains'
  | 'StartsWith'
  | 'EndsWith'
  | 'IsNull'
  | 'In'
  | 'NotIn'

/// A filter by its position in `filters` (from 0), or filters joined.
export type FilterLogic =
  | number
  | { readonly and: readonly FilterLogic[] }
  | { readonly or: readonly FilterLogic[] }
  | { readonly not: FilterLogic }

/// One run's values, one per filter of the query in the same order.
export interface FilterValues {
  readonly values: readonly Value[]
  readonly limit?: number | null
}

export interface UpdateRun extends FilterValues {
  /// One per field that is set, in the same order.
  readonly fieldValues: readonly Value[]
}

export interface SaveOptions {
  /// True: one bad row leaves none saved. False: good rows are saved, bad ones answer with errors.
  readonly allOrNone: boolean
  readonly mode: 'user' | 'systemWithSharing' | 'system'
}

export interface RowResult {
  readonly id: string | null
  readonly success: boolean
  readonly created?: boolean
  readonly errors: readonly RowError[]
}

export interface RowError {
  /// Salesforce's StatusCode: REQUIRED_FIELD_MISSING, FIELD_CUSTOM_VALIDATION_EXCEPTION, …
  readonly statusCode: string
  readonly message: string
  readonly fields: readonly string[]
}

/// A statement that could not run. `code` is Salesforce's (INVALID_FIELD, QUERY_TIMEOUT, UNABLE_TO_LOCK_ROW, …).
export class RecordStoreError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordStoreError'
    this.code = code
  }
}
