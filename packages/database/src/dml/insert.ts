import { RecordValue, type Value } from '@millrace/values'
import { publish } from '../platform/publishedEvents.ts'
import { isPlatformEvent, type FieldType, type ObjectType } from '../schema.ts'
import { columnKind } from '../sql/columns.ts'
import { attempt } from './attempt.ts'
import { afterSave, beforeSave } from './automate.ts'
import { hideDuplicates } from './checkShared.ts'
import { checkRules, returning } from './checkRules.ts'
import { checkValue, isRowError, readOnlyFields, requiredFields, requiredMissing } from './fieldChecks.ts'
import { keepFiles } from './fileVersions.ts'
import { insertStatement } from './insertStatement.ts'
import { checkRecordTypes, giveRecordTypes } from './recordTypes.ts'
import { checkReferences } from './references.ts'
import { rollUpAfter } from './rollUpAfter.ts'
import { rowError, type Row } from './row.ts'
import { putStageValues } from './stages.ts'
import { onlyUnknown, readableField, rightsOf, unknownField, type Saving } from './saving.ts'

/// Inserts [rows], all of [object], and gives them their Ids. One statement for all, and one more where lookups point
/// at other records.
export async function insertRows(
  saving: Saving,
  object: ObjectType,
  rows: readonly Row[],
  allOrNone: boolean,
): Promise<void> {
  for (const row of rows) prepare(saving, object, row)
  await giveRecordTypes(saving, object, rows.filter(isGood))
  await beforeSave(saving, object, 'create', rows.filter(isGood), NONE)
  await putStageValues(saving, object, rows.filter(isGood))
  for (const row of rows) addError(row, requiredMissing(missingFields(object, row)))
  await checkReferences(saving, object, rows.filter(isGood))
  await checkRecordTypes(saving, object, rows.filter(isGood))
  await attempt(saving.tx, rows, allOrNone, good => write(saving, object, good))
  await hideDuplicates(saving, object, rows)
}

function prepare(saving: Saving, object: ObjectType, row: Row): void {
  const { record, errors, parameters } = row
  row.created = true
  if (rightsOf(saving)?.canCreate(object.apiName) === false)
    errors.push(rowError('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object ${object.apiName}`))
  if (record.id !== null)
    errors.push(rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']))
  const readOnly: string[] = []
  for (const [i, name] of record.shape.names.entries())
    stateField(saving, object, row, name, record.values[i]!, readOnly)
  addError(row, readOnlyFields(readOnly))
  onlyUnknown(row)
  for (const { field, value } of saving.org.defaults(object))
    if (!parameters.has(field.apiName)) putChecked(row, field, value(saving.user))
  if (!parameters.get('OwnerId') && object.field('OwnerId')?.createable) parameters.set('OwnerId', saving.user.userId)
}

const isGood = (row: Row): boolean => row.errors.length === 0

const NONE = new Map<string, RecordValue>()

/// Required fields without a value; one whose value was refused has its own error.
function missingFields(object: ObjectType, { parameters, errors }: Row): string[] {
  return requiredFields(object)
    .filter(field => field.createable && (parameters.get(field.apiName) ?? null) === null)
    .map(field => field.apiName)
    .filter(name => !errors.some(error => error.fields.includes(name)))
}

/// A record that was read and is inserted again carries fields that only the database sets: these are passed over,
/// unless somebody set them.
function stateField(
  saving: Saving,
  object: ObjectType,
  row: Row,
  name: string,
  value: Value,
  readOnly: string[],
): void {
  const field = readableField(saving, object, name)
  if (!field) {
    if (value instanceof RecordValue || Array.isArray(value)) return
    row.errors.push(unknownField(object, name))
    return
  }
  if (field.type === 'id') return
  const isEditable = rightsOf(saving)?.canEditField(object.apiName, field.apiName) !== false
  if (!field.createable || !isEditable) {
    if (row.record.changed.has(name)) readOnly.push(field.apiName)
    return
  }
  putChecked(row, field, value)
}

function putChecked(row: Row, field: FieldType, value: Value): void {
  if (!columnKind(field)) return
  const parameter = checkValue(field, value)
  if (isRowError(parameter)) row.errors.push(parameter)
  else row.parameters.set(field.apiName, parameter)
}

function addError(row: Row, error: Row['errors'][number] | null): void {
  if (error) row.errors.push(error)
}

async function write(saving: Saving, object: ObjectType, rows: readonly Row[]): Promise<void> {
  const { tx, org, user } = saving
  // A row that is written again, without the ones that failed, keeps its Id.
  const withoutId = rows.filter(row => row.id === null)
  const newIds = await org.ids.take(tx, object.keyPrefix, withoutId.length)
  for (const [i, row] of withoutId.entries()) row.id = newIds[i]!
  if (object.apiName === 'ContentVersion') await keepFiles(saving, rows)
  const rules = org.rules(object)
  const { rows: returned } = await tx.query<unknown[]>({
    ...insertStatement(org.schema, object, rows, user, rules.from.alias, returning(rules)),
    rowMode: 'array',
  })
  await checkRules(saving, rules, new Map(rows.map(row => [row.id!, row])), returned, null)
  if (rows.every(isGood)) await rollUpAfter(saving, object, rows, null)
  await afterSave(saving, object, 'create', rows, NONE)
  if (isPlatformEvent(object))
    await publish(
      tx,
      object.apiName,
      rows.map(row => row.id!),
    )
}
