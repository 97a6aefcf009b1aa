import { didYouMean } from '@millrace/values'

/// The type of a field that a scenario states.
export interface ScenarioField {
  /// The Metadata API's name (CustomField.type), or Address; of a formula field the result's.
  readonly type: string
  readonly isFormula: boolean
  readonly required: boolean
  /// `Text(80)`; null when not stated.
  readonly length: number | null
  /// `Number(18,2)`; null when not stated.
  readonly precision: number | null
  readonly scale: number | null
  /// `Lookup(Account)`, `MasterDetail(Order__c)`.
  readonly referenceTo: string | null
}

/// Reads `Text`, `Number(18,2) required`, `Lookup(Account)`, `Formula(Number)`, `DateTime (system)`. What stands in
/// brackets behind a blank is a remark. A text comes back for what it is not: the sentence that says why.
export function parseScenarioField(text: string): ScenarioField | string {
  const match = FIELD.exec(text.trim())
  if (!match)
    return `"${text}" is no field type. Write for example "Text", "Number(18,2) required" or "Lookup(Account)".`
  const [, name = '', argument, required] = match
  const isFormula = name === 'Formula'
  const [type = '', ...digits] = isFormula
    ? (argument ?? 'Text').split(/[(,)]/)
    : [name, ...(argument ?? '').split(',')]
  if (!TYPES.has(type)) return `There is no field type "${type}".${didYouMean(type, [...TYPES, 'Formula'])}`
  if (REFERENCES.has(type) && !argument) return `"${type}" needs the object it refers to: "${type}(Account)".`
  const [first = null, second = null] = digits.map(digit => (/^\d+$/.test(digit.trim()) ? Number(digit) : null))
  const isNumber = NUMBERS.has(type)
  return {
    type,
    isFormula,
    required: required !== undefined,
    length: isNumber ? null : first,
    precision: isNumber ? first : null,
    scale: isNumber ? (second ?? (first === null ? null : 0)) : null,
    referenceTo: REFERENCES.has(type) ? argument!.trim() : null,
  }
}

const FIELD = /^(\w+)(?:\(((?:[^()]|\([^()]*\))*)\))?( required)?(?: \(.*\))?$/

const REFERENCES = new Set(['Lookup', 'MasterDetail'])
const NUMBERS = new Set(['Number', 'Currency', 'Percent'])

const TYPES = new Set([
  'Text',
  'TextArea',
  'LongTextArea',
  'Number',
  'Currency',
  'Percent',
  'Checkbox',
  'Date',
  'DateTime',
  'Time',
  'Email',
  'Phone',
  'Url',
  'Picklist',
  'MultiselectPicklist',
  'Lookup',
  'MasterDetail',
  'AutoNumber',
  'Address',
])
