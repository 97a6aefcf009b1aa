import type { MaybePromise, RecordQuery, RowResult } from '@millrace/database'
import type { FlowRecordDelete } from '@millrace/metadata'
import type { RecordValue } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { noteDml, shownRecords } from '../dataNotes.ts'
import { dataStep, joined, mapMaybe, parted, throwRowErrors } from '../dataStep.ts'
import { dataFault } from '../fault.ts'
import { compileFilters } from '../filters.ts'
import type { Node } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import type { ElementKind } from './kind.ts'
import { compileRecordSource } from './recordSource.ts'

const DOING = 'delete records'

/// Delete Records: deletes the records that the filters find, or those held in a variable. Deleting none is no fault.
///
/// Source: Metadata API Developer Guide, FlowRecordDelete; Salesforce Help, "Flow Element: Delete Records".
export const recordDeletes: ElementKind<FlowRecordDelete> = {
  label: 'Delete Records',

  compile(element, node, compilation) {
    if (element.inputReference) compileDeletingHeld(element, element.inputReference, node, compilation)
    else compileFinding(element, node, compilation)
  },
}

function compileDeletingHeld(element: FlowRecordDelete, reference: string, node: Node, compilation: Compilation): void {
  const source = compileRecordSource(reference, element, compilation)
  const next = compilation.next(element.connector)
  const mode = runModeOf(compilation.flow)
  node.data = dataStep(
    DOING,
    interviews => {
      const { run, host } = interviews[0]!
      const lists = interviews.map(source.read)
      const records = joined(lists)
      run.countDml(records.length)
      if (records.length === 0) return lists.map(() => [])
      const ids = records.map(record => idOf(record))
      const deleted: MaybePromise<RowResult[]> = host.store.delete(source.objectName || records[0]!.objectName, ids, {
        allOrNone: true,
        mode,
      })
      return mapMaybe(deleted, rows => {
        throwRowErrors(DOING, rows)
        return parted(rows, lists)
      })
    },
    (interview, rows: readonly RowResult[]) => {
      noteDml(interview, 'delete', source.objectName, rows, () => shownRecords(source.read(interview)))
      interview.node = next
    },
  )
}

function idOf(record: RecordValue): string {
  if (!record.id) throw dataFault(DOING, 'MISSING_ARGUMENT', 'Id not specified in a delete call')
  return record.id
}

function compileFinding(element: FlowRecordDelete, node: Node, compilation: Compilation): void {
  const object = compilation.object(element.object, element)
  const next = compilation.next(element.connector)
  if (!object) {
    node.step = () => next
    return
  }
  const { filters, logic, valuesOf, explain } = compileFilters(element, object, compilation)
  const mode = runModeOf(compilation.flow)
  const query: RecordQuery = { object: object.apiName, fields: [], filters, logic, orderBy: null, limit: null, mode }
  node.data = dataStep(
    DOING,
    interviews => {
      const { run, host } = interviews[0]!
      run.countQuery()
      run.countDml(0)
      return host.store.deleteWhere(query, interviews.map(valuesOf))
    },
    (interview, rows) => {
      interview.run.countQueryRows(rows.length)
      interview.run.countDmlRows(rows.length)
      throwRowErrors(DOING, rows)
      noteDml(interview, 'delete', object.apiName, rows, () => explain(valuesOf(interview)))
      interview.node = next
    },
  )
}
