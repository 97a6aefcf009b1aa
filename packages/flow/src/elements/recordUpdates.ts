import type { RecordQuery, RowResult } from '@millrace/database'
import type { FlowRecordUpdate } from '@millrace/metadata'
import { Shape } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { explainFields, noteDml, shownRecords } from '../dataNotes.ts'
import { dataStep, joined, mapMaybe, parted, throwRowErrors } from '../dataStep.ts'
import { compileFilters } from '../filters.ts'
import type { Interview, Node } from '../interview.ts'
import { runModeOf } from '../runMode.ts'
import { triggerOf } from '../triggerKind.ts'
import { compileFieldValues } from './fieldValues.ts'
import type { ElementKind } from './kind.ts'
import { compileRecordSource } from './recordSource.ts'

const DOING = 'update records'

/// Update Records: sets fields on the records that the filters find, or saves the changed fields of the records held
/// in a variable. Without filters it updates every record of the object. Updating none is no fault.
///
/// Source: Metadata API Developer Guide, FlowRecordUpdate; Salesforce Help, "Flow Element: Update Records".
export const recordUpdates: ElementKind<FlowRecordUpdate> = {
  label: 'Update Records',

  compile(element, node, compilation) {
    if (element.inputReference) compileSaving(element, element.inputReference, node, compilation)
    else compileFinding(element, node, compilation)
  },
}

function compileSaving(element: FlowRecordUpdate, reference: string, node: Node, compilation: Compilation): void {
  const source = compileRecordSource(reference, element, compilation)
  const next = compilation.next(element.connector)
  const mode = runModeOf(compilation.flow)
  const assign = compileAssigning(element, source, compilation)
  // Before the save there is nothing to save: what is set goes with it.
  if (triggerOf(compilation.flow)?.timing === 'beforeSave' && /^\$Record$/i.test(reference)) {
    node.step = interview => {
      assign(interview)
      return next
    }
    return
  }
  node.data = dataStep(
    DOING,
    interviews => {
      const { run, host } = interviews[0]!
      for (const interview of interviews) assign(interview)
      const lists = interviews.map(source.read)
      const records = joined(lists)
      run.countDml(records.length)
      if (records.length === 0) return lists.map(() => [])
      return mapMaybe(host.store.update(records, { allOrNone: true, mode }), rows => {
        throwRowErrors(DOING, rows)
        // What is saved is no longer changed: the next update writes only what is set after this one.
        for (const record of records) record.changed = Shape.empty
        return parted(rows, lists)
      })
    },
    (interview, rows: readonly RowResult[]) => {
      noteDml(interview, 'update', source.objectName, rows, () => shownRecords(source.read(interview)))
      interview.node = next
    },
  )
}

/// Sets the fields that the element states on the record it saves.
function compileAssigning(
  element: FlowRecordUpdate,
  { objectName, read }: ReturnType<typeof compileRecordSource>,
  compilation: Compilation,
): (interview: Interview) => void {
  const object = compilation.project.schema.object(objectName)
  if (!object || element.inputAssignments.length === 0) return () => {}
  const fieldValues = compileFieldValues(element.inputAssignments, object, compilation)
  return interview => {
    for (const record of read(interview))
      for (const { name, value } of fieldValues) record.set(name, value.read(interview))
  }
}

function compileFinding(element: FlowRecordUpdate, node: Node, compilation: Compilation): void {
  const object = compilation.object(element.object, element)
  const next = compilation.next(element.connector)
  if (!object) {
    node.step = () => next
    return
  }
  const { filters, logic, valuesOf, explain } = compileFilters(element, object, compilation)
  const fieldValues = compileFieldValues(element.inputAssignments, object, compilation)
  const fields = fieldValues.map(one => one.name)
  const mode = runModeOf(compilation.flow)
  const query: RecordQuery = { object: object.apiName, fields: [], filters, logic, orderBy: null, limit: null, mode }
  node.data = dataStep(
    DOING,
    interviews => {
      const { run, host } = interviews[0]!
      run.countQuery()
      run.countDml(0)
      const runs = interviews.map(interview => ({
        ...valuesOf(interview),
        fieldValues: fieldValues.map(({ value }) => value.read(interview)),
      }))
      return host.store.updateWhere(query, fields, runs)
    },
    (interview, rows) => {
      interview.run.countQueryRows(rows.length)
      interview.run.countDmlRows(rows.length)
      throwRowErrors(DOING, rows)
      noteDml(interview, 'update', object.apiName, rows, () => ({
        ...explain(valuesOf(interview)),
        ...explainFields(fieldValues, interview),
      }))
      interview.node = next
    },
  )
}
