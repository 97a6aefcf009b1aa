import { BOOLEAN } from '@millrace/values'
import { input } from './input.ts'

/// Toggle: a switch that is on or off.
export const toggle = input({
  type: 'Toggle',
  iconName: 'utility:toggle',
  label: 'Toggle',
  help: 'A switch that is on or off. What it changes changes at once.',
  valueType: () => BOOLEAN,
  hasPlaceholder: false,
  read: value => value === true || value === 'true',
  isBlank: value => value !== true,
  attributes: [
    { name: 'messageToggleActive', label: 'Text When On', type: 'text', default: 'Active' },
    { name: 'messageToggleInactive', label: 'Text When Off', type: 'text', default: 'Inactive' },
  ],
})
