import { looksLikeId, RecordValue, to18, type Value } from '@millrace/values'
import { named } from '../query/recordQuery.ts'
import type { FieldType, ObjectType } from '../schema.ts'
import { columnKind, parameterType, quoted, type Parameter } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { attempt } from './attempt.ts'
import { checkShared, hideDuplicates } from './checkShared.ts'
import { afterSave, beforeSave, priorRecords } from './automate.ts'
import { checkRules, readPrior, returning } from './checkRules.ts'
import { checkValue, isRowError, readOnlyFields, requiredMissing } from './fieldChecks.ts'
import { checkRecordTypes, putMasters } from './recordTypes.ts'
import { checkReferences } from './references.ts'
import { dropShares, ownedByOthers } from './manualShares.ts'
import { mastersBefore, rollUpAfter } from './rollUpAfter.ts'
import { rowError, type Row } from './row.ts'
import { putStageValues } from './stages.ts'
import { onlyUnknown, readableField, rightsOf, unknownField, type Saving } from './saving.ts'

/// Updates [rows], all of [object]: in each the fields that its record says were changed. One statement for all rows
/// that change the same fields.
export async function updateRows(
  saving: Saving,
  object: ObjectType,
  rows: readonly Row[],
  allOrNone: boolean,
): Promise<void> {
  for (const row of rows) prepare(saving, object, row)
  const started = rows.filter(row => row.errors.length === 0)
  const ids = started.map(row => row.id!)
  await checkShared(saving, object, started)
  const before = await priorRecords(saving, object, 'update', ids)
  await beforeSave(
    saving,
    object,
    'update',
    started.filter(row => before.has(row.id!) && row.errors.length === 0),
    before,
  )
  await putStageValues(
    saving,
    object,
    started.filter(row => row.errors.length === 0),
  )
  putMasters(rows)
  await checkReferences(
    saving,
    object,
    rows.filter(row => row.errors.length === 0),
  )
  await checkRecordTypes(
    saving,
    object,
    rows.filter(row => row.errors.length === 0),
  )
  await attempt(saving.tx, rows, allOrNone, async good => {
    const ids = good.map(row => row.id!)
    const prior = await readPrior(saving, object, ids)
    const masters = await mastersBefore(saving, object, ids)
    const givenAway = await ownedByOthers(saving, object, good)
    for (const group of groupByFields(good)) await writeGroup(saving, object, group, prior)
    await dropShares(saving, object, givenAway)
    if (good.every(row => row.errors.length === 0)) await rollUpAfter(saving, object, good, masters)
    await afterSave(saving, object, 'update', good, before)
  })
  await hideDuplicates(saving, object, rows)
}

function prepare(saving: Saving, object: ObjectType, row: Row): void {
  const { record, errors } = row
  checkId(object, row)
  checkEditable(saving, object, row)
  const { changed } = record
  const names = changed.has('Id') ? changed.names.filter(name => name !== 'Id') : changed.names
  const values = names.map(name => record.get(name))
  errors.push(...stateFields(saving, object, names, values, row.parameters))
  onlyUnknown(row)
}

function checkId(object: ObjectType, row: Row): void {
  const { id } = row.record
  if (id === null) row.errors.push(rowError('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']))
  else if (!looksLikeId(id)) row.errors.push(rowError('MALFORMED_ID', `bad id ${id}`, ['Id']))
  else if (!id.startsWith(object.keyPrefix))
    row.errors.push(rowError('MALFORMED_ID', `${object.apiName} ID: id value of incorrect type: ${id}`, ['Id']))
  else row.id = to18(id)
}

