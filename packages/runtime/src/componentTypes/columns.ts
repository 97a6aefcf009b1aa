import type { ComponentDeclaration } from '../declaration.ts'
import { choices, SPACINGS } from './choices.ts'

/// Columns: slots side by side on a grid of twelve, which stand below each other where there is no room.
export const columns: ComponentDeclaration = {
  type: 'Columns',
  label: 'Columns',
  help: 'Components side by side, with other widths on phones and tablets.',
  palette: { category: 'Layout', rank: 3, iconName: 'utility:layout' },
  attributes: [
    {
      name: 'columns',
      label: 'Columns',
      type: 'list',
      required: true,
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'The slot of its components.' },
        { name: 'large', label: 'Width on Desktops', type: 'number', help: 'Twelfths of the width; empty: its share.' },
        { name: 'medium', label: 'Width on Tablets', type: 'number', help: 'Twelfths; empty: as on desktops.' },
        { name: 'small', label: 'Width on Phones', type: 'number', default: 12, help: 'Twelfths of the width.' },
      ],
    },
    { name: 'gap', label: 'Gap', type: 'choice', default: 'small', options: SPACINGS },
    {
      name: 'alignItems',
      label: 'Align Items',
      type: 'choice',
      default: 'start',
      options: choices({ start: 'Top', center: 'Center', end: 'Bottom', stretch: 'Stretch' }),
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
  slotsFrom: 'columns',
}
