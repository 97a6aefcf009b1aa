import {
  BOOLEAN,
  type DataType,
  DATE,
  DateValue,
  describeJson,
  describeType,
  didYouMean,
  num,
  TEXT,
} from '@millrace/values'
import type { Resolved } from '../componentState.ts'
import { styleDeclarations } from '../componentTypes/style.ts'
import type { PropertyDeclaration } from '../declaration.ts'
import { conditionOperator, conditionOperators } from '../conditionRules.ts'
import { componentFormula } from '../formulas.ts'
import { fieldTypeAt, isObject, memberNames } from '../objectDescription.ts'
import { type Place, propertyDataType } from '../references.ts'
import { fits, isCollectionType } from '../resourceTypes.ts'
import { settingType, unknownReferences } from '../settingValues.ts'
import { soleReference } from '../templates.ts'
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
  /// What settings for each item of the component see.
  items: Place = place,
): void {
  const names = properties.map(({ name }) => name)
  for (const name of Object.keys(settings)) {
    if (names.includes(name)) continue
    const message = `there is no setting "${name}".${didYouMean(name, names)}`
    reportError(checking, about, 'unknown-setting', message, name)
  }
  for (const property of properties) {
    const raw = settings[property.name]
    if (raw !== undefined && raw !== null && raw !== '')
      checkSetting(checking, about, property, raw, placeOf(property, place, items, recordType), recordType, items)
    else if (property.required && isShown(property, settings, properties))
      reportError(
        checking,
        about,
        'missing-setting',
        `"${property.name}" (${property.label}) is not set.`,
        property.name,
      )
  }
}

const placeOf = (property: PropertyDeclaration, place: Place, items: Place, recordType: DataType): Place =>
  property.hasRow ? { ...place, row: recordType } : property.perItem ? items : place

/// Whether a panel shows the property beside the other [settings].
export function isShown(
  { when }: PropertyDeclaration,
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDeclaration[],
): boolean {
  if (!when) return true
  const other = properties.find(({ name }) => name === when.property)
  const value = settings[when.property] ?? other?.default ?? null
  return when.is.some(one => one === value)
}

function checkSetting(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
  recordType: DataType,
  items: Place,
): void {
  const { name } = property
  switch (property.type) {
    case 'interactions':
      return
    case 'list':
      return checkList(checking, about, property, raw, place, recordType, items)
    case 'style':
      return checkStyle(checking, about, property, raw)
    case 'condition':
      return checkCondition(checking, about, name, raw, place)
    case 'field':
      return checkField(checking, about, name, raw, recordType)
    case 'fields':
      return checkFields(checking, about, property, raw, place, recordType)
    case 'options':
      return checkOptions(checking, about, property, raw, place)
    case 'flow':
      return checkFlowName(checking, about, name, raw)
    case 'variable':
      return checkVariableName(checking, about, name, raw)
    case 'component':
      return checkComponentName(checking, about, name, raw)
    case 'object':
      return checkObjectName(checking, about, property, raw, place)
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
  items: Place,
): void {
  // A list may be mapped as a whole.
  if (typeof raw === 'string' && soleReference(raw) !== undefined)
    return checkValue(checking, about, property, raw, place)
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
    if (isObject(item)) checkSettings(checking, inner, item, property.items ?? [], place, recordType, items)
    else reportError(checking, about, 'setting-type', `"${at}" is an object, but it is ${describeJson(item)}.`, at)
  }
}

function checkStyle(checking: Checking, about: Subject, { name }: PropertyDeclaration, raw: unknown): void {
  if (!isObject(raw))
    return reportError(checking, about, 'setting-type', `"${name}" is an object, but it is ${describeJson(raw)}.`, name)
  const isStatic = (value: unknown): boolean => typeof value !== 'string' || !value.includes('{')
  const written = Object.entries(raw).flatMap(([key, value]) => (isStatic(value) ? [[key, staticValue(value)]] : []))
  for (const problem of styleDeclarations(Object.fromEntries(written)).problems)
    reportError(
      checking,
      about,
      problem.code,
      `"${name}.${problem.name}": ${problem.message}`,
      `${name}.${problem.name}`,
    )
}

const staticValue = (value: unknown): Resolved =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' && Number.isFinite(value)
      ? num(value)
      : describeJson(value)

/// A formula, or a structured rule, that is true or false: `when`, a component's visibility.
export function checkCondition(checking: Checking, about: Subject, name: string, raw: unknown, place: Place): void {
  if (isObject(raw)) return checkRule(checking, about, name, raw, place)
  if (typeof raw === 'boolean') return
  if (typeof raw !== 'string')
    return reportError(
      checking,
      about,
      'setting-type',
      `"${name}" is a formula or a rule, but it is ${describeJson(raw)}.`,
      name,
    )
  const { errors } = componentFormula(raw, BOOLEAN, checking.scope, place)
  for (const { code, message } of errors) reportError(checking, about, code, `"${name}": ${message}`, name)
}

