import type { FlowElement, FlowScreenField } from '@millrace/metadata'

/// The components of a screen and those in its sections, in the order of the file.
export function* allFields(fields: readonly FlowScreenField[]): Iterable<FlowScreenField> {
  for (const field of fields) {
    yield field
    yield* allFields(field.fields)
  }
}

/// Every screen component of a flow.
export function* screenFieldsOf(elements: readonly FlowElement[]): Iterable<FlowScreenField> {
  for (const element of elements) if (element.kind === 'screens') yield* allFields(element.fields)
}

/// Components that hold what a person typed or chose.
const INPUTS = new Set([
  'InputField',
  'LargeTextArea',
  'PasswordField',
  'DropdownBox',
  'RadioButtons',
  'RadioButtonGroup',
  'MultiSelectCheckboxes',
  'MultiSelectPicklist',
])
const MULTIPLE = new Set(['MultiSelectCheckboxes', 'MultiSelectPicklist', 'ComponentMultiChoice'])
/// Lightning components that offer choices: Choice Lookup, Visual Picker.
const CHOICE_COMPONENTS = new Set(['ComponentChoice', 'ComponentMultiChoice'])

export const isInput = ({ fieldType }: FlowScreenField): boolean => INPUTS.has(fieldType)
export const takesSeveral = ({ fieldType }: FlowScreenField): boolean => MULTIPLE.has(fieldType)
export const isChoiceComponent = ({ fieldType }: FlowScreenField): boolean => CHOICE_COMPONENTS.has(fieldType)
