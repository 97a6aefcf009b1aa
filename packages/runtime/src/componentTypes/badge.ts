import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Badge: a word in a coloured pill.
export const badge: ComponentDeclaration = {
  type: 'Badge',
  label: 'Badge',
  help: 'A word in a coloured pill, such as a status.',
  palette: { category: 'Display', rank: 6, iconName: 'utility:insert_tag_field' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', required: true },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'default',
      options: choices({
        default: 'Default',
        lightest: 'Lightest',
        inverse: 'Inverse',
        success: 'Success',
        warning: 'Warning',
        error: 'Error',
      }),
    },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as utility:check.' },
    {
      name: 'iconPosition',
      label: 'Icon Position',
      type: 'choice',
      default: 'left',
      options: choices({ left: 'Left', right: 'Right' }),
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
