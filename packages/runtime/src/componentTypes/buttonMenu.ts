import type { ComponentDeclaration } from '../declaration.ts'
import { TEXT } from '@millrace/values'
import { choices } from './choices.ts'
import { ITEM_ACTION } from './itemActions.ts'

/// Button Menu: a button that opens a list of actions. `ClickedItemName` is the one that was chosen last.
export const buttonMenu: ComponentDeclaration = {
  type: 'ButtonMenu',
  label: 'Button Menu',
  help: 'A button that opens a menu of actions.',
  palette: { category: 'Actions', rank: 4, iconName: 'utility:touch_action' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', required: true },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as utility:settings.' },
    {
      name: 'hideLabel',
      label: 'Hide Label',
      type: 'boolean',
      default: false,
      help: 'Shows the icon alone; the label becomes its tooltip.',
    },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'neutral',
      options: choices({ base: 'Base', neutral: 'Neutral', brand: 'Brand' }),
    },
    { name: 'items', label: 'Menu Items', type: 'list', required: true, default: [], items: ITEM_ACTION },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
  ],
  stateAttributes: [
    {
      name: 'ClickedItemName',
      label: 'Name of the item chosen last',
      aliases: ['clickedItemActionName'],
      type: () => TEXT,
      initial: null,
    },
  ],
  events: [{ name: 'select', label: 'Select', targets: 'items' }],
  slots: [],
}
