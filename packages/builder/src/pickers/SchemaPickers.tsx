import { Combobox, searched } from './Combobox.tsx'
import { type FieldDescription, type ObjectSummary, useSchema } from './schema.tsx'
import { fieldValueType, typeWords } from './valueTypes.ts'

interface ObjectPickerProps {
  readonly label: string
  readonly value: string
  onChange(apiName: string): void
  readonly required?: boolean
  accepts?(object: ObjectSummary): boolean
}

/// An object of the org, found by label or API name.
export function ObjectPicker({ label, value, onChange, required, accepts = () => true }: ObjectPickerProps) {
  const { objects } = useSchema()
  const known = objects?.find(({ name }) => name.toLowerCase() === value.toLowerCase())
  return (
    <Combobox
      label={label}
      value={value}
      required={required}
      placeholder="Search objects…"
      error={value && objects && !known ? `There is no object "${value}".` : null}
      options={text =>
        searched(
          (objects ?? [])
            .filter(accepts)
            .map(object => ({ value: object.name, label: object.label, detail: object.name })),
          text,
        )
      }
      onCommit={text =>
        onChange(
          objects?.find(({ name, label }) => [name, label].some(one => one.toLowerCase() === text.toLowerCase()))
            ?.name ?? text,
        )
      }
    />
  )
}

interface FieldPickerProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly object: string
  readonly value: string
  onChange(apiName: string): void
  accepts?(field: FieldDescription): boolean
}

/// A field of an object, found by label or API name.
export function FieldPicker({ label, hideLabel, object, value, onChange, accepts = () => true }: FieldPickerProps) {
  const description = useSchema().object(object)
  const fields = description?.fields ?? []
  const known = fields.find(({ name }) => name.toLowerCase() === value.toLowerCase())
  return (
    <Combobox
      label={label}
      hideLabel={hideLabel}
      value={value}
      placeholder={object ? 'Search fields…' : 'Choose an object first'}
      disabled={!object}
      error={value && description && !known ? `${object} has no field "${value}".` : null}
      options={text =>
        searched(
          fields
            .filter(accepts)
            .toSorted((a, b) => a.label.localeCompare(b.label))
            .map(field => ({
              value: field.name,
              label: field.label,
              detail: `${field.name} · ${typeWords(fieldValueType(field))}`,
            })),
          text,
        )
      }
      onCommit={text =>
        onChange(
          fields.find(({ name, label }) => [name, label].some(one => one.toLowerCase() === text.toLowerCase()))?.name ??
            text,
        )
      }
    />
  )
}

/// The field [name] of [object], once it is known.
export function useField(object: string, name: string): FieldDescription | undefined {
  const wanted = name.toLowerCase()
  return useSchema()
    .object(object)
    ?.fields.find(field => field.name.toLowerCase() === wanted)
}
