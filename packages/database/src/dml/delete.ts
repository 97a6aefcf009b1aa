import { looksLikeId, RecordValue, to18 } from '@millrace/values'
import type { ChildRelationship, ObjectType } from '../schema.ts'
import { quoted } from '../sql/columns.ts'
import { named } from '../query/recordQuery.ts'
import { tableOf } from '../sql/from.ts'
import { attempt } from './attempt.ts'
import { afterSave, priorRecords, type PriorRecords } from './automate.ts'
import { checkShared } from './checkShared.ts'
import { noteCleared, noteTogether } from './recycleBin.ts'
import { mastersBefore, rollUpAfter } from './rollUpAfter.ts'
import { newRow, rowError, type Row } from './row.ts'
import { rightsOf, type Saving } from './saving.ts'
import { whyMissing } from './update.ts'

/// Moves records to the recycle bin. Details go with their masters, other lookups to them become blank, and a record
/// that a lookup with "Restrict" points at stays.
///
/// Source: Salesforce Help, "Object Relationships Overview".
export async function deleteRows(
  saving: Saving,
  object: ObjectType,
  ids: readonly string[],
  allOrNone: boolean,
): Promise<Row[]> {
  const rows = ids.map(id => prepare(saving, object, id))
  await checkShared(
    saving,
    object,
    rows.filter(row => row.errors.length === 0),
    'all',
  )
  await attempt(saving.tx, rows, allOrNone, async good => {
    const byId = new Map(good.map(row => [row.id!, row]))
    const before = await priorRecords(saving, object, 'delete', [...byId.keys()])
    await beforeDelete(saving, object, good, before)
    if (good.some(row => row.errors.length > 0)) return
    await deleteWithDetails(saving, object, byId)
    await afterSave(saving, object, 'delete', good, before)
  })
  return rows
}

async function beforeDelete(
  saving: Saving,
  object: ObjectType,
  rows: readonly Row[],
  before: PriorRecords,
): Promise<void> {
  const found = rows.filter(row => before.has(row.id!))
  if (found.length === 0 || !saving.automation?.happens('before', 'delete', object)) return
  const changes = found.map(row => ({ record: before.get(row.id!)!, prior: before.get(row.id!)! }))
  const errors = await saving.automation.perform('before', 'delete', object, changes)
  for (const [i, row] of found.entries()) row.errors.push(...errors[i]!)
}

async function deleteWithDetails(saving: Saving, object: ObjectType, rows: ReadonlyMap<string, Row>): Promise<void> {
  const all = [...rows.values()]
  const masters = await mastersBefore(saving, object, [...rows.keys()])
  await softDelete(saving, object, rows)
  if (all.some(row => row.errors.length > 0)) return
  await cascade(saving, object, rows)
  if (all.every(row => row.errors.length === 0)) await rollUpAfter(saving, object, all, masters)
}

