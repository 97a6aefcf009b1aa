import type { ValueType } from '../pickers/valueTypes.ts'

interface Operator {
  readonly value: string
  readonly label: string
}

const EQUALITY: readonly Operator[] = [
  { value: 'EqualTo', label: 'Equals' },
  { value: 'NotEqualTo', label: 'Does Not Equal' },
]
const ORDER: readonly Operator[] = [
  { value: 'GreaterThan', label: 'Greater Than' },
  { value: 'GreaterThanOrEqualTo', label: 'Greater Than or Equal' },
  { value: 'LessThan', label: 'Less Than' },
  { value: 'LessThanOrEqualTo', label: 'Less Than or Equal' },
]
const TEXTS: readonly Operator[] = [
  { value: 'Contains', label: 'Contains' },
  { value: 'StartsWith', label: 'Starts With' },
  { value: 'EndsWith', label: 'Ends With' },
]
const MEMBERSHIP: readonly Operator[] = [
  { value: 'In', label: 'In' },
  { value: 'NotIn', label: 'Not In' },
]
const IS_NULL: Operator = { value: 'IsNull', label: 'Is Null' }
const IS_BLANK: Operator = { value: 'IsBlank', label: 'Is Blank' }
const IS_EMPTY: Operator = { value: 'IsEmpty', label: 'Is Empty' }
const WAS_SET: Operator = { value: 'WasSet', label: 'Was Set' }

/// The operators of a condition whose left side is of [type].
///
/// Source: Salesforce Help, "Flow Operators in Decision and Pause Elements".
export function conditionOperators(type: ValueType | undefined): readonly Operator[] {
  if (!type || type.kind === 'Any')
    return [...EQUALITY, ...ORDER, ...TEXTS, ...MEMBERSHIP, IS_NULL, IS_BLANK, IS_EMPTY, WAS_SET]
  if (type.isCollection) return [...EQUALITY, { value: 'Contains', label: 'Contains' }, IS_NULL, IS_EMPTY, WAS_SET]
  switch (type.kind) {
    case 'Text':
      return [...EQUALITY, ...TEXTS, ...ORDER, ...MEMBERSHIP, IS_NULL, IS_BLANK, WAS_SET]
    case 'Boolean':
      return [...EQUALITY, IS_NULL, WAS_SET]
    case 'Record':
    case 'Apex':
      return [IS_NULL, ...EQUALITY, WAS_SET]
    default:
      return [...EQUALITY, ...ORDER, ...MEMBERSHIP, IS_NULL, WAS_SET]
  }
}

/// The operators of a filter on a field of [type].
///
/// Source: Salesforce Help, "Flow Operators in Data Elements".
export function filterOperators(type: ValueType | undefined): readonly Operator[] {
  if (type?.kind === 'Boolean') return [...EQUALITY, IS_NULL]
  const texts = !type || type.kind === 'Text' || type.kind === 'Any' ? TEXTS : []
  return [...EQUALITY, ...texts, ...ORDER, ...MEMBERSHIP, IS_NULL]
}

/// The type that the right side of [operator] takes where the left is of [left].
export function rightType(operator: string, left: ValueType | undefined): ValueType | null {
  if (/^(IsNull|IsBlank|IsEmpty|WasSet|WasVisited|WasSelected|HasError|IsChanged)$/.test(operator))
    return { kind: 'Boolean', isCollection: false, object: null }
  if (!left) return null
  if (operator === 'In' || operator === 'NotIn') return { ...left, isCollection: true }
  if (operator === 'Contains' && left.isCollection) return { ...left, isCollection: false }
  return left
}

/// The operators of an assignment to a variable of [type].
///
/// Source: Salesforce Help, "Flow Operators in Assignment Elements".
export function assignmentOperators(type: ValueType | undefined): readonly Operator[] {
  const assign = { value: 'Assign', label: 'Equals' }
  const add = { value: 'Add', label: 'Add' }
  const subtract = { value: 'Subtract', label: 'Subtract' }
  const count = { value: 'AssignCount', label: 'Equals Count' }
  if (!type || type.kind === 'Any') return [assign, add, subtract, count, ...COLLECTIONS]
  if (type.isCollection) return [assign, add, ...COLLECTIONS]
  switch (type.kind) {
    case 'Number':
      return [assign, add, subtract, count]
    case 'Date':
      return [assign, add, subtract]
    case 'Text':
      return [assign, add, { value: 'AddItem', label: 'Add Item' }]
    default:
      return [assign]
  }
}

const COLLECTIONS: readonly Operator[] = [
  { value: 'AddAtStart', label: 'Add at Start' },
  { value: 'RemoveFirst', label: 'Remove First' },
  { value: 'RemoveAll', label: 'Remove All' },
  { value: 'RemoveAfterFirst', label: 'Remove After First' },
  { value: 'RemoveBeforeFirst', label: 'Remove Before First' },
  { value: 'RemovePosition', label: 'Remove Position' },
  { value: 'RemoveUncommon', label: 'Remove Uncommon' },
]

/// The type of value that an assignment [operator] to a variable of [type] takes.
export function operandType(operator: string, type: ValueType | undefined): ValueType | null {
  if (operator === 'AssignCount') return { kind: 'Any', isCollection: true, object: null }
  if (!type) return null
  if (operator === 'RemovePosition' || (type.kind === 'Date' && operator !== 'Assign'))
    return { kind: 'Number', isCollection: false, object: null }
  if (type.isCollection && (operator === 'RemoveAll' || operator === 'RemoveUncommon' || operator === 'Assign'))
    return type
  // One item or a whole collection of them.
  if (type.isCollection) return null
  return type
}
