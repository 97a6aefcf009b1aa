import type { FieldType, ObjectType } from '@millrace/database'

/// The record type of objects without record types.
export const MASTER_RECORD_TYPE = '012000000000000AAA'

const controllerOf = (object: ObjectType, { picklist }: FieldType): FieldType | undefined =>
  picklist?.controllingField ? object.field(picklist.controllingField) : undefined

const valuesOfController = ({ type, picklist }: FieldType): string[] =>
  type === 'boolean' ? ['false', 'true'] : (picklist?.values ?? []).map(({ value }) => value)

/// The values of the controlling field with their numbers, which `validFor` of a value refers to.
export function controllerValuesOf(object: ObjectType, field: FieldType): { [value: string]: number } {
  const controller = controllerOf(object, field)
  return controller ? Object.fromEntries(valuesOfController(controller).map((value, i) => [value, i])) : {}
}

/// The active values of a picklist.
///
/// Source: User Interface API Developer Guide, "Picklist Value".
export function picklistValuesOf(
  object: ObjectType,
  field: FieldType,
): { attributes: null; label: string; validFor: number[]; value: string }[] {
  const controller = controllerOf(object, field)
  const names = controller ? valuesOfController(controller) : []
  const spelled: Readonly<Record<string, string>> = { checked: 'true', unchecked: 'false' }
  const inWords = (value: string) => (controller?.type === 'boolean' ? (spelled[value] ?? value) : value)
  return (field.picklist?.values ?? [])
    .filter(({ active }) => active)
    .map(({ value, label, goesWith = [] }) => ({
      attributes: null,
      label,
      validFor: goesWith.map(inWords).flatMap(name => (names.includes(name) ? names.indexOf(name) : [])),
      value,
    }))
}
