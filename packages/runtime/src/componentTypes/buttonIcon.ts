import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Button Icon: a button that is an icon. Its label is read out and is its tooltip.
export const buttonIcon: ComponentDeclaration = {
  type: 'ButtonIcon',
  label: 'Button Icon',
  help: 'A small button that shows an icon instead of words.',
  palette: { category: 'Actions', rank: 3, iconName: 'utility:touch_action' },
  attributes: [
    { name: 'iconName', label: 'Icon Name', type: 'icon', required: true, help: 'An SLDS icon such as utility:edit.' },
    {
      name: 'label',
      label: 'Label',
      type: 'text',
      required: true,
      help: 'What it does: its tooltip, and what screen readers say.',
    },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'border',
      options: choices({
        bare: 'Bare',
        container: 'Container',
        border: 'Border',
        'border-filled': 'Border Filled',
        brand: 'Brand',
      }),
    },
    {
      name: 'size',
      label: 'Size',
      type: 'choice',
      default: 'medium',
      options: choices({ 'x-small': 'Extra Small', small: 'Small', medium: 'Medium' }),
    },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click' }],
  slots: [],
}
