import type { MaybePromise, RecordQuery, RowResult } from '@millrace/database'
import type { FlowRecordCreate } from '@millrace/metadata'
import { RecordValue, TEXT } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { explainFields, noteDml, shownRecords } from '../dataNotes.ts'
import { dataStep, firstError, joined, mapMaybe, parted, throwRowErrors } from '../dataStep.ts'
import { dataFault, Fault } from '../fault.ts'
import { compileFilters } from '../filters.ts'
import type { Interview, Node } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import { compileFieldValues } from './fieldValues.ts'
import type { ElementKind } from './kind.ts'
import { compileRecordSource } from './recordSource.ts'

const DOING = 'create records'

/// Create Records: saves new records from a variable, or one from separate values, and gives the new Ids back. Creating
/// none is no fault. A collection of which some rows fail, with a fault path, keeps the good rows.
///
/// Source: Metadata API Developer Guide, FlowRecordCreate; Salesforce Help, "Flow Element: Create Records".
export const recordCreates: ElementKind<FlowRecordCreate> = {
  label: 'Create Records',

  // With automatic output the element's name is the new record's Id.
  outputOf: element => (element.storeOutputAutomatically ? { type: TEXT } : null),

  compile(element, node, compilation) {
    const source = element.inputReference
      ? heldRecords(element, element.inputReference, compilation)
      : newRecord(element, compilation)
    const next = compilation.next(element.connector)
    if (!source) {
      node.step = () => next
      return
    }
    const storeId = compileIdOutput(element, compilation)
    if (checksForMatches(element)) {
      compileMatching(element, source, storeId, node, compilation)
      return
    }
    const skipsBadRows = element.doesUpsert && !element.doesUpsertAllOrNone
    const keepsGoodRows = source.isCollection && element.faultConnector !== null && !element.doesUpsert
    node.data = dataStep(
      DOING,
      interviews => {
        const lists = interviews.map(source.read)
        const records = joined(lists)
        interviews[0]!.run.countDml(records.length)
        if (records.length === 0) return lists.map(() => [])
        return mapMaybe(save(element, records, !keepsGoodRows, interviews[0]!, compilation), rows => {
          if (keepsGoodRows) throwPartialFailure(records, rows, interviews.length === 1)
          else if (!skipsBadRows) throwRowErrors(DOING, rows)
          return parted(rows, lists)
        })
      },
      (interview, rows: readonly RowResult[]) => {
        noteDml(
          interview,
          element.doesUpsert ? 'upsert' : 'insert',
          source.objectName,
          rows,
          () => source.explain?.(interview) ?? shownRecords(source.read(interview)),
        )
        storeId(interview, rows[0]?.id ?? null)
        interview.node = next
      },
    )
  },
}

interface NewRecords {
  readonly isCollection: boolean
  readonly objectName: string
  readonly read: (interview: Interview) => RecordValue[]
  /// The fields of a record that the element itself states, for a trace.
  readonly explain?: (interview: Interview) => Readonly<Record<string, unknown>>
}

function heldRecords(element: FlowRecordCreate, reference: string, compilation: Compilation): NewRecords {
  const source = compileRecordSource(reference, element, compilation)
  // Everything the record holds is saved, so it must have been read.
  compilation.needsWholeRecords({ kind: 'Record', object: source.objectName })
  // A record variable that was never set creates nothing.
  return { ...source, read: interview => source.read(interview).filter(record => record.shape.names.length > 0) }
}

function newRecord(element: FlowRecordCreate, compilation: Compilation): NewRecords | undefined {
  const object = compilation.object(element.object, element)
  if (!object) return undefined
  const fieldValues = compileFieldValues(element.inputAssignments, object, compilation)
  return {
    isCollection: false,
    objectName: object.apiName,
    read: interview => {
      const record = new RecordValue(object.apiName)
      for (const { name, value } of fieldValues) {
        const field = value.read(interview)
        // A null leaves the field to its default.
        if (field !== null) record.set(name, field)
      }
      return [record]
    },
    explain: interview => explainFields(fieldValues, interview),
  }
}

