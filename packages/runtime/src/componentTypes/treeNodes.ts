import { ApexValue, RecordValue, type Value } from '@millrace/values'
import { fieldValue } from '../recordFields.ts'

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
