import type { ObjectType } from '../schema.ts'
import { checkRules, readForRules } from './checkRules.ts'
import { mastersOf, rollUp, type RollUp } from './rollUps.ts'
import { newRow, type Row } from './row.ts'
import type { Saving } from './saving.ts'
import { RecordValue } from '@millrace/values'

/// The masters that details belong to before a change, for `rollUpAfter`.
export type MastersBefore = ReadonlyMap<RollUp, readonly string[]>

/// Asks nothing where no summary is made of the object's records.
export async function mastersBefore(
  saving: Saving,
  object: ObjectType,
  ids: readonly string[],
): Promise<MastersBefore> {
  const masters = new Map<RollUp, readonly string[]>()
  for (const one of saving.org.rollUps(object)) masters.set(one, await mastersOf(saving.tx, object, one, ids))
  return masters
}

/// Brings the summaries up to date that [rows] go into now, or went into [before]. A master that changes is saved, so
/// its validation rules count: what they say is an error of the rows. Its own masters follow.
///
/// Source: Apex Developer Guide, "Triggers and Order of Execution".
export async function rollUpAfter(
  saving: Saving,
  object: ObjectType,
  rows: readonly Row[],
  before: MastersBefore | null,
): Promise<void> {
  for (const one of saving.org.rollUps(object)) {
    const now = await mastersOf(
      saving.tx,
      object,
      one,
      rows.map(row => row.id!),
    )
    const masters = [...new Set([...(before?.get(one) ?? []), ...now])].sort()
    const changed = await rollUp(saving.tx, object, one, masters)
    if (changed.length > 0) await saveMasters(saving, one.master, changed, rows)
  }
}

async function saveMasters(
  saving: Saving,
  master: ObjectType,
  ids: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const masters = new Map(ids.map(id => [id, { ...newRow(new RecordValue(master.apiName)), id }]))
  const rules = saving.org.rules(master)
  if (!rules.isEmpty) await checkRules(saving, rules, masters, await readForRules(saving, rules, ids), null)
  await rollUpAfter(saving, master, [...masters.values()], null)
  const errors = [...masters.values()].flatMap(row => row.errors)
  if (errors.length > 0) for (const row of rows) row.errors.push(...errors)
}
