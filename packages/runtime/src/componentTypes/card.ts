import type { ComponentDeclaration } from '../declaration.ts'

/// Card: a titled frame around other components.
export const card: ComponentDeclaration = {
  type: 'Card',
  label: 'Card',
  help: 'A frame with a title that holds other components.',
  palette: { category: 'Layout', rank: 1, iconName: 'utility:layout_card' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'caption', label: 'Caption', type: 'text', help: 'Small words under the title.' },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as standard:contact.' },
    {
      name: 'padded',
      label: 'Padded',
      type: 'boolean',
      default: true,
      help: 'Off: the body reaches the edges of the card.',
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [
    { name: 'actions', label: 'Actions' },
    { name: 'body', label: 'Body' },
    { name: 'footer', label: 'Footer' },
  ],
}
