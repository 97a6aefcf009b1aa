import { looksLikeId, RecordValue, to18 } from '@millrace/values'
import type { ObjectType } from '../schema.ts'
import { quoted } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { attempt } from './attempt.ts'
import { rollUpAfter } from './rollUpAfter.ts'
import { newRow, rowError, type Row } from './row.ts'
import { rightsOf, type Saving } from './saving.ts'

/// Takes records out of the recycle bin, with the details that went with them, and puts lookups back that became blank
/// and still are.
///
/// Source: SOAP API Developer Guide, "undelete()".
export async function undeleteRows(
  saving: Saving,
  object: ObjectType,
  ids: readonly string[],
  allOrNone: boolean,
): Promise<Row[]> {
  const rows = ids.map(id => prepare(saving, object, id))
  await attempt(saving.tx, rows, allOrNone, good => restore(saving, object, new Map(good.map(row => [row.id!, row]))))
  return rows
}

function prepare(saving: Saving, object: ObjectType, id: string): Row {
  const row: Row = { ...newRow(new RecordValue(object.apiName)), id: to18(id) }
  if (rightsOf(saving)?.canDelete(object.apiName) === false)
    row.errors.push(
      rowError('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object ${object.apiName}`),
    )
  if (!looksLikeId(id) || !id.startsWith(object.keyPrefix)) row.errors.push(rowError('MALFORMED_ID', `bad id ${id}`))
  return row
}

async function restore(saving: Saving, object: ObjectType, rows: ReadonlyMap<string, Row>): Promise<void> {
  const { tx } = saving
  const ids = [...rows.keys()]
  const { rows: restored } = await tx.query<[string]>({
    text: `update ${tableOf(object)} t0 set "IsDeleted" = false, "SystemModstamp" = $2::timestamptz where "Id" = any($1::text[]) and "IsDeleted"${saving.user.sharing?.condition(object, 't0', 'all') && saving.mode !== 'system' ? ` and ${saving.user.sharing.condition(object, 't0', 'all')!}` : ''} returning "Id"`,
    values: [ids, new Date(saving.user.now()).toISOString()],
    rowMode: 'array',
  })
  const found = new Set(restored.map(([id]) => id))
  for (const [id, row] of rows)
    if (!found.has(id)) row.errors.push(rowError('UNDELETE_FAILED', 'Entity is not in the recycle bin'))
  const masterless = await deletedMasters(saving, object, ids)
  for (const id of masterless)
    rows.get(id)!.errors.push(rowError('UNDELETE_FAILED', 'The record that this one belongs to is in the recycle bin.'))
  if ([...rows.values()].some(row => row.errors.length > 0)) return
  await restoreDetails(saving, ids)
  await restoreLookups(saving, ids)
  await rollUpAfter(saving, object, [...rows.values()], null)
}

/// Those of [ids] whose master is deleted.
async function deletedMasters({ tx, org }: Saving, object: ObjectType, ids: readonly string[]): Promise<string[]> {
  const masters = object.fields.filter(field => field.cascadeDelete && field.required)
  const found: string[] = []
  for (const field of masters) {
    const master = org.schema.object(field.referenceTo[0]!)!
    const { rows } = await tx.query<[string]>({
      text: `select d."Id" from ${tableOf(object)} d join ${tableOf(master)} m on m."Id" = d.${quoted(field.apiName)} where d."Id" = any($1::text[]) and m."IsDeleted"`,
      values: [ids],
      rowMode: 'array',
    })
    found.push(...rows.map(([id]) => id))
  }
  return found
}

async function restoreDetails(saving: Saving, masters: readonly string[]): Promise<void> {
  const { rows } = await saving.tx.query<{ object: string; ids: string[] }>({
    text: `with gone as (delete from millrace.deleted_details where master = any($1::text[]) returning object, id)
      select object, array_agg(id) as ids from gone group by object`,
    values: [masters],
  })
  for (const { object, ids } of rows) {
    const detail = saving.org.schema.object(object)
    if (detail)
      await restore(
        { ...saving, mode: 'system' },
        detail,
        new Map(ids.map(id => [id, { ...newRow(new RecordValue(object)), id }])),
      )
  }
}

async function restoreLookups({ tx, org }: Saving, parents: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ object: string; field: string; parents: string[]; ids: string[] }>({
    text: `with gone as (delete from millrace.cleared_lookups where parent = any($1::text[]) returning *)
      select object, field, array_agg(parent) as parents, array_agg(id) as ids from gone group by object, field`,
    values: [parents],
  })
  for (const { object, field, parents: values, ids } of rows) {
    const child = org.schema.object(object)
    if (!child?.field(field)) continue
    await tx.query({
      text: `update ${tableOf(child)} t set ${quoted(field)} = u.parent from unnest($1::text[], $2::text[]) u (id, parent) where t."Id" = u.id and t.${quoted(field)} is null`,
      values: [ids, values],
    })
  }
}
