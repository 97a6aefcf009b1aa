import { RecordValue, type Value } from '@millrace/values'
import { limitsOf } from '../access/views.ts'
import { lockFound } from '../query/find.ts'
import { filled, named } from '../query/recordQuery.ts'
import type { FilterValues, RecordQuery, UpdateRun } from '../recordStore.ts'
import type { ObjectType } from '../schema.ts'
import { columnKind, parameterType, quoted, type Parameter } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { checkRules, readPrior, returning } from './checkRules.ts'
import { hasShares } from './manualShares.ts'
import { dependsOnRecordType } from './recordTypes.ts'
import { checkReferences } from './references.ts'
import { mastersBefore, rollUpAfter } from './rollUpAfter.ts'
import { newRow, rolledBack, type Row } from './row.ts'
import { compiledQuery, type Saving } from './saving.ts'
import { changesStage } from './stages.ts'
import { auditSets, auditValues, checkEditable, stateFields, updateRows } from './update.ts'
import type { CompiledRules } from './validationRules.ts'

/// Sets [fields] on all records that each run finds, all or none within it. A run alone is one statement. Many are one
/// that finds and locks the records of all, and one that updates them; where they name their records by Id the first is
/// not needed. As in an org, all runs look before any changes a record; of runs that meet in one, the last wins.
///
/// Source: Salesforce Help, "Flow Bulkification in Transactions".
export async function updateRecordsWhere(
  saving: Saving,
  query: RecordQuery,
  fields: readonly string[],
  runs: readonly UpdateRun[],
): Promise<Row[][]> {
  const { object } = compiledQuery(saving, query)
  const isPlain =
    !saving.automation?.happens('before', 'update', object) && !saving.automation?.happens('after', 'update', object)
  const isOpen = (limitsOf(saving.user, saving.mode).sharing?.condition(object, 't', 'edit') ?? null) === null
  const endsShares = fields.includes('OwnerId') && hasShares(saving, object)
  if (runs.length === 1 && isPlain && isOpen && !endsShares) return [await updateRun(saving, query, fields, runs[0]!)]
  return findsOneById(query) ? updateById(saving, query, fields, runs) : updateMany(saving, query, fields, runs)
}

async function updateMany(
  saving: Saving,
  query: RecordQuery,
  fields: readonly string[],
  runs: readonly UpdateRun[],
): Promise<Row[][]> {
  const compiled = compiledQuery(saving, query)
  const found = await lockFound(saving.tx, query, compiled, runs, saving.user)
  const rows = new Map<string, Row>()
  for (const [i, ids] of found.entries())
    for (const id of ids) rows.set(id, rowFor(compiled.object, id, fields, runs[i]!.fieldValues))
  await updateRows(saving, compiled.object, [...rows.values()], runs.length === 1)
  return found.map(ids => ids.map(id => rows.get(id)!))
}

/// Such runs cannot meet in a record without naming it, so their records are saved like any list of records.
const findsOneById = ({ filters, limit }: RecordQuery): boolean =>
  limit === null && filters.length === 1 && filters[0]!.field === 'Id' && filters[0]!.operator === 'EqualTo'

async function updateById(
  saving: Saving,
  query: RecordQuery,
  fields: readonly string[],
  runs: readonly UpdateRun[],
): Promise<Row[][]> {
  const { object } = compiledQuery(saving, query)
  // A run that names nothing, or another object's record, finds nothing.
  const rows = runs.map(({ values: [id], fieldValues }) =>
    typeof id === 'string' && id.startsWith(object.keyPrefix) ? rowFor(object, id, fields, fieldValues) : null,
  )
  const stated = rows.filter(row => row !== null)
  await updateRows(saving, object, stated, false)
  return rows.map(row => (row === null || row.errors.some(isNotFound) ? [] : [row]))
}

const isNotFound = ({ statusCode, fields }: Row['errors'][number]): boolean =>
  statusCode === 'ENTITY_IS_DELETED' || (statusCode === 'INVALID_CROSS_REFERENCE_KEY' && fields.length === 0)

function rowFor(object: ObjectType, id: string, fields: readonly string[], values: readonly Value[]): Row {
  const record = new RecordValue(object.apiName)
  record.put('Id', id)
  for (const [i, field] of fields.entries()) record.set(field, values[i]!)
  return newRow(record)
}