/// INSUFFICIENT_ACCESS_OR_READONLY where the user may not edit the object.
export function checkEditable(saving: Saving, object: ObjectType, row: Row): void {
  if (rightsOf(saving)?.canEdit(object.apiName) === false)
    row.errors.push(
      rowError('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object ${object.apiName}`),
    )
}

/// Puts the fields that are set into [parameters] and answers what is wrong with them.
export function stateFields(
  saving: Saving,
  object: ObjectType,
  names: readonly string[],
  values: readonly Value[],
  parameters: Map<string, Parameter>,
): Row['errors'] {
  const errors: Row['errors'] = []
  const readOnly: string[] = []
  const missing: string[] = []
  for (const [i, name] of names.entries()) {
    const value = values[i]!
    const field = readableField(saving, object, name)
    if (!field) {
      if (value instanceof RecordValue || Array.isArray(value)) continue
      errors.push(unknownField(object, name))
    } else if (!isEditable(saving, object, field)) readOnly.push(field.apiName)
    else if (columnKind(field)) {
      const parameter = checkValue(field, value)
      if (isRowError(parameter)) errors.push(parameter)
      else if (parameter === null && field.required) missing.push(field.apiName)
      else parameters.set(field.apiName, parameter)
    }
  }
  if (missing.length > 0) errors.push(requiredMissing(missing)!)
  if (readOnly.length > 0) errors.push(readOnlyFields(readOnly)!)
  return errors
}

const isEditable = (saving: Saving, object: ObjectType, field: FieldType): boolean =>
  field.updateable && rightsOf(saving)?.canEditField(object.apiName, field.apiName) !== false

interface FieldGroup {
  readonly key: string
  readonly rows: Row[]
  readonly ids: Set<string>
}

/// Rows that change the same fields, in order. A record that comes twice is in two groups, so that the later row wins.
function groupByFields(rows: readonly Row[]): Row[][] {
  const groups: FieldGroup[] = []
  let current: FieldGroup | undefined
  let before: Row | undefined
  for (const row of rows) {
    // One row after the other changes the same fields, nearly always.
    const isLike = before?.record.changed === row.record.changed && before.parameters.size === row.parameters.size
    const key: string = isLike ? current!.key : [...row.parameters.keys()].join()
    const follows = current?.key === key && current === groups.at(-1) && !current.ids.has(row.id!)
    if (!follows) current = groupFor(row, key, groups)
    current!.rows.push(row)
    current!.ids.add(row.id!)
    before = row
  }
  return groups.map(group => group.rows)
}

function groupFor(row: Row, key: string, groups: FieldGroup[]): FieldGroup {
  const last = groups.findLastIndex(group => group.ids.has(row.id!))
  let group = groups.find((candidate, i) => i > last && candidate.key === key)
  if (!group) groups.push((group = { key, rows: [], ids: new Set() }))
  return group
}

type Prior = ReadonlyMap<string, readonly unknown[]> | null

async function writeGroup(saving: Saving, object: ObjectType, rows: readonly Row[], prior: Prior): Promise<void> {
  const rules = saving.org.rules(object)
  const fields = [...rows[0]!.parameters.keys()].map(name => object.field(name)!)
  const arrays = fields.map((field, i) => `$${i + 4}::${parameterType(columnKind(field)!)}[]`)
  const sets = fields.map((field, i) => `${quoted(field.apiName)} = u.f${i}`)
  const unnest = `unnest(${['$3::text[]', ...arrays].join(', ')}) u (${['id', ...fields.map((_, i) => `f${i}`)].join(', ')})`
  const { alias } = rules.from
  const text = `update ${tableOf(object)} ${alias} set ${[...sets, ...auditSets(object)].join(', ')} from ${unnest} where ${alias}."Id" = u.id and not ${alias}."IsDeleted"${returning(rules)}`
  const { rows: returned } = await saving.tx.query<unknown[]>({
    ...named(text, saving.org.schema),
    values: [
      ...auditValues(saving),
      rows.map(row => row.id),
      ...fields.map(field => rows.map(row => row.parameters.get(field.apiName) ?? null)),
    ],
    rowMode: 'array',
  })
  const byId = new Map(rows.map(row => [row.id!, row]))
  if (returned.length < byId.size) await markMissing(saving, object, byId, returned)
  await checkRules(saving, rules, byId, returned, prior)
}

/// The SET items of the audit fields; `$1` is now and `$2` the user, as in `auditValues`.
export function auditSets(object: ObjectType): string[] {
  const sets = [
    '"LastModifiedDate" = $1::timestamptz',
    '"SystemModstamp" = $1::timestamptz',
    '"LastModifiedById" = $2::text',
  ]
  return object.field('LastModifiedDate') ? sets : []
}

export const auditValues = ({ user }: Saving): [string, string] => [new Date(user.now()).toISOString(), user.userId]

async function markMissing(
  { tx }: Saving,
  object: ObjectType,
  rows: Map<string, Row>,
  returned: readonly unknown[][],
): Promise<void> {
  const found = new Set(returned.map(([id]) => id))
  const missing = [...rows.keys()].filter(id => !found.has(id))
  for (const [id, error] of await whyMissing(tx, object, missing)) {
    rows.get(id)!.errors.push(error)
    rows.delete(id)
  }
}

/// ENTITY_IS_DELETED for records in the recycle bin, INVALID_CROSS_REFERENCE_KEY for those that never were.
export async function whyMissing(
  tx: Saving['tx'],
  object: ObjectType,
  ids: readonly string[],
): Promise<Map<string, Row['errors'][number]>> {
  const { rows } = await tx.query<[string]>({
    text: `select "Id" from ${tableOf(object)} where "Id" = any($1::text[]) and "IsDeleted"`,
    values: [ids],
    rowMode: 'array',
  })
  const deleted = new Set(rows.map(([id]) => id))
  return new Map(
    ids.map(id => [
      id,
      deleted.has(id)
        ? rowError('ENTITY_IS_DELETED', 'entity is deleted')
        : rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'),
    ]),
  )
}