function prepare(saving: Saving, object: ObjectType, id: string): Row {
  const row: Row = { ...newRow(new RecordValue(object.apiName)), id: to18(id) }
  if (rightsOf(saving)?.canDelete(object.apiName) === false)
    row.errors.push(
      rowError('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object ${object.apiName}`),
    )
  // Records would lose their owners and authors.
  if (object.apiName === 'User')
    row.errors.push(rowError('DELETE_FAILED', 'Users are not deleted. Set IsActive to false.'))
  if (!looksLikeId(id)) row.errors.push(rowError('MALFORMED_ID', `bad id ${id}`))
  else if (!id.startsWith(object.keyPrefix))
    row.errors.push(rowError('MALFORMED_ID', `${object.apiName} ID: id value of incorrect type: ${id}`))
  return row
}

async function softDelete(saving: Saving, object: ObjectType, rows: ReadonlyMap<string, Row>): Promise<void> {
  const { tx, user } = saving
  const ids = [...rows.keys()]
  // FOR UPDATE waits for those who are about to point at the record, which a plain update of IsDeleted would not.
  const { rows: deleted } = await tx.query<[string]>({
    text: `update ${tableOf(object)} t0 set "IsDeleted" = true, "LastModifiedDate" = $2::timestamptz, "SystemModstamp" = $2::timestamptz, "LastModifiedById" = $3 from (select "Id" from ${tableOf(object)} where "Id" = any($1::text[]) and not "IsDeleted" for update) d where d."Id" = t0."Id" returning t0."Id"`,
    values: [ids, new Date(user.now()).toISOString(), user.userId],
    rowMode: 'array',
  })
  if (deleted.length === rows.size) return
  const found = new Set(deleted.map(([id]) => id))
  const missing = ids.filter(id => !found.has(id))
  for (const [id, error] of await whyMissing(tx, object, missing)) rows.get(id)!.errors.push(error)
}

async function cascade(saving: Saving, object: ObjectType, rows: ReadonlyMap<string, Row>): Promise<void> {
  const ids = [...rows.keys()]
  const children = object.childRelationships.filter(child => !isAuditField(child.field))
  await refuseRestricted(saving, children, rows)
  if ([...rows.values()].some(row => row.errors.length > 0)) return
  const lookups = children.filter(child => !child.cascadeDelete)
  await noteCleared(saving, lookups, ids)
  await clearLookups(saving, lookups, ids)
  for (const child of children) if (child.cascadeDelete) await deleteDetails(saving, child, ids)
}

const isAuditField = (field: string): boolean => field === 'CreatedById' || field === 'LastModifiedById'

/// DELETE_FAILED for records at which a lookup with "Restrict" points.
async function refuseRestricted(
  { tx, org }: Saving,
  children: readonly ChildRelationship[],
  rows: ReadonlyMap<string, Row>,
): Promise<void> {
  const restricting = children.filter(
    child => org.schema.object(child.childObject)!.field(child.field)!.restrictedDelete,
  )
  if (restricting.length === 0) return
  const selects = restricting.map(({ childObject, field }) => {
    const child = org.schema.object(childObject)!
    const name = child.labelPlural.toLowerCase().replaceAll("'", "''")
    const shown = quoted(child.nameField?.apiName ?? 'Id')
    return `(select ${quoted(field)} as parent, '${name}' as label, ${shown} as name from ${tableOf(child)} where ${quoted(field)} = any($1::text[]) and not "IsDeleted" limit 20)`
  })
  const { rows: found } = await tx.query<{ parent: string; label: string; name: string }>({
    text: selects.join(' union all '),
    values: [[...rows.keys()]],
  })
  for (const { parent, label, name } of found) {
    const message = `Your attempt to delete this record could not be completed because it is associated with the following ${label}: ${name}`
    const row = rows.get(parent)!
    if (row.errors.length === 0) row.errors.push(rowError('DELETE_FAILED', message))
  }
}

/// One statement for all: an UPDATE of each table that has such lookups, however many.
async function clearLookups(
  { tx, org }: Saving,
  lookups: readonly ChildRelationship[],
  ids: readonly string[],
): Promise<void> {
  if (lookups.length === 0) return
  const byObject = new Map<string, ChildRelationship[]>()
  for (const lookup of lookups) byObject.set(lookup.childObject, [...(byObject.get(lookup.childObject) ?? []), lookup])
  const updates = [...byObject].map(([childObject, fields], i) => {
    const isGone = fields.map(({ field }) => `${quoted(field)} = any($1::text[])`)
    const sets = fields.map(({ field }, j) => {
      const value = fields.length === 1 ? 'null' : `case when ${isGone[j]} then null else ${quoted(field)} end`
      return `${quoted(field)} = ${value}`
    })
    const table = tableOf(org.schema.object(childObject)!)
    return `u${i} as (update ${table} set ${sets.join(', ')} where ${isGone.join(' or ')})`
  })
  await tx.query({ ...named(`with ${updates.join(', ')} select 1`, org.schema), values: [ids] })
}

async function deleteDetails(
  saving: Saving,
  { childObject, field }: ChildRelationship,
  ids: readonly string[],
): Promise<void> {
  const child = saving.org.schema.object(childObject)!
  const { rows } = await saving.tx.query<[string]>({
    text: `select "Id" from ${tableOf(child)} where ${quoted(field)} = any($1::text[]) and not "IsDeleted" for update`,
    values: [ids],
    rowMode: 'array',
  })
  if (rows.length === 0) return
  const details = new Map(rows.map(([id]) => [id, { ...newRow(new RecordValue(child.apiName)), id }]))
  await noteTogether(saving, child, field, ids)
  await deleteWithDetails(saving, child, details)
}
