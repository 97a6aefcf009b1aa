import {
  ANY,
  BOOLEAN,
  collectionOf,
  type DataType,
  mergeText,
  NULL,
  num,
  NUMBER,
  type Reader,
  TEXT,
  type Value,
} from '@millrace/values'
import type { Resolved } from './componentState.ts'
import type { PropertyDeclaration, PropertyType } from './declaration.ts'
import type { Evaluation } from './evaluation.ts'
import { isObject } from './objectDescription.ts'
import { isUnknown, type Place, type ReferenceScope, type UnknownReference } from './references.ts'
import { isSettings, isValue, type Settings } from './resolved.ts'
import { parseTemplate, soleReference } from './templates.ts'

// A setting as it stands in the file, `"{!Contacts.SelectedRows}"`, `"Hello {!name}"`, `12`, `[{"name": …}]`: the one
// place that says what it means.

/// The value of a setting. A reference alone keeps its type; text with references in it becomes text; lists and
/// objects keep their form.
export function settingValue(raw: unknown, scope: ReferenceScope, place: Place, evaluation: Evaluation): Resolved {
  if (typeof raw === 'string') return textValue(raw, scope, place, evaluation)
  if (typeof raw === 'number') return Number.isFinite(raw) ? num(raw) : null
  if (typeof raw === 'boolean') return raw
  if (Array.isArray(raw)) {
    const items = raw.map(item => settingValue(item, scope, place, evaluation))
    return items.every(isValue) ? (items as Value[]) : items
  }
  if (!isObject(raw)) return null
  return Object.fromEntries(
    Object.entries(raw).map(([name, item]) => [name, settingValue(item, scope, place, evaluation)]),
  )
}

/// What a declared setting is resolved with.
export interface SettingContext {
  readonly scope: ReferenceScope
  readonly place: Place
  readonly evaluation: Evaluation
  /// Whether it is resolved for one of the component's items.
  readonly isItem: boolean
  isTrue(condition: unknown): boolean
}

/// The value of a setting as its [property] holds it: conditions are worked out, a number or date that is mapped to a
/// text is printed for the reader, and what is for each item is null where there is none.
export function declaredValue(raw: unknown, property: PropertyDeclaration, at: SettingContext): Resolved {
  if (property.perItem && !at.isItem) return null
  if (property.type === 'condition') return typeof raw === 'boolean' ? raw : at.isTrue(raw)
  if (property.type === 'list' && Array.isArray(raw)) return raw.map(item => declaredItem(item, property, at))
  return asDeclared(settingValue(raw, at.scope, at.place, at.evaluation), property, at.evaluation)
}

function declaredItem(raw: unknown, property: PropertyDeclaration, at: SettingContext): Resolved {
  if (!isObject(raw)) return settingValue(raw, at.scope, at.place, at.evaluation)
  return Object.fromEntries(
    Object.entries(raw).map(([name, member]) => {
      const declared = property.items?.find(item => item.name === name)
      return [
        name,
        declared ? declaredValue(member, declared, at) : settingValue(member, at.scope, at.place, at.evaluation),
      ]
    }),
  )
}

function asDeclared(value: Resolved, property: PropertyDeclaration, reader: Reader): Resolved {
  if (PRINTED.includes(property.type)) return printed(value, reader)
  if (property.type !== 'list' || !Array.isArray(value)) return value
  return value.map(item => (isSettings(item) ? itemAsDeclared(item, property.items ?? [], reader) : item))
}

function itemAsDeclared(item: Settings, properties: readonly PropertyDeclaration[], reader: Reader): Resolved {
  const declared = properties.filter(({ name }) => item[name] !== undefined)
  return { ...item, ...Object.fromEntries(declared.map(one => [one.name, asDeclared(item[one.name]!, one, reader)])) }
}

const PRINTED: readonly PropertyType[] = ['text', 'longText', 'icon', 'url']

const printed = (value: Resolved, reader: Reader): Resolved =>
  isValue(value) && value !== null && typeof value !== 'string' ? mergeText(value, reader) : value

function textValue(text: string, scope: ReferenceScope, place: Place, evaluation: Evaluation): Value {
  const parts = parseTemplate(text)
  const values = parts.map(part => ('text' in part ? part.text : read(part.reference, scope, place, evaluation)))
  if (soleReference(text) !== undefined) return values[0] ?? null
  return values.map(value => mergeText(value, evaluation)).join('')
}

function read(path: string, scope: ReferenceScope, place: Place, evaluation: Evaluation): Value {
  const reference = scope.find(path, place)
  return isUnknown(reference) ? null : reference.read(evaluation)
}

/// The type that `settingValue` gives, known without running; the reason when a reference alone names nothing.
export function settingType(raw: unknown, scope: ReferenceScope, place: Place): DataType | UnknownReference {
  if (raw === null || raw === undefined) return NULL
  if (typeof raw === 'number') return NUMBER
  if (typeof raw === 'boolean') return BOOLEAN
  if (typeof raw === 'string') {
    const path = soleReference(raw)
    if (path === undefined) return TEXT
    const reference = scope.find(path, place)
    return isUnknown(reference) ? reference : reference.type
  }
  if (!Array.isArray(raw)) return ANY
  const types = raw.map(item => settingType(item, scope, place))
  const first = types[0]
  const same = first && 'kind' in first && types.every(type => 'kind' in type && type.kind === first.kind)
  return collectionOf(same ? first : ANY)
}

/// Every reference in a setting that names nothing, with its path inside the setting.
export function unknownReferences(
  raw: unknown,
  scope: ReferenceScope,
  place: Place,
  path: string,
): { path: string; message: string }[] {
  if (typeof raw === 'string')
    return parseTemplate(raw).flatMap(part => {
      const reference = 'reference' in part ? scope.find(part.reference, place) : undefined
      return reference && isUnknown(reference) ? [{ path, message: reference.unknown }] : []
    })
  if (Array.isArray(raw)) return raw.flatMap((item, i) => unknownReferences(item, scope, place, `${path}[${i}]`))
  if (!isObject(raw)) return []
  return Object.entries(raw).flatMap(([name, item]) => unknownReferences(item, scope, place, `${path}.${name}`))
}
