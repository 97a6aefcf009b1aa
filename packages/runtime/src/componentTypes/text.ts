import type { ComponentDeclaration } from '../declaration.ts'

/// Text: words and merged values, `Updated {!updatedCount} contacts.`
export const text: ComponentDeclaration = {
  type: 'Text',
  label: 'Text',
  help: 'Text in which references are replaced by their values.',
  attributes: [
    { name: 'value', label: 'Text', type: 'text', required: true },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'body',
      options: [
        { value: 'body', label: 'Body' },
        { value: 'heading', label: 'Heading' },
        { value: 'title', label: 'Title' },
        { value: 'weak', label: 'Weak' },
      ],
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
