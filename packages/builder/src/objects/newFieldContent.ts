import type { XmlPatch } from '@millrace/metadata'

/// What the dialog asks for.
export interface FieldAnswers {
  readonly apiName: string
  readonly label: string
  readonly type: string
  readonly description: string
  readonly isRequired: boolean
  readonly length: number
  readonly decimalPlaces: number
  /// A picklist's, one a line.
  readonly values: string
  /// A lookup's.
  readonly referenceTo: string
}

/// A type of field, with what of the answers it takes.
export interface FieldKind {
  readonly type: string
  readonly label: string
  readonly asks?: 'length' | 'decimalPlaces' | 'values' | 'referenceTo'
  /// Whether it can be made required.
  readonly canBeRequired?: boolean
  content?(answers: FieldAnswers): XmlPatch
}

const number = ({ decimalPlaces }: FieldAnswers): XmlPatch => ({ precision: '18', scale: String(decimalPlaces) })

/// Source: Salesforce Help, "Custom Field Types"; Metadata API Developer Guide, "CustomField".
export const FIELD_KINDS: readonly FieldKind[] = [
  {
    type: 'Text',
    label: 'Text',
    asks: 'length',
    canBeRequired: true,
    content: ({ length }) => ({ length: String(length) }),
  },
  { type: 'Picklist', label: 'Picklist', asks: 'values', canBeRequired: true, content: valueSet },
  { type: 'Number', label: 'Number', asks: 'decimalPlaces', canBeRequired: true, content: number },
  { type: 'Currency', label: 'Currency', asks: 'decimalPlaces', canBeRequired: true, content: number },
  { type: 'Percent', label: 'Percent', asks: 'decimalPlaces', canBeRequired: true, content: number },
  { type: 'Checkbox', label: 'Checkbox', content: () => ({ defaultValue: 'false' }) },
  { type: 'Date', label: 'Date', canBeRequired: true },
  { type: 'DateTime', label: 'Date/Time', canBeRequired: true },
  { type: 'Email', label: 'Email', canBeRequired: true },
  { type: 'Phone', label: 'Phone', canBeRequired: true },
  { type: 'Url', label: 'URL', canBeRequired: true },
  {
    type: 'LongTextArea',
    label: 'Text Area (Long)',
    content: () => ({ length: '32768', visibleLines: '3' }),
  },
  {
    type: 'MultiselectPicklist',
    label: 'Picklist (Multi-Select)',
    asks: 'values',
    content: answers => ({ ...valueSet(answers), visibleLines: '4' }),
  },
  {
    type: 'Lookup',
    label: 'Lookup Relationship',
    asks: 'referenceTo',
    content: ({ referenceTo, apiName }) => ({
      referenceTo,
      relationshipName: `${apiName.replace(/__c$/, '')}_of`,
      deleteConstraint: 'SetNull',
    }),
  },
]

/// What the file of the new field holds.
export function newFieldContent(answers: FieldAnswers): XmlPatch {
  const kind = kindOf(answers.type)
  return {
    fullName: answers.apiName,
    label: answers.label,
    type: answers.type,
    ...(answers.description && { description: answers.description }),
    ...(kind.canBeRequired && { required: String(answers.isRequired) }),
    ...kind.content?.(answers),
  }
}

export const kindOf = (type: string): FieldKind => FIELD_KINDS.find(kind => kind.type === type) ?? FIELD_KINDS[0]!

/// The values that were typed, without empty lines and without what is there twice.
export const valuesOf = ({ values }: Pick<FieldAnswers, 'values'>): readonly string[] => [
  ...new Set(
    values
      .split('\n')
      .map(value => value.trim())
      .filter(value => value !== ''),
  ),
]

// The first value is the default one, as the dialog says.
function valueSet(answers: FieldAnswers): XmlPatch {
  const value = valuesOf(answers).map((name, i) => ({ fullName: name, default: String(i === 0), label: name }))
  return { valueSet: { restricted: 'true', valueSetDefinition: { sorted: 'false', value } } }
}
