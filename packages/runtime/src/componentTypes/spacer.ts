import type { ComponentDeclaration } from '../declaration.ts'
import { SPACINGS } from './choices.ts'

/// Spacer: room between components.
export const spacer: ComponentDeclaration = {
  type: 'Spacer',
  label: 'Spacer',
  help: 'Empty room between components.',
  palette: { category: 'Layout', rank: 8, iconName: 'utility:spacer' },
  attributes: [{ name: 'size', label: 'Size', type: 'choice', default: 'medium', options: SPACINGS }],
  stateAttributes: [],
  events: [],
  slots: [],
}
