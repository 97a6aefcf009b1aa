import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'
import { ITEM_ACTION } from './itemActions.ts'

/// Timeline: what happened, one entry for each record, by its date.
export const timeline: ComponentDeclaration = {
  type: 'Timeline',
  label: 'Timeline',
  help: 'What happened to something, one entry for each record, by its date.',
  palette: { category: 'Records', rank: 7, iconName: 'utility:date_time' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', default: '' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    { name: 'records', label: 'Data Source', type: 'records', required: true, group: 'Data' },
    { name: 'dateField', label: 'Date Field', type: 'field', required: true, group: 'Data', help: 'ActivityDate' },
    {
      name: 'direction',
      label: 'Order',
      type: 'choice',
      default: 'desc',
      group: 'Data',
      options: choices({ desc: 'Newest First', asc: 'Oldest First' }),
    },
    {
      name: 'groupBy',
      label: 'Group By',
      type: 'choice',
      default: 'month',
      group: 'Data',
      options: choices({ none: 'Nothing', day: 'Day', month: 'Month', year: 'Year' }),
    },
    {
      name: 'itemLabel',
      label: 'Label',
      type: 'text',
      group: 'Item',
      default: '{!$Item.Name}',
      help: 'With fields of the record: {{Record.Name}}.',
      perItem: true,
    },
    { name: 'itemDescription', label: 'Description', type: 'text', group: 'Item', perItem: true },
    {
      name: 'itemDetails',
      label: 'Details',
      type: 'text',
      group: 'Item',
      perItem: true,
      help: 'Shown when it is opened.',
    },
    { name: 'itemIconName', label: 'Icon Name', type: 'icon', group: 'Item', default: 'standard:task', perItem: true },
    { name: 'clickable', label: 'Clickable', type: 'boolean', default: false, help: 'A label is a button.' },
    { name: 'maxItems', label: 'Shown at First', type: 'number', default: 10, help: 'A button shows more.' },
    { name: 'actions', label: 'Actions', type: 'list', default: [], items: ITEM_ACTION },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '' },
  ],
  stateAttributes: [
    { name: 'ClickedItem', label: 'The entry clicked last', type: recordType => recordType, initial: null },
  ],
  events: [
    { name: 'itemClick', label: 'Item Click', hasRow: true },
    { name: 'actionClick', label: 'Action Click', targets: 'actions', hasRow: true },
  ],
  slots: [],
}
