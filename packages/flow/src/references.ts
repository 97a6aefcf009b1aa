import type { FieldType, ObjectType, Schema } from '@millrace/database'
import type { Located } from '@millrace/metadata'
import {
  ANY,
  apexOf,
  ApexValue,
  collectionOf,
  type DataType,
  describeType,
  didYouMean,
  recordOf,
  RecordValue,
} from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { rounded } from './conversion.ts'
import { type Expression, type Target, UNKNOWN } from './expression.ts'
import { itemOf } from './flowTypes.ts'
import type { ApexFields } from './host.ts'
import { globalReference, stateTarget } from './globals.ts'
import type { Interview } from './interview.ts'
import { anyPathReader, apexFieldReader, fieldReader, slotFieldReader, slotFieldWriter } from './readers.ts'
import { relatedMember } from './relatedMember.ts'
import type { Resource } from './resources.ts'

/// Why an element that keeps nothing is often used as if it did.
export const LOST_OUTPUT =
  'Its automatic output may have been lost when the flow was retrieved with an old API version.'

/// What [path] ("Get_Account.Owner.Name", without `{!` and `}`) refers to, or the rest of a sentence that says why
/// there is no such thing. Names are found ignoring case.
export function findReference(path: string, compilation: Compilation): Expression | string {
  const [, collectionPath, itemPath] = /^(.*)\[\$EachItem\]\.?(.*)$/i.exec(path.trim()) ?? []
  if (collectionPath !== undefined) return eachItemReference(collectionPath, itemPath!, compilation)
  const [first = '', ...rest] = path.trim().split('.')
  if (first === '') return 'it names nothing. Choose a resource of the flow.'
  if (first.startsWith('$') && !compilation.resource(first)) return globalReference(first, rest, compilation)
  const resource = compilation.resource(first)
  if (!resource) return `the flow has no resource or element "${first}".${didYouMean(first, compilation.resourceNames)}`
  const root = resource.expression(compilation)
  if (rest.length === 0) return root
  if (resource.kind === 'element') return `${resource.name} keeps no output under its name. ${LOST_OUTPUT}`
  if (resource.members) return outputMember(resource, root, rest, compilation)
  // Of an action that nothing is known of, the name alone may stand for the only output, but not before a path.
  const held: Expression = { ...root, read: interview => interview.slots[resource.slot]! }
  const start = root.type.kind === 'Any' && resource.kind === 'output' ? held : root
  return typedMember(start, rest, first, compilation, resource.kind === 'formula' ? -1 : resource.slot)
}

/// `Source[$EachItem].Field`, in a Transform.
function eachItemReference(collectionPath: string, itemPath: string, compilation: Compilation): Expression | string {
  const collection = findReference(collectionPath, compilation)
  if (typeof collection === 'string') return collection
  if (collection.type.kind !== 'Collection' && collection.type.kind !== 'Any')
    return `${collectionPath} is no collection.`
  const item = compilation.eachItemOf(collectionPath, collection)
  if (!item) return 'a Transform goes through one collection at a time.'
  const root: Expression = { type: itemOf(collection.type), read: interview => interview.slots[item.slot]! }
  return itemPath === '' ? root : typedMember(root, itemPath.split('.'), collectionPath, compilation, item.slot)
}

/// A named output of an element that has several: `{!My_Subflow.count}`. Where the element's name alone stands for its
/// sole output, a field of that: `{!My_Action.Name}`.
function outputMember(
  resource: Resource,
  root: Expression,
  rest: readonly string[],
  compilation: Compilation,
): Expression | string {
  const [name = '', ...further] = rest
  const member = resource.members!.get(name.toLowerCase())
  if (!member) {
    if (root.type.kind === 'Record') return typedMember(root, rest, resource.name, compilation, -1)
    const names = [...resource.members!.values()].map(one => one.name)
    return `${resource.name} has no output "${name}".${didYouMean(name, names)}`
  }
  const read = apexFieldReader(interview => interview.slots[resource.slot]!, member.name)
  const output: Expression = { type: member.type, read }
  return further.length === 0
    ? output
    : typedMember(output, further, `${resource.name}.${member.name}`, compilation, -1)
}

function typedMember(
  root: Expression,
  rest: readonly string[],
  path: string,
  compilation: Compilation,
  slot: number,
): Expression | string {
  switch (root.type.kind) {
    case 'Record':
      return recordPath(root, root.type.object, rest, compilation, slot)
    case 'Apex':
      return apexPath(root, root.type.apexClass, rest, compilation)
    case 'Any':
      return { type: ANY, read: anyPathReader(root.read, rest) }
    case 'Collection':
      return `${path} is a ${describeType(root.type)}, which has no "${rest[0]}". Loop over it, or get one record.`
    default:
      return `${path} is a ${describeType(root.type)}, which has no fields.`
  }
}

