import type { ComponentDeclaration } from '../declaration.ts'
import { choices, SPACINGS } from './choices.ts'

/// Repeater: its components once for each record. In them `{!Repeater1.CurrentRecord.Name}` is the record's.
export const repeater: ComponentDeclaration = {
  type: 'Repeater',
  label: 'Repeater',
  help: 'Shows its components once for each record.',
  palette: { category: 'Records', rank: 3, iconName: 'utility:rows' },
  attributes: [
    {
      name: 'records',
      label: 'Data Source',
      type: 'records',
      group: 'Data',
      required: true,
      help: 'A query or JSON objects: {!AllContacts}.',
    },
    {
      name: 'layout',
      label: 'Layout',
      type: 'choice',
      default: 'list',
      options: choices({ list: 'One Below the Other', grid: 'Grid' }),
    },
    {
      name: 'itemWidth',
      label: 'Item Width',
      type: 'number',
      default: 240,
      help: 'The least width of an item in pixels; as many as fit stand side by side.',
      when: { property: 'layout', is: ['grid'] },
    },
    { name: 'gap', label: 'Gap', type: 'choice', default: 'small', options: SPACINGS },
    { name: 'maxItems', label: 'Max Items', type: 'number', group: 'Data', help: 'Only the first ones are shown.' },
    { name: 'emptyMessage', label: 'Empty Message', type: 'text', default: '', help: 'Empty: in the user’s language.' },
  ],
  stateAttributes: [],
  events: [],
  slots: [{ name: 'item', label: 'Item', repeats: 'records' }],
}
