import {
  RecordStoreError,
  type FieldType,
  type ObjectType,
  type RecordQuery,
  type RecordStore,
  type RowResult,
  type Schema,
  type Tx,
} from '@millrace/database'
import { DateTimeValue, DateValue, parseNum, RecordValue, TimeValue, to18, type Value } from '@millrace/values'

/// What is done with the rows of a CSV.
export interface Ingest {
  readonly object: ObjectType
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete'
  /// For upsert: the field that tells which record a row is.
  readonly externalIdField: string | null
}

/// The rows that are saved with one statement, as in an org.
export const BATCH_SIZE = 200

/// A CSV that cannot be loaded at all, with the words of an org.
export class InvalidBatch extends Error {
  constructor(reason: string) {
    super(`InvalidBatch : ${reason}`)
    this.name = 'InvalidBatch'
  }
}

/// What a column of the CSV fills: a field, or a lookup by a key of its parent (`Account.Number__c`).
interface Column {
  readonly field: FieldType
  readonly parent: { readonly object: ObjectType; readonly key: FieldType } | null
}

/// The columns that [header] names. Throws `InvalidBatch`.
export function ingestColumns(header: readonly string[], { object, operation }: Ingest, schema: Schema): Column[] {
  const columns = header.map(name => columnOf(name.trim(), object, schema))
  const hasId = columns.some(({ field }) => field.type === 'id')
  if (!hasId && (operation === 'update' || operation === 'delete'))
    throw new InvalidBatch(`The column Id is missing: ${operation} finds records by it.`)
  return columns
}

function columnOf(name: string, object: ObjectType, schema: Schema): Column {
  const [first = '', key, ...rest] = name.split('.')
  if (key === undefined) {
    const field = object.field(first)
    if (field) return { field, parent: null }
  } else if (rest.length === 0) {
    const field = object.parentRelationship(first)
    const parent = schema.object(field?.referenceTo[0] ?? '')
    const keyField = parent?.field(key)
    if (field && parent && keyField) return { field, parent: { object: parent, key: keyField } }
  }
  throw new InvalidBatch(`Field name not found : ${name}`)
}

/// Saves [rows] within [tx]: each for itself, none throws.
export async function ingestRows(
  tx: Tx,
  store: RecordStore,
  ingest: Ingest,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Promise<RowResult[]> {
  const savepoint = tx.savepoint()
  try {
    const parents = await parentIds(store, columns, rows)
    const entries = rows.map(row => recordOf(ingest.object, columns, row, parents))
    const records = entries.flatMap(entry => ('record' in entry ? entry.record : []))
    const results = (await save(store, ingest, records)).values()
    const answers = entries.map(entry => ('record' in entry ? results.next().value! : entry.refused))
    savepoint.release()
    return answers
  } catch (error) {
    if (!(error instanceof RecordStoreError)) throw error
    savepoint.rollback()
    return rows.map(() => refusal(error.code, error.message, []))
  }
}

function save(store: RecordStore, { object, operation, externalIdField }: Ingest, records: RecordValue[]) {
  const options = { allOrNone: false, mode: 'user' } as const
  switch (operation) {
    case 'insert':
      return store.insert(records, options)
    case 'update':
      return store.update(records, options)
    case 'upsert':
      return store.upsert(records, externalIdField ?? 'Id', options)
    default:
      return store.delete(
        object.apiName,
        records.map(({ id }) => id ?? ''),
        options,
      )
  }
}

type Entry = { readonly record: RecordValue } | { readonly refused: RowResult }
type ParentIds = ReadonlyMap<Column, ReadonlyMap<string, string>>

/// A blank cell leaves the field as it is, `#N/A` empties it.
///
/// Source: Bulk API 2.0 Developer Guide, "Valid CSV Record Rows".
function recordOf(object: ObjectType, columns: readonly Column[], row: readonly string[], parents: ParentIds): Entry {
  const record = new RecordValue(object.apiName)
  for (const [i, column] of columns.entries()) {
    const { field } = column
    const text = row[i] ?? ''
    if (text === '') continue
    const value = text === '#N/A' ? null : column.parent ? parents.get(column)!.get(text) : cellValue(field, text)
    if (value === undefined) return { refused: misfit(column, text) }
    if (field.type === 'id') record.put('Id', value)
    else record.set(field.apiName, value)
  }
  return { record }
}

function misfit({ field, parent }: Column, text: string): RowResult {
  if (parent)
    return refusal(
      'INVALID_FIELD',
      `Foreign key external ID: ${text} not found for field ${parent.key.apiName} in entity ${parent.object.apiName}`,
      [],
    )
  return refusal('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${text}`, [
    field.apiName,
  ])
}

const refusal = (statusCode: string, message: string, fields: readonly string[]): RowResult => ({
  id: null,
  success: false,
  errors: [{ statusCode, message, fields }],
})

function cellValue({ dataType, type }: FieldType, text: string): Value | undefined {
  switch (dataType.kind) {
    case 'Number':
      return parseNum(text.trim())
    case 'Boolean':
      return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : undefined
    case 'Date':
      return DateValue.parse(text.slice(0, 10))
    case 'DateTime':
      return DateTimeValue.parse(text)
    case 'Time':
      return TimeValue.parse(text)
    default:
      return type === 'id' || type === 'reference' ? to18(text.trim()) : text
  }
}

/// The Ids of the parents that cells name by a key, one query for each such column.
async function parentIds(
  store: RecordStore,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Promise<ParentIds> {
  const ids = new Map<Column, Map<string, string>>()
  for (const [i, column] of columns.entries()) {
    if (!column.parent) continue
    const { object, key } = column.parent
    const texts = [...new Set(rows.map(row => row[i] ?? '').filter(text => text !== '' && text !== '#N/A'))]
    const values = texts.flatMap(text => cellValue(key, text) ?? [])
    const [found = []] = await store.find(parentQuery(object, key), [{ values: [values] }])
    const byKey = new Map(found.map(record => [keyText(record.get(key.apiName)), record.id!]))
    ids.set(
      column,
      new Map(
        texts.flatMap(text => {
          const id = byKey.get(keyText(cellValue(key, text) ?? null))
          return id ? [[text, id] as const] : []
        }),
      ),
    )
  }
  return ids
}

const keyText = (value: Value): string => String(value).toLowerCase()

const parentQuery = (object: ObjectType, key: FieldType): RecordQuery => ({
  object: object.apiName,
  fields: [key.apiName],
  filters: [{ field: key.apiName, operator: 'In' }],
  logic: 0,
  orderBy: null,
  limit: null,
  mode: 'user',
})

/// `REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --`, as in the column sf__Error.
export const errorText = ({ errors }: RowResult): string =>
  errors.map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.join(',')} --`).join(' ')
