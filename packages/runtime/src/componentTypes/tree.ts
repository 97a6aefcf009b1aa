import { BOOLEAN, collectionOf, RecordValue, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { choices } from './choices.ts'

/// Tree: records inside one another.
export const tree: ComponentDeclaration = {
  type: 'Tree',
  label: 'Tree',
  help: 'Records inside one another, by a field that names the parent, or items that hold items.',
  palette: { category: 'Records', rank: 8, iconName: 'utility:hierarchy' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', default: '' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    {
      name: 'source',
      label: 'Items From',
      type: 'choice',
      default: 'records',
      group: 'Data',
      options: choices({ records: 'Records', items: 'Nested Items' }),
    },
    {
      name: 'records',
      label: 'Data Source',
      type: 'records',
      group: 'Data',
      when: { property: 'source', is: ['records'] },
      help: 'A query: {!AllAccounts}.',
    },
    {
      name: 'parentField',
      label: 'Parent Field',
      type: 'field',
      group: 'Data',
      when: { property: 'source', is: ['records'] },
      help: 'ParentId',
    },
    {
      name: 'items',
      label: 'Items',
      type: 'json',
      default: [],
      group: 'Data',
      when: { property: 'source', is: ['items'] },
      help: 'A list of { "name", "label", "description", "iconName", "items": [ … ] }, static or mapped.',
    },
    {
      name: 'itemLabel',
      label: 'Label',
      type: 'text',
      group: 'Item',
      default: '{!$Item.Name}',
      help: 'With fields of the record: {{Record.Name}}.',
      perItem: true,
      when: { property: 'source', is: ['records'] },
    },
    {
      name: 'itemDescription',
      label: 'Description',
      type: 'text',
      group: 'Item',
      perItem: true,
      when: { property: 'source', is: ['records'] },
    },
    {
      name: 'expanded',
      label: 'Open at First',
      type: 'boolean',
      default: false,
      help: 'All branches are open at first.',
    },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '' },
  ],
  stateAttributes: [
    { name: 'SelectedName', label: 'Id or name of the selected item', type: () => TEXT, initial: null },
    {
      name: 'SelectedRecord',
      label: 'The selected record',
      type: recordType => recordType,
      derive: selectedRecord,
    },
    {
      name: 'ToggledNames',
      label: 'Items that were opened or closed by hand',
      type: () => collectionOf(TEXT),
      initial: [],
    },
  ],
  events: [
    {
      name: 'select',
      label: 'Select',
      hasRow: true,
      concurrency: 'restart',
      detail: [
        { name: 'name', label: 'Id or name of the item', type: () => TEXT },
        { name: 'label', label: 'Its label', type: () => TEXT },
      ],
    },
    {
      name: 'toggle',
      label: 'Toggle',
      concurrency: 'restart',
      detail: [
        { name: 'name', label: 'Id or name of the item', type: () => TEXT },
        { name: 'isExpanded', label: 'Whether it is open now', type: () => BOOLEAN },
      ],
    },
  ],
  slots: [],
}

function selectedRecord(reader: AttributeReader): Value {
  const records = asValue(reader.attribute('records'))
  const name = reader.attribute('SelectedName')
  const found = Array.isArray(records)
    ? records.find(record => record instanceof RecordValue && record.id === name)
    : null
  return found ?? null
}
