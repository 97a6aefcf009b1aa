import type { ScreenField } from '@millrace/components'
import type { Flow, FlowScreenField, FlowValue, ScreenPlace } from '@millrace/metadata'
import type { FieldDescription, Schema } from '../../pickers/schema.tsx'
import { flowValueType } from '../../pickers/valueTypes.ts'
import { valueText } from '../flowValues.ts'

/// A screen as the player would be told of it before anything is known: with its own texts, merge fields as they are
/// written, and everything that a rule may hide.
export interface ScreenPreview {
  readonly fields: readonly ScreenField[]
  /// Where what is shown stands in the file.
  readonly places: ReadonlyMap<ScreenField, ScreenPlace>
}

export function screenPreview(fields: readonly FlowScreenField[], flow: Flow, schema: Schema): ScreenPreview {
  const places = new Map<ScreenField, ScreenPlace>()
  const list = (inner: readonly FlowScreenField[], within: ScreenPlace): ScreenField[] =>
    inner.map((field, i) => {
      const place = [...within, i]
      const shown = { ...shownField(field, place, flow, schema), fields: list(field.fields, place) }
      places.set(shown, place)
      return shown
    })
  return { fields: list(fields, []), places }
}

/// A text of the screen itself, shown as Display Text is.
export const shownText = (html: string): ScreenField => ({
  name: 'text of the screen',
  kind: 'displayText',
  label: html,
  helpText: '',
  required: false,
  readOnly: false,
  disabled: false,
  value: null,
})

function shownField(field: FlowScreenField, place: ScreenPlace, flow: Flow, schema: Schema): ScreenField {
  const own: ScreenField = {
    name: `${field.name} ${place.join('.')}`,
    kind: 'unavailable',
    label: field.fieldText ?? '',
    helpText: field.helpText ?? '',
    required: field.isRequired,
    readOnly: isTrue(field.isReadOnly),
    disabled: isTrue(field.isDisabled),
    value: null,
    component: field.fieldType,
  }
  switch (field.fieldType) {
    case 'DisplayText':
      return { ...own, kind: 'displayText', required: false }
    case 'InputField':
      return inputField(field, own)
    case 'LargeTextArea':
      return { ...own, kind: 'longText', value: valueText(field.defaultValue) }
    case 'PasswordField':
      return { ...own, kind: 'password' }
    case 'DropdownBox':
    case 'RadioButtons':
    case 'RadioButtonGroup':
    case 'MultiSelectCheckboxes':
    case 'MultiSelectPicklist':
    case 'ComponentChoice':
    case 'ComponentMultiChoice':
      return choiceField(field, own, flow, schema)
    case 'ObjectProvided':
      return recordField(field, own, flow, schema)
    case 'ComponentInstance':
      return extensionField(field, own, flow, schema)
    case 'RegionContainer':
      return { ...own, kind: 'section', label: field.regionContainerType === 'SectionWithHeader' ? own.label : '' }
    case 'Repeater':
      return { ...own, kind: 'column' }
    case 'Region':
      return { ...own, kind: 'column', width: field.width }
    default:
      return own
  }
}

const isTrue = (value: FlowValue | null): boolean =>
  value?.kind === 'boolean' ? value.value : value?.kind === 'null' && value.xml.text.trim() === 'true'

const INPUTS: Readonly<Record<string, string>> = {
  Number: 'number',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'dateTime',
  Time: 'time',
  Boolean: 'checkbox',
}

function inputField({ dataType, scale, defaultValue }: FlowScreenField, own: ScreenField): ScreenField {
  const kind = INPUTS[dataType] ?? 'text'
  return {
    ...own,
    kind,
    required: own.required && kind !== 'checkbox',
    scale,
    value: kind === 'text' ? valueText(defaultValue) : literal(defaultValue),
  }
}

/// A value as JSON; of what is worked out when the flow runs, nothing.
function literal(value: FlowValue | null): string | number | boolean | null {
  switch (value?.kind) {
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.text)
    case 'string':
    case 'date':
    case 'dateTime':
    case 'time':
      return value.text
    default:
      return null
  }
}

const CHOICES: Readonly<Record<string, string>> = {
  DropdownBox: 'picklist',
  RadioButtons: 'radio',
  RadioButtonGroup: 'radio',
  MultiSelectCheckboxes: 'checkboxes',
  MultiSelectPicklist: 'multiPicklist',
  ComponentChoice: 'radio',
  ComponentMultiChoice: 'checkboxes',
}

const CHOICE_COMPONENTS: Readonly<Record<string, string>> = {
  'flowruntime:choiceLookup': 'choiceLookup',
  'flowruntime:visualPicker': 'visualPicker',
}

