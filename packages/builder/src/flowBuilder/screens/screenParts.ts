import type { FlowScreenField, XmlPatch } from '@millrace/metadata'
import { type ExtensionComponent, extensionComponents, extensionNamed } from './extensionComponents.ts'

/// A component as the palette offers it.
export interface ScreenPart {
  readonly name: string
  readonly label: string
  readonly iconName: string
  readonly category: 'Input' | 'Choice' | 'Display' | 'Layout' | 'Data' | 'Custom'
  readonly help: string
  /// What a new one holds, as Flow Builder writes it; [name] is its API name.
  content(name: string): XmlPatch
}

const KEEPS = { inputsOnNextNavToAssocScrn: 'UseStoredValues' }

function typed(dataType: string, label: string, iconName: string, help: string, more: XmlPatch = {}): ScreenPart {
  return {
    name: dataType,
    label,
    iconName,
    category: 'Input',
    help,
    content: name => ({
      name,
      dataType,
      fieldText: label,
      fieldType: 'InputField',
      ...KEEPS,
      // A checkbox has a value always, and flow files say so.
      isRequired: dataType === 'Boolean' ? 'true' : 'false',
      ...more,
    }),
  }
}

function longer(fieldType: string, label: string, iconName: string, help: string): ScreenPart {
  return {
    name: fieldType,
    label,
    iconName,
    category: 'Input',
    help,
    content: name => ({ name, fieldText: label, fieldType, ...KEEPS, isRequired: 'false' }),
  }
}

function choice(fieldType: string, label: string, iconName: string, help: string): ScreenPart {
  return {
    name: fieldType,
    label,
    iconName,
    category: 'Choice',
    help,
    content: name => ({ name, dataType: 'String', fieldText: label, fieldType, ...KEEPS, isRequired: 'false' }),
  }
}

function choiceComponent(
  extensionName: string,
  label: string,
  iconName: string,
  help: string,
  fieldType: string,
): ScreenPart {
  return {
    ...choice(fieldType, label, iconName, help),
    name: `${extensionName} ${fieldType}`,
    content: name => ({
      name,
      extensionName,
      fieldText: label,
      fieldType,
      ...KEEPS,
      isRequired: 'false',
      storeOutputAutomatically: 'true',
    }),
  }
}

const LOOKUP = 'flowruntime:choiceLookup'
const TILES = 'flowruntime:visualPicker'

const extension = ({ extensionName, label, iconName, category, help, inputs }: ExtensionComponent): ScreenPart => ({
  name: extensionName,
  label,
  iconName,
  category,
  help,
  content: name => ({
    ...newExtension(name, extensionName),
    ...(inputs.some(input => input.name === 'label')
      ? { inputParameters: [{ name: 'label', value: { stringValue: label } }] }
      : {}),
  }),
})

const newExtension = (name: string, extensionName: string): XmlPatch => ({
  name,
  extensionName,
  fieldType: 'ComponentInstance',
  ...KEEPS,
  isRequired: 'true',
  storeOutputAutomatically: 'true',
})

/// A column of a section, [width] twelfths wide.
export const newColumn = (name: string, width: number): XmlPatch => ({
  name,
  fieldType: 'Region',
  inputParameters: [{ name: 'width', value: { stringValue: String(width) } }],
  isRequired: 'false',
})

