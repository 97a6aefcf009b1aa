import { didYouMean } from '@millrace/values'
import type { Span } from '../diagnostic.ts'
import type { Report } from '../report.ts'
import type { JsonNode, JsonObject } from './parse.ts'

/// What a JSON value of our own formats must look like. One description serves the reader's checks (`checkShape`)
/// and the JSON Schema that editors use (`jsonSchema`).
export type Shape =
  | { readonly is: 'text'; readonly description?: string }
  | { readonly is: 'name'; readonly description?: string }
  | { readonly is: 'choice'; readonly of: readonly string[]; readonly description?: string }
  | { readonly is: 'boolean'; readonly description?: string }
  | { readonly is: 'null'; readonly description?: string }
  | { readonly is: 'wholeNumber'; readonly description?: string }
  | { readonly is: 'anything'; readonly description?: string }
  | { readonly is: 'list'; readonly of: Shape; readonly description?: string }
  /// An object with any names for its members.
  | { readonly is: 'map'; readonly of: Shape; readonly description?: string }
  | ObjectShape
  /// Objects told apart by the text of one member; `otherwise` is for texts that are not listed.
  | {
      readonly is: 'variants'
      readonly by: string
      readonly of: Readonly<Record<string, ObjectShape>>
      readonly otherwise?: ObjectShape
      readonly description?: string
    }
  /// Objects told apart by which member they have.
  | { readonly is: 'oneWith'; readonly of: Readonly<Record<string, ObjectShape>>; readonly description?: string }
  | { readonly is: 'either'; readonly of: readonly Shape[]; readonly description?: string }
  /// A shape by its name, so that shapes can hold themselves.
  | { readonly is: 'named'; readonly name: string; readonly shape: () => Shape; readonly description?: string }

export interface ObjectShape {
  readonly is: 'object'
  readonly members: Readonly<Record<string, Shape>>
  readonly required: readonly string[]
  /// Members that are not listed are allowed.
  readonly isOpen: boolean
  readonly description?: string
}

/// An object with exactly these members.
export const object = (
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): ObjectShape => ({
  is: 'object',
  members: { ...required, ...optional },
  required: Object.keys(required),
  isOpen: false,
})

export const list = (of: Shape): Shape => ({ is: 'list', of })

export const map = (of: Shape): Shape => ({ is: 'map', of })

export const described = <S extends Shape>(shape: S, description: string): S => ({ ...shape, description })

/// Salesforce's rule for API names: letters, digits and single underscores, a letter first, no underscore last.
export const API_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/

/// Reports what does not fit [shape], each with its path and place. True when the value may be used as what the
/// shape describes; an unknown member is reported, but does no harm.
export function checkShape(node: JsonNode, shape: Shape, path: string, report: Report): boolean {
  switch (shape.is) {
    case 'anything':
      return true
    case 'text':
      return isText(node) || wrongType(node, 'text', path, report)
    case 'name':
      return isText(node) ? checkName(node, path, report) : wrongType(node, 'an API name', path, report)
    case 'choice':
      return isText(node)
        ? checkChoice(node, shape.of, path, report)
        : wrongType(node, `one of ${shape.of.join(', ')}`, path, report)
    case 'boolean':
      return typeof scalar(node) === 'boolean' || wrongType(node, 'true or false', path, report)
    case 'null':
      return isNull(node) || wrongType(node, 'null', path, report)
    case 'wholeNumber': {
      const value = scalar(node)
      return (Number.isSafeInteger(value) && Number(value) >= 0) || wrongType(node, 'a whole number', path, report)
    }
    case 'list':
      if (node.kind !== 'list') return wrongType(node, 'a list', path, report)
      return all(node.items.map((item, index) => checkShape(item, shape.of, `${path}[${index}]`, report)))
    case 'map':
      if (node.kind !== 'object') return wrongType(node, 'an object', path, report)
      return all([...node.members].map(([name, { value }]) => checkShape(value, shape.of, join(path, name), report)))
    case 'object':
      return node.kind === 'object'
        ? checkObject(node, shape, path, report)
        : wrongType(node, 'an object', path, report)
    case 'variants':
      return node.kind === 'object'
        ? checkVariant(node, shape, path, report)
        : wrongType(node, 'an object', path, report)
    case 'oneWith':
      return node.kind === 'object'
        ? checkOneWith(node, shape.of, path, report)
        : wrongType(node, 'an object', path, report)
    case 'either': {
      const fitting = shape.of.find(option => isKindOf(node, option))
      return fitting
        ? checkShape(node, fitting, path, report)
        : wrongType(node, shape.of.map(kindOf).join(' or '), path, report)
    }
    case 'named':
      return checkShape(node, shape.shape(), path, report)
  }
}

type TextNode = JsonNode & { readonly kind: 'scalar'; readonly value: string }

