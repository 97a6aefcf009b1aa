import { type FieldType, type ObjectType, type PicklistValue, type RecordType, valuesFor } from '@millrace/database'

const controllerOf = (object: ObjectType, { picklist }: FieldType): FieldType | undefined =>
  picklist?.controllingField ? object.field(picklist.controllingField) : undefined

const valuesOfController = (field: FieldType, recordType: RecordType | undefined): string[] =>
  field.type === 'boolean' ? ['false', 'true'] : valuesFor(field, recordType).map(({ value }) => value)

/// The values of the controlling field with their numbers, which `validFor` of a value refers to.
export function controllerValuesOf(
  object: ObjectType,
  field: FieldType,
  recordType: RecordType | undefined,
): { [value: string]: number } {
  const controller = controllerOf(object, field)
  return controller ? Object.fromEntries(valuesOfController(controller, recordType).map((value, i) => [value, i])) : {}
}

interface ShownValue {
  readonly [key: string]: null | string | number[]
  readonly attributes: null
  readonly label: string
  readonly validFor: number[]
  readonly value: string
}

/// The active values that a picklist has for records of [recordType], and the one that is the default.
///
/// Source: User Interface API Developer Guide, "Picklist Value".
export function picklistValuesOf(
  object: ObjectType,
  field: FieldType,
  recordType: RecordType | undefined,
): { readonly values: ShownValue[]; readonly defaultValue: ShownValue | null } {
  const controller = controllerOf(object, field)
  const names = controller ? valuesOfController(controller, recordType) : []
  const spelled: Readonly<Record<string, string>> = { checked: 'true', unchecked: 'false' }
  const inWords = (value: string) => (controller?.type === 'boolean' ? (spelled[value] ?? value) : value)
  const shown = ({ value, label, goesWith = [] }: PicklistValue): ShownValue => ({
    attributes: null,
    label,
    validFor: goesWith.map(inWords).flatMap(name => (names.includes(name) ? names.indexOf(name) : [])),
    value,
  })
  const active = valuesFor(field, recordType).filter(one => one.active)
  const chosen = active.find(({ isDefault }) => isDefault)
  return { values: active.map(shown), defaultValue: chosen ? shown(chosen) : null }
}