/// The components that screens are made of.
///
/// Source: Salesforce Help, "Flow Screen Components"; Metadata API Developer Guide, FlowScreenField.
export const screenParts: readonly ScreenPart[] = [
  typed('String', 'Text', 'utility:textbox', 'A line of text.'),
  longer('LargeTextArea', 'Long Text Area', 'utility:textarea', 'Text of several lines.'),
  typed('Number', 'Number', 'utility:number_input', 'A number.', { scale: '0' }),
  typed('Currency', 'Currency', 'utility:currency_input', 'An amount of money.', { scale: '2' }),
  typed('Date', 'Date', 'utility:date_input', 'A day.'),
  typed('DateTime', 'Date & Time', 'utility:date_time', 'A day and a time.'),
  typed('Boolean', 'Checkbox', 'utility:check', 'Yes or no.'),
  longer('PasswordField', 'Password', 'utility:password', 'A text that is not shown.'),
  ...extensionComponents.filter(({ category }) => category === 'Input').map(extension),
  choice('DropdownBox', 'Picklist', 'utility:picklist_type', 'One choice of a list.'),
  choice('RadioButtons', 'Radio Buttons', 'utility:radio_button', 'One choice, all of them shown.'),
  choice('MultiSelectCheckboxes', 'Checkbox Group', 'utility:multi_select_checkbox', 'Several choices, all shown.'),
  choice('MultiSelectPicklist', 'Multi-Select Picklist', 'utility:multi_picklist', 'Several choices of a list.'),
  choiceComponent(
    LOOKUP,
    'Choice Lookup',
    'utility:search',
    'One of many choices, found by typing.',
    'ComponentChoice',
  ),
  choiceComponent(TILES, 'Visual Picker', 'utility:apps', 'One choice of tiles.', 'ComponentChoice'),
  choiceComponent(TILES, 'Visual Picker (Multiple)', 'utility:apps', 'Several tiles.', 'ComponentMultiChoice'),
  ...extensionComponents.filter(({ category }) => category === 'Choice').map(extension),
  {
    name: 'DisplayText',
    label: 'Display Text',
    iconName: 'utility:display_text',
    category: 'Display',
    help: 'Text with formats and values of the flow.',
    content: name => ({ name, fieldText: '<p>Text</p>', fieldType: 'DisplayText' }),
  },
  ...extensionComponents.filter(({ category }) => category === 'Display').map(extension),
  {
    name: 'RegionContainer',
    label: 'Section',
    iconName: 'utility:section',
    category: 'Layout',
    help: 'Components side by side, in up to four columns.',
    content: name => ({
      name,
      fieldType: 'RegionContainer',
      fields: [newColumn(`${name}_Column1`, 6), newColumn(`${name}_Column2`, 6)],
      isRequired: 'false',
      regionContainerType: 'SectionWithoutHeader',
    }),
  },
  {
    name: 'Repeater',
    label: 'Repeater',
    iconName: 'utility:rows',
    category: 'Layout',
    help: 'Components that people fill in as often as there is need.',
    content: name => ({ name, fieldType: 'Repeater', ...KEEPS, isRequired: 'true' }),
  },
  ...extensionComponents.filter(({ category }) => category === 'Data').map(extension),
]

/// Whether components can be put into [part].
export const isHolder = ({ name }: ScreenPart): boolean => name === 'RegionContainer' || name === 'Repeater'

/// A component that is registered for the pages, or that the flow has already.
export const customPart = (extensionName: string): ScreenPart => ({
  name: extensionName,
  label: extensionName,
  iconName: 'utility:lightning_extension',
  category: 'Custom',
  help: 'A Lightning component of your own.',
  content: name => newExtension(name, extensionName),
})

/// A field of the record in a variable: `contact.LastName`.
export const recordFieldPart = (path: string, label: string, help: string): ScreenPart => ({
  name: path,
  label,
  iconName: 'utility:form',
  category: 'Data',
  help,
  content: () => ({ fieldType: 'ObjectProvided', isRequired: 'false', objectFieldReference: path }),
})

const KINDS: Readonly<Record<string, readonly [label: string, iconName: string]>> = {
  RadioButtonGroup: ['Radio Buttons', 'utility:radio_button'],
  ObjectProvided: ['Record Field', 'utility:form'],
  Region: ['Column', 'utility:columns'],
}

/// What kind of component [field] is, in words and as a picture.
export function kindOfField(field: FlowScreenField): { readonly label: string; readonly iconName: string } {
  const { fieldType, dataType, extensionName } = field
  if (fieldType === 'ComponentInstance')
    return (
      extensionNamed(extensionName) ?? { label: extensionName ?? 'Component', iconName: 'utility:lightning_extension' }
    )
  const own = KINDS[fieldType]
  if (own) return { label: own[0], iconName: own[1] }
  const name =
    fieldType === 'InputField' ? dataType : extensionName === null ? fieldType : `${extensionName} ${fieldType}`
  return (
    screenParts.find(part => part.name === name) ?? { label: fieldType || 'Component', iconName: 'utility:question' }
  )
}

/// What [field] is called in lists: its name, or the field of the record that it stands for.
export const fieldTitle = ({ name, objectFieldReference, fieldType }: FlowScreenField): string =>
  name || (objectFieldReference ?? fieldType)
