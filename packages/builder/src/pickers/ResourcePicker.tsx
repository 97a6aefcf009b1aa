import type { ReactNode } from 'react'
import { Combobox, searched } from './Combobox.tsx'
import { pathOptions, referencePath, type Resource, typeOfPath } from './resources.ts'
import { type PicklistValue, useSchema } from './schema.tsx'
import { fits, typeWords, type ValueType } from './valueTypes.ts'

interface PickerProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly resources: readonly Resource[]
  /// What fits; null for everything.
  readonly wanted: ValueType | null
  readonly required?: boolean
  readonly help?: ReactNode
  readonly placeholder?: string
  /// Makes a new resource of the wanted type and hands its name over.
  onNewResource?(wanted: ValueType | null, use: (name: string) => void): void
}

export interface ResourcePickerProps extends PickerProps {
  /// The path of the reference, without braces; "" for none.
  readonly value: string
  onChange(path: string): void
}

/// A resource, or a field of one. Typing a dot behind a record lists its fields.
export function ResourcePicker(props: ResourcePickerProps) {
  const { label, hideLabel, value, onChange, resources, wanted, required, help, placeholder, onNewResource } = props
  const schema = useSchema()
  const type = value ? typeOfPath(value, resources, schema) : undefined
  const isKnown = !value || resources.some(({ name }) => name.toLowerCase() === value.split('.')[0]!.toLowerCase())
  const error = !isKnown
    ? `The flow has no "${value.split('.')[0]}".`
    : type && wanted && !fits(type, wanted)
      ? `This takes ${article(typeWords(wanted))}, but {!${value}} is ${article(typeWords(type))}.`
      : null
  return (
    <Combobox
      label={label}
      hideLabel={hideLabel}
      value={value}
      required={required}
      help={help}
      error={error}
      placeholder={placeholder ?? 'Search resources…'}
      options={text =>
        searched(
          pathOptions(text, resources, schema, wanted, path => path),
          lastPart(text),
        )
      }
      onCommit={text => onChange(text.replace(/^\{!\s*|\s*\}$/g, '').trim())}
      action={onNewResource && { label: 'New Resource', run: () => onNewResource(wanted, onChange) }}
    />
  )
}

export interface ValuePickerProps extends PickerProps {
  /// A text, or `{!Path}`.
  readonly value: string
  onChange(text: string): void
  readonly picklist?: readonly PicklistValue[]
  readonly error?: string | null
}

/// A value: typed as it is, or a resource as `{!Name}`.
export function ValuePicker(props: ValuePickerProps) {
  const { label, hideLabel, value, onChange, resources, wanted, required, help, onNewResource, picklist = [] } = props
  const schema = useSchema()
  const path = referencePath(value)
  const type = path ? typeOfPath(path, resources, schema) : undefined
  const isUnknown =
    path !== null && !resources.some(({ name }) => name.toLowerCase() === path.split('.')[0]!.toLowerCase())
  const own = isUnknown
    ? `The flow has no "${path.split('.')[0]}".`
    : type && wanted && !fits(type, wanted)
      ? `This takes ${article(typeWords(wanted))}, but ${value} is ${article(typeWords(type))}.`
      : path === null
        ? literalProblem(value, wanted)
        : null
  const values = [
    ...picklist.map(one => ({ value: one.value, label: one.label, group: 'Picklist Values' })),
    ...(wanted?.kind === 'Boolean' && !wanted.isCollection
      ? ['True', 'False'].map(word => ({ value: `{!$GlobalConstant.${word}}`, label: word, group: 'Values' }))
      : []),
  ]
  return (
    <Combobox
      label={label}
      hideLabel={hideLabel}
      value={value}
      required={required}
      help={help}
      error={props.error ?? own}
      placeholder="Enter value or search resources…"
      options={text =>
        searched([...values, ...pathOptions(text, resources, schema, wanted, path => `{!${path}}`)], lastPart(text))
      }
      onCommit={onChange}
      action={
        onNewResource && { label: 'New Resource', run: () => onNewResource(wanted, name => onChange(`{!${name}}`)) }
      }
    />
  )
}

const lastPart = (text: string): string => text.replace(/^\{!?/, '').replace(/\}$/, '').replace(/^.*\./, '')

const article = (words: string): string =>
  words === '' ? 'another kind of value' : `${/^[AEIOU]/.test(words) ? 'an' : 'a'} ${words}`

function literalProblem(text: string, wanted: ValueType | null): string | null {
  if (text === '' || !wanted || text.includes('{!')) return null
  if (wanted.isCollection) return 'This takes a collection: choose a resource.'
  if (wanted.kind === 'Number' && !/^-?\d+(\.\d+)?$/.test(text.trim())) return `"${text}" is no number.`
  if (wanted.kind === 'Date' && !/^\d{4}-\d\d-\d\d$/.test(text.trim())) return 'A date is written 2026-01-31.'
  if (wanted.kind === 'DateTime' && !/^\d{4}-\d\d-\d\dT/.test(text.trim()))
    return 'A date/time is written 2026-01-31T10:00:00Z.'
  if (wanted.kind === 'Record') return 'This takes a record: choose a resource.'
  return null
}
