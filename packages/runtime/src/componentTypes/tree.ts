import { ApexValue, BOOLEAN, collectionOf, RecordValue, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { fieldValue } from '../recordFields.ts'
import { asValue } from '../resolved.ts'
import { choices } from './choices.ts'

/// Tree: records inside one another.
export const tree: ComponentDeclaration = {
  type: 'Tree',
  label: 'Tree',
  help: 'Records inside one another, by a field that names the parent, or items that hold items.',
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
      required: true,
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

/// An item of a tree with what is inside it.
export interface TreeNode {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly iconName: string
  /// Absent in items that are no records.
  readonly record?: RecordValue
  readonly children: readonly TreeNode[]
}

/// The tree that [records] make by their [parentField]. A record whose parent is not among them stands at the top; one
/// that is its own ancestor is left out once.
export function treeOfRecords(
  records: readonly Value[],
  parentField: string,
  texts: (record: RecordValue) => Pick<TreeNode, 'label' | 'description' | 'iconName'>,
): TreeNode[] {
  const byId = new Map(
    records.flatMap(record => (record instanceof RecordValue && record.id ? [[record.id, record]] : [])),
  )
  const children = new Map<string, RecordValue[]>()
  for (const record of byId.values()) {
    const parent = fieldValue(record, parentField)
    const key = typeof parent === 'string' && byId.has(parent) ? parent : ''
    children.set(key, [...(children.get(key) ?? []), record])
  }
  const placed = new Set<string>()
  const nodes = (parent: string): TreeNode[] =>
    (children.get(parent) ?? []).flatMap(record => {
      const id = record.id!
      if (placed.has(id)) return []
      placed.add(id)
      return [{ name: id, record, ...texts(record), children: nodes(id) }]
    })
  const top = nodes('')
  // Records that are each other's parents would be nowhere.
  const lost = [...byId.keys()].filter(id => !placed.has(id))
  return [...top, ...lost.flatMap(id => (placed.has(id) ? [] : circle(byId.get(id)!)))]

  function circle(record: RecordValue): TreeNode[] {
    placed.add(record.id!)
    return [{ name: record.id!, record, ...texts(record), children: nodes(record.id!) }]
  }
}

/// The tree that nested items make; an item without a name or label is left out.
export function treeOfItems(items: Value): TreeNode[] {
  if (!Array.isArray(items)) return []
  return items.flatMap(item => {
    if (!(item instanceof ApexValue)) return []
    const text = (name: string): string => {
      const value = item.fields.get(name)
      return typeof value === 'string' ? value : ''
    }
    const label = text('label') || text('name')
    if (label === '') return []
    const [description, iconName] = [text('description'), text('iconName')]
    const children = treeOfItems(item.fields.get('items') ?? null)
    return [{ name: text('name') || label, label, description, iconName, children }]
  })
}
