import type { ComponentDeclaration } from '../declaration.ts'

/// Page Header: the highlights panel of a record page: what it is, its actions, a row of details.
export const pageHeader: ComponentDeclaration = {
  type: 'PageHeader',
  label: 'Page Header',
  help: 'The head of a page: an icon, a title, actions and a row of details.',
  palette: { category: 'Layout', rank: 6, iconName: 'utility:page_structure' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'label', label: 'Label', type: 'text', help: 'Small words over the title, such as the object.' },
    { name: 'info', label: 'Info', type: 'text', help: 'Small words under the title.' },
    { name: 'iconName', label: 'Icon Name', type: 'icon', help: 'An SLDS icon such as standard:account.' },
    {
      name: 'details',
      label: 'Details',
      type: 'list',
      default: [],
      items: [
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'value', label: 'Value', type: 'text' },
      ],
    },
  ],
  stateAttributes: [],
  events: [],
  slots: [{ name: 'actions', label: 'Actions' }],
}
