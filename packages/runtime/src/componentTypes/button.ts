import type { ComponentDeclaration } from '../declaration.ts'
import { BUTTON_VARIANTS, choices } from './choices.ts'

/// Button: one labelled action. It is busy while its chain is under way.
export const button: ComponentDeclaration = {
  type: 'Button',
  label: 'Button',
  help: 'A button that runs interactions when it is clicked.',
  palette: { category: 'Actions', rank: 1, iconName: 'utility:touch_action' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', required: true },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as utility:refresh.' },
    {
      name: 'iconPosition',
      label: 'Icon Position',
      type: 'choice',
      default: 'left',
      options: choices({ left: 'Left', right: 'Right' }),
    },
    { name: 'variant', label: 'Variant', type: 'choice', default: 'neutral', options: BUTTON_VARIANTS },
    {
      name: 'size',
      label: 'Size',
      type: 'choice',
      default: 'medium',
      options: choices({ small: 'Small', medium: 'Medium', large: 'Large' }),
    },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
    { name: 'stretch', label: 'Stretch', type: 'boolean', default: false, help: 'As wide as there is room.' },
    { name: 'tooltip', label: 'Tooltip', type: 'text', help: 'Shown when the pointer rests on it.' },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click' }],
  slots: [],
}
