import { compareValues, type DataType, equalValues, isCollection, mergeText, type Value } from '@millrace/values'
import type { Evaluation } from './evaluation.ts'
import { isObject } from './objectDescription.ts'
import type { Place, ReferenceScope } from './references.ts'
import { asValue } from './resolved.ts'
import { typedValue } from './resourceTypes.ts'
import { settingType, settingValue } from './settingValues.ts'

// Structured conditions, beside formulas: `{ "all": [{ "left": "{!amount}", "operator": "gt", "right": 100 }] }`.

/// What comes between the two sides of a condition. The names are those of the reference product's visibility rules.
export interface ConditionOperator {
  readonly name: string
  readonly label: string
  /// Whether it compares with a right side; "is blank" does not.
  readonly hasRight: boolean
  test(left: Value, right: Value, at: Evaluation): boolean
}

const operator = (
  name: string,
  label: string,
  test: ConditionOperator['test'],
  hasRight = true,
): ConditionOperator => ({ name, label, hasRight, test })

const compared = (left: Value, right: Value, { timeZone }: Evaluation): number | undefined =>
  left === null || right === null ? undefined : compareValues(left, right, timeZone)

const text = (value: Value, at: Evaluation): string => mergeText(value, at).toLowerCase()

/// Every operator. Text is compared ignoring case, as in flows' conditions; nothing is less or greater than a blank, and
/// everything starts with, ends with and contains an empty text.
export const conditionOperators: readonly ConditionOperator[] = [
  operator('eq', 'Equals', (left, right, at) => isEqual(left, right, at)),
  operator('ne', 'Does not equal', (left, right, at) => !isEqual(left, right, at)),
  operator('sw', 'Starts with', (left, right, at) => text(left, at).startsWith(text(right, at))),
  operator('ew', 'Ends with', (left, right, at) => text(left, at).endsWith(text(right, at))),
  operator('ctn', 'Contains', (left, right, at) =>
    isCollection(left) ? left.some(item => isEqual(item, right, at)) : text(left, at).includes(text(right, at)),
  ),
  operator('lt', 'Less than', (left, right, at) => (compared(left, right, at) ?? 0) < 0),
  operator('lte', 'Less than or equal', (left, right, at) => (compared(left, right, at) ?? 1) <= 0),
  operator('gt', 'Greater than', (left, right, at) => (compared(left, right, at) ?? 0) > 0),
  operator('gte', 'Greater than or equal', (left, right, at) => (compared(left, right, at) ?? -1) >= 0),
  operator('null', 'Is null', left => left === null, false),
  operator('notNull', 'Is not null', left => left !== null, false),
  operator('empty', 'Is empty', left => isEmpty(left), false),
  operator('notEmpty', 'Is not empty', left => !isEmpty(left), false),
  operator('lengthEq', 'Length equals', (left, right) => lengthOf(left) === Number(right)),
  operator('lengthNe', 'Length does not equal', (left, right) => lengthOf(left) !== Number(right)),
  operator('lengthLt', 'Length less than', (left, right) => lengthOf(left) < Number(right)),
  operator('lengthLte', 'Length less than or equal', (left, right) => lengthOf(left) <= Number(right)),
  operator('lengthGt', 'Length greater than', (left, right) => lengthOf(left) > Number(right)),
  operator('lengthGte', 'Length greater than or equal', (left, right) => lengthOf(left) >= Number(right)),
]

const byName = new Map(conditionOperators.map(one => [one.name, one]))

export const conditionOperator = (name: string): ConditionOperator | undefined => byName.get(name)

/// Blank text, an empty collection, and null.
const isEmpty = (value: Value): boolean => value === null || lengthOf(value) === 0

/// Characters of a text, items of a collection; what has no length is one long, a blank none.
const lengthOf = (value: Value): number =>
  value === null ? 0 : typeof value === 'string' || isCollection(value) ? value.length : 1

function isEqual(left: Value, right: Value, at: Evaluation): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase()
  return equalValues(left, right) || compared(left, right, at) === 0
}

/// Whether a structured condition is true. What is no rule, or names an operator that there is not, is false:
/// `checkDynamicComponent` tells of it.
export function isRuleTrue(rule: unknown, scope: ReferenceScope, place: Place, at: Evaluation): boolean {
  if (!isObject(rule)) return false
  const { all, any } = rule
  if (Array.isArray(all)) return all.every(one => isRuleTrue(one, scope, place, at))
  if (Array.isArray(any)) return any.some(one => isRuleTrue(one, scope, place, at))
  const found = conditionOperator(String(rule['operator']))
  if (!found) return false
  const left = asValue(settingValue(rule['left'], scope, place, at))
  const right = asValue(settingValue(rule['right'] ?? null, scope, place, at))
  return found.test(left, asWritten(right, settingType(rule['left'], scope, place)), at)
}

// JSON has no dates: in a file they are text.
function asWritten(right: Value, type: DataType | { readonly unknown: string }): Value {
  if (typeof right !== 'string' || 'unknown' in type || !WRITTEN.includes(type.kind)) return right
  return typedValue(right, type) ?? right
}

const WRITTEN: readonly DataType['kind'][] = ['Date', 'DateTime', 'Time']
