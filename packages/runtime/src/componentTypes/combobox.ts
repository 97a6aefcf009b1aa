import { asChoices, CHOICE_SOURCE, choiceType } from './choiceSource.ts'
import { asText, input } from './input.ts'

/// Combobox: one or several of many choices, from a list that typing filters.
export const combobox = input({
  type: 'Combobox',
  iconName: 'utility:picklist',
  label: 'Combobox',
  help: 'One or several choices from a list that typing filters.',
  valueType: ({ attributes }) => choiceType(attributes?.['allowMultiple'] === true),
  read: (value, reader) => (reader.attribute('allowMultiple') === true ? asChoices(value) : asText(value)),
  attributes: [
    ...CHOICE_SOURCE,
    { name: 'allowMultiple', label: 'Several Choices', type: 'boolean', default: false },
    { name: 'searchable', label: 'Searchable', type: 'boolean', default: true, help: 'Typing filters the options.' },
  ],
})
