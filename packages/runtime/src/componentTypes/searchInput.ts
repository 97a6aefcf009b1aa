import { collectionOf, TEXT } from '@millrace/values'
import { input } from './input.ts'
import { textKind } from './textInput.ts'

const kind = textKind({
  type: 'SearchInput',
  iconName: 'utility:search',
  label: 'Search Input',
  help: 'Text to search for. Its Change event comes when typing pauses.',
  attributes: [
    {
      name: 'delay',
      label: 'Delay',
      type: 'number',
      default: 300,
      help: 'How many milliseconds typing must pause before the value changes.',
    },
  ],
})

/// Search Input: text to search for, with a button that empties it.
export const searchInput = input({
  ...kind,
  stateAttributes: [
    {
      name: 'words',
      label: 'Its words',
      type: () => collectionOf(TEXT),
      derive: reader =>
        String(reader.attribute('value') ?? '')
          .split(/\s+/)
          .filter(Boolean),
    },
  ],
})
