import type { ComponentDeclaration } from '../declaration.ts'
import { SPACINGS } from './choices.ts'

/// Divider: a line between components, with words in it or not.
export const divider: ComponentDeclaration = {
  type: 'Divider',
  label: 'Divider',
  help: 'A line between components.',
  palette: { category: 'Layout', rank: 7, iconName: 'utility:dash' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', help: 'Words in the middle of the line.' },
    { name: 'spacing', label: 'Spacing', type: 'choice', default: 'none', options: SPACINGS },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
