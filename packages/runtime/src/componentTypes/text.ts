import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Text: words and merged values, `Updated {!updatedCount} contacts.`
export const text: ComponentDeclaration = {
  type: 'Text',
  label: 'Text',
  help: 'Text in which references are replaced by their values.',
  palette: { category: 'Display', rank: 1, iconName: 'utility:text' },
  attributes: [
    { name: 'value', label: 'Text', type: 'longText', required: true },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'body',
      options: choices({
        body: 'Body',
        heading: 'Heading',
        subheading: 'Subheading',
        title: 'Title',
        weak: 'Weak',
        small: 'Small',
        code: 'Code',
      }),
    },
    {
      name: 'color',
      label: 'Color',
      type: 'choice',
      default: 'default',
      options: choices({
        default: 'Default',
        weak: 'Weak',
        brand: 'Brand',
        success: 'Success',
        warning: 'Warning',
        error: 'Error',
      }),
    },
    {
      name: 'align',
      label: 'Alignment',
      type: 'choice',
      default: 'start',
      options: choices({ start: 'Start', center: 'Center', end: 'End' }),
    },
    {
      name: 'maxLines',
      label: 'Max Lines',
      type: 'number',
      help: 'Longer text is cut off with dots; empty: all of it.',
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
