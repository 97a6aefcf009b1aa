import type { RecordValue } from '@millrace/values'
import { giveIds, insertAsStated } from './asStated.ts'
import type { Org } from './org.ts'
import type { Queryable } from './server/statement.ts'
import { quoted } from './sql/columns.ts'
import { tableOf } from './sql/from.ts'
import type { UserContext } from './userContext.ts'

/// Records of one object that a project's files state, such as those of a custom metadata type.
export interface MetadataRecords {
  readonly object: string
  /// The fields that together tell them apart, ignoring case. A lookup names the first.
  readonly key: readonly string[]
  readonly records: readonly MetadataRecord[]
  /// Whether there are no others: records that no file states any more are removed.
  readonly isComplete: boolean
}

export interface MetadataRecord {
  readonly record: RecordValue
  /// Lookups, by the key of the record that they point at.
  readonly lookups: readonly { readonly field: string; readonly object: string; readonly key: string }[]
}

/// Makes the stored records those that the files state. A record keeps its Id as long as its key stays the same.
export async function storeMetadataRecords(
  queryable: Queryable,
  org: Org,
  user: UserContext,
  stated: readonly MetadataRecords[],
): Promise<void> {
  const ids = new Map<string, string>()
  for (const one of stated) await putKnownIds(queryable, org, one)
  const all = stated.flatMap(({ records }) => records.map(({ record }) => record))
  await giveIds(queryable, org, all)
  for (const { object, key, records } of stated)
    for (const { record } of records) ids.set(keyOf(object, [record.get(key[0]!)]), record.id!)
  for (const { record, lookups } of stated.flatMap(({ records }) => records))
    for (const { field, object, key } of lookups) record.set(field, ids.get(keyOf(object, [key])) ?? null)
  await insertAsStated(queryable, org, user, all)
}

/// Those that are stored already are taken out, to be stored again.
async function putKnownIds(queryable: Queryable, org: Org, stated: MetadataRecords): Promise<void> {
  const { object, key, records, isComplete } = stated
  const table = tableOf(org.schema.object(object)!)
  const { rows } = await queryable.query<{ id: string; key: (string | null)[] }>(
    `select "Id" as id, array[${key.map(field => `${quoted(field)}::text`).join(', ')}] as key from ${table}`,
  )
  const ids = new Map(rows.map(row => [keyOf(object, row.key), row.id]))
  for (const { record } of records) {
    const id = ids.get(
      keyOf(
        object,
        key.map(field => record.get(field)),
      ),
    )
    if (id !== undefined) record.put('Id', id)
  }
  const gone = isComplete ? rows.map(row => row.id) : records.flatMap(({ record }) => record.id ?? [])
  if (gone.length > 0)
    await queryable.query({ text: `delete from ${table} where "Id" = any($1::text[])`, values: [gone] })
}

const keyOf = (object: string, key: readonly unknown[]): string => [object, ...key].map(String).join(' ').toLowerCase()