/// # unknown-operator
/// A filter of a query or a condition has an operator that there is not.
///
/// The message lists the operators.
///
/// # missing-right
/// A condition compares with a right side that is not there, or has one that its operator does not take.
///
/// `null`, `notNull`, `empty` and `notEmpty` look at the left side alone; every other operator has a `right`.
function checkRule(checking: Checking, about: Subject, name: string, rule: unknown, place: Place): void {
  const report = (code: string, message: string, at = name): void => reportError(checking, about, code, message, at)
  if (!isObject(rule)) return report('setting-type', `"${name}" is a condition, but it is ${describeJson(rule)}.`)
  for (const word of ['all', 'any']) {
    const parts = rule[word]
    if (parts === undefined) continue
    if (!Array.isArray(parts)) return report('setting-type', `"${name}.${word}" is a list of conditions.`)
    for (const [i, part] of parts.entries()) checkRule(checking, about, `${name}.${word}[${i}]`, part, place)
    return
  }
  const written = String(rule['operator'] ?? '')
  const operator = conditionOperator(written)
  if (!operator) {
    const names = conditionOperators.map(one => one.name)
    const message = `"${name}": there is no operator "${written}".${didYouMean(written, names)} There is ${names.join(', ')}.`
    return report('unknown-operator', message, `${name}.operator`)
  }
  for (const side of ['left', 'right'])
    for (const { path, message } of unknownReferences(rule[side], checking.scope, place, `${name}.${side}`))
      report('unknown-reference', message, path)
  if (operator.hasRight === (rule['right'] !== undefined)) return
  const message = operator.hasRight
    ? `"${name}": "${written}" (${operator.label}) compares with a "right", which is not there.`
    : `"${name}": "${written}" (${operator.label}) looks at the left side alone; take out "right".`
  report('missing-right', message, `${name}.right`)
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

function checkFields(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
  recordType: DataType,
): void {
  if (!Array.isArray(raw)) return checkValue(checking, about, property, raw, place)
  for (const [i, field] of raw.entries()) checkField(checking, about, `${property.name}[${i}]`, field, recordType)
}

function checkOptions(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
): void {
  const { name } = property
  const odd = Array.isArray(raw) ? raw.findIndex(item => !isOption(item)) : -1
  if (odd < 0 || !Array.isArray(raw)) return checkValue(checking, about, property, raw, place)
  const message = `"${name}[${odd}]" is a text or { "value", "label" }, but it is ${describeJson(raw[odd])}.`
  reportError(checking, about, 'setting-type', message, `${name}[${odd}]`)
}

const isOption = (item: unknown): boolean =>
  typeof item === 'string' || typeof item === 'number' || (isObject(item) && item['value'] !== undefined)

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

/// # no-such-component
/// A setting names a component that the Dynamic Component does not have.
///
/// It is the API name of one of its components, not its label. Upper and lower case make no difference.
function checkComponentName(checking: Checking, about: Subject, name: string, raw: unknown): void {
  if (typeof raw === 'string' && checking.scope.component(raw)) return
  const names = checking.scope.components.map(({ apiName }) => apiName)
  const message = `there is no component ${describeJson(raw).replace(/ \(.*\)$/, '')}.${didYouMean(String(raw), names)}`
  reportError(checking, about, 'no-such-component', message, name)
}

function checkObjectName(
  checking: Checking,
  about: Subject,
  property: PropertyDeclaration,
  raw: unknown,
  place: Place,
): void {
  const { object } = checking.environment
  const isName = typeof raw === 'string' && !raw.includes('{')
  if (!isName || !object || object(raw)) return checkValue(checking, about, property, raw, place)
  reportError(checking, about, 'unknown-object', `there is no object "${raw}".`, property.name)
}

const ONE_RECORD: readonly DataType['kind'][] = ['Record', 'Any', 'Apex', 'Null']

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
  if (property.type === 'record') {
    if (!isCollectionType(type) && ONE_RECORD.includes(type.kind)) return
    const message = `"${name}" takes one record, but it is ${describeType(type)}.`
    return reportError(checking, about, 'setting-type', message, name)
  }
  if (property.type === 'options') {
    if (isCollectionType(type) || type.kind === 'Any') return
    const message = `"${name}" takes a list, but it is ${describeType(type)}.`
    return reportError(checking, about, 'setting-type', message, name)
  }
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
  // A day stands in a file as its text.
  if (wanted === DATE && isStatic && typeof raw === 'string' && DateValue.parse(raw)) return
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