function save(
  element: FlowRecordCreate,
  records: readonly RecordValue[],
  allOrNone: boolean,
  { host, program }: Interview,
  compilation: Compilation,
): MaybePromise<RowResult[]> {
  const mode = runModeOf(program.flow)
  if (!element.doesUpsert) {
    if (records.some(record => record.id))
      throw dataFault(DOING, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call')
    return host.store.insert(records, { allOrNone, mode })
  }
  const matchBy = element.upsertExternalIdField ?? element.upsertStandardIdField ?? 'Id'
  const field = compilation.project.schema.object(records[0]!.objectName)?.field(matchBy)?.apiName ?? matchBy
  return host.store.upsert(records, field, { allOrNone: element.doesUpsertAllOrNone, mode })
}

function compileIdOutput(
  element: FlowRecordCreate,
  compilation: Compilation,
): (interview: Interview, id: string | null) => void {
  if (element.storeOutputAutomatically) {
    const { slot } = compilation.resource(element.name)!
    return (interview, id) => {
      interview.slots[slot] = id
    }
  }
  if (!element.assignRecordIdToReference) return () => {}
  const target = compilation.target(element.assignRecordIdToReference, element, 'assignRecordIdToReference')
  return (interview, id) => target?.write(interview, id)
}

/// The good rows stay, the flow's own records do not get their Ids, and the element takes its fault path. Of several
/// interviews nothing stays yet: they are tried again one by one.
function throwPartialFailure(records: readonly RecordValue[], rows: readonly RowResult[], isAlone: boolean): void {
  const error = firstError(rows)
  if (!error) return
  for (const record of records) if (record.id) record.put('Id', null)
  const { code, message } = dataFault(DOING, error.statusCode, error.message)
  throw new Fault(code, message, { keepsChanges: isAlone && rows.some(row => row.success), rows })
}

const checksForMatches = (element: FlowRecordCreate): boolean =>
  element.filters.length > 0 || element.operationOneMatchingRecord !== null

/// "Check for Matching Records": the element creates a record only when its filters find none. One that is there
/// already, or several, are left alone or updated with the new record's values. Its Id is that of the record created
/// or found.
///
/// Source: Metadata API Developer Guide, FlowRecordCreate, operationOneMatchingRecord and those beside it.
function compileMatching(
  element: FlowRecordCreate,
  source: NewRecords,
  storeId: (interview: Interview, id: string | null) => void,
  node: Node,
  compilation: Compilation,
): void {
  const object = compilation.object(element.object ?? source.objectName, element)
  const next = compilation.next(element.connector)
  if (!object) {
    node.step = () => next
    return
  }
  const { filters, logic, valuesOf } = compileFilters(element, object, compilation)
  const mode = runModeOf(compilation.flow)
  const orderBy = { field: 'LastModifiedDate', descending: true }
  const query: RecordQuery = { object: object.apiName, fields: [], filters, logic, orderBy, limit: null, mode }
  const creates = element.operationZeroMatchingRecords !== 'None'

  node.data = dataStep(
    DOING,
    interviews => {
      const { run, host } = interviews[0]!
      const records = interviews.map(interview => source.read(interview)[0] ?? null)
      run.countQuery()
      return mapMaybe(host.store.find(query, interviews.map(valuesOf)), found => {
        const matches = found.map((list, i) => (records[i] ? list : []))
        for (const list of matches) run.countQueryRows(list.length)
        const created = records.flatMap((record, i) => (record && creates && matches[i]!.length === 0 ? record : []))
        const updated = records.flatMap((record, i) => (record ? chosen(element, matches[i]!).map(as(record)) : []))
        run.countDml(created.length + updated.length)
        const options = { allOrNone: true, mode }
        const insert = (): MaybePromise<RowResult[]> => (created.length > 0 ? host.store.insert(created, options) : [])
        const update = (): MaybePromise<RowResult[]> => (updated.length > 0 ? host.store.update(updated, options) : [])
        return mapMaybe(insert(), inserted =>
          mapMaybe(update(), changed => {
            throwRowErrors(DOING, [...inserted, ...changed])
            return records.map((record, i) => matches[i]![0]?.id ?? record?.id ?? null)
          }),
        )
      })
    },
    (interview, id: string | null) => {
      noteDml(interview, 'insert', object.apiName, [])
      storeId(interview, id)
      interview.node = next
    },
  )
}

/// Which of the [matches], latest first, are updated.
function chosen(element: FlowRecordCreate, matches: readonly RecordValue[]): readonly RecordValue[] {
  const operation = matches.length > 1 ? element.operationMultMatchingRecords : element.operationOneMatchingRecord
  if (operation === 'UpdateAllRecords') return matches
  return operation === 'UpdateLatestRecord' ? matches.slice(0, 1) : []
}

/// The record that is there, with the values of the new one.
const as =
  (record: RecordValue) =>
  (match: RecordValue): RecordValue => {
    const update = new RecordValue(record.objectName)
    for (const name of record.shape.names) if (name !== 'Id') update.set(name, record.get(name))
    update.put('Id', match.id)
    return update
  }
