import type { ObjectDescription } from '@millrace/runtime'
import type { PageLabels } from '../labels/en.ts'
import { type Definition, definition, type Interactions } from './definition.ts'
import { detailSections } from './details.ts'
import type { RecordLayout } from './recordLayout.ts'

export interface RecordFormOptions {
  /// The record to edit; without it a new one.
  readonly recordId?: string | undefined
  /// What a new one begins with.
  readonly defaults?: object
  readonly layout: RecordLayout
  readonly labels: PageLabels
}

/// A record to fill in. Saving leads to the record, Cancel to the object's list: whoever shows it in a dialog takes
/// both as the sign to close it.
export function recordForm(object: ObjectDescription, options: RecordFormOptions): Definition {
  const { recordId, defaults = {}, layout, labels } = options
  const attributes = recordId ? { recordId, mode: 'edit' } : { mode: 'create', defaultValues: defaults }
  const saved: Interactions = [
    { type: 'showToast', variant: 'success', title: recordId ? labels.wasSaved : labels.wasCreated },
    { type: 'navigate', destination: 'recordPage', recordId: '{!$Event.recordId}', actionName: 'view' },
  ]
  const cancelled: Interactions = [
    { type: 'navigate', destination: 'objectPage', objectApiName: object.name, actionName: 'list' },
  ]
  return definition('Record_Form', object.label, [
    {
      type: 'RecordDetail',
      apiName: 'Form',
      attributes: { objectApiName: object.name, ...formSections(object, options), ...attributes },
      interactions: { saved, cancelled },
    },
  ])

  /// What a person may fill in, in the sections of the details.
  function formSections(object: ObjectDescription, { recordId }: RecordFormOptions) {
    const all = detailSections(object, layout, labels)
    const mayBeSet = (name: string) => {
      const field = object.fields.find(one => one.name === name)
      const isFixed = all.readOnlyFields.includes(name) && recordId === undefined
      return (
        !isFixed && (field?.isNameField === true || (recordId ? field?.isUpdateable : field?.isCreateable) === true)
      )
    }
    const sections = all.sections
      .map(section => ({ ...section, fields: section.fields.filter(mayBeSet) }))
      .filter(({ label, fields }) => fields.length > 0 && label !== labels.systemInformation)
    return { ...all, sections }
  }
}
