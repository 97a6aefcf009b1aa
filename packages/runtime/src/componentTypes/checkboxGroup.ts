import { collectionOf, TEXT } from '@millrace/values'
import { asChoices, CHOICE_SOURCE } from './choiceSource.ts'
import { choices } from './choices.ts'
import { input } from './input.ts'

/// Checkbox Group: any number of a few choices.
export const checkboxGroup = input({
  type: 'CheckboxGroup',
  iconName: 'utility:multi_select_checkbox',
  label: 'Checkbox Group',
  help: 'Any number of a few choices, all in sight.',
  valueType: () => collectionOf(TEXT),
  hasPlaceholder: false,
  read: asChoices,
  attributes: [
    ...CHOICE_SOURCE,
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'list',
      options: choices({ list: 'List', button: 'Buttons' }),
    },
  ],
})
