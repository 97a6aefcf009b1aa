import { parseFormula, references } from '@millrace/formula'
import type { QueryFilter, QueryResource, Resource } from '@millrace/metadata'
import { type DataType, describeJson, describeType, didYouMean } from '@millrace/values'
import { componentFormula } from '../formulas.ts'
import { fieldTypeAt } from '../objectDescription.ts'
import { attributeNamed, isUnknown } from '../references.ts'
import { componentType } from '../componentTypes/index.ts'
import { fits, isCollectionType, resourceType, typedValue } from '../resourceTypes.ts'
import { settingType, unknownReferences } from '../settingValues.ts'
import { isFieldPath, QUERY_OPERATORS } from '../soql.ts'
import { parseTemplate } from '../templates.ts'
import { type Checking, reportError, type Subject } from './checking.ts'
import { whyNoField } from './settings.ts'

/// The resources: what they hold, what they refer to, and that none refers to itself.
///
/// # circular-reference
/// A resource refers to itself, directly or by way of others.
///
/// It has no value. The message shows the circle; take out the reference that closes it.
export function checkResources(checking: Checking): void {
  for (const [i, resource] of checking.scope.definition.resources.entries()) {
    const about = { subject: resource.apiName, path: `resources[${i}]`, element: resource.apiName }
    checkResource(checking, about, resource)
    const circle = circleOf(checking, resource.apiName)
    if (circle) reportError(checking, about, 'circular-reference', `it refers to itself: ${circle.join(' → ')}.`)
  }
}

function checkResource(checking: Checking, about: Subject, resource: Resource): void {
  switch (resource.type) {
    case 'variable':
      return checkHeld(checking, about, resource, resource.defaultValue, 'defaultValue')
    case 'constant':
      return checkHeld(checking, about, resource, resource.value, 'value')
    case 'formula': {
      const { errors } = componentFormula(resource.formula, resourceType(resource), checking.scope)
      for (const { code, message } of errors) reportError(checking, about, code, message, 'formula')
      return
    }
    case 'textTemplate':
      return checkReferences(checking, about, resource.text, 'text')
    case 'query':
      return checkQuery(checking, about, resource)
  }
}

function checkReferences(checking: Checking, about: Subject, raw: unknown, within: string): void {
  for (const { path, message } of unknownReferences(raw, checking.scope, {}, within))
    reportError(checking, about, 'unknown-reference', message, path)
}

/// # type-mismatch
/// A variable or constant gets a value that it can't hold, or a filter compares values of different types.
///
/// The message says both types. Change the data type of the resource, or the value.
function checkHeld(checking: Checking, about: Subject, resource: Resource, raw: unknown, within: string): void {
  checkReferences(checking, about, raw, within)
  const [held, type] = [resourceType(resource), settingType(raw, checking.scope, {})]
  if ('unknown' in type || fits(type, held) || (typeof raw === 'string' && typedValue(raw, held) !== undefined)) return
  const message = `it holds ${describeType(held)}, but its ${within === 'value' ? 'value' : 'default'} is ${describeJson(raw)}.`
  reportError(checking, about, 'type-mismatch', message, within)
}

/// # unknown-object
/// A query asks for an object that does not exist, or that you may not see.
///
/// Custom objects end in `__c`.
function checkQuery(checking: Checking, about: Subject, query: QueryResource): void {
  const { objectApiName, fields, orderBy = [], limit } = query
  if (checking.environment.object && !checking.environment.object(objectApiName))
    return reportError(checking, about, 'unknown-object', `there is no object "${objectApiName}".`, 'objectApiName')
  for (const [i, field] of fields.entries()) checkQueryField(checking, about, query, field, `fields[${i}]`)
  for (const [i, { field }] of orderBy.entries()) checkQueryField(checking, about, query, field, `orderBy[${i}].field`)
  if (query.filter) checkFilter(checking, about, query, query.filter, 'filter')
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    reportError(
      checking,
      about,
      'setting-type',
      `"limit" is a whole number from 1, not ${describeJson(limit)}.`,
      'limit',
    )
}

function checkQueryField(
  checking: Checking,
  about: Subject,
  query: QueryResource,
  field: string,
  within: string,
): void {
  const message = isFieldPath(field)
    ? whyNoField(checking, query.objectApiName, field)
    : `"${field}" is no field name. Fields are written Name or Account.Name.`
  if (message) reportError(checking, about, 'unknown-field', message, within)
}

