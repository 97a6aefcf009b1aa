import { ApexValue, collectionOf, type DataType, RecordValue, TEXT, type Value } from '@millrace/values'
import type { AttributeReader, PropertyDeclaration } from '../declaration.ts'
import { fieldValue } from '../recordFields.ts'
import { asValue } from '../resolved.ts'
import { choices } from './choices.ts'

/// Where an input's choices come from.
export const CHOICE_SOURCE: readonly PropertyDeclaration[] = [
  {
    name: 'source',
    label: 'Options From',
    type: 'choice',
    default: 'options',
    group: 'Data',
    options: choices({ options: 'Options', picklist: 'Picklist Field', records: 'Records' }),
  },
  {
    name: 'options',
    label: 'Options',
    type: 'options',
    default: [],
    group: 'Data',
    when: { property: 'source', is: ['options'] },
    help: 'A list of { "value", "label", "description", "iconName", "disabled" } or of texts, static or mapped.',
  },
  {
    name: 'picklistField',
    label: 'Picklist Field',
    type: 'text',
    group: 'Data',
    when: { property: 'source', is: ['picklist'] },
    help: 'Object and field: Contact.Status__c.',
  },
  {
    name: 'controllingValue',
    label: 'Controlling Value',
    type: 'value',
    group: 'Data',
    when: { property: 'source', is: ['picklist'] },
    help: 'What the controlling field holds: {!CountryInput.value}. Only values that go with it are offered.',
  },
  {
    name: 'records',
    label: 'Records',
    type: 'records',
    group: 'Data',
    when: { property: 'source', is: ['records'] },
    help: 'A query: {!AllAccounts}.',
  },
  {
    name: 'labelField',
    label: 'Label Field',
    type: 'field',
    default: 'Name',
    group: 'Data',
    when: { property: 'source', is: ['records'] },
  },
  {
    name: 'valueField',
    label: 'Value Field',
    type: 'field',
    default: 'Id',
    group: 'Data',
    when: { property: 'source', is: ['records'] },
  },
]

/// Something to choose.
export interface Option {
  readonly value: string
  readonly label: string
  readonly description?: string
  readonly iconName?: string
  readonly disabled?: boolean
}

/// The options that stand in the definition, or that the records make. Those of a picklist field the server knows:
/// `picklistOptions` asks for them.
export function optionsOf(attribute: AttributeReader['attribute']): readonly Option[] {
  if (attribute('source') === 'records') return recordOptions(attribute)
  return optionsNamed(asValue(attribute('options')))
}

/// What a value of type `options` offers.
export const optionsNamed = (options: Value): readonly Option[] =>
  Array.isArray(options) ? options.flatMap(option) : []

function option(item: Value): Option[] {
  if (typeof item === 'string') return [{ value: item, label: item }]
  if (!(item instanceof ApexValue)) return []
  const text = (name: string): string | undefined => {
    const value = item.fields.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const value = text('value') ?? text('label')
  if (value === undefined) return []
  const [description, iconName] = [text('description'), text('iconName')]
  return [
    {
      value,
      label: text('label') ?? value,
      ...(description ? { description } : {}),
      ...(iconName ? { iconName } : {}),
      ...(item.fields.get('disabled') === true ? { disabled: true } : {}),
    },
  ]
}

function recordOptions(attribute: AttributeReader['attribute']): Option[] {
  const records = asValue(attribute('records'))
  const [labelField, valueField] = [String(attribute('labelField')), String(attribute('valueField'))]
  if (!Array.isArray(records)) return []
  return records.flatMap(record => {
    if (!(record instanceof RecordValue) && !(record instanceof ApexValue)) return []
    const value = fieldValue(record, valueField)
    const label = fieldValue(record, labelField)
    return typeof value === 'string' ? [{ value, label: typeof label === 'string' ? label : value }] : []
  })
}

/// The type of a choice, or of several.
export const choiceType = (allowMultiple: boolean): DataType => (allowMultiple ? collectionOf(TEXT) : TEXT)

/// Several choices, also from the text of a multi-select picklist, "Red;Green".
export function asChoices(value: Value): string[] {
  if (typeof value === 'string') return value.split(';').filter(Boolean)
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
