import { BOOLEAN } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'
import { choices } from './choices.ts'

/// Alert: a message on the page. A dismissible one is gone until the page is opened again.
export const alert: ComponentDeclaration = {
  type: 'Alert',
  label: 'Alert',
  help: 'A message that stands on the page, with room for a button.',
  palette: { category: 'Display', rank: 7, iconName: 'utility:warning' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'message', label: 'Message', type: 'longText', required: true },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'info',
      options: choices({ info: 'Info', success: 'Success', warning: 'Warning', error: 'Error' }),
    },
    { name: 'dismissible', label: 'Dismissible', type: 'boolean', default: false, help: 'It has a Close button.' },
  ],
  stateAttributes: [{ name: 'IsClosed', label: 'Whether it was closed', type: () => BOOLEAN, initial: false }],
  events: [{ name: 'close', label: 'Close' }],
  slots: [{ name: 'actions', label: 'Actions' }],
}
