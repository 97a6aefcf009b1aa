import type { Schema } from './schema.tsx'
import type { ComboboxOption } from './Combobox.tsx'
import { fieldValueType, fits, typeOf, typeWords, type ValueType } from './valueTypes.ts'

/// Something with a name that a reference can begin with.
export interface Resource {
  readonly name: string
  readonly label: string
  readonly type: ValueType
  /// Its heading in the list: "Variables", "Elements".
  readonly group: string
  readonly iconName?: string
  /// What is behind the dot, of one that is no record: {!$Flow.CurrentDate}.
  readonly members?: readonly { readonly name: string; readonly type: ValueType }[]
  /// Can be set.
  readonly isWritable?: boolean
}

/// What the path of a reference stands for; undefined when that is not known (yet).
export function typeOfPath(path: string, resources: readonly Resource[], schema: Schema): ValueType | undefined {
  const [first = '', ...rest] = path.split('.')
  const root = resources.find(({ name }) => name.toLowerCase() === first.toLowerCase())
  if (!root) return undefined
  if (root.members && rest.length > 0) {
    const member = root.members.find(({ name }) => name.toLowerCase() === rest[0]!.toLowerCase())
    return member && rest.length === 1 ? member.type : member && fieldAlong(member.type, rest.slice(1), schema)
  }
  return fieldAlong(root.type, rest, schema)
}

function fieldAlong(type: ValueType, path: readonly string[], schema: Schema): ValueType | undefined {
  if (path.length === 0) return type
  if (type.kind !== 'Record' || !type.object) return undefined
  const [name = '', ...rest] = path
  const wanted = name.toLowerCase()
  const fields = schema.object(type.object)?.fields ?? []
  const parent = fields.find(field => field.relationshipName?.toLowerCase() === wanted)
  if (parent) return fieldAlong(typeOf('Record', false, parent.referenceTo[0] ?? null), rest, schema)
  const field = fields.find(field => field.name.toLowerCase() === wanted)
  return field && rest.length === 0 ? fieldValueType(field) : undefined
}

/// What a picker offers for what was typed: resources, or behind a dot what is inside them.
export function pathOptions(
  text: string,
  resources: readonly Resource[],
  schema: Schema,
  wanted: ValueType | null,
  wrap: (path: string) => string,
): ComboboxOption[] {
  const typed = text.replace(/^\{!?/, '').replace(/\}$/, '')
  const dot = typed.lastIndexOf('.')
  if (dot < 0) return resources.flatMap(resource => optionsOf(resource, wanted, wrap))
  return inside(typed.slice(0, dot), resources, schema, wanted, wrap)
}

function optionsOf(resource: Resource, wanted: ValueType | null, wrap: (path: string) => string): ComboboxOption[] {
  const { name, label, type, group, iconName, members } = resource
  const isTaken = !members && (!wanted || fits(type, wanted))
  const opensInto = members ?? (type.kind === 'Record' && !type.isCollection ? [] : null)
  const detail = [label === name ? '' : name, typeWords(type)].filter(Boolean).join(' · ')
  const option = { label, detail, group, iconName }
  return [
    ...(isTaken ? [{ ...option, value: wrap(name) }] : []),
    ...(opensInto ? [{ ...option, value: `${name}.`, label: `${label} >`, opens: true as const }] : []),
  ]
}

function inside(
  prefix: string,
  resources: readonly Resource[],
  schema: Schema,
  wanted: ValueType | null,
  wrap: (path: string) => string,
): ComboboxOption[] {
  const root = resources.find(({ name }) => name.toLowerCase() === prefix.toLowerCase())
  if (root?.members)
    return root.members.flatMap(member => {
      const path = `${prefix}.${member.name}`
      const opens = member.type.kind === 'Record' && !member.type.isCollection
      const option = { label: member.name, detail: typeWords(member.type), group: root.label }
      return [
        ...(!wanted || fits(member.type, wanted) ? [{ ...option, value: wrap(path) }] : []),
        ...(opens ? [{ ...option, value: `${path}.`, label: `${member.name} >`, opens: true as const }] : []),
      ]
    })
  const type = typeOfPath(prefix, resources, schema)
  if (type?.kind !== 'Record' || !type.object) return []
  const fields = schema.object(type.object)?.fields ?? []
  return fields.flatMap(field => {
    const fieldType = fieldValueType(field)
    const option = { label: field.label, detail: `${field.name} · ${typeWords(fieldType)}`, group: prefix }
    const parent = field.relationshipName && field.referenceTo.length > 0
    return [
      ...(!wanted || fits(fieldType, wanted) ? [{ ...option, value: wrap(`${prefix}.${field.name}`) }] : []),
      ...(parent
        ? [
            {
              ...option,
              value: `${prefix}.${field.relationshipName}.`,
              label: `${field.label} >`,
              opens: true as const,
            },
          ]
        : []),
    ]
  })
}

/// The path in a text that is one reference and nothing else.
export const referencePath = (text: string): string | null => /^\{!\s*([^{}]+?)\s*\}$/.exec(text)?.[1] ?? null
