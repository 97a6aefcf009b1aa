import { NUMBER } from '@millrace/values'
import { input } from './input.ts'
import { asNumber } from './numberInput.ts'

/// Rating: so many stars.
export const rating = input({
  type: 'Rating',
  iconName: 'utility:rating',
  label: 'Rating',
  help: 'A number of stars.',
  valueType: () => NUMBER,
  hasPlaceholder: false,
  read: asNumber,
  attributes: [
    { name: 'max', label: 'Max', type: 'number', default: 5, help: 'How many stars there are, 10 at most.' },
  ],
})
