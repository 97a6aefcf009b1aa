import {
  add,
  compareValues,
  DateTimeValue,
  DateValue,
  equalValues,
  isCollection,
  isNum,
  mergeText,
  multiply,
  num,
  numJson,
  type Reader,
  subtract,
  type Value,
} from '@millrace/values'

/// Why an operator cannot do its work on what it was given, as a sentence.
export interface Unfit {
  readonly unfit: string
}

export const isUnfit = (value: Value | Unfit): value is Unfit =>
  typeof value === 'object' && value !== null && 'unfit' in value

/// An operator of Assignment: its label, what it is for, and what it makes of the value before.
export interface AssignmentOperator {
  readonly label: string
  /// Kinds of variables it is for; absent: all.
  readonly on?: readonly OperandKind[]
  apply(before: Value, value: Value, kind: OperandKind, reader: Reader): Value | Unfit
}

/// What is assigned to, as far as operators tell it apart.
export type OperandKind = 'Text' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'Collection' | 'Other'

const itemsOf = (value: Value): Value[] => (isCollection(value) ? value : value === null ? [] : [value])

/// An operator of collections alone.
const onList =
  (change: (items: Value[], wanted: Value[]) => Value[]) =>
  (before: Value, value: Value): Value =>
    change(itemsOf(before), itemsOf(value))

const positionOf = (items: readonly Value[], value: Value): number => items.findIndex(item => equalValues(item, value))

