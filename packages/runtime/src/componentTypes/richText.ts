import type { ComponentDeclaration } from '../declaration.ts'

/// Rich Text: formatted text, as a rich text field holds it. Scripts and anything else that could act are taken out.
export const richText: ComponentDeclaration = {
  type: 'RichText',
  label: 'Rich Text',
  help: 'Formatted text, such as the value of a rich text field.',
  palette: { category: 'Display', rank: 2, iconName: 'utility:richtextbulletedlist' },
  attributes: [
    { name: 'value', label: 'Text', type: 'longText', required: true, help: 'HTML; scripts are taken out.' },
  ],
  stateAttributes: [],
  events: [],
  slots: [],
}
