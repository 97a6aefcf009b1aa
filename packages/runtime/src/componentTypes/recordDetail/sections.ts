import type { Resolved } from '../../componentState.ts'
import { type FieldDescription, fieldNamed, type ObjectDescription } from '../../objectDescription.ts'
import { settingsList } from '../../resolved.ts'

/// A part of a Record Detail: fields under a heading.
export interface DetailSection {
  readonly label: string
  readonly columns: number
  readonly fields: readonly DetailField[]
}

export interface DetailField {
  readonly description: FieldDescription
  readonly isEditable: boolean
  readonly isRequired: boolean
}

export interface Layout {
  readonly fields: Resolved
  readonly sections: Resolved
  readonly columns: Resolved
  readonly requiredFields: Resolved
  readonly readOnlyFields: Resolved
}

/// The sections to show. While editing, a name made of parts (Contact.Name) is its parts, as in Salesforce.
export function sectionsOf(
  object: ObjectDescription,
  layout: Layout,
  editing: 'no' | 'edit' | 'create',
): DetailSection[] {
  const columns = columnCount(layout.columns) ?? 2
  const [required, fixed] = [nameSet(layout.requiredFields), nameSet(layout.readOnlyFields)]
  const detail = (name: string): DetailField[] =>
    partsOf(object, name, editing !== 'no').flatMap(description => ({
      description,
      isEditable: editing !== 'no' && !fixed.has(description.name.toLowerCase()) && isEditable(description, editing),
      isRequired: description.isRequired === true || required.has(description.name.toLowerCase()),
    }))
  const listed = settingsList(layout.sections)
  if (listed.length > 0)
    return listed.map(section => ({
      label: typeof section['label'] === 'string' ? section['label'] : '',
      columns: columnCount(section['columns'] ?? null) ?? columns,
      fields: unique(names(section['fields'] ?? null).flatMap(detail)),
    }))
  const chosen = names(layout.fields)
  const standard = chosen.length > 0 ? chosen : fieldsByDefault(object, editing === 'create')
  return [{ label: '', columns, fields: unique(standard.flatMap(detail)) }]
}

/// All that people fill in, the name first; a system's own fields stay out.
function fieldsByDefault(object: ObjectDescription, isNew: boolean): string[] {
  const isWanted = (field: FieldDescription) =>
    !UNEDITED.has(field.restType ?? '') &&
    field.name !== 'OwnerId' &&
    (field.isCreateable === true || (field.isUpdateable === true && !isNew))
  const name = object.fields.filter(field => field.isNameField)
  const others = object.fields.filter(field => !field.isNameField && isWanted(field))
  const compounds = new Set(name.map(field => field.name))
  return [...name, ...others.filter(field => !field.compoundFieldName || !compounds.has(field.compoundFieldName))].map(
    field => field.name,
  )
}

function partsOf(object: ObjectDescription, name: string, isEditing: boolean): FieldDescription[] {
  const field = fieldNamed(object, name)
  if (!field) return []
  const parts = isEditing ? object.fields.filter(part => part.compoundFieldName === field.name && part !== field) : []
  return parts.length > 0 && field.isUpdateable !== true ? parts : [field]
}

// Kinds of fields that are no single value to type.
const UNEDITED = new Set(['address', 'location', 'base64', 'id', 'complexvalue', 'anytype'])

const isEditable = (field: FieldDescription, editing: 'edit' | 'create'): boolean =>
  !UNEDITED.has(field.restType ?? '') && (editing === 'create' ? field.isCreateable : field.isUpdateable) === true

const names = (value: Resolved): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []

const nameSet = (value: Resolved): ReadonlySet<string> => new Set(names(value).map(name => name.toLowerCase()))

const columnCount = (value: Resolved): number | undefined =>
  typeof value === 'number' && value >= 1 ? Math.min(4, Math.floor(value)) : undefined

function unique(fields: readonly DetailField[]): DetailField[] {
  return fields.filter((field, i) => fields.findIndex(other => other.description === field.description) === i)
}
