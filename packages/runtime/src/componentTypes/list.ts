import { BOOLEAN, collectionOf, RecordValue, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'
import { ITEM_ACTION } from './itemActions.ts'

/// List: one entry for each record, made of texts in which the record's fields stand, `{{Record.Name}}`.
export const list: ComponentDeclaration = {
  type: 'List',
  label: 'List',
  help: 'Records as a list or as cards, with a picture, texts, actions and a checkbox.',
  palette: { category: 'Records', rank: 2, iconName: 'utility:list' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon beside the title.' },
    {
      name: 'records',
      label: 'Data Source',
      type: 'records',
      group: 'Data',
      required: true,
      help: 'A query or JSON objects: {!AllContacts}.',
    },
    {
      name: 'itemLabel',
      label: 'Label',
      type: 'text',
      group: 'Item',
      default: '{!$Item.Name}',
      perItem: true,
      help: 'With fields of the record: {{Record.Name}}.',
    },
    { name: 'itemDescription', label: 'Description', type: 'text', group: 'Item', perItem: true },
    { name: 'itemDetails', label: 'Details', type: 'text', group: 'Item', perItem: true, help: 'Smaller, at the end.' },
    { name: 'itemIconName', label: 'Icon Name', type: 'icon', group: 'Item', perItem: true },
    { name: 'itemImage', label: 'Image', type: 'url', group: 'Item', perItem: true, help: 'Address of a picture.' },
    { name: 'itemBadge', label: 'Badge', type: 'text', group: 'Item', perItem: true },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'list',
      options: choices({ list: 'List', cards: 'Cards' }),
    },
    {
      name: 'cardWidth',
      label: 'Card Width',
      type: 'number',
      default: 240,
      help: 'The least width of a card in pixels; as many as fit stand side by side.',
      when: { property: 'variant', is: ['cards'] },
    },
    { name: 'clickable', label: 'Clickable', type: 'boolean', default: false, help: 'An item is a button.' },
    { name: 'checkable', label: 'Checkable', type: 'boolean', default: false, help: 'Items have a checkbox.' },
    { name: 'actions', label: 'Actions', type: 'list', default: [], items: ITEM_ACTION },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '', help: 'Empty: in the user’s language.' },
  ],
  stateAttributes: [
    {
      name: 'CheckedKeys',
      label: 'Ids of the checked items',
      type: () => collectionOf(TEXT),
      initial: [],
      derive: reader => checkedItems(reader, reader.held).map(({ key }) => key),
    },
    {
      name: 'CheckedItems',
      label: 'The checked items',
      type: recordType => collectionOf(recordType),
      derive: reader => checkedItems(reader, reader.attribute('CheckedKeys')).map(({ item }) => item),
    },
    {
      name: 'ClickedItem',
      label: 'The item clicked last',
      type: recordType => recordType,
      initial: null,
    },
    {
      name: 'ClickedItemActionName',
      label: 'Name of the action clicked last',
      type: () => TEXT,
      initial: null,
    },
  ],
  events: [
    { name: 'itemClick', label: 'Item Click', hasRow: true },
    { name: 'actionClick', label: 'Action Click', targets: 'actions', hasRow: true },
    {
      name: 'itemCheck',
      label: 'Item Check',
      hasRow: true,
      concurrency: 'parallel',
      detail: [{ name: 'isChecked', label: 'Whether it is checked now', type: () => BOOLEAN }],
    },
  ],
  slots: [],
}

/// What tells the items of a list apart: a record's Id, else the position.
export const itemKey = (item: Value, index: number): string =>
  item instanceof RecordValue && item.id !== null ? item.id : String(index)

function checkedItems(reader: AttributeReader, held: unknown): { readonly key: string; readonly item: Value }[] {
  const records = reader.attribute('records')
  if (!Array.isArray(records) || !Array.isArray(held)) return []
  const checked = new Set<unknown>(held)
  return (records as readonly Value[])
    .map((item, index) => ({ key: itemKey(item, index), item }))
    .filter(({ key }) => checked.has(key))
}