async function updateRun(
  saving: Saving,
  query: RecordQuery,
  fields: readonly string[],
  run: UpdateRun,
): Promise<Row[]> {
  const { object } = compiledQuery(saving, query)
  const row = newRow(new RecordValue(object.apiName))
  checkEditable(saving, object, row)
  row.errors.push(...stateFields(saving, object, fields, run.fieldValues, row.parameters))
  if (row.errors.length === 0) await checkReferences(saving, object, [row])
  if (row.errors.length > 0) return everyMatch(saving, query, run, row)
  const isUnique = [...row.parameters.keys()].some(name => object.field(name)!.unique)
  const isByRecord =
    isUnique || dependsOnRecordType(object, row.parameters.keys()) || changesStage(object, row.parameters)
  return isByRecord ? updateEach(saving, query, fields, run) : writeRun(saving, query, run, row)
}

/// A value that must be unique may be refused by the database, and one may not be there for the record's type, so the records are updated one by one by Id.
async function updateEach(
  saving: Saving,
  query: RecordQuery,
  fields: readonly string[],
  run: UpdateRun,
): Promise<Row[]> {
  const { object } = compiledQuery(saving, query)
  const ids = await lockedIds(saving, query, run)
  const rows = ids.map(id => rowFor(object, id, fields, run.fieldValues))
  await updateRows(saving, object, rows, true)
  return rows
}

/// What is set is wrong, so it is wrong for every record that the run finds.
async function everyMatch(saving: Saving, query: RecordQuery, run: UpdateRun, { errors }: Row): Promise<Row[]> {
  const ids = await lockedIds(saving, query, run)
  return ids.map(id => ({ ...savedRow(query.object, id), errors: [...errors] }))
}

async function writeRun(saving: Saving, query: RecordQuery, run: UpdateRun, { parameters }: Row): Promise<Row[]> {
  const { tx, org } = saving
  const compiled = compiledQuery(saving, query)
  const { object } = compiled
  const rules = org.rules(object)
  const limit = run.limit ?? query.limit
  // Rules that ask what was there before need the records first; so do limits and filters over parents.
  const isSummed = org.rollUps(object).length > 0
  const needsIds = isSummed || rules.readsPrior || limit !== null || compiled.readsParents
  const savepoint = rules.isEmpty && !isSummed ? null : tx.savepoint()
  const ids = needsIds ? await lockedIds(saving, query, run) : null
  const prior = ids ? await readPrior(saving, object, ids) : null
  const masters = ids ? await mastersBefore(saving, object, ids) : null
  const returned = await writeWhere(saving, query, run, parameters, rules, ids)
  const rows = new Map(returned.map(([id]) => [id as string, savedRow(object.apiName, id as string)]))
  await checkRules(saving, rules, rows, returned, prior)
  const all = [...rows.values()]
  if (masters && all.every(row => row.errors.length === 0)) await rollUpAfter(saving, object, all, masters)
  if (all.every(row => row.errors.length === 0)) {
    savepoint?.release()
    return all
  }
  savepoint!.rollback()
  for (const row of all) if (row.errors.length === 0) row.errors.push(rolledBack())
  return all
}

async function writeWhere(
  saving: Saving,
  query: RecordQuery,
  run: UpdateRun,
  parameters: ReadonlyMap<string, Parameter>,
  rules: CompiledRules,
  ids: readonly string[] | null,
): Promise<unknown[][]> {
  const compiled = compiledQuery(saving, query)
  const { object, from } = compiled
  const sets = [...parameters.keys()].map(
    (name, i) => `${quoted(name)} = $${i + 3}::${parameterType(columnKind(object.field(name)!)!)}`,
  )
  const first = parameters.size + 3
  const forms = compiled.forms(run)
  const where = ids ? `${from.own('Id')} = any($${first}::text[])` : compiled.condition(forms, first)
  const text = `update ${tableOf(object)} ${from.alias} set ${[...sets, ...auditSets(object)].join(', ')} where ${where}${returning(rules)}`
  const filters = ids ? [ids] : filled(forms, compiled.parameters(run, saving.user.timeZone))
  const { rows } = await saving.tx.query<unknown[]>({
    ...named(text, saving.org.schema),
    values: [...auditValues(saving), ...parameters.values(), ...filters],
    rowMode: 'array',
  })
  return rows
}

/// The Ids of the records that a run finds, locked against other changes.
async function lockedIds(saving: Saving, query: RecordQuery, run: FilterValues): Promise<string[]> {
  const [ids] = await lockFound(saving.tx, query, compiledQuery(saving, query), [run], saving.user)
  return ids!
}

function savedRow(objectName: string, id: string): Row {
  return { ...newRow(new RecordValue(objectName)), id }
}
