import { BOOLEAN } from '@millrace/values'
import { input } from './input.ts'

/// Checkbox: yes or no. A required one must be checked.
export const checkbox = input({
  type: 'Checkbox',
  iconName: 'utility:multi_select_checkbox',
  label: 'Checkbox',
  help: 'Yes or no. A required one must be checked, as for agreeing to terms.',
  valueType: () => BOOLEAN,
  hasPlaceholder: false,
  read: value => value === true || value === 'true',
  isBlank: value => value !== true,
  attributes: [],
})
