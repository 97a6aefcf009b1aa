import type { ComponentDeclaration } from '../declaration.ts'

/// Breadcrumbs: where the page stands. An item is a link where it has an address, else it runs its interactions.
export const breadcrumbs: ComponentDeclaration = {
  type: 'Breadcrumbs',
  label: 'Breadcrumbs',
  help: 'The way from the top to this page.',
  palette: { category: 'Display', rank: 9, iconName: 'utility:breadcrumbs' },
  attributes: [
    {
      name: 'items',
      label: 'Items',
      type: 'list',
      required: true,
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'The Target Name of its interactions.' },
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'address', label: 'Address', type: 'url', help: 'Where it leads; empty: it runs its interactions.' },
      ],
    },
  ],
  stateAttributes: [],
  events: [{ name: 'click', label: 'Click', targets: 'items' }],
  slots: [],
}
