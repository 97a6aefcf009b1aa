import { DateTimeValue, DateValue, isNum, parseNum, RecordValue, TimeValue, type Value } from '@millrace/values'
import type { SaveOperation } from '../automation.ts'
import { findRecords } from '../query/find.ts'
import type { RecordQuery } from '../recordStore.ts'
import type { ObjectType } from '../schema.ts'
import { columnKind, type ColumnKind, type Parameter } from '../sql/columns.ts'
import { checkValue, isRowError, readOnlyFields } from './fieldChecks.ts'
import type { Row } from './row.ts'
import type { Saving } from './saving.ts'

/// Records as they were before a change, by Id.
export type PriorRecords = ReadonlyMap<string, RecordValue>

/// The records [ids] as they are, where something happens that may look at them; else none.
export async function priorRecords(
  saving: Saving,
  object: ObjectType,
  operation: SaveOperation,
  ids: readonly string[],
): Promise<PriorRecords> {
  const { automation } = saving
  const isWanted = automation?.happens('before', operation, object) || automation?.happens('after', operation, object)
  return isWanted ? wholeRecords(saving, object, ids) : new Map()
}

async function wholeRecords(saving: Saving, object: ObjectType, ids: readonly string[]): Promise<PriorRecords> {
  const query = wholeRecord(object)
  const [records] = await findRecords(saving.tx, query, saving.org.query(query), [{ values: [[...ids]] }], saving.user)
  return new Map(records!.map(record => [record.id!, record]))
}

const wholeQueries = new WeakMap<ObjectType, RecordQuery>()

function wholeRecord(object: ObjectType): RecordQuery {
  let query = wholeQueries.get(object)
  if (!query) {
    const fields = object.fields.filter(field => field.formula || columnKind(field)).map(({ apiName }) => apiName)
    const filters = [{ field: 'Id', operator: 'In' as const }]
    query = { object: object.apiName, fields, filters, logic: 0, orderBy: null, limit: null, mode: 'system' }
    wholeQueries.set(object, query)
  }
  return query
}

/// Lets happen what happens before [rows] are saved, and takes up the fields that it sets.
export async function beforeSave(
  saving: Saving,
  object: ObjectType,
  operation: 'create' | 'update',
  rows: readonly Row[],
  priors: PriorRecords,
): Promise<void> {
  if (rows.length === 0 || !saving.automation?.happens('before', operation, object)) return
  const changes = rows.map(row => {
    const prior = row.id === null ? null : (priors.get(row.id) ?? null)
    return { record: stated(object, row, prior), prior }
  })
  const errors = await saving.automation.perform('before', operation, object, changes)
  for (const [i, row] of rows.entries()) {
    row.errors.push(...errors[i]!)
    takeUp(object, row, changes[i]!.record)
  }
}

/// The record as it will be when [row] is saved.
function stated(object: ObjectType, { parameters }: Row, prior: RecordValue | null): RecordValue {
  const record = prior?.copy() ?? new RecordValue(object.apiName)
  for (const field of object.fields) {
    const kind = columnKind(field)
    if (kind && parameters.has(field.apiName)) record.put(field.apiName, valueOf(parameters.get(field.apiName)!, kind))
    else if (!prior) record.put(field.apiName, field.type === 'boolean' ? false : null)
  }
  return record
}

function valueOf(parameter: Parameter, kind: ColumnKind): Value {
  if (parameter === null || typeof parameter === 'boolean' || isNum(parameter as Value)) return parameter
  const text = String(parameter)
  switch (kind) {
    case 'number':
    case 'integer':
      return parseNum(text) ?? null
    case 'date':
      return DateValue.parse(text) ?? null
    case 'datetime':
      return DateTimeValue.parse(text) ?? null
    case 'time':
      return TimeValue.parse(text) ?? null
    default:
      return text
  }
}

function takeUp(object: ObjectType, row: Row, record: RecordValue): void {
  const readOnly: string[] = []
  for (const name of record.changed.names) {
    const field = object.field(name)
    if (!field || !columnKind(field)) continue
    if (!(row.created ? field.createable : field.updateable)) {
      readOnly.push(field.apiName)
      continue
    }
    const parameter = checkValue(field, record.get(name))
    if (isRowError(parameter)) row.errors.push(parameter)
    else row.parameters.set(field.apiName, parameter)
  }
  const error = readOnlyFields(readOnly)
  if (error) row.errors.push(error)
}

/// Lets happen what happens after [rows] were saved; what goes wrong there is an error of its row.
export async function afterSave(
  saving: Saving,
  object: ObjectType,
  operation: SaveOperation,
  rows: readonly Row[],
  priors: PriorRecords,
): Promise<void> {
  if (rows.length === 0 || !saving.automation?.happens('after', operation, object)) return
  if (rows.some(row => row.errors.length > 0)) return
  const now =
    operation === 'delete'
      ? priors
      : await wholeRecords(
          saving,
          object,
          rows.map(row => row.id!),
        )
  const found = rows.filter(row => now.has(row.id!))
  const changes = found.map(row => ({ record: now.get(row.id!)!, prior: priors.get(row.id!) ?? null }))
  const errors = await saving.automation.perform('after', operation, object, changes)
  for (const [i, row] of found.entries()) row.errors.push(...errors[i]!)
}