function checkFilter(
  checking: Checking,
  about: Subject,
  query: QueryResource,
  filter: QueryFilter,
  within: string,
): void {
  if ('and' in filter || 'or' in filter) {
    const [word, parts] = 'and' in filter ? ['and', filter.and] : ['or', filter.or]
    for (const [i, part] of parts.entries()) checkFilter(checking, about, query, part, `${within}.${word}[${i}]`)
    return
  }
  checkQueryField(checking, about, query, filter.field, `${within}.field`)
  if (!QUERY_OPERATORS.includes(filter.operator)) {
    const message = `there is no operator "${String(filter.operator)}".${didYouMean(String(filter.operator), QUERY_OPERATORS)} There is ${QUERY_OPERATORS.join(', ')}.`
    return reportError(checking, about, 'unknown-operator', message, `${within}.operator`)
  }
  checkReferences(checking, about, filter.value, `${within}.value`)
  const type = settingType(filter.value, checking.scope, {})
  if ('unknown' in type) return
  const message = whyNoComparison(filter.operator, type, filter.field, checking, query)
  if (message) reportError(checking, about, 'type-mismatch', message, `${within}.value`)
}

function whyNoComparison(
  operator: string,
  type: DataType,
  field: string,
  checking: Checking,
  query: QueryResource,
): string | undefined {
  const takesMany = operator === 'in' || operator === 'nin'
  if (isCollectionType(type) && !takesMany)
    return `"${operator}" compares ${field} with one value, but this is a ${describeType(type)}. Use "in" or "nin".`
  const item = isCollectionType(type) ? type.of : type
  const held = fieldTypeAt(checking.scope.objects, query.objectApiName, field)
  // Static values are text in the file whatever the field; a record stands for its Id.
  if (!held || item.kind === 'Text' || item.kind === 'Record' || fits(item, held)) return undefined
  if (item.kind === 'Date' && held.kind === 'DateTime') return undefined
  return `${field} is ${describeType(held)}, but it is compared with ${describeType(item)}.`
}

/// The names from [start] back to itself, when what it refers to leads there.
function circleOf(checking: Checking, start: string): string[] | undefined {
  const visited = new Set<string>()
  const search = (name: string, trail: string[]): string[] | undefined => {
    for (const next of dependencies(checking, name)) {
      if (next.toLowerCase() === start.toLowerCase()) return [...trail, start]
      if (visited.has(next.toLowerCase())) continue
      visited.add(next.toLowerCase())
      const found = search(next, [...trail, next])
      if (found) return found
    }
    return undefined
  }
  return search(start, [start])
}

/// What a resource ("total") or a component's attribute ("Contacts.records") reads.
function dependencies(checking: Checking, name: string): string[] {
  const { scope } = checking
  const resource = scope.resource(name)
  if (resource) return pathsOf(resource).flatMap(path => node(checking, path))
  const [componentName = '', attributeName = ''] = name.split('.')
  const component = scope.component(componentName)
  const declaration = component && componentType(component.type)
  const attribute = declaration && attributeNamed(declaration, attributeName)
  if (!component || !attribute) return []
  // What the user's doing decides is derived from the records.
  if (typeof attribute.type === 'function') return [`${component.apiName}.records`]
  return pathsIn(component.attributes?.[attribute.name]).flatMap(path => node(checking, path))
}

function node(checking: Checking, path: string): string[] {
  const reference = checking.scope.find(path)
  if (isUnknown(reference)) return []
  if (reference.resource !== undefined) return [reference.resource]
  return reference.component === undefined ? [] : [path.split('.').slice(0, 2).join('.')]
}

function pathsOf(resource: Resource): string[] {
  switch (resource.type) {
    case 'formula':
      return references(parseFormula(resource.formula).tree)
    case 'textTemplate':
      return pathsIn(resource.text)
    case 'query':
      return pathsIn(resource.filter)
    default:
      return []
  }
}

const pathsIn = (raw: unknown): string[] =>
  raw === undefined
    ? []
    : parseTemplate(JSON.stringify(raw)).flatMap(part => ('reference' in part ? [part.reference] : []))
