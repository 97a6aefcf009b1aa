import type { XmlPatch } from '../../xml/patch.ts'

/// A value as a builder sets it.
export type NewFlowValue =
  | { readonly kind: 'reference'; readonly path: string }
  | { readonly kind: 'string' | 'number' | 'date' | 'dateTime' | 'time'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }

const TAGS = {
  reference: 'elementReference',
  string: 'stringValue',
  number: 'numberValue',
  date: 'dateValue',
  dateTime: 'dateTimeValue',
  time: 'timeValue',
  boolean: 'booleanValue',
} as const

const NOTHING: XmlPatch = {
  ...Object.fromEntries(Object.values(TAGS).map(tag => [tag, null])),
  apexValue: null,
  sobjectValue: null,
  collectionElements: null,
  formulaExpression: null,
  formulaDataType: null,
}

/// The content of a `value` tag; null for one to remove.
export function valuePatch(value: NewFlowValue | null): XmlPatch | null {
  if (!value) return null
  return { ...NOTHING, [TAGS[value.kind]]: textOf(value) }
}

function textOf(value: NewFlowValue): string {
  switch (value.kind) {
    case 'reference':
      return value.path
    case 'boolean':
      return String(value.value)
    default:
      return value.text
  }
}
