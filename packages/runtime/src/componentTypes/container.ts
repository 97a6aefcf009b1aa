import type { ComponentDeclaration } from '../declaration.ts'
import { choices, SPACINGS } from './choices.ts'

/// Container: components one below the other or side by side, without a frame of its own.
export const container: ComponentDeclaration = {
  type: 'Container',
  label: 'Container',
  help: 'Holds components one below the other or side by side.',
  palette: { category: 'Layout', rank: 2, iconName: 'utility:layout_tile' },
  attributes: [
    {
      name: 'direction',
      label: 'Direction',
      type: 'choice',
      default: 'column',
      options: choices({ column: 'One Below the Other', row: 'Side by Side' }),
    },
    { name: 'gap', label: 'Gap', type: 'choice', default: 'small', options: SPACINGS },
    {
      name: 'alignItems',
      label: 'Align Items',
      type: 'choice',
      default: 'stretch',
      options: choices({ start: 'Start', center: 'Center', end: 'End', stretch: 'Stretch' }),
      help: 'Across the direction.',
    },
    {
      name: 'justify',
      label: 'Justify',
      type: 'choice',
      default: 'start',
      options: choices({ start: 'Start', center: 'Center', end: 'End', between: 'Space Between' }),
      help: 'Along the direction.',
    },
    { name: 'wrap', label: 'Wrap', type: 'boolean', default: true, help: 'Continues on a new line where room ends.' },
    { name: 'border', label: 'Border', type: 'boolean', default: false, help: 'A box around it.' },
  ],
  stateAttributes: [],
  events: [],
  slots: [{ name: 'content', label: 'Content' }],
}
