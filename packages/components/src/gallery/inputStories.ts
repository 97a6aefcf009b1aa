import type { ComponentState } from '@millrace/runtime'
import type { Story } from './stories.ts'

type Component = ComponentState['definition']['components'][number]

const input = (type: string, apiName: string, attributes: Record<string, unknown>): Component => ({
  type,
  apiName,
  attributes,
})

const says = (apiName: string, value: string): Component => ({
  type: 'Text',
  apiName,
  attributes: { value, variant: 'weak' },
})

const colors = [
  { value: 'red', label: 'Red', description: 'Warm' },
  { value: 'green', label: 'Green' },
  { value: 'blue', label: 'Blue', description: 'Cold' },
  { value: 'grey', label: 'Grey', disabled: true },
]

const every: readonly Component[] = [
  input('TextInput', 'FirstName', { label: 'First Name', value: 'Ada', fieldLevelHelp: 'As in the passport.' }),
  input('TextInput', 'Code', {
    label: 'Code',
    required: true,
    pattern: '[A-Z]{2}-\\d{4}',
    placeholder: 'AB-1234',
    messageWhenPatternMismatch: 'Two capital letters, a hyphen and four digits.',
  }),
  input('NumberInput', 'Amount', { label: 'Amount', value: 1234.5, min: 0, max: 100000, scale: 2 }),
  input('NumberInput', 'Price', { label: 'Price', value: 1999.99, format: 'currency', scale: 2 }),
  input('NumberInput', 'Discount', { label: 'Discount', value: 12.5, format: 'percent', step: 0.5 }),
  input('EmailInput', 'Email', { label: 'Email', required: true, placeholder: 'ada@example.com' }),
  input('PhoneInput', 'Phone', { label: 'Phone', value: '+1 (415) 555-0100' }),
  input('UrlInput', 'Website', { label: 'Website', value: 'https://example.com' }),
  input('PasswordInput', 'Secret', { label: 'Password', minLength: 8 }),
  input('SearchInput', 'Search', { label: 'Search', value: 'ng' }),
  input('Textarea', 'Notes', { label: 'Notes', rows: 3, maxLength: 200 }),
  input('Checkbox', 'Agree', { label: 'I agree to the terms', required: true }),
  input('Toggle', 'Newsletter', { label: 'Newsletter', value: true }),
  input('RadioGroup', 'Color', { label: 'Color', options: colors, value: 'green' }),
  input('RadioGroup', 'Size', { label: 'Size', options: ['S', 'M', 'L'], variant: 'button', value: 'M' }),
  input('CheckboxGroup', 'Days', { label: 'Days', options: ['Monday', 'Tuesday', 'Friday'], value: ['Friday'] }),
  input('Combobox', 'Favorite', { label: 'Favorite Color', options: colors, value: 'blue' }),
  input('Combobox', 'Several', {
    label: 'Several Colors',
    options: colors,
    value: ['red', 'blue'],
    allowMultiple: true,
  }),
  input('Combobox', 'Status', { label: 'Status', source: 'picklist', picklistField: 'Contact.Status__c' }),
  input('Combobox', 'Reason', {
    label: 'Reason (depends on Status)',
    source: 'picklist',
    picklistField: 'Contact.Reason__c',
    controllingValue: '{!Status.value}',
  }),
  input('Lookup', 'Account', { label: 'Account', objectApiName: 'Account', value: '001000000000001AAA' }),
  input('Lookup', 'Accounts', { label: 'Accounts', objectApiName: 'Account', allowMultiple: true }),
  input('DateInput', 'Birthdate', { label: 'Birthdate', value: '2026-01-31', max: '2026-12-31' }),
  input('TimeInput', 'Opens', { label: 'Opens', value: '08:30:00', interval: 30 }),
  input('DateTimeInput', 'Meeting', { label: 'Meeting', value: '2026-01-31T10:30:00Z' }),
  input('Slider', 'Volume', { label: 'Volume', value: 40, step: 5 }),
  input('Rating', 'Stars', { label: 'Stars', value: 3 }),
  input('FileUpload', 'Attachments', { label: 'Attachments', multiple: true, maxSize: 1 }),
  input('RichTextInput', 'Body', { label: 'Body', value: '<p>Hello <strong>Ada</strong></p>' }),
]

function story(
  name: string,
  components: readonly Component[],
  resources: Story['definition']['resources'] = [],
): Story {
  return {
    name,
    server: { contacts: 12 },
    definition: {
      apiName: `Story_${name.replaceAll(/\W+/g, '_')}`,
      label: name,
      resources,
      components: [{ type: 'Card', apiName: 'Form', attributes: { title: name }, children: { body: components } }],
    },
  }
}

const fixed = (attribute: 'disabled' | 'readOnly'): Component[] =>
  every
    .filter(({ type }) => type !== 'FileUpload')
    .map(component => ({ ...component, attributes: { ...component.attributes, [attribute]: true } }))

/// Inputs in every state.
export const inputStories: readonly Story[] = [
  story('Inputs', every),
  story('Inputs disabled', fixed('disabled')),
  story('Inputs read only', fixed('readOnly')),
  story(
    'Inputs and what reads them',
    [
      input('TextInput', 'NameInput', {
        label: 'Name',
        value: '{!name}',
        writeBack: true,
        required: true,
        minLength: 2,
      }),
      input('NumberInput', 'CountInput', { label: 'Count', value: 2, min: 1, step: 1 }),
      {
        ...input('TextInput', 'Counted', { label: 'Events' }),
        interactions: {
          change: [{ type: 'assignment', variable: 'changes', operator: 'add', value: 1 }],
          commit: [{ type: 'showToast', title: 'Committed {!$Event.value}', variant: 'info' }],
        },
      },
      says('NameSays', 'Name: {!NameInput.value}, variable: {!name}, valid: {!NameInput.isValid}'),
      says('CountSays', 'Count: {!CountInput.value}, why not: {!CountInput.validationMessage}'),
    ],
    [
      { type: 'variable', apiName: 'name', dataType: 'Text', defaultValue: 'Ada' },
      { type: 'variable', apiName: 'changes', dataType: 'Number', defaultValue: 0 },
    ],
  ),
]