function choiceField(field: FlowScreenField, own: ScreenField, flow: Flow, schema: Schema): ScreenField {
  const kind = CHOICE_COMPONENTS[field.extensionName ?? ''] ?? CHOICES[field.fieldType]!
  const selected = field.defaultSelectedChoiceReference
  const isMultiple = /^(MultiSelect|ComponentMulti)/.test(field.fieldType)
  return {
    ...own,
    kind,
    choices: choicesOf(field, flow, schema),
    value: isMultiple ? (selected === null ? [] : [selected]) : selected,
  }
}

/// The choices that are known before the flow runs; one line stands for those that are read then.
function choicesOf({ choiceReferences }: FlowScreenField, flow: Flow, schema: Schema) {
  return choiceReferences.flatMap(name => {
    const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === name.toLowerCase()
    const choice = flow.choices.find(isIt)
    if (choice) return [{ value: choice.name, label: choice.choiceText }]
    const set = flow.dynamicChoiceSets.find(isIt)
    if (!set) return [{ value: name, label: name }]
    const field = set.picklistField && fieldNamed(schema, set.picklistObject, set.picklistField)
    if (field) return field.picklistValues.map(({ value, label }) => ({ value: `${name} ${value}`, label }))
    return [{ value: name, label: `[${name}]` }]
  })
}

const fieldNamed = (schema: Schema, object: string | null, name: string): FieldDescription | undefined =>
  schema.object(object ?? '')?.fields.find(field => field.name.toLowerCase() === name.toLowerCase())

const RECORD_FIELDS: Readonly<Record<string, string>> = {
  textarea: 'longText',
  boolean: 'checkbox',
  int: 'number',
  double: 'number',
  currency: 'currency',
  percent: 'percent',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
  picklist: 'picklist',
  multipicklist: 'multiPicklist',
  email: 'email',
  phone: 'phone',
  url: 'url',
  reference: 'lookup',
}

function recordField(field: FlowScreenField, own: ScreenField, flow: Flow, schema: Schema): ScreenField {
  const path = field.objectFieldReference ?? ''
  const described = recordFieldOf(path, flow, schema)
  const { label = path, type = 'string', picklistValues = [], referenceTo = [] } = described ?? {}
  return {
    ...own,
    kind: RECORD_FIELDS[type] ?? 'text',
    label: own.label || label,
    value: type === 'multipicklist' ? [] : null,
    choices: picklistValues,
    referenceTo,
  }
}

/// The field that `variable.Field` names.
export function recordFieldOf(path: string, flow: Flow, schema: Schema): FieldDescription | undefined {
  const [variable = '', name = ''] = path.split('.')
  const found = flow.variables.find(one => one.name.toLowerCase() === variable.toLowerCase())
  const type = found && flowValueType(found.dataType, found.isCollection, found.objectType)
  return type?.kind === 'Record' ? fieldNamed(schema, type.object, name) : undefined
}

function extensionField(field: FlowScreenField, own: ScreenField, flow: Flow, schema: Schema): ScreenField {
  const given = Object.fromEntries(
    field.inputParameters.map(({ name, value }) => [name, literal(value) ?? (valueText(value) || null)]),
  )
  const isTable = field.extensionName === 'flowruntime:datatable'
  const label = given['label'] ?? given['addressLabel']
  return {
    ...own,
    kind: 'component',
    label: typeof label === 'string' ? label : '',
    required: given['required'] === true || given['isRequired'] === true,
    component: field.extensionName ?? '',
    attributes: isTable ? { ...given, tableData: sampleRows(readColumns(given['columns'])) } : given,
    ...(field.choiceReferences.length > 0 ? { choices: choicesOf(field, flow, schema) } : {}),
  }
}

/// Two rows of a table whose records are read when the flow runs.
function sampleRows(columns: readonly TableColumn[]) {
  const row = (number: number) =>
    Object.fromEntries(columns.map(({ apiName, label }) => [apiName, `${String(label ?? apiName)} ${number}`]))
  return columns.length > 0 ? [row(1), row(2)] : []
}

/// A column of a Data Table; what else the file says of it is kept.
export interface TableColumn {
  readonly apiName: string
  readonly [more: string]: unknown
}

/// The columns that a Data Table's JSON text lists.
export function readColumns(json: unknown): readonly TableColumn[] {
  if (typeof json !== 'string') return []
  try {
    const columns: unknown = JSON.parse(json)
    return Array.isArray(columns) ? columns.filter(isColumn) : []
  } catch {
    // A text that is no JSON lists none.
    return []
  }
}

const isColumn = (column: unknown): column is TableColumn =>
  typeof column === 'object' && column !== null && 'apiName' in column && typeof column.apiName === 'string'
