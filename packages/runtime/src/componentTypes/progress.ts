import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Progress: how far something is: a bar, a ring, or steps.
export const progress: ComponentDeclaration = {
  type: 'Progress',
  label: 'Progress',
  help: 'How far something is, as a bar, a ring or steps.',
  palette: { category: 'Display', rank: 8, iconName: 'utility:sync_in_progress' },
  attributes: [
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'bar',
      options: choices({ bar: 'Bar', ring: 'Ring', steps: 'Steps' }),
    },
    { name: 'label', label: 'Label', type: 'text', required: true, help: 'What it is the progress of.' },
    { name: 'hideLabel', label: 'Hide Label', type: 'boolean', default: false, help: 'Still read by screen readers.' },
    { name: 'value', label: 'Value', type: 'number', default: 0, when: { property: 'variant', is: ['bar', 'ring'] } },
    {
      name: 'max',
      label: 'Maximum',
      type: 'number',
      default: 100,
      help: 'The value when it is done.',
      when: { property: 'variant', is: ['bar', 'ring'] },
    },
    {
      name: 'showValue',
      label: 'Show Percent',
      type: 'boolean',
      default: true,
      when: { property: 'variant', is: ['bar', 'ring'] },
    },
    {
      name: 'size',
      label: 'Size',
      type: 'choice',
      default: 'medium',
      options: choices({ small: 'Small', medium: 'Medium', large: 'Large' }),
      when: { property: 'variant', is: ['bar', 'ring'] },
    },
    {
      name: 'theme',
      label: 'Theme',
      type: 'choice',
      default: 'brand',
      options: choices({ brand: 'Brand', success: 'Success', warning: 'Warning', error: 'Error' }),
      when: { property: 'variant', is: ['bar', 'ring'] },
    },
    {
      name: 'steps',
      label: 'Steps',
      type: 'list',
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'The Target Name of its interactions.' },
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'hasError', label: 'Has an Error', type: 'boolean', default: false },
      ],
      when: { property: 'variant', is: ['steps'] },
    },
    {
      name: 'currentStep',
      label: 'Current Step',
      type: 'text',
      help: 'Name of the step that is under way; those before it are done.',
      when: { property: 'variant', is: ['steps'] },
    },
    {
      name: 'vertical',
      label: 'Vertical',
      type: 'boolean',
      default: false,
      help: 'Steps below each other.',
      when: { property: 'variant', is: ['steps'] },
    },
  ],
  stateAttributes: [],
  events: [{ name: 'stepClick', label: 'Step Click', targets: 'steps' }],
  slots: [],
}
