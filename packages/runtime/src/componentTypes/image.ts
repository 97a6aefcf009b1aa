import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Image: a picture at an address of the web or of this server.
export const image: ComponentDeclaration = {
  type: 'Image',
  label: 'Image',
  help: 'A picture, with a caption and a shape.',
  palette: { category: 'Display', rank: 3, iconName: 'utility:image' },
  attributes: [
    {
      name: 'source',
      label: 'Source',
      type: 'url',
      required: true,
      help: 'Address that begins with https: or /, or a data:image/ text.',
    },
    {
      name: 'alternativeText',
      label: 'Alternative Text',
      type: 'text',
      help: 'What it shows, for people who do not see it; empty for decoration.',
    },
    { name: 'caption', label: 'Caption', type: 'text', help: 'Stands under it.' },
    { name: 'width', label: 'Width', type: 'number', help: 'In pixels; empty: as wide as there is room.' },
    { name: 'height', label: 'Height', type: 'number', help: 'In pixels; empty: by its proportions.' },
    {
      name: 'fit',
      label: 'Fit',
      type: 'choice',
      default: 'cover',
      options: choices({ cover: 'Cover', contain: 'Contain', fill: 'Fill' }),
      help: 'How it fills a width and height of other proportions.',
    },
    {
      name: 'shape',
      label: 'Shape',
      type: 'choice',
      default: 'square',
      options: choices({ square: 'Square', rounded: 'Rounded', circle: 'Circle' }),
    },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click' }],
  slots: [],
}
