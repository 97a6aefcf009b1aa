import type { FieldType } from '@millrace/database'
import type { FlowScreenField } from '@millrace/metadata'
import { recordOf, toJson } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { isBlank } from './blank.ts'
import { NOT_OFFERED, REQUIRED } from './inputMessages.ts'
import type { ScreenFieldKind } from './description.ts'
import { compileShown, type ScreenField, screenField } from './field.ts'
import { typed } from './inputField.ts'

const KINDS: Readonly<Partial<Record<FieldType['type'], ScreenFieldKind>>> = {
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

/// A field of a record that a record variable of the flow holds: typed as the field is, and stored there.
///
/// Source: Salesforce Help, "Add Record Fields to Flow Screens".
export function compileRecordField(field: FlowScreenField, compilation: Compilation): ScreenField {
  const path = field.objectFieldReference ?? ''
  const target = compilation.target(path, field, 'objectFieldReference')
  const fieldType = fieldOf(path, compilation)
  const shown = compileShown(field, compilation)
  const isCreated = fieldType?.createable !== false
  const required = field.isRequired || (fieldType?.required === true && fieldType.type !== 'boolean')
  const readOnly = !isCreated || fieldType?.formula != null
  const several = fieldType?.type === 'multipicklist'
  const choices = fieldType?.picklist?.values.flatMap(({ active, value, label }) => (active ? [{ value, label }] : []))
  const isOffered = (value: unknown): boolean =>
    !choices || fieldType?.picklist?.restricted !== true || choices.some(choice => choice.value === value)
  return screenField(field, compilation, {
    describe: interview => {
      const value = toJson(target?.read(interview) ?? null)
      const words = shown(interview)
      return {
        name: path,
        kind: (fieldType && KINDS[fieldType.type]) ?? 'text',
        ...words,
        label: words.label || fieldType?.label || path,
        helpText: words.helpText || fieldType?.inlineHelpText || '',
        required,
        readOnly: words.readOnly || readOnly,
        value: several ? (typeof value === 'string' && value !== '' ? value.split(';') : []) : value,
        ...(fieldType?.dataType.kind === 'Number' ? { scale: fieldType.scale } : {}),
        ...(fieldType && fieldType.length > 0 ? { maxLength: fieldType.length } : {}),
        ...(choices ? { choices } : {}),
        ...(fieldType?.type === 'reference' ? { referenceTo: fieldType.referenceTo } : {}),
      }
    },
    accept: (interview, values) => {
      if (!Object.hasOwn(values, path) || !target || !fieldType || readOnly) return []
      const given = values[path]
      const json = several && Array.isArray(given) ? given.join(';') : given
      const value = typed(json, fieldType.dataType)
      if (value === undefined) return [{ field: path, message: `Enter a value for ${fieldType.label}.` }]
      const parts = several && typeof value === 'string' ? value.split(';') : [value]
      if (value !== null && !parts.every(isOffered)) return [{ field: path, message: NOT_OFFERED }]
      if (typeof value === 'string' && fieldType.length > 0 && value.length > fieldType.length)
        return [{ field: path, message: `Enter at most ${fieldType.length} characters.` }]
      target.write(interview, value)
      return []
    },
    problems: interview =>
      required && !readOnly && isBlank(target?.read(interview) ?? null) ? [{ field: path, message: REQUIRED }] : [],
    clear: interview => target?.write(interview, null),
  })
}

function fieldOf(path: string, compilation: Compilation): FieldType | undefined {
  const [variable = '', name = ''] = path.split('.')
  const type = compilation.resource(variable)?.type
  if (type?.kind !== 'Record') return undefined
  const object = compilation.project.schema.object(type.object)
  const field = object?.field(name)
  if (object && field) {
    compilation.noteRead(object.apiName, field.apiName)
    compilation.needsWholeRecords(recordOf(object.apiName))
  }
  return field
}
