import { TEXT } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'
import { AGGREGATES } from './aggregates.ts'
import { choices } from './choices.ts'
import { ITEM_ACTION } from './itemActions.ts'

/// Kanban: records as cards in columns, one column for each value of a picklist.
export const kanban: ComponentDeclaration = {
  type: 'Kanban',
  label: 'Kanban',
  help: 'Records as cards in columns by a picklist field. Cards are moved by dragging or with the keyboard.',
  palette: { category: 'Records', rank: 5, iconName: 'utility:kanban' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', default: '' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    { name: 'records', label: 'Data Source', type: 'records', required: true, group: 'Data' },
    {
      name: 'groupBy',
      label: 'Column Field',
      type: 'field',
      required: true,
      group: 'Data',
      help: 'A picklist field: Status__c.',
    },
    {
      name: 'columns',
      label: 'Columns',
      type: 'options',
      default: [],
      group: 'Data',
      help: 'Values of the field with labels, in order. Empty: all values of the picklist.',
    },
    {
      name: 'itemLabel',
      label: 'Label',
      type: 'text',
      group: 'Card',
      default: '{!$Item.Name}',
      help: 'With fields of the record: {{Record.Name}}.',
      perItem: true,
    },
    { name: 'itemDescription', label: 'Description', type: 'text', group: 'Card', perItem: true },
    { name: 'cardFields', label: 'Fields', type: 'fields', default: [], group: 'Card', help: 'Shown under the label.' },
    { name: 'itemIconName', label: 'Icon Name', type: 'icon', group: 'Card', perItem: true },
    {
      name: 'summarize',
      label: 'Summary',
      type: 'choice',
      default: 'count',
      group: 'Data',
      options: choices({ none: 'None', ...Object.fromEntries(AGGREGATES.map(({ value, label }) => [value, label])) }),
      help: 'Above each column.',
    },
    { name: 'summaryField', label: 'Summary Field', type: 'field', group: 'Data', help: 'A number: Amount.' },
    {
      name: 'allowMove',
      label: 'Cards Move',
      type: 'boolean',
      default: true,
      help: 'Cards can be moved to another column.',
    },
    {
      name: 'saveMoves',
      label: 'Save Moves',
      type: 'boolean',
      default: true,
      help: 'A move is saved to the record. Off: the event Change says what to do.',
    },
    { name: 'actions', label: 'Actions', type: 'list', default: [], items: ITEM_ACTION },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '' },
  ],
  stateAttributes: [
    { name: 'ClickedItem', label: 'The card clicked last', type: recordType => recordType, initial: null },
    // What was moved and is not yet in the records: values by Id.
    {
      name: 'MovedItems',
      label: 'Cards that were moved and not read again',
      type: () => ({ kind: 'Any' }),
      initial: {},
    },
  ],
  events: [
    {
      name: 'change',
      label: 'Card Move',
      hasRow: true,
      concurrency: 'queue',
      detail: [
        { name: 'value', label: 'The new column', type: () => TEXT },
        { name: 'previousValue', label: 'The column before', type: () => TEXT },
      ],
    },
    { name: 'itemClick', label: 'Card Click', hasRow: true },
    { name: 'actionClick', label: 'Action Click', targets: 'actions', hasRow: true },
  ],
  slots: [],
}