/// A field of an Apex-defined value, with its type where the fields of its class are known.
function apexPath(
  root: Expression,
  apexClass: string,
  [name = '', ...rest]: readonly string[],
  compilation: Compilation,
): Expression | string {
  const fields = compilation.project.actions?.apexType?.(apexClass)
  if (!fields) return { type: ANY, read: anyPathReader(root.read, [name, ...rest]) }
  const field = fields.get(name.toLowerCase())
  if (!field) return noApexField(apexClass, name, fields)
  const read = anyPathReader(root.read, [field.name])
  return rest.length === 0
    ? { type: field.type, read }
    : typedMember({ type: field.type, read }, rest, `${apexClass}.${field.name}`, compilation, -1)
}

const noApexField = (apexClass: string, name: string, fields: ApexFields): string =>
  `${apexClass} has no field "${name}".${didYouMean(
    name,
    [...fields.values()].map(field => field.name),
  )}`

/// A field of a record, through as many parent relationships as the path has. [slot] is where the record is held, -1
/// when it is worked out.
function recordPath(
  root: Expression,
  objectName: string,
  segments: readonly string[],
  compilation: Compilation,
  slot: number,
): Expression | string {
  const { schema, lenient } = compilation.project
  const names: string[] = []
  let object = schema.object(objectName)
  let read = root.read
  for (const [i, segment] of segments.entries()) {
    if (!object) {
      if (!lenient) return `there is no object "${objectName}".`
      return { type: ANY, read: anyPathReader(read, segments.slice(i)) }
    }
    const isLast = i === segments.length - 1
    const field = isLast ? object.field(segment) : undefined
    if (field) {
      names.push(field.apiName)
      compilation.noteRead(objectName, names.join('.'))
      const direct = i === 0 && slot >= 0
      return {
        type: field.dataType,
        read: direct ? slotFieldReader(slot, field.apiName) : fieldReader(read, field.apiName),
        isPercent: field.type === 'percent',
        ...(direct ? { slotField: { slot, name: field.apiName } } : {}),
      }
    }
    const related = relatedMember(object, segment, compilation)
    if (related) return relatedRecords(read, related, segments.slice(i + 1), compilation)
    const [name = '', wanted] = segment.split(':')
    const relation = object.parentRelationship(name)
    const parent = relation && parentOf(relation, wanted, segments[i + 1], schema)
    if (!relation || parent === undefined)
      return unknownMember(object, segment, isLast, read, segments.slice(i), lenient)
    const relationshipName = relation.relationshipName ?? name
    names.push(relationshipName)
    read = fieldReader(read, relationshipName)
    if (wanted) read = recordOfObject(read, parent)
    if (isLast) {
      compilation.noteRead(objectName, [...names, 'Id'].join('.'))
      return { type: recordOf(parent), read }
    }
    object = schema.object(parent)
  }
  return { type: ANY, read }
}

/// Child records that a Get Records element has put into the record.
function relatedRecords(
  of: Expression['read'],
  { name, object, firstOnly }: NonNullable<ReturnType<typeof relatedMember>>,
  rest: readonly string[],
  compilation: Compilation,
): Expression | string {
  const type = firstOnly ? recordOf(object) : collectionOf(recordOf(object))
  const related: Expression = { type, read: fieldReader(of, name) }
  return rest.length === 0 ? related : typedMember(related, rest, name, compilation, -1)
}

/// The object a relationship leads to: the one the path names (`Owner:User`), else, where there are several, the first
/// that has the field read from it. Undefined when the path names one it can't lead to.
function parentOf(
  relation: FieldType,
  wanted: string | undefined,
  next: string | undefined,
  schema: Schema,
): string | undefined {
  const { referenceTo } = relation
  if (wanted) return referenceTo.find(name => name.toLowerCase() === wanted.toLowerCase())
  const [nextName = ''] = (next ?? '').split(':')
  const has = (name: string): boolean => {
    const object = schema.object(name)
    return (object?.field(nextName) ?? object?.parentRelationship(nextName)) !== undefined
  }
  return (referenceTo.length > 1 ? referenceTo.find(has) : undefined) ?? referenceTo[0] ?? ''
}

/// Null where the relationship leads to a record of another object than the path names.
const recordOfObject =
  (read: Expression['read'], objectName: string): Expression['read'] =>
  interview => {
    const value = read(interview)
    return value instanceof RecordValue && value.objectName === objectName ? value : null
  }

function unknownMember(
  object: ObjectType,
  segment: string,
  isLast: boolean,
  read: Expression['read'],
  rest: readonly string[],
  lenient: boolean,
): Expression | string {
  const candidates = isLast
    ? object.fields.map(field => field.apiName)
    : object.fields.flatMap(field => field.relationshipName ?? [])
  const near = didYouMean(segment, candidates)
  if (lenient && (near === '' || /__\w+$/.test(segment))) return { type: ANY, read: anyPathReader(read, rest) }
  return `${object.apiName} has no ${isLast ? 'field' : 'relationship'} "${segment}".${near}`
}

