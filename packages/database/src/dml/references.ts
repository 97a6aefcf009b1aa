import { to18 } from '@millrace/values'
import { limitsOf } from '../access/views.ts'
import type { Sharing } from '../access/sharing.ts'
import type { FieldType, ObjectType, Schema } from '../schema.ts'
import type { Tx } from '../server/transaction.ts'
import { tableOf } from '../sql/from.ts'
import { rowError, type Row } from './row.ts'
import type { Saving } from './saving.ts'

/// Adds INVALID_CROSS_REFERENCE_KEY to rows whose lookups point at records that do not exist, MALFORMED_ID to those
/// that point at records of another object. A record that is not shared with the user is none. The parents are held until the end of the transaction, so that none is
/// deleted meanwhile. One statement for all lookups of all rows; none when no lookup is set, or only to the running
/// user, who is there.
export async function checkReferences(
  { tx, org, user, mode }: Saving,
  object: ObjectType,
  rows: readonly Row[],
): Promise<void> {
  const pointers = rows.flatMap(row => pointersOf(object, row, user.userId))
  const wanted = new Map<ObjectType, Set<string>>()
  for (const { field, id, row } of pointers) {
    const target = org.schema.objectByKeyPrefix(id.slice(0, 3))
    if (target && field.referenceTo.includes(target.apiName))
      wanted.set(target, (wanted.get(target) ?? new Set()).add(id))
    else row.errors.push(rowError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${id}`, [field.apiName]))
  }
  if (wanted.size === 0) return
  const { sharing } = limitsOf(user, mode)
  const existing = await existingIds(tx, wanted, target => sharing?.condition(target, 't', 'read') ?? 'true')
  for (const { field, id, row } of pointers)
    if (!existing.has(id) && row.errors.every(error => !error.fields.includes(field.apiName)))
      row.errors.push(rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.apiName]))
  if (sharing) await checkMasters(tx, org.schema, sharing, object, pointers)
}

/// Who may not edit a master adds no details to it; who may not do everything with a record does not share it.
///
/// Source: Salesforce Help, "Object Relationships Overview"; SOAP API Developer Guide, StatusCode.
async function checkMasters(
  tx: Tx,
  schema: Schema,
  sharing: Sharing,
  object: ObjectType,
  pointers: readonly Pointer[],
): Promise<void> {
  const access = object.shareOf === undefined ? 'edit' : 'all'
  const isMaster = ({ field, row }: Pointer): boolean =>
    field.cascadeDelete && field.required && row.errors.every(error => !error.fields.includes(field.apiName))
  const toMasters = pointers.filter(isMaster)
  for (const name of new Set(toMasters.map(({ field }) => field.referenceTo[0]!))) {
    const some = toMasters.filter(({ field }) => field.referenceTo[0] === name)
    const master = schema.object(name)!
    const needed = sharing.condition(master, 't', access)
    if (needed === null) continue
    const { rows } = await tx.query<[string]>({
      text: `select "Id" from ${tableOf(master)} t where "Id" = any($1::text[]) and ${needed}`,
      values: [some.map(({ id }) => id)],
      rowMode: 'array',
    })
    const allowed = new Set(rows.map(([id]) => id))
    for (const { id, row, field } of some)
      if (!allowed.has(id))
        row.errors.push(
          rowError(
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
            [field.apiName],
          ),
        )
  }
}

interface Pointer {
  readonly row: Row
  readonly field: FieldType
  readonly id: string
}

function pointersOf(object: ObjectType, row: Row, userId: string): Pointer[] {
  const pointers: Pointer[] = []
  for (const [name, id] of row.parameters) {
    const field = object.field(name)!
    if (field.referenceTo.length > 0 && typeof id === 'string' && id !== userId)
      pointers.push({ row, field, id: to18(id) })
  }
  return pointers
}

async function existingIds(
  tx: Tx,
  wanted: ReadonlyMap<ObjectType, ReadonlySet<string>>,
  visible: (target: ObjectType) => string,
): Promise<Set<string>> {
  // KEY SHARE does not stop others from changing the parent, only from deleting it, which takes a stronger lock first.
  const selects = [...wanted.keys()].map(
    (target, i) =>
      `select "Id" from (select "Id" from ${tableOf(target)} t where "Id" = any($${i + 1}::text[]) and not "IsDeleted" and ${visible(target)} for key share) t${i}`,
  )
  const { rows } = await tx.query<[string]>({
    text: selects.join(' union all '),
    values: [...wanted.values()].map(ids => [...ids]),
    rowMode: 'array',
  })
  return new Set(rows.map(([id]) => id))
}
