import { parseFormula, references } from '@millrace/formula'
import type { ChildQuery, QueryFilter, QueryOperator, QueryResource, Resource } from '@millrace/metadata'
import { type DataType, describeJson, describeType, didYouMean, NUMBER, TEXT } from '@millrace/values'
import { componentFormula } from '../formulas.ts'
import { childrenNamed, fieldTypeAt } from '../objectDescription.ts'
import { attributeNamed, isUnknown, itemsAttribute } from '../references.ts'
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
  const { objectApiName, fields, aggregates = [], children = [], orderBy = [] } = query
  if (checking.environment.object && !checking.environment.object(objectApiName))
    return reportError(checking, about, 'unknown-object', `there is no object "${objectApiName}".`, 'objectApiName')
  for (const [i, field] of fields.entries()) checkQueryField(checking, about, objectApiName, field, `fields[${i}]`)
  for (const [i, { field }] of orderBy.entries()) {
    const isAlias = aggregates.some(({ alias }) => alias.toLowerCase() === field.toLowerCase())
    if (!isAlias) checkQueryField(checking, about, objectApiName, field, `orderBy[${i}].field`)
  }
  if (query.filter) checkFilter(checking, about, objectApiName, query.filter, 'filter')
  checkCount(checking, about, query.limit, 'limit', 1)
  checkCount(checking, about, query.offset, 'offset', 0)
  checkCount(checking, about, query.pageSize, 'pageSize', 1)
  checkAggregates(checking, about, query)
  for (const [i, child] of children.entries()) checkChildQuery(checking, about, query, child, `children[${i}]`)
}

function checkCount(
  checking: Checking,
  about: Subject,
  raw: number | string | undefined,
  name: string,
  least: number,
): void {
  if (raw === undefined) return
  if (typeof raw === 'string') {
    checkReferences(checking, about, raw, name)
    const type = settingType(raw, checking.scope, {})
    if ('unknown' in type || fits(type, NUMBER)) return
  } else if (Number.isInteger(raw) && raw >= least) return
  reportError(
    checking,
    about,
    'setting-type',
    `"${name}" is a whole number from ${least}, not ${describeJson(raw)}.`,
    name,
  )
}

/// # aggregate-query
/// A query of figures has something that only a query of records can have, or a figure lacks its field.
///
/// Rows of figures have the fields they are grouped by and the figures' aliases. They have no child records and no
/// pages, and every function but `count` is of a field.
function checkAggregates(checking: Checking, about: Subject, query: QueryResource): void {
  const { aggregates = [], children = [], pageSize, objectApiName } = query
  const report = (message: string, at: string): void => reportError(checking, about, 'aggregate-query', message, at)
  if (aggregates.length === 0) return
  if (children.length > 0) report('figures have no child records; take out "children".', 'children')
  if (pageSize !== undefined) report('figures are not read in pages; take out "pageSize".', 'pageSize')
  for (const [i, { function: name, field }] of aggregates.entries()) {
    const at = `aggregates[${i}].field`
    if (field !== undefined) checkQueryField(checking, about, objectApiName, field, at)
    else if (name !== 'count') report(`${name} is of a field: name it in "field".`, at)
  }
}

/// # unknown-relationship
/// A query reads child records through a relationship that its object does not have.
///
/// Child relationships are named as in SOQL, `Contacts` of Account; those of custom objects end in `__r`.
function checkChildQuery(
  checking: Checking,
  about: Subject,
  query: QueryResource,
  child: ChildQuery,
  within: string,
): void {
  const object = checking.scope.objects(query.objectApiName)
  if (!object?.childRelationships) return
  const found = childrenNamed(object, child.relationship)
  if (!found) {
    const names = object.childRelationships.map(({ name }) => name)
    const message = `${object.name} has no child relationship "${child.relationship}".${didYouMean(child.relationship, names)}`
    return reportError(checking, about, 'unknown-relationship', message, `${within}.relationship`)
  }
  for (const [i, field] of child.fields.entries())
    checkQueryField(checking, about, found.childObject, field, `${within}.fields[${i}]`)
  for (const [i, { field }] of (child.orderBy ?? []).entries())
    checkQueryField(checking, about, found.childObject, field, `${within}.orderBy[${i}].field`)
  if (child.filter) checkFilter(checking, about, found.childObject, child.filter, `${within}.filter`)
  checkCount(checking, about, child.limit, `${within}.limit`, 1)
}

function checkQueryField(
  checking: Checking,
  about: Subject,
  objectApiName: string,
  field: string,
  within: string,
): void {
  const message = isFieldPath(field)
    ? whyNoField(checking, objectApiName, field)
    : `"${field}" is no field name. Fields are written Name or Account.Name.`
  if (message) reportError(checking, about, 'unknown-field', message, within)
}

function checkFilter(
  checking: Checking,
  about: Subject,
  objectApiName: string,
  filter: QueryFilter,
  within: string,
): void {
  if ('not' in filter) return checkFilter(checking, about, objectApiName, filter.not, `${within}.not`)
  if ('and' in filter || 'or' in filter) {
    const [word, parts] = 'and' in filter ? ['and', filter.and] : ['or', filter.or]
    for (const [i, part] of parts.entries())
      checkFilter(checking, about, objectApiName, part, `${within}.${word}[${i}]`)
    return
  }
  checkQueryField(checking, about, objectApiName, filter.field, `${within}.field`)
  if (!QUERY_OPERATORS.includes(filter.operator)) {
    const message = `there is no operator "${String(filter.operator)}".${didYouMean(String(filter.operator), QUERY_OPERATORS)} There is ${QUERY_OPERATORS.join(', ')}.`
    return reportError(checking, about, 'unknown-operator', message, `${within}.operator`)
  }
  checkReferences(checking, about, filter.value, `${within}.value`)
  const type = settingType(filter.value, checking.scope, {})
  if ('unknown' in type) return
  const message = whyNoComparison(filter.operator, type, filter.field, checking, objectApiName)
  if (message) reportError(checking, about, 'type-mismatch', message, `${within}.value`)
}

const TAKE_MANY: readonly QueryOperator[] = ['in', 'nin', 'includes', 'excludes']
const OF_TEXT: readonly QueryOperator[] = ['like', 'sw', 'ew', 'ctn']

function whyNoComparison(
  operator: QueryOperator,
  type: DataType,
  field: string,
  checking: Checking,
  objectApiName: string,
): string | undefined {
  const takesMany = TAKE_MANY.includes(operator)
  if (isCollectionType(type) && !takesMany)
    return `"${operator}" compares ${field} with one value, but this is a ${describeType(type)}. Use "in" or "nin".`
  const item = isCollectionType(type) ? type.of : type
  const held = fieldTypeAt(checking.scope.objects, objectApiName, field)
  if (held && OF_TEXT.includes(operator) && !fits(held, TEXT))
    return `"${operator}" looks into text, but ${field} is ${describeType(held)}.`
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
  // What the user's doing decides is derived from the records; an input holds what it is mapped to.
  const isMapped = declaration.attributes.some(({ name }) => name === attribute.name)
  if (typeof attribute.type === 'function' && !isMapped) return [`${component.apiName}.${itemsAttribute(declaration)}`]
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
      return pathsIn([resource.filter, resource.limit, resource.offset, resource.children])
    default:
      return []
  }
}

const pathsIn = (raw: unknown): string[] =>
  raw === undefined
    ? []
    : parseTemplate(JSON.stringify(raw)).flatMap(part => ('reference' in part ? [part.reference] : []))
