import type { ComponentHost } from '@millrace/runtime'
import {
  type Component,
  deleteQuestion,
  definition,
  type Interactions,
  navigateTo,
  ofPageRecord,
  type Outcome,
} from './definition.ts'
import { displayPath, fieldLabel, hasField, iconOf, nameField, shortFields } from './objectFields.ts'
import { layoutOfRecord } from './recordLayout.ts'

/// Highlights Panel: the record's name, the fields of its compact layout, and what can be done with it.
export const highlights = (host: ComponentHost): Promise<Outcome> =>
  ofPageRecord(host, async ({ object, recordId, labels }) => {
    const layout = await layoutOfRecord(host, object, recordId)
    const chosen = layout.highlights?.flatMap(name => object.fields.find(field => field.name === name) ?? [])
    const address = (action: string) => navigateTo(`/lightning/r/${object.name}/${recordId}/${action}`)
    const actions: readonly (readonly [name: string, label: string, what: Interactions[number]])[] = [
      ...(object.isCreateable === false ? [] : [['clone', labels.clone, address('clone')] as const]),
      ...(hasField(object, 'OwnerId') ? [['changeOwner', labels.changeOwner, address('changeOwner')] as const] : []),
      [
        'delete',
        labels.delete,
        {
          type: 'confirm',
          ...deleteQuestion(object, labels),
          onConfirm: [
            { type: 'deleteRecord', source: 'pageRecord' },
            { type: 'navigate', destination: 'objectPage', objectApiName: object.name, actionName: 'list' },
          ],
        },
      ],
    ]
    const header: Component = {
      type: 'PageHeader',
      apiName: 'Highlights',
      attributes: {
        label: object.label,
        title: `{!$Component.Record.${nameField(object)}}`,
        iconName: iconOf(object.name),
        details: (chosen ?? shortFields(object)).map(field => ({
          label: fieldLabel(field),
          value: `{!$Component.Record.${displayPath(field)}}`,
        })),
      },
      children: {
        actions:
          object.isUpdateable === false
            ? []
            : [
                {
                  type: 'Button',
                  apiName: 'editRecord',
                  attributes: { label: labels.edit },
                  interactions: { click: [address('edit')] },
                },
                {
                  type: 'ButtonMenu',
                  apiName: 'moreActions',
                  attributes: {
                    label: labels.moreActions,
                    hideLabel: true,
                    iconName: 'utility:down',
                    items: actions.map(([name, label]) => ({ name, label })),
                  },
                  interactions: { select: actions.map(([targetName, , what]) => ({ ...what, targetName })) },
                },
              ],
      },
    }
    return { ...definition('Highlights', object.label, [header]), targetObject: object.name }
  })
