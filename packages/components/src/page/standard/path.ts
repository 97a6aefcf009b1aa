import type { ComponentHost, FieldDescription } from '@millrace/runtime'
import { type Component, definition, ofPageRecord, type Outcome } from './definition.ts'
import { statusField } from './objectFields.ts'
import { layoutOfRecord, type LayoutPath } from './recordLayout.ts'

/// Path: the steps of the record's path, each with its key fields and guidance; without a path those of its status.
export const path = (host: ComponentHost): Promise<Outcome> =>
  ofPageRecord(host, async ({ object, recordId, labels }) => {
    const { path } = await layoutOfRecord(host, object, recordId)
    const field = path ? object.fields.find(({ name }) => name === path.fieldName) : statusField(object)
    if (!field) return labels.noObject(path?.fieldName ?? 'Status')
    const track: Component = {
      type: 'Path',
      apiName: 'Path',
      attributes: {
        label: labels.path,
        value: `{!$Component.Record.${field.name}}`,
        source: 'picklist',
        picklistField: `${object.name}.${field.name}`,
        objectApiName: object.name,
        recordId,
        fieldName: field.name,
        buttonLabel: labels.markComplete,
        selectedButtonLabel: labels.markCurrent,
        hideButton: field.isUpdateable !== true,
      },
    }
    const steps = (path?.steps ?? []).filter(({ fields, guidance }) => fields.length > 0 || guidance !== '')
    return {
      ...definition('Path', labels.path, [
        track,
        ...steps.map((step, number) => ({
          type: 'Container',
          apiName: `Step${number}`,
          attributes: {},
          visibility: isCurrent(field, step.value),
          children: { content: stepParts(step, number, labels) },
        })),
      ]),
      targetObject: object.name,
    }
  })

/// The step that was clicked, or else the record's own.
const isCurrent = ({ name }: FieldDescription, value: string): Component['visibility'] => ({
  any: [
    { left: '{!Path.selectedStage}', operator: 'eq', right: value },
    {
      all: [
        { left: '{!Path.selectedStage}', operator: 'empty' },
        { left: `{!$Component.Record.${name}}`, operator: 'eq', right: value },
      ],
    },
  ],
})

function stepParts(
  { fields, guidance }: LayoutPath['steps'][number],
  number: number,
  labels: { readonly keyFields: string; readonly guidance: string },
): Component[] {
  return [
    ...(fields.length === 0
      ? []
      : [
          {
            type: 'RecordDetail',
            apiName: `Fields${number}`,
            attributes: { title: labels.keyFields, fields },
          },
        ]),
    ...(guidance === ''
      ? []
      : [
          {
            type: 'Card',
            apiName: `Guidance${number}`,
            attributes: { title: labels.guidance },
            children: { body: [{ type: 'RichText', apiName: `Text${number}`, attributes: { value: guidance } }] },
          },
        ]),
  ]
}
