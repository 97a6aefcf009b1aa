import type { PropertyDeclaration } from '../declaration.ts'
import { BUTTON_VARIANTS } from './choices.ts'

/// A button or menu item that is one of a list: its name is the Target Name of its interactions.
export const ITEM_ACTION: readonly PropertyDeclaration[] = [
  { name: 'name', label: 'Name', type: 'text', required: true, help: 'The Target Name of its interactions.' },
  { name: 'label', label: 'Label', type: 'text', required: true },
  { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as utility:edit.' },
  { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
]

/// The same as a button, which has a look.
export const BUTTON_ACTION: readonly PropertyDeclaration[] = [
  ...ITEM_ACTION,
  { name: 'variant', label: 'Variant', type: 'choice', default: 'neutral', options: BUTTON_VARIANTS },
]
