import type { ComponentHost } from '@millrace/runtime'
import type { Json } from '@millrace/values'
import { isTrueOf } from './filterLogic.ts'
import type { PageDefinition, PageVisibilityRule } from './pageDefinition.ts'

/// What expressions of a page may speak of.
export interface PageValues {
  readonly host: ComponentHost
  /// The fields of the page's record that the page names: parents are objects inside.
  readonly record: Readonly<Record<string, Json>>
}

/// The text of a property with its expressions replaced: `{!recordId}`, `{!objectApiName}`, `{!Record.Field}`,
/// `{!$User.Field}`, `{!$Client.FormFactor}` and the like. What is not known is blank.
export const pageText = (text: string, values: PageValues): string =>
  text.replace(EXPRESSION, (_, path: string) => jsonText(valueAt(path, values)))

/// Whether a component with [rule] is shown. Texts are compared ignoring case, numbers as numbers; a criterion without a
/// value compares with blank.
///
/// Source: Metadata API Developer Guide, "FlexiPage", UiFormulaRule and UiFormulaCriterion.
export function isShown(rule: PageVisibilityRule | null, values: PageValues): boolean {
  if (!rule) return true
  const results = rule.criteria.map(({ leftValue, operator, rightValue }) =>
    compare(pageText(leftValue, values), operator, pageText(rightValue ?? '', values)),
  )
  return rule.booleanFilter ? isTrueOf(rule.booleanFilter, results) : results.every(Boolean)
}

/// The fields of the page's record that [page] speaks of: "Name", "Owner.Name".
export function recordFields(page: PageDefinition): readonly string[] {
  const texts = page.regions.flatMap(({ items }) =>
    items.flatMap(({ properties, visibilityRule }) => [
      ...Object.values(properties).flat(),
      ...(visibilityRule?.criteria.flatMap(({ leftValue, rightValue }) => [leftValue, rightValue ?? '']) ?? []),
    ]),
  )
  const paths = texts.flatMap(text => [...text.matchAll(EXPRESSION)].map(([, path]) => path ?? ''))
  return [...new Set(paths.flatMap(path => /^Record\.([\w.]+)$/i.exec(path)?.[1] ?? []))]
}

const EXPRESSION = /\{!\s*([$\w.]+)\s*\}/g

function valueAt(path: string, { host, record }: PageValues): Json {
  const [first = '', ...rest] = path.split('.')
  switch (first.toLowerCase()) {
    case 'recordid':
      return host.recordId ?? null
    case 'objectapiname':
      return host.objectApiName ?? null
    case 'record':
      return memberAt(record, rest)
    case '$user':
      return rest[0]?.toLowerCase() === 'profile' ? memberAt(host.profile, rest.slice(1)) : memberAt(host.user, rest)
    case '$profile':
      return memberAt(host.profile, rest)
    case '$userrole':
      return memberAt(host.userRole, rest)
    case '$organization':
      return memberAt(host.organization, rest)
    case '$client':
      return rest[0]?.toLowerCase() === 'formfactor' ? host.formFactor : null
    case '$permission':
      return host.permissions.includes(rest.at(-1) ?? '')
    default:
      return null
  }
}

function memberAt(from: Json | undefined, path: readonly string[]): Json {
  const [name, ...rest] = path
  if (name === undefined) return from ?? null
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return null
  const member = Object.entries(from).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  return memberAt(member, rest)
}

const jsonText = (value: Json): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

function compare(left: string, operator: string, right: string): boolean {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()]
  const areNumbers = isNumber(left) && isNumber(right)
  const order = areNumbers ? Number(left) - Number(right) : a < b ? -1 : a > b ? 1 : 0
  switch (operator) {
    case 'EQUAL':
      return order === 0
    case 'NE':
      return order !== 0
    case 'GT':
      return left !== '' && order > 0
    case 'GE':
      return left !== '' && order >= 0
    case 'LT':
      return left !== '' && order < 0
    case 'LE':
      return left !== '' && order <= 0
    case 'CONTAINS':
      return a.includes(b)
    default:
      return false
  }
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))
