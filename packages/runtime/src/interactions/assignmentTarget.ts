import type { VariableResource } from '@millrace/metadata'
import { ANY, ApexValue, type DataType, didYouMean, RecordValue, type Value } from '@millrace/values'
import { fieldNamed, memberNames, type ObjectLookup } from '../objectDescription.ts'
import { fieldValue } from '../recordFields.ts'
import type { ReferenceScope } from '../references.ts'
import { resourceType } from '../resourceTypes.ts'

/// Where an assignment stores: a variable, a field of its record, or a place in its JSON.
export interface AssignmentTarget {
  readonly variable: VariableResource
  /// Field names and positions behind the variable; empty for the variable itself.
  readonly path: readonly (string | number)[]
  readonly type: DataType
}

/// Reads `count`, `contact.Status__c`, `data.items[0].name`, also in `{!…}`; a sentence when it is no place to store.
export function assignmentTarget(written: string, scope: ReferenceScope): AssignmentTarget | string {
  const text = written.trim().replace(/^\{!\s*(.*?)\s*\}$/, '$1')
  const [, name = '', rest = ''] = /^([^.[\]]*)(.*)$/.exec(text) ?? []
  const resource = scope.resource(name)
  if (resource?.type !== 'variable') return whyNoVariable(name, scope)
  const path = pathOf(rest)
  if (!path) return `"${text}" is no path: fields are written ${resource.apiName}.Name, items ${resource.apiName}[0].`
  const type = typeAt(resourceType(resource), path, scope.objects)
  return typeof type === 'string' ? type : { variable: resource, path, type }
}

function whyNoVariable(name: string, scope: ReferenceScope): string {
  const resource = scope.resource(name)
  if (resource) return `"${resource.apiName}" is a ${resource.type}. Only variables can be written.`
  const variables = scope.definition.resources.filter(({ type }) => type === 'variable').map(({ apiName }) => apiName)
  return `there is no variable "${name}".${didYouMean(name, variables)}`
}

function pathOf(rest: string): (string | number)[] | undefined {
  if (!/^(\.[A-Za-z_]\w*|\[\d+\])*$/.test(rest)) return undefined
  return [...rest.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
}

/// The type of what stands at [path]; a sentence when nothing can.
function typeAt(type: DataType, path: readonly (string | number)[], objects: ObjectLookup): DataType | string {
  const [first, ...rest] = path
  if (first === undefined || type.kind === 'Any' || type.kind === 'Apex') return first === undefined ? type : ANY
  if (type.kind === 'Collection')
    return typeof first === 'number'
      ? typeAt(type.of, rest, objects)
      : `a collection has no field ${first}; [0] is its first item.`
  if (type.kind !== 'Record' || typeof first === 'number') return `it has no ${first}: it holds one value.`
  const object = objects(type.object)
  if (!object) return ANY
  const field = fieldNamed(object, first)
  if (!field) return `${object.name} has no field ${first}.${didYouMean(first, memberNames(object))}`
  return rest.length === 0 ? field.type : `${field.name} is one value and has no ${String(rest[0])}.`
}

/// What stands at [path] in [value]; null when nothing does.
export const valueAt = (value: Value, path: readonly (string | number)[]): Value =>
  path.reduce<Value>(
    (at, key) => (typeof key === 'number' ? (Array.isArray(at) ? (at[key] ?? null) : null) : fieldValue(at, key)),
    value,
  )

/// [value] with [set] at [path], the rest as it was. What was missing on the way is made: a record of [type], objects and
/// lists of JSON.
export function withValueAt(value: Value, path: readonly (string | number)[], set: Value, type: DataType): Value {
  const [key, ...rest] = path
  if (key === undefined) return set
  const inner = withValueAt(valueAt(value, [key]), rest, set, type.kind === 'Collection' ? type.of : ANY)
  if (typeof key === 'number') {
    const items = Array.isArray(value) ? [...value] : []
    while (items.length < key) items.push(null)
    items[key] = inner
    return items
  }
  if (value instanceof RecordValue || (value === null && type.kind === 'Record')) {
    const record =
      value instanceof RecordValue ? value.copy() : new RecordValue(type.kind === 'Record' ? type.object : '')
    record.set(spelled(record.shape.names, key), inner)
    return record
  }
  const object = value instanceof ApexValue ? value.copy() : new ApexValue('Object')
  object.fields.set(spelled([...object.fields.keys()], key), inner)
  return object
}

const spelled = (names: readonly string[], wanted: string): string =>
  names.find(name => name.toLowerCase() === wanted.toLowerCase()) ?? wanted
