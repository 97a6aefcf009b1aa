import type { ComponentDeclaration } from '../declaration.ts'
import { BUTTON_ACTION } from './itemActions.ts'

/// Button Group: a row of joined buttons, each the Target Name of its own interactions.
export const buttonGroup: ComponentDeclaration = {
  type: 'ButtonGroup',
  label: 'Button Group',
  help: 'Buttons that belong together, side by side.',
  palette: { category: 'Actions', rank: 2, iconName: 'utility:touch_action' },
  attributes: [
    { name: 'buttons', label: 'Buttons', type: 'list', required: true, default: [], items: BUTTON_ACTION },
    { name: 'label', label: 'Label', type: 'text', help: 'Read out by screen readers; not shown.' },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false, help: 'Disables all of them.' },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click', targets: 'buttons' }],
  slots: [],
}
