import type { ComponentDeclaration } from '../declaration.ts'
import { choices, SIZES } from './choices.ts'

/// Avatar: the picture of a person or thing, else its initials, else an icon.
export const avatar: ComponentDeclaration = {
  type: 'Avatar',
  label: 'Avatar',
  help: 'A small picture of a person or thing, with initials or an icon where there is none.',
  palette: { category: 'Display', rank: 5, iconName: 'utility:user' },
  attributes: [
    { name: 'source', label: 'Picture', type: 'url', help: 'Address of the picture.' },
    { name: 'name', label: 'Name', type: 'text', required: true, help: 'Whom or what it shows, for screen readers.' },
    { name: 'initials', label: 'Initials', type: 'text', help: 'Empty: the first letters of the name.' },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'Instead of initials, such as standard:account.' },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'circle',
      options: choices({ circle: 'Circle', square: 'Square' }),
    },
    { name: 'size', label: 'Size', type: 'choice', default: 'medium', options: SIZES },
    { name: 'showName', label: 'Show Name', type: 'boolean', default: false, help: 'The name stands beside it.' },
    { name: 'details', label: 'Details', type: 'text', help: 'Smaller words under the name.' },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
