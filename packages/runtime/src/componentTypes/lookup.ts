import { asChoices, choiceType } from './choiceSource.ts'
import { asText, input } from './input.ts'

/// Lookup: one or several records, found by their names.
export const lookup = input({
  type: 'Lookup',
  iconName: 'utility:record_lookup',
  label: 'Lookup',
  help: 'One or several records of an object, found by their names.',
  valueType: ({ attributes }) => choiceType(attributes?.['allowMultiple'] === true),
  read: (value, reader) => (reader.attribute('allowMultiple') === true ? asChoices(value) : asText(value)),
  attributes: [
    { name: 'objectApiName', label: 'Object', type: 'object', required: true, group: 'Data', help: 'Account' },
    {
      name: 'descriptionField',
      label: 'Description Field',
      type: 'text',
      default: '',
      group: 'Data',
      help: 'A second field, shown under the name: Account.Name.',
    },
    {
      name: 'filter',
      label: 'Filter',
      type: 'text',
      default: '',
      group: 'Data',
      help: "A SOQL condition that the records meet: IsActive = TRUE. Put no user's text into it.",
    },
    { name: 'allowMultiple', label: 'Several Records', type: 'boolean', default: false },
    { name: 'iconName', label: 'Icon Name', type: 'icon', default: '', help: 'Empty: the object’s own.' },
  ],
})
