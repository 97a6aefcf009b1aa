import type { XmlPatch } from '../../xml/patch.ts'

/// A value as a builder sets it.
export type NewFlowValue =
  | { readonly kind: 'reference'; readonly path: string }
  | { readonly kind: 'string' | 'number' | 'date' | 'dateTime' | 'time'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'formula'; readonly expression: string; readonly dataType: string | null }

const TAGS = {
  reference: 'elementReference',
  string: 'stringValue',
  number: 'numberValue',
  date: 'dateValue',
  dateTime: 'dateTimeValue',
  time: 'timeValue',
  boolean: 'booleanValue',
  formula: 'formulaExpression',
} as const

const NOTHING: XmlPatch = {
  ...Object.fromEntries(Object.values(TAGS).map(tag => [tag, null])),
  apexValue: null,
  sobjectValue: null,
  collectionElements: null,
  formulaDataType: null,
}

/// The content of a `value` tag; null for one to remove.
export function valuePatch(value: NewFlowValue | null): XmlPatch | null {
  if (!value) return null
  const patch = { ...NOTHING, [TAGS[value.kind]]: textOf(value) }
  return value.kind === 'formula' ? { ...patch, formulaDataType: value.dataType } : patch
}

function textOf(value: NewFlowValue): string {
  switch (value.kind) {
    case 'reference':
      return value.path
    case 'boolean':
      return String(value.value)
    case 'formula':
      return value.expression
    default:
      return value.text
  }
}