/// The operators by the names that files have; the first ones are those of Salesforce's Assignment element.
///
/// Source: Salesforce Help, "Flow Assignment Element Operators".
export const ASSIGNMENT_OPERATORS: Readonly<Record<string, AssignmentOperator>> = {
  equal: {
    label: 'Equals',
    apply: (_, value, kind) => (kind === 'Collection' ? itemsOf(value) : value),
  },
  add: {
    label: 'Add',
    on: ['Text', 'Number', 'Date', 'DateTime', 'Collection', 'Other'],
    apply(before, value, kind, reader) {
      if (kind === 'Collection') return [...itemsOf(before), ...itemsOf(value)]
      if (kind === 'Date' || kind === 'DateTime') return movedBy(before, value, 1)
      if (isNum(value) && (isNum(before) || before === null) && kind !== 'Text') return add(before ?? 0, value)
      if (kind === 'Number') return { unfit: 'Add takes two numbers.' }
      return mergeText(before, reader) + mergeText(value, reader)
    },
  },
  subtract: {
    label: 'Subtract',
    on: ['Number', 'Date', 'DateTime', 'Collection', 'Other'],
    apply(before, value, kind) {
      if (kind === 'Collection') return withoutAll(itemsOf(before), itemsOf(value))
      if (kind === 'Date' || kind === 'DateTime') return movedBy(before, value, -1)
      if (isNum(value) && (isNum(before) || before === null)) return subtract(before ?? 0, value)
      return { unfit: 'Subtract takes two numbers.' }
    },
  },
  addAtStart: {
    label: 'Add at Start',
    on: ['Text', 'Collection', 'Other'],
    apply: (before, value, kind, reader) =>
      kind === 'Collection'
        ? [...itemsOf(value), ...itemsOf(before)]
        : mergeText(value, reader) + mergeText(before, reader),
  },
  removeFirst: {
    label: 'Remove First',
    on: ['Text', 'Collection'],
    apply: (before, value, kind, reader) =>
      kind === 'Collection'
        ? onList((items, wanted) => wanted.reduce<Value[]>(withoutFirst, items))(before, value)
        : withoutText(mergeText(before, reader), mergeText(value, reader), 'first'),
  },
  removeAll: {
    label: 'Remove All',
    on: ['Text', 'Collection'],
    apply: (before, value, kind, reader) =>
      kind === 'Collection'
        ? onList(withoutAll)(before, value)
        : withoutText(mergeText(before, reader), mergeText(value, reader), 'all'),
  },
  removeAfterFirst: {
    label: 'Remove After First',
    on: ['Text', 'Collection'],
    apply(before, value, kind, reader) {
      if (kind === 'Collection') {
        const position = positionOf(itemsOf(before), value)
        return position < 0 ? itemsOf(before) : itemsOf(before).slice(0, position + 1)
      }
      const [text, mark] = [mergeText(before, reader), mergeText(value, reader)]
      const position = mark === '' ? -1 : text.indexOf(mark)
      return position < 0 ? text : text.slice(0, position + mark.length)
    },
  },
  removeBeforeFirst: {
    label: 'Remove Before First',
    on: ['Text', 'Collection'],
    apply(before, value, kind, reader) {
      if (kind === 'Collection') {
        const position = positionOf(itemsOf(before), value)
        return position < 0 ? itemsOf(before) : itemsOf(before).slice(position)
      }
      const [text, mark] = [mergeText(before, reader), mergeText(value, reader)]
      const position = mark === '' ? -1 : text.indexOf(mark)
      return position < 0 ? text : text.slice(position)
    },
  },
  removePosition: {
    label: 'Remove Position',
    on: ['Collection'],
    apply(before, value) {
      if (!isNum(value)) return { unfit: 'Remove Position takes the number of an item, the first is 1.' }
      const position = numJson(value) - 1
      return itemsOf(before).filter((_, i) => i !== position)
    },
  },
  removeUncommon: {
    label: 'Remove Uncommon',
    on: ['Collection'],
    apply: onList((items, wanted) => items.filter(item => wanted.some(kept => equalValues(kept, item)))),
  },
  removeDuplicates: {
    label: 'Remove Duplicates',
    on: ['Collection'],
    apply: before => itemsOf(before).filter((item, i, items) => positionOf(items, item) === i),
  },
  sort: {
    label: 'Sort',
    on: ['Collection'],
    apply: before => itemsOf(before).toSorted((a, b) => compareValues(a, b) ?? 0),
  },
  assignCount: {
    label: 'Equals Count',
    on: ['Number', 'Other'],
    apply: (_, value) => num(itemsOf(value).length),
  },
  multiply: {
    label: 'Multiply',
    on: ['Number'],
    apply: (before, value) =>
      isNum(value) ? multiply(isNum(before) ? before : 0, value) : { unfit: 'Multiply takes two numbers.' },
  },
  toggle: { label: 'Toggle', on: ['Boolean', 'Other'], apply: before => before !== true },
  toggleItem: {
    label: 'Add or Remove',
    on: ['Collection'],
    apply: (before, value) =>
      positionOf(itemsOf(before), value) < 0 ? [...itemsOf(before), value] : withoutAll(itemsOf(before), [value]),
  },
  clear: { label: 'Clear', apply: (_, __, kind) => (kind === 'Collection' ? [] : null) },
}

export const assignmentOperator = (name: string): AssignmentOperator | undefined =>
  Object.hasOwn(ASSIGNMENT_OPERATORS, name) ? ASSIGNMENT_OPERATORS[name] : undefined

/// Operators that need no value.
export const VALUELESS: readonly string[] = ['clear', 'toggle', 'sort', 'removeDuplicates']

const withoutAll = (items: readonly Value[], removed: readonly Value[]): Value[] =>
  items.filter(item => positionOf(removed, item) < 0)

function withoutFirst(items: Value[], removed: Value): Value[] {
  const position = positionOf(items, removed)
  return position < 0 ? items : items.toSpliced(position, 1)
}

function withoutText(text: string, removed: string, which: 'first' | 'all'): string {
  if (removed === '') return text
  return which === 'all' ? text.replaceAll(removed, '') : text.replace(removed, () => '')
}

/// A date so many days later, a date/time too.
function movedBy(before: Value, value: Value, sign: 1 | -1): Value | Unfit {
  if (!isNum(value)) return { unfit: 'to a date, a number of days is added.' }
  const days = numJson(value) * sign
  if (before instanceof DateValue) return new DateValue(before.epochDay + Math.trunc(days))
  if (before instanceof DateTimeValue) return new DateTimeValue(before.ms + days * 86_400_000)
  return { unfit: 'there is no date to add days to.' }
}
