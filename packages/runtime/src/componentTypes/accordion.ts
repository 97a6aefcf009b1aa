import { BOOLEAN, collectionOf, TEXT } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { settingsList } from '../resolved.ts'

/// Accordion: sections that unfold. `{!Accordion1.openSections}` are the names of those that are unfolded.
export const accordion: ComponentDeclaration = {
  type: 'Accordion',
  label: 'Accordion',
  help: 'Components in sections that unfold.',
  palette: { category: 'Layout', rank: 5, iconName: 'utility:layout_overlap' },
  attributes: [
    {
      name: 'sections',
      label: 'Sections',
      type: 'list',
      required: true,
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'The slot of its components.' },
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'iconName', label: 'Icon Name', type: 'icon' },
      ],
    },
    {
      name: 'openSections',
      label: 'Open Sections',
      type: 'json',
      help: 'Names of the sections that are open at first: ["details"]. Empty: the first one.',
    },
    {
      name: 'allowMultiple',
      label: 'Several Open',
      type: 'boolean',
      default: false,
      help: 'Opening one leaves the others open.',
    },
  ],
  stateAttributes: [
    {
      name: 'openSections',
      label: 'Names of the open sections',
      type: () => collectionOf(TEXT),
      derive: openSections,
    },
  ],
  events: [
    {
      name: 'toggle',
      label: 'Toggle',
      concurrency: 'restart',
      detail: [
        { name: 'name', label: 'Name of the section', type: () => TEXT },
        { name: 'isOpen', label: 'Whether it is open now', type: () => BOOLEAN },
      ],
    },
  ],
  slots: [],
  slotsFrom: 'sections',
}

function openSections(reader: AttributeReader): string[] {
  const names = settingsList(reader.attribute('sections')).flatMap(({ name }) => (typeof name === 'string' ? name : []))
  const { held } = reader
  if (!Array.isArray(held)) return names.slice(0, 1)
  const open = names.filter(name => held.includes(name))
  return reader.attribute('allowMultiple') === true ? open : open.slice(0, 1)
}
