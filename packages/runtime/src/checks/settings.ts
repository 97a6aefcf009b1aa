import { BOOLEAN, type DataType, describeJson, describeType, didYouMean, TEXT } from '@millrace/values'
import type { PropertyDeclaration } from '../declaration.ts'
import { componentFormula } from '../formulas.ts'
import { fieldTypeAt, isObject, memberNames } from '../objectDescription.ts'
import { type Place, propertyDataType } from '../references.ts'
import { fits, isCollectionType } from '../resourceTypes.ts'
import { settingType, unknownReferences } from '../settingValues.ts'
import { type Checking, reportError, type Subject } from './checking.ts'

/// Settings against their declarations: unknown and missing ones, types, choices, references.
///
/// # unknown-setting
/// A component or interaction has a setting that its type does not have.
///
/// It would do nothing. The message names a setting that is spelled almost the same.
///
/// # missing-setting
/// A component or interaction lacks a setting that it can't do without.
///
/// The message names it as in the file and, in brackets, as in the builder.
export function checkSettings(
  checking: Checking,
  about: Subject,
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDeclaration[],
  place: Place,
  recordType: DataType,
): void {
  const names = properties.map(({ name }) => name)
  for (const name of Object.keys(settings)) {
    if (names.includes(name)) continue
    const message = `there is no setting "${name}".${didYouMean(name, names)}`
    reportError(checking, about, 'unknown-setting', message, name)
  }
  for (const property of properties) {
    const raw = settings[property.name]
    if (raw !== undefined && raw !== null && raw !== '') checkSetting(checking, about, property, raw, place, recordType)
    else if (property.required)
      reportError(
        checking,
        about,
        'missing-setting',
        `"${property.name}" (${property.label}) is not set.`,
        property.name,
      )
  }
}

function checkSetting(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
  recordType: DataType,
): void {
  const { name } = property
  switch (property.type) {
    case 'interactions':
      return
    case 'list':
      return checkList(checking, about, property, raw, place, recordType)
    case 'condition':
      return checkFormulaSetting(checking, about, name, raw, place)
    case 'field':
      return checkField(checking, about, name, raw, recordType)
    case 'flow':
      return checkFlowName(checking, about, name, raw)
    case 'variable':
      return checkVariableName(checking, about, name, raw)
    default:
      return checkValue(checking, about, property, raw, place)
  }
}

/// # setting-type
/// A setting has a value of another kind than it takes.
///
/// The message says what it takes and what it is. A reference `{!…}` counts as what it refers to.
function checkList(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
  recordType: DataType,
): void {
  if (!Array.isArray(raw))
    return reportError(
      checking,
      about,
      'setting-type',
      `"${property.name}" is a list, but it is ${describeJson(raw)}.`,
      property.name,
    )
  for (const [i, item] of raw.entries()) {
    const at = `${property.name}[${i}]`
    const inner = { ...about, path: `${about.path}.${at}` }
    if (isObject(item)) checkSettings(checking, inner, item, property.items ?? [], place, recordType)
    else reportError(checking, about, 'setting-type', `"${at}" is an object, but it is ${describeJson(item)}.`, at)
  }
}

/// A formula that is true or false, such as `when` and a component's visibility.
export function checkFormulaSetting(
  checking: Checking,
  about: Subject,
  name: string,
  raw: unknown,
  place: Place,
  expected: DataType = BOOLEAN,
): void {
  if (typeof raw !== 'string')
    return reportError(checking, about, 'setting-type', `"${name}" is a formula, but it is ${describeJson(raw)}.`, name)
  const { errors } = componentFormula(raw, expected, checking.scope, place)
  for (const { code, message } of errors) reportError(checking, about, code, `"${name}": ${message}`, name)
}

