import type { ComponentHost, ObjectDescription } from '@millrace/runtime'
import type { PageLabels } from '../labels/en.ts'
import { definition, ofPageRecord, type Outcome } from './definition.ts'
import { fieldsByTopic } from './objectFields.ts'
import { layoutOfRecord, type LayoutSection, type RecordLayout } from './recordLayout.ts'

/// Record Detail: the sections of the page layout; without one the fields by what they are about. It follows changes of
/// the record, such as those of a flow that a button beside it ran.
export const details = (host: ComponentHost): Promise<Outcome> =>
  ofPageRecord(host, async ({ object, recordId, labels }) => {
    const layout = await layoutOfRecord(host, object, recordId)
    const attributes = { title: labels.details, ...detailSections(object, layout, labels) }
    return {
      ...definition('Details', labels.details, [{ type: 'RecordDetail', apiName: 'Details', attributes }]),
      // What somebody has typed meanwhile stays.
      interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: object.name }] },
    }
  })

/// The sections of a Record Detail, with the fields that the layout requires and those that it leaves as they are.
export function detailSections(object: ObjectDescription, { sections }: RecordLayout, labels: PageLabels) {
  const shown = sections ?? defaultSections(object, labels)
  return {
    sections: shown.map(({ label, columns, fields }) => ({ label, columns, fields })),
    requiredFields: shown.flatMap(({ required }) => required),
    readOnlyFields: shown.flatMap(({ readOnly }) => readOnly),
  }
}

function defaultSections(object: ObjectDescription, labels: PageLabels): LayoutSection[] {
  const { own, address, system } = fieldsByTopic(object)
  const section = (label: string, fields: readonly string[]) =>
    fields.length === 0 ? [] : [{ label, fields, columns: 2, required: [], readOnly: [] }]
  return [
    ...section('', own),
    ...section(labels.addressInformation, address),
    ...section(labels.systemInformation, system),
  ]
}
