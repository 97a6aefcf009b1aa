import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Icon: one of the design system's drawings.
export const icon: ComponentDeclaration = {
  type: 'Icon',
  label: 'Icon',
  help: 'An icon of the Lightning Design System.',
  palette: { category: 'Display', rank: 4, iconName: 'utility:smiley_and_people' },
  attributes: [
    { name: 'iconName', label: 'Icon Name', type: 'icon', required: true, help: 'An SLDS icon: standard:contact.' },
    {
      name: 'alternativeText',
      label: 'Alternative Text',
      type: 'text',
      help: 'What it means, for screen readers; empty for decoration.',
    },
    {
      name: 'size',
      label: 'Size',
      type: 'choice',
      default: 'medium',
      options: choices({
        'xx-small': 'Extra Extra Small',
        'x-small': 'Extra Small',
        small: 'Small',
        medium: 'Medium',
        large: 'Large',
      }),
    },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'default',
      options: choices({ default: 'Default', success: 'Success', warning: 'Warning', error: 'Error' }),
      help: 'The colour of a utility icon.',
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
