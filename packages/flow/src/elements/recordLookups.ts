import type { MaybePromise, ObjectType, RecordQuery } from '@millrace/database'
import type { FlowRecordLookup } from '@millrace/metadata'
import { ANY, collectionOf, NUMBER, recordOf, type RecordValue } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { noteQuery } from '../dataNotes.ts'
import { dataStep, mapMaybe } from '../dataStep.ts'
import { compileFilters } from '../filters.ts'
import type { Interview } from '../interview.ts'
import { LOST_OUTPUT } from '../references.ts'
import { runModeOf } from '../runMode.ts'
import type { ElementKind } from './kind.ts'
import { compileRelated, fetchAll, orderOf, type Related } from './relatedRecords.ts'

/// Get Records: finds records of one object and keeps the first or all of them. Finding none is no fault.
///
/// Source: Metadata API Developer Guide, FlowRecordLookup; Salesforce Help, "Flow Element: Get Records".
export const recordLookups: ElementKind<FlowRecordLookup> = {
  label: 'Get Records',

  outputOf(element, compilation) {
    const keeps = automaticOutput(element, compilation)
    if (!keeps) return null
    const record = recordOf(compilation.project.schema.object(element.object)?.apiName ?? element.object)
    return { type: keeps === 'first' ? record : collectionOf(record) }
  },

  compile(element, node, compilation) {
    const object = compilation.object(element.object, element)
    const output = compileOutput(element, object, compilation)
    const next = compilation.next(element.connector)
    if (!object) {
      // Lenient: an object nobody knows has no records.
      node.step = interview => {
        output.store(interview, [])
        return next
      }
      return
    }
    const compiled = compileFilters(element, object, compilation)
    const { filters, logic, valuesOf } = compiled
    const limit = element.limit && compilation.fitting(compilation.value(element.limit), NUMBER, 'the limit', element)
    const orderBy = orderOf(element, object, compilation)
    const related = element.relatedRecords.flatMap(one => compileRelated(one, object, compilation) ?? [])
    let query: RecordQuery
    compilation.afterwards(() => {
      query = {
        object: object.apiName,
        fields: fieldsOf(element, object, compilation),
        filters,
        logic,
        orderBy,
        limit: output.firstOnly ? 1 : null,
        mode: runModeOf(compilation.flow),
      }
    })
    const runValues = (interview: Interview) => {
      const values = valuesOf(interview)
      const count = limit?.read(interview)
      return typeof count === 'number' && !output.firstOnly ? { ...values, limit: count } : values
    }
    node.data = dataStep(
      'look up records',
      interviews => {
        const { run, host } = interviews[0]!
        run.countQuery()
        const found = host.store.find(query, interviews.map(runValues))
        return related.length === 0 ? found : mapMaybe(found, lists => fetchRelated(related, lists, interviews))
      },
      (interview, records) => {
        interview.run.countQueryRows(records.length)
        noteQuery(interview, query, compiled, runValues, records)
        output.store(interview, records)
        interview.node = next
      },
    )
  },
}

/// The records of each interview, with their related records.
function fetchRelated(
  related: readonly Related[],
  lists: RecordValue[][],
  interviews: readonly Interview[],
): MaybePromise<RecordValue[][]> {
  const parents = lists.flatMap((records, i) => records.map(record => ({ record, interview: interviews[i]! })))
  return mapMaybe(fetchAll(related, parents), () => lists)
}

interface Output {
  readonly firstOnly: boolean
  readonly store: (interview: Interview, records: RecordValue[]) => void
}

/// Which of the records found its name stands for; null when for none.
///
/// # lost-output
/// A Get Records element keeps nothing, but the flow reads records under its name.
///
/// Its automatic output was lost when the flow was retrieved with an API version before 47. Where you only want to look at
/// somebody else's flow, `--lenient` gives it back: all records where something loops over them, else the first. Retrieve
/// the flow with a newer API version.
function automaticOutput(element: FlowRecordLookup, { flow, project }: Compilation): 'first' | 'all' | null {
  if (element.storeOutputAutomatically) return element.getFirstRecordOnly ? 'first' : 'all'
  if (!project.lenient || element.outputReference || element.outputAssignments.length > 0) return null
  const { name } = element
  if (flow.source.includes(`<collectionReference>${name}</collectionReference>`)) return 'all'
  return [`>${name}.`, `{!${name}.`].some(start => flow.source.includes(start)) ? 'first' : null
}

function compileOutput(element: FlowRecordLookup, object: ObjectType | undefined, compilation: Compilation): Output {
  const keeps = automaticOutput(element, compilation)
  if (keeps) {
    const { slot } = compilation.resource(element.name)!
    const firstOnly = keeps === 'first'
    if (!element.storeOutputAutomatically)
      compilation.report(
        'lost-output',
        `${compilation.here} says nothing of its output. ${LOST_OUTPUT}`,
        element,
        'name',
        'warning',
      )
    return {
      firstOnly,
      store: (interview, records) => {
        interview.slots[slot] = firstOnly ? (records[0] ?? null) : records
      },
    }
  }
  if (element.outputReference) return variableOutput(element, element.outputReference, object, compilation)
  return fieldOutputs(element, object, compilation)
}

/// A record variable takes the first record, a record collection variable all: its type decides.
function variableOutput(
  element: FlowRecordLookup,
  reference: string,
  object: ObjectType | undefined,
  compilation: Compilation,
): Output {
  const target = compilation.target(reference, element, 'outputReference')
  const type = target?.type ?? ANY
  const firstOnly = type.kind !== 'Collection'
  const record = type.kind === 'Collection' ? type.of : type
  if (
    object &&
    record.kind === 'Record' &&
    record.object &&
    record.object.toLowerCase() !== object.apiName.toLowerCase()
  )
    compilation.report(
      'type-mismatch',
      `${compilation.here} finds ${object.apiName} records, but {!${reference}} holds ${record.object} records.`,
      element,
      'outputReference',
    )
  const keepsOld = !element.assignNullValuesIfNoRecordsFound
  return {
    firstOnly,
    store: (interview, records) => {
      if (records.length === 0 && keepsOld) return
      target?.write(interview, firstOnly ? (records[0] ?? null) : records)
    },
  }
}

function fieldOutputs(element: FlowRecordLookup, object: ObjectType | undefined, compilation: Compilation): Output {
  const outputs = element.outputAssignments.flatMap(({ field: name, assignToReference, xml }) => {
    const field = object && compilation.field(object, name, { xml })
    const target = compilation.target(assignToReference, { xml })
    return target ? [{ name: field?.apiName ?? name, target }] : []
  })
  const keepsOld = !element.assignNullValuesIfNoRecordsFound
  return {
    firstOnly: true,
    store: (interview, [record]) => {
      if (!record && keepsOld) return
      for (const { name, target } of outputs) target.write(interview, record ? record.get(name) : null)
    },
  }
}

/// With automatic output, whatever the flow refers to anywhere; with a variable, the fields the element lists. Parent
/// fields that the flow refers to come along in both.
function fieldsOf(element: FlowRecordLookup, object: ObjectType, compilation: Compilation): string[] {
  const used = compilation.fieldsRead(object)
  const listed = [
    ...element.queriedFields.flatMap(name => compilation.field(object, name, element, 'queriedFields')?.apiName ?? []),
    ...element.outputAssignments.flatMap(({ field }) => object.field(field)?.apiName ?? []),
  ]
  const fields =
    listed.length > 0 && !element.storeOutputAutomatically
      ? [...listed, ...used.filter(path => path.includes('.'))]
      : [...listed, ...used]
  return [...new Set(['Id', ...fields])]
}
