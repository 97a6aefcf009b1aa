import type { Flow, FlowResourceKind, XmlPatch } from '@millrace/metadata'

/// A choice or choice set as Flow Builder makes one.
export interface NewChoice {
  readonly label: string
  readonly kind: FlowResourceKind
  readonly content: XmlPatch
}

/// What a component of [dataType] may offer.
///
/// Source: Metadata API Developer Guide, FlowChoice and FlowDynamicChoiceSet.
export const newChoices = (dataType: string): readonly NewChoice[] => [
  { label: 'Choice', kind: 'choices', content: { choiceText: 'Choice', dataType } },
  {
    label: 'Picklist Choice Set',
    kind: 'dynamicChoiceSets',
    content: { dataType: 'Picklist', picklistField: '', picklistObject: '' },
  },
  {
    label: 'Record Choice Set',
    kind: 'dynamicChoiceSets',
    content: { dataType, displayField: 'Name', object: '', valueField: 'Id' },
  },
  {
    label: 'Collection Choice Set',
    kind: 'dynamicChoiceSets',
    content: { collectionReference: '', dataType, displayField: 'Name', object: '', valueField: 'Id' },
  },
]

/// What people see of a choice; of a set, what it is made of.
export function choiceLabel(flow: Flow, name: string): string {
  const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === name.toLowerCase()
  const choice = flow.choices.find(isIt)
  if (choice) return choice.choiceText || name
  const set = flow.dynamicChoiceSets.find(isIt)
  if (!set) return `${name} (missing)`
  if (set.picklistField !== null) return `${name} (picklist ${set.picklistObject}.${set.picklistField})`
  if (set.collectionReference !== null) return `${name} (collection ${set.collectionReference})`
  return `${name} (${set.object} records)`
}
