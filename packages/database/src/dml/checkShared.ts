import type { RecordAccess } from '../access/sharing.ts'
import { limitsOf } from '../access/views.ts'
import type { ObjectType } from '../schema.ts'
import { tableOf } from '../sql/from.ts'
import { rowError, type Row } from './row.ts'
import type { Saving } from './saving.ts'

/// Adds to [rows] what stands against it when their records are not shared with the user as [access] needs. Of a record
/// that the user may not even see, the answer is that of one that does not exist.
export async function checkShared(
  { tx, user, mode }: Saving,
  object: ObjectType,
  rows: readonly Row[],
  access: RecordAccess = 'edit',
): Promise<void> {
  const { sharing } = limitsOf(user, mode)
  const needed = sharing?.condition(object, 't0', access) ?? null
  if (!sharing || needed === null || rows.length === 0) return
  const seen = sharing.condition(object, 't0', 'read') ?? 'true'
  const { rows: found } = await tx.query<[string, boolean]>({
    text: `select "Id", ${needed} is true from ${tableOf(object)} t0 where "Id" = any($1::text[]) and ${seen}`,
    values: [rows.map(row => row.id)],
    rowMode: 'array',
  })
  const allowed = new Map(found)
  for (const row of rows) {
    const isAllowed = allowed.get(row.id!)
    if (isAllowed === undefined) row.errors.push(rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'))
    else if (!isAllowed)
      row.errors.push(rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'))
  }
}

/// Takes the Id out of what is said of a value that is there already, where the record that has it is not shared with
/// the user.
export async function hideDuplicates(
  { tx, user, mode }: Saving,
  object: ObjectType,
  rows: readonly Row[],
): Promise<void> {
  const seen = limitsOf(user, mode).sharing?.condition(object, 't0', 'read') ?? null
  const ids = rows.flatMap(({ errors }) => errors.flatMap(({ message }) => DUPLICATE.exec(message)?.[1] ?? []))
  if (seen === null || ids.length === 0) return
  const { rows: found } = await tx.query<[string]>({
    text: `select "Id" from ${tableOf(object)} t0 where "Id" = any($1::text[]) and ${seen}`,
    values: [ids],
    rowMode: 'array',
  })
  const shown = new Set(found.map(([id]) => id))
  for (const row of rows)
    row.errors = row.errors.map(error => {
      const id = DUPLICATE.exec(error.message)?.[1]
      return id === undefined || shown.has(id) ? error : { ...error, message: error.message.replace(id, '<unknown>') }
    })
}

const DUPLICATE = /^duplicate value found: .* with id: (\w{18})$/
