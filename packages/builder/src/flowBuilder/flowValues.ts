import { type FlowValue, type NewFlowValue } from '@millrace/metadata'
import { referencePath } from '../pickers/resources.ts'
import type { ValueType } from '../pickers/valueTypes.ts'

/// A value of a flow file as a field shows it: a reference in braces, anything else as text.
export function valueText(value: FlowValue | null): string {
  switch (value?.kind) {
    case 'reference':
      return `{!${value.path}}`
    case 'boolean':
      return `{!$GlobalConstant.${value.value ? 'True' : 'False'}}`
    case 'string':
      return value.text === '' ? '{!$GlobalConstant.EmptyString}' : value.text
    case 'number':
      return value.text.replace(/\.0+$/, '')
    case 'date':
    case 'dateTime':
    case 'time':
      return value.text
    case 'formula':
      return value.expression
    case 'sobject':
    case 'apex':
      return value.json
    case 'collection':
      return value.items.map(valueText).join(', ')
    default:
      return ''
  }
}

/// What a field's text says, for where a value of [wanted] is expected; null for nothing.
export function newValue(text: string, wanted: ValueType | null): NewFlowValue | null {
  const path = referencePath(text)
  if (path !== null) {
    const constant = /^\$GlobalConstant\.(True|False|EmptyString)$/i.exec(path)?.[1]?.toLowerCase()
    if (constant === 'emptystring') return { kind: 'string', text: '' }
    if (constant) return { kind: 'boolean', value: constant === 'true' }
    return { kind: 'reference', path }
  }
  if (text === '') return null
  const typed = text.trim()
  switch (wanted?.kind) {
    case 'Number':
      return /^-?\d+$/.test(typed) ? { kind: 'number', text: `${typed}.0` } : { kind: 'number', text: typed }
    case 'Boolean':
      return /^(true|false)$/i.test(typed)
        ? { kind: 'boolean', value: /^true$/i.test(typed) }
        : { kind: 'string', text }
    case 'Date':
      return { kind: 'date', text: typed }
    case 'DateTime':
      return { kind: 'dateTime', text: typed }
    case 'Time':
      return { kind: 'time', text: typed }
    default:
      return { kind: 'string', text }
  }
}
