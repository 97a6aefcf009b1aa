import { TEXT } from '@millrace/values'
import type { AttributeReader, ComponentDeclaration } from '../declaration.ts'
import { settingsList } from '../resolved.ts'
import { choices } from './choices.ts'

/// Tabs: slots of which one is shown. `{!Tabs1.activeTab}` is the name of the one that is open.
export const tabs: ComponentDeclaration = {
  type: 'Tabs',
  label: 'Tabs',
  help: 'Components on tabs, at the top or at the side.',
  palette: { category: 'Layout', rank: 4, iconName: 'utility:tabset' },
  attributes: [
    {
      name: 'tabs',
      label: 'Tabs',
      type: 'list',
      required: true,
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'The slot of its components.' },
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'iconName', label: 'Icon Name', type: 'icon' },
        { name: 'badge', label: 'Badge', type: 'text', help: 'A short text behind the label, such as a count.' },
        { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
      ],
    },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'default',
      options: choices({ default: 'Default', scoped: 'Scoped', vertical: 'Vertical' }),
    },
    { name: 'activeTab', label: 'Active Tab', type: 'text', help: 'Name of the tab that is open at first.' },
    { name: 'label', label: 'Label', type: 'text', help: 'Read out by screen readers; not shown.' },
  ],
  stateAttributes: [
    { name: 'activeTab', label: 'Name of the open tab', aliases: ['value'], type: () => TEXT, derive: openTab },
  ],
  events: [
    {
      name: 'select',
      label: 'Select',
      concurrency: 'restart',
      detail: [{ name: 'name', label: 'Name of the tab', type: () => TEXT }],
    },
  ],
  slots: [],
  slotsFrom: 'tabs',
}

/// The tab that was opened; the first one that can be where it names none.
function openTab(reader: AttributeReader): string | null {
  const all = settingsList(reader.attribute('tabs'))
  const wanted = all.find(tab => tab['name'] === reader.held)
  const name = (wanted ?? all.find(tab => tab['disabled'] !== true))?.['name']
  return typeof name === 'string' ? name : null
}
