import { to18 } from '@millrace/values'
import type { ObjectType } from '../schema.ts'
import { shareFieldNames } from '../schema/shares.ts'
import { quoted } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import type { Row } from './row.ts'
import type { Saving } from './saving.ts'

/// Of [rows] those that give their record to another owner.
export async function ownedByOthers({ tx, org }: Saving, object: ObjectType, rows: readonly Row[]): Promise<string[]> {
  const given = rows.filter(row => typeof row.parameters.get('OwnerId') === 'string')
  if (given.length === 0 || !sharesOf(org.schema, object)) return []
  const { rows: found } = await tx.query<[string, string]>({
    text: `select "Id", "OwnerId" from ${tableOf(object)} where "Id" = any($1::text[])`,
    values: [given.map(row => row.id)],
    rowMode: 'array',
  })
  const owners = new Map(found)
  return given.flatMap(({ id, parameters }) =>
    owners.get(id!) === to18(String(parameters.get('OwnerId'))) ? [] : [id!],
  )
}

/// Whether records of [object] can be shared by hand.
export const hasShares = ({ org }: Saving, object: ObjectType): boolean => sharesOf(org.schema, object) !== undefined

/// What the owner before has shared is not shared any more.
///
/// Source: Apex Developer Guide, "Sharing a Record Using Apex": manual shares are removed when the owner changes.
export async function dropShares({ tx, org }: Saving, object: ObjectType, ids: readonly string[]): Promise<void> {
  const shares = sharesOf(org.schema, object)
  if (ids.length === 0 || !shares) return
  const { record } = shareFieldNames(object.apiName, object.isCustom)
  await tx.query({
    text: `delete from ${tableOf(shares)} where ${quoted(record)} = any($1::text[])`,
    values: [ids],
  })
}

const sharesOf = (schema: Saving['org']['schema'], object: ObjectType): ObjectType | undefined => {
  const child = object.childRelationships.find(
    ({ childObject }) => schema.object(childObject)?.shareOf === object.apiName,
  )
  return child && schema.object(child.childObject)
}
