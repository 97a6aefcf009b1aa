import { TEXT } from '@millrace/values'
import { CHOICE_SOURCE } from './choiceSource.ts'
import { choices } from './choices.ts'
import { asText, input } from './input.ts'

/// Radio Group: one of a few choices.
export const radioGroup = input({
  type: 'RadioGroup',
  iconName: 'utility:picklist_type',
  label: 'Radio Group',
  help: 'One of a few choices, all in sight.',
  valueType: () => TEXT,
  hasPlaceholder: false,
  read: asText,
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