const scalar = (node: JsonNode): unknown => (node.kind === 'scalar' ? node.value : undefined)
const isText = (node: JsonNode): node is TextNode => typeof scalar(node) === 'string'
const isNull = (node: JsonNode): boolean => node.kind === 'scalar' && node.value === null
const all = (results: readonly boolean[]): boolean => results.every(result => result)
const join = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/// # wrong-api-name
/// A name has characters or a form that API names do not have.
///
/// An API name has letters, digits and single underscores, begins with a letter and does not end with an underscore.
/// Other files refer to it by that name.
function checkName(node: TextNode, path: string, report: Report): boolean {
  if (API_NAME.test(node.value)) return true
  const rule =
    'An API name has letters, digits and single underscores, begins with a letter and does not end with an underscore.'
  report.error('wrong-api-name', `${path}: "${node.value}" is no API name. ${rule}`, node.span)
  return true
}

/// # unknown-value
/// A member has a text that is not one of those it can have.
///
/// The message lists the choices; they are written exactly so, upper and lower case included.
function checkChoice(node: TextNode, choices: readonly string[], path: string, report: Report): boolean {
  if (choices.includes(node.value)) return true
  const hint = didYouMean(node.value, choices) || ` It is one of ${choices.join(', ')}.`
  report.error('unknown-value', `${path} cannot be "${node.value}".${hint}`, node.span)
  return false
}

/// # missing-member
/// An object lacks a member that it must have.
///
/// The message names it. With the `$schema` line at the top of the file, editors ask for it while you type.
function checkObject(node: JsonObject, shape: ObjectShape, path: string, report: Report): boolean {
  const names = Object.keys(shape.members)
  const missing = shape.required.filter(name => !node.members.has(name))
  for (const name of missing) {
    report.error('missing-member', `${path || 'The file'} has no "${name}".`, openBrace(node))
  }
  let fits = missing.length === 0
  for (const [name, { nameSpan, value }] of node.members) {
    const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined
    if (member) fits = checkShape(value, member, join(path, name), report) && fits
    else if (!shape.isOpen) unknownMember(name, names, nameSpan, path, report)
  }
  return fits
}

/// # unknown-member
/// An object has a member that nothing reads.
///
/// It is kept, but does nothing: probably the name is misspelled or stands one level too high or too low.
function unknownMember(name: string, known: readonly string[], span: Span, path: string, report: Report): void {
  const hint = didYouMean(name, known) || ` It may have ${known.join(', ')}.`
  report.error('unknown-member', `${path || 'The file'} has a member "${name}" that nothing reads.${hint}`, span)
}

function checkVariant(node: JsonObject, shape: Shape & { is: 'variants' }, path: string, report: Report): boolean {
  const kind = node.members.get(shape.by)?.value
  if (!kind) {
    report.error('missing-member', `${path} has no "${shape.by}".`, openBrace(node))
    return false
  }
  const choices = Object.keys(shape.of)
  if (!isText(kind)) return wrongType(kind, 'text', join(path, shape.by), report)
  if (Object.hasOwn(shape.of, kind.value)) return checkObject(node, shape.of[kind.value]!, path, report)
  if (shape.otherwise) return checkObject(node, shape.otherwise, path, report)
  return checkChoice(kind, choices, join(path, shape.by), report)
}

function checkOneWith(
  node: JsonObject,
  options: Readonly<Record<string, ObjectShape>>,
  path: string,
  report: Report,
): boolean {
  const names = Object.keys(options)
  const present = names.filter(name => node.members.has(name))
  if (present.length === 1) return checkObject(node, options[present[0]!]!, path, report)
  const found = present.length === 0 ? 'none' : present.map(name => `"${name}"`).join(' and ')
  report.error('missing-member', `${path} must have one of ${names.join(', ')}; it has ${found}.`, openBrace(node))
  return false
}

/// # wrong-type
/// A value is of another kind than its place wants: a text for a list, a number for a text.
///
/// The message says both. A number in double quotes is a text.
function wrongType(node: JsonNode, wanted: string, path: string, report: Report): false {
  report.error('wrong-type', `${path || 'The file'} must be ${wanted}, not ${shown(node)}.`, startOf(node))
  return false
}

function shown(node: JsonNode): string {
  if (node.kind !== 'scalar') return jsonKind(node)
  if (typeof node.value !== 'string') return String(node.value)
  return `the text "${node.value.length > 60 ? `${node.value.slice(0, 60)}…` : node.value}"`
}

const openBrace = (node: JsonNode): Span => ({ start: node.span.start, end: node.span.start + 1 })
const startOf = (node: JsonNode): Span => (node.kind === 'scalar' ? node.span : openBrace(node))

function kindOf(shape: Shape): string {
  switch (shape.is) {
    case 'named':
      return kindOf(shape.shape())
    case 'list':
      return 'a list'
    case 'text':
    case 'name':
    case 'choice':
      return 'text'
    case 'boolean':
      return 'true or false'
    case 'wholeNumber':
      return 'a whole number'
    case 'null':
      return 'null'
    case 'anything':
    case 'either':
      return 'anything'
    case 'map':
    case 'object':
    case 'variants':
    case 'oneWith':
      return 'an object'
  }
}

function isKindOf(node: JsonNode, shape: Shape): boolean {
  const kind = kindOf(shape)
  return kind === 'anything' || kind === jsonKind(node)
}

function jsonKind(node: JsonNode): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'object') return 'an object'
  if (node.value === null) return 'null'
  if (typeof node.value === 'string') return 'text'
  return typeof node.value === 'boolean' ? 'true or false' : 'a whole number'
}
