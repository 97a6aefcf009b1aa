import type { Flow, FlowResourceKind, XmlPatch } from '@millrace/metadata'
import { CHOICE_SETS, choiceSetKind } from '../panels/choicePanels.tsx'

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
  ...Object.values(CHOICE_SETS).map(({ label, content }) => ({
    label,
    kind: 'dynamicChoiceSets' as const,
    content: content['dataType'] === 'String' ? { ...content, dataType } : content,
  })),
]

/// What people see of a choice; of a set, what it is made of.
export function choiceLabel(flow: Flow, name: string): string {
  const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === name.toLowerCase()
  const choice = flow.choices.find(isIt)
  if (choice) return choice.choiceText || name
  const set = flow.dynamicChoiceSets.find(isIt)
  if (!set) return `${name} (missing)`
  const { object, picklistObject, picklistField, collectionReference } = set
  switch (choiceSetKind(set)) {
    case 'picklist':
      return `${name} (picklist ${[picklistObject, picklistField].filter(Boolean).join('.')})`
    case 'collection':
      return `${name} (collection ${collectionReference ?? ''})`
    default:
      return `${name} (records of ${object ?? ''})`
  }
}