/// Where a value is to be stored. Reports, and answers undefined, when [path] can't be assigned to.
///
/// # not-assignable
/// An element stores a value in something that can't hold one: a constant, a formula, a field of a text.
///
/// Only variables, record fields and the records an element found can be set. Store the value in a variable.
export function findTarget(path: string, compilation: Compilation, at: Located, tag: string): Target | undefined {
  const [first = '', ...rest] = path.trim().split('.')
  const state = first.toLowerCase() === '$flow' && rest.length === 1 ? stateTarget(rest[0]!, compilation) : undefined
  if (state) return state
  const resource = compilation.resource(first)
  if (!resource) {
    const found = compilation.reference(path, at, tag)
    if (found !== UNKNOWN) reportNotAssignable(path, compilation, at, tag)
    return undefined
  }
  const isPath = resource.type.kind === 'Apex' || resource.type.kind === 'Any'
  if (!resource.isAssignable || (rest.length > 1 && !isPath) || resource.members) {
    reportNotAssignable(path, compilation, at, tag)
    return undefined
  }
  if (rest.length === 0) return slotTarget(resource)
  if (resource.type.kind === 'Apex') {
    const type = apexFieldType(resource.type.apexClass, rest, compilation)
    if (typeof type !== 'string') return apexFieldTarget(resource, rest, type)
    compilation.report('not-assignable', `${compilation.here} sets {!${path}}, but ${type}`, at, tag)
    return undefined
  }
  if (rest.length > 1) return apexFieldTarget(resource, rest, ANY)
  return fieldTarget(resource, rest[0]!, compilation, at, tag)
}

function reportNotAssignable(path: string, compilation: Compilation, at: Located, tag: string): void {
  const message = `${compilation.here} stores a value in {!${path}}, which can't be assigned to.`
  compilation.report('not-assignable', message, at, tag)
}

function slotTarget({ slot, type, scale }: Resource): Target {
  const store = scale === null ? null : rounded(scale)
  return {
    type,
    slot,
    read: interview => interview.slots[slot]!,
    write: (interview, value) => {
      interview.slots[slot] = store ? store(value) : value
    },
  }
}

function fieldTarget(
  resource: Resource,
  name: string,
  compilation: Compilation,
  at: Located,
  tag: string,
): Target | undefined {
  const { slot, type } = resource
  if (type.kind !== 'Record' && type.kind !== 'Any') {
    const what = `${resource.name} is a ${describeType(type)}`
    compilation.report('not-assignable', `${compilation.here} sets {!${resource.name}.${name}}, but ${what}.`, at, tag)
    return undefined
  }
  const object = type.kind === 'Record' ? compilation.project.schema.object(type.object) : undefined
  const field = object && compilation.field(object, name, at, tag)
  const fieldName = field?.apiName ?? name
  const objectName = object?.apiName ?? (type.kind === 'Record' ? type.object : '')
  return {
    type: field?.dataType ?? ANY,
    read: slotFieldReader(slot, fieldName),
    write: slotFieldWriter(slot, fieldName, objectName),
  }
}

/// The type of a field of an Apex-defined value; the rest of a sentence where there is no such field.
function apexFieldType(apexClass: string, path: readonly string[], compilation: Compilation): DataType | string {
  const found = apexPath({ type: apexOf(apexClass), read: () => null }, apexClass, path, compilation)
  return typeof found === 'string' ? found : found.type
}

/// A field of an Apex-defined value, however deep; values on the way there are made when they are null.
function apexFieldTarget({ slot, type }: Resource, path: readonly string[], fieldType: DataType): Target {
  const last = path.at(-1)!
  const holder = (interview: Interview): ApexValue | RecordValue => {
    let held = interview.slots[slot]
    if (!(held instanceof ApexValue) && !(held instanceof RecordValue))
      interview.slots[slot] = held = new ApexValue(type.kind === 'Apex' ? type.apexClass : '')
    for (const name of path.slice(0, -1)) {
      if (held instanceof RecordValue) return held
      let inner = held.fields.get(name)
      if (!(inner instanceof ApexValue) && !(inner instanceof RecordValue))
        held.fields.set(name, (inner = new ApexValue('')))
      held = inner
    }
    return held
  }
  return {
    type: fieldType,
    read: anyPathReader(interview => interview.slots[slot]!, path),
    write: (interview, value) => {
      const held = holder(interview)
      if (held instanceof ApexValue) held.fields.set(last, value)
      else held.set(last, value)
    },
  }
}
