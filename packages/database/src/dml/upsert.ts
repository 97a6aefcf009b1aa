import { RecordStoreError } from '../recordStore.ts'
import type { FieldType, ObjectType } from '../schema.ts'
import { columnKind, comparable, parameterType, quoted, toComparand } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { noColumn } from '../sql/paths.ts'
import { insertRows } from './insert.ts'
import { rolledBack, rowError, type Row } from './row.ts'
import type { Saving } from './saving.ts'
import { updateRows } from './update.ts'

/// Updates the rows whose [fieldName] matches a record and inserts the others.
///
/// Source: SOAP API Developer Guide, "upsert()".
export async function upsertRows(
  saving: Saving,
  object: ObjectType,
  fieldName: string,
  rows: readonly Row[],
  allOrNone: boolean,
): Promise<void> {
  const field = matchField(object, fieldName)
  if (field.type !== 'id') await matchRows(saving, object, field, rows)
  const savepoint = allOrNone ? saving.tx.savepoint() : null
  const good = rows.filter(row => row.errors.length === 0)
  if (!allOrNone || good.length === rows.length) {
    await updateRows(
      saving,
      object,
      good.filter(row => row.record.id !== null),
      allOrNone,
    )
    await insertRows(
      saving,
      object,
      good.filter(row => row.record.id === null),
      allOrNone,
    )
  }
  if (!savepoint) return
  if (rows.every(row => row.errors.length === 0)) return savepoint.release()
  savepoint.rollback()
  for (const row of rows) if (row.errors.length === 0) row.errors.push(rolledBack())
}

function matchField(object: ObjectType, fieldName: string): FieldType {
  const field = object.field(fieldName)
  if (!field) throw new RecordStoreError('INVALID_FIELD', noColumn(object, fieldName).message)
  if (field.type === 'id' || field.externalId || field.unique) return field
  throw new RecordStoreError(
    'INVALID_FIELD',
    `Field name provided, ${field.apiName}, is not an External ID or indexed field for ${object.apiName}`,
  )
}

/// Gives the rows that match a record its Id.
async function matchRows({ tx }: Saving, object: ObjectType, field: FieldType, rows: readonly Row[]): Promise<void> {
  const kind = columnKind(field)!
  const byValue = new Map<string, Row>()
  for (const row of rows) {
    const value = toComparand(row.record.get(field.apiName), kind)
    if (value === null || value === undefined)
      row.errors.push(rowError('MISSING_ARGUMENT', `${field.apiName} not specified`, [field.apiName]))
    else if (byValue.has(String(value)))
      row.errors.push(rowError('DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [field.apiName]))
    else byValue.set(String(value), row)
  }
  if (byValue.size === 0) return
  const compared = comparable(quoted(field.apiName), kind)
  const { rows: found } = await tx.query<[string, string]>({
    text: `select "Id", ${compared}::text from ${tableOf(object)} where ${compared} = any($1::${parameterType(kind)}[]) and not "IsDeleted"`,
    values: [[...byValue.keys()]],
    rowMode: 'array',
  })
  for (const [id, value] of found) giveId(byValue.get(value)!, id, field)
}

function giveId(row: Row, id: string, { apiName }: FieldType): void {
  if (row.record.id !== null && row.record.id !== id)
    row.errors.push(
      rowError('DUPLICATE_EXTERNAL_ID', `${apiName}: more than one record found for external id field`, [apiName]),
    )
  else row.record.put('Id', id)
}