/// # unknown-field
/// A component or query names a field that the object does not have.
///
/// Custom fields end in `__c`. A field of a parent record is written with the relationship: `Account.Name`.
function checkField(checking: Checking, about: Subject, name: string, raw: unknown, recordType: DataType): void {
  if (typeof raw !== 'string')
    return reportError(checking, about, 'setting-type', `"${name}" is a field, but it is ${describeJson(raw)}.`, name)
  if (recordType.kind !== 'Record') return
  const message = whyNoField(checking, recordType.object, raw)
  if (message) reportError(checking, about, 'unknown-field', message, name)
}

/// Why an object has no field at [path]; undefined when it has, or when its object is not known.
export function whyNoField(checking: Checking, objectName: string, path: string): string | undefined {
  const { objects } = checking.scope
  const object = objects(objectName)
  if (!object || fieldTypeAt(objects, objectName, path)) return undefined
  const [first = '', ...rest] = path.split('.')
  const parent = object.fields.find(field => field.relationshipName?.toLowerCase() === first.toLowerCase())
  if (parent && rest.length > 0) {
    const [target] = parent.referenceTo ?? []
    return target === undefined ? undefined : whyNoField(checking, target, rest.join('.'))
  }
  const names = memberNames(object)
  return `${object.name} has no field ${first}.${didYouMean(first, names)}`
}

function checkFlowName(checking: Checking, about: Subject, name: string, raw: unknown): void {
  if (typeof raw !== 'string' || raw.includes('{!'))
    reportError(checking, about, 'setting-type', `"${name}" is the API name of a flow, not ${describeJson(raw)}.`, name)
}

/// # unknown-variable
/// A setting names a variable that the Dynamic Component does not have, or a resource that can't be written.
///
/// Only resources of the type variable hold what an interaction stores. Create one, or correct the name.
function checkVariableName(checking: Checking, about: Subject, name: string, raw: unknown): void {
  const resource = typeof raw === 'string' ? checking.scope.resource(raw) : undefined
  if (resource?.type === 'variable') return
  const variables = checking.scope.definition.resources.filter(({ type }) => type === 'variable')
  const message =
    resource === undefined
      ? `there is no variable ${describeJson(raw).replace(/ \(.*\)$/, '')}.${didYouMean(
          String(raw),
          variables.map(({ apiName }) => apiName),
        )}`
      : `"${resource.apiName}" is a ${resource.type}. Only variables can be written.`
  reportError(checking, about, 'unknown-variable', message, name)
}

/// # unknown-reference
/// A reference `{!…}` names a resource, component, attribute or global that is not there.
///
/// The message says which part of it, and what there is. Upper and lower case make no difference.
///
/// # setting-value
/// A setting has a value that is not one of its choices.
///
/// The message lists the choices; they are written exactly so.
function checkValue(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
): void {
  const { name, options } = property
  const unknown = unknownReferences(raw, checking.scope, place, name)
  for (const { path, message } of unknown) reportError(checking, about, 'unknown-reference', message, path)
  const type = settingType(raw, checking.scope, place)
  if (unknown.length > 0 || 'unknown' in type) return
  if (property.type === 'records') {
    if (isCollectionType(type) || type.kind === 'Any') return
    const message = `"${name}" takes a collection of records, such as a query, but it is ${describeType(type)}.`
    return reportError(checking, about, 'setting-type', message, name)
  }
  const isStatic = typeof raw !== 'string' || !raw.includes('{')
  if (options && isStatic && !options.some(({ value }) => value === raw)) {
    const values = options.map(({ value }) => value)
    const message = `"${name}" is ${describeJson(raw)}. It is one of ${values.join(', ')}.${didYouMean(String(raw), values)}`
    return reportError(checking, about, 'setting-value', message, name)
  }
  const wanted = propertyDataType(property.type)
  // Any single value can be shown as text.
  const isText = wanted === TEXT && !isCollectionType(type) && type.kind !== 'Record'
  if (!isText && !fits(type, wanted))
    reportError(
      checking,
      about,
      'setting-type',
      `"${name}" takes ${describeType(wanted)}, but it is ${describeType(type)}.`,
      name,
    )
}
