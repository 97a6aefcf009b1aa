import type { ChildRelationship, ObjectType } from '../schema.ts'
import { quoted } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import type { Saving } from './saving.ts'

/// What is kept of a delete, so that it can be taken back: which details went with which master, and which lookups
/// became blank.
export const RECYCLE_BIN = `
  create table if not exists millrace.deleted_details (
    master text not null, object text not null, id text not null, primary key (master, id)
  );
  create table if not exists millrace.cleared_lookups (
    parent text not null, object text not null, field text not null, id text not null, primary key (parent, id, field)
  )`

/// Before the details of [masters] are deleted.
export async function noteTogether(
  { tx }: Saving,
  detail: ObjectType,
  field: string,
  masters: readonly string[],
): Promise<void> {
  await tx.query({
    text: `insert into millrace.deleted_details (master, object, id) select ${quoted(field)}, $2::text, "Id" from ${tableOf(detail)} where ${quoted(field)} = any($1::text[]) and not "IsDeleted" on conflict do nothing`,
    values: [masters, detail.apiName],
  })
}

/// Before the [lookups] at [parents] become blank. One statement for all.
export async function noteCleared(
  { tx, org }: Saving,
  lookups: readonly ChildRelationship[],
  parents: readonly string[],
): Promise<void> {
  if (lookups.length === 0) return
  const selects = lookups.map(({ childObject, field }) => {
    const child = org.schema.object(childObject)!
    return `select ${quoted(field)}, '${child.apiName}', '${field}', "Id" from ${tableOf(child)} where ${quoted(field)} = any($1::text[])`
  })
  await tx.query({
    text: `insert into millrace.cleared_lookups (parent, object, field, id) ${selects.join(' union all ')} on conflict do nothing`,
    values: [parents],
  })
}
