import type { ComponentDeclaration } from '../declaration.ts'

/// Button: one labelled action. It is busy while its chain is under way.
export const button: ComponentDeclaration = {
  type: 'Button',
  label: 'Button',
  help: 'A button that runs interactions when it is clicked.',
  attributes: [
    { name: 'label', label: 'Label', type: 'text', required: true },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as utility:refresh.' },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'neutral',
      options: [
        { value: 'base', label: 'Base' },
        { value: 'neutral', label: 'Neutral' },
        { value: 'brand', label: 'Brand' },
        { value: 'destructive', label: 'Destructive' },
        { value: 'success', label: 'Success' },
      ],
    },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
    { name: 'stretch', label: 'Stretch', type: 'boolean', default: false, help: 'As wide as there is room.' },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click' }],
  slots: [],
}
