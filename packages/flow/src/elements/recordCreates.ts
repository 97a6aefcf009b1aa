import type { MaybePromise, RowResult } from '@millrace/database'
import type { FlowRecordCreate } from '@millrace/metadata'
import { RecordValue, TEXT } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { dataStep, firstError, joined, mapMaybe, parted, throwRowErrors } from '../dataStep.ts'
import { dataFault, Fault } from '../fault.ts'
import type { Interview } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import { compileFieldValues } from './fieldValues.ts'
import type { ElementKind } from './kind.ts'
import { compileRecordSource } from './recordSource.ts'
import { noteDml } from './recordUpdates.ts'

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
    const keepsGoodRows = source.isCollection && element.faultConnector !== null && !element.doesUpsert
    node.data = dataStep(
      DOING,
      interviews => {
        const lists = interviews.map(source.read)
        const records = joined(lists)
        interviews[0]!.run.countDml(records.length)
        if (records.length === 0) return lists.map(() => [])
        return mapMaybe(save(element, records, !keepsGoodRows, interviews[0]!, compilation), rows => {
          if (keepsGoodRows) throwPartialFailure(records, rows)
          else throwRowErrors(DOING, rows)
          return parted(rows, lists)
        })
      },
      (interview, rows: readonly RowResult[]) => {
        noteDml(interview, 'insert', source.objectName, rows)
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

/// The good rows stay, the flow's own records do not get their Ids, and the element takes its fault path.
function throwPartialFailure(records: readonly RecordValue[], rows: readonly RowResult[]): void {
  const error = firstError(rows)
  if (!error) return
  for (const record of records) if (record.id) record.put('Id', null)
  const { code, message } = dataFault(DOING, error.statusCode, error.message)
  throw new Fault(code, message, { keepsChanges: rows.some(row => row.success) })
}
