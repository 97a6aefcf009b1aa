import {
  add,
  type DataType,
  DateValue,
  describeType,
  equalValues,
  isNum,
  isTextual,
  mergeText,
  type Num,
  RecordValue,
  subtract,
  toDecimal,
  type Value,
} from '@millrace/values'
import { conversion, copied } from './conversion.ts'
import type { Expression, Target } from './expression.ts'
import { checkSize, Fault } from './fault.ts'
import type { Interview } from './interview.ts'

export type Assign = (interview: Interview) => void

/// Compiles one assignment item, or says in a sentence why the operator can't be used there.
type Operator = (target: Target, value: Expression) => Assign | string

/// The operators of Assignment elements, by their names in the file.
///
/// Source: Salesforce Help, "Flow Operators in Assignment Elements"; Metadata API Developer Guide, FlowAssignmentItem.
export const assignmentOperators: Readonly<Record<string, Operator>> = {
  Assign: assign,
  Add: addition,
  Subtract: subtraction,
  AddItem: addItem,
  AddAtStart: ontoCollection('Add at start', (items, added) => {
    checkSize('items in a collection', items.length + added.length)
    return [...added.map(copied), ...items]
  }),
  AssignCount: assignCount,
  RemoveAll: ontoCollection('Remove all', (items, removed, interview) =>
    items.filter(item => !removed.some(one => equalValues(item, one, interview.timeZone))),
  ),
  RemoveFirst: aroundFirst('Remove first', (items, at) => items.toSpliced(at, 1)),
  RemoveAfterFirst: aroundFirst('Remove after first', (items, at) => items.slice(0, at + 1)),
  RemoveBeforeFirst: aroundFirst('Remove before first', (items, at) => items.slice(at)),
  RemovePosition: removePosition,
  RemoveUncommon: ontoCollection('Remove uncommon', (items, others, interview) =>
    items.filter(item => others.some(one => equalValues(item, one, interview.timeZone))),
  ),
}

function assign(target: Target, value: Expression): Assign | string {
  const convert = conversion(value.type, target.type)
  if (!convert) return `a ${describeType(value.type)} can't be assigned to a ${describeType(target.type)}.`
  const { read, constant } = value
  if (constant !== undefined && value.type.kind === target.type.kind)
    return interview => target.write(interview, constant)
  if (isMutable(value.type)) return interview => target.write(interview, copied(convert(read(interview), interview)))
  if (value.type.kind === target.type.kind) return interview => target.write(interview, read(interview))
  return interview => target.write(interview, convert(read(interview), interview))
}

const isMutable = (type: DataType): boolean =>
  type.kind === 'Record' || type.kind === 'Collection' || type.kind === 'Any'

function addition(target: Target, value: Expression): Assign | string {
  const { type } = target
  if (type.kind === 'Collection') return addToCollection(target, type.of, value)
  if (type.kind === 'Any')
    return interview => target.write(interview, addAny(target.read(interview), value.read(interview), interview))
  if (isTextual(type))
    return interview => target.write(interview, joinedText(target.read(interview), value.read(interview), interview))
  return arithmetic('Add', target, value, add, 1)
}

function subtraction(target: Target, value: Expression): Assign | string {
  return arithmetic('Subtract', target, value, subtract, -1)
}

/// Numbers; and a Date plus or minus whole days. A null number counts as 0, a null date stays null.
function arithmetic(
  words: string,
  target: Target,
  value: Expression,
  combine: (a: Num, b: Num) => Num,
  sign: 1 | -1,
): Assign | string {
  if (value.type.kind !== 'Number' && value.type.kind !== 'Any' && value.type.kind !== 'Null')
    return `"${words}" takes a Number, but the value is a ${describeType(value.type)}.`
  if (target.type.kind === 'Number' && target.slot !== undefined && typeof value.constant === 'number')
    return countingBy(target, target.slot, sign * value.constant)
  if (target.type.kind === 'Number')
    return interview => {
      const change = value.read(interview)
      if (isNum(change)) target.write(interview, combine((target.read(interview) as Num | null) ?? 0, change))
    }
  if (target.type.kind === 'Date')
    return interview => {
      const [date, days] = [target.read(interview), value.read(interview)]
      if (date instanceof DateValue && isNum(days))
        target.write(interview, date.addDays(sign * Math.trunc(toDecimal(days).toNumber())))
    }
  return `"${words}" does not work on a ${describeType(target.type)}.`
}

/// A counter: whole numbers in a slot need neither rounding nor decimals.
function countingBy(target: Target, slot: number, step: number): Assign {
  return interview => {
    const current = interview.slots[slot] ?? 0
    const sum = (current as number) + step
    if (typeof current === 'number' && Number.isSafeInteger(sum)) interview.slots[slot] = sum
    else target.write(interview, add(current as Num, step))
  }
}

function addToCollection(target: Target, of: DataType, value: Expression): Assign | string {
  const isList = value.type.kind === 'Collection' || value.type.kind === 'Any'
  const convert = conversion(value.type, isList ? target.type : of)
  if (!convert) return `a ${describeType(value.type)} can't be added to a ${describeType(target.type)}.`
  if (value.type.kind === 'Record' && of.kind === 'Record' && target.slot !== undefined)
    return collecting(target.slot, value.read)
  return interview => {
    const added = convert(value.read(interview), interview)
    const items = target.read(interview)
    // A collection variable's list is its own, so it grows in place; everything else gets copies.
    const list = Array.isArray(items) ? items : []
    if (!Array.isArray(items)) target.write(interview, list)
    if (!Array.isArray(added)) list.push(copied(added))
    else {
      checkSize('items in a collection', list.length + added.length)
      // A collection may be added to itself, so its length is read before.
      for (let i = 0, { length } = added; i < length; i++) list.push(copied(added[i]!))
    }
  }
}

/// Records put into a collection variable one by one, as most loops do.
function collecting(slot: number, read: Expression['read']): Assign {
  return interview => {
    const { slots } = interview
    const added = read(interview)
    const copy = added instanceof RecordValue ? added.copy() : added
    const items = slots[slot]
    if (Array.isArray(items)) items.push(copy)
    else slots[slot] = [copy]
  }
}

function addAny(current: Value, added: Value, interview: Interview): Value {
  if (Array.isArray(current)) {
    const more = Array.isArray(added) ? added : [added]
    checkSize('items in a collection', current.length + more.length)
    return [...current, ...more.map(copied)]
  }
  if (isNum(added) && (current === null || isNum(current))) return add(current ?? 0, added)
  return joinedText(current, added, interview)
}

function joinedText(current: Value, added: Value, interview: Interview): string {
  const text = mergeText(current, interview) + mergeText(added, interview)
  checkSize('characters in a text', text.length)
  return text
}

/// A multi-select picklist gets another item behind a semicolon.
function addItem(target: Target, value: Expression): Assign | string {
  if (!isTextual(target.type))
    return `"Add item" works on a multi-select picklist, not on a ${describeType(target.type)}.`
  return interview => {
    const items = mergeText(target.read(interview), interview)
    const item = mergeText(value.read(interview), interview)
    checkSize('characters in a text', items.length + item.length)
    target.write(interview, items ? `${items};${item}` : item)
  }
}

function assignCount(target: Target, value: Expression): Assign | string {
  if (target.type.kind !== 'Number')
    return `"Equals count" needs a Number to store the count in, not a ${describeType(target.type)}.`
  if (value.type.kind !== 'Collection' && value.type.kind !== 'Any')
    return `"Equals count" counts a collection, but the value is a ${describeType(value.type)}.`
  return interview => {
    const items = value.read(interview)
    target.write(interview, Array.isArray(items) ? items.length : 0)
  }
}

type Rebuild = (items: readonly Value[], others: readonly Value[], interview: Interview) => Value[]

function ontoCollection(words: string, rebuild: Rebuild): Operator {
  return (target, value) => {
    if (target.type.kind !== 'Collection' && target.type.kind !== 'Any')
      return `"${words}" works on a collection, not on a ${describeType(target.type)}.`
    return interview => {
      const items = target.read(interview)
      const operand = value.read(interview)
      const others = Array.isArray(operand) ? operand : [operand]
      target.write(interview, rebuild(Array.isArray(items) ? items : [], others, interview))
    }
  }
}

/// No match leaves the collection as it is.
function aroundFirst(words: string, cut: (items: Value[], at: number) => Value[]): Operator {
  return ontoCollection(words, (items, [sought = null], interview) => {
    const at = items.findIndex(item => equalValues(item, sought, interview.timeZone))
    return at < 0 ? [...items] : cut([...items], at)
  })
}

function removePosition(target: Target, value: Expression): Assign | string {
  if (target.type.kind !== 'Collection' && target.type.kind !== 'Any')
    return `"Remove position" works on a collection, not on a ${describeType(target.type)}.`
  return interview => {
    const items = target.read(interview)
    const position = value.read(interview)
    const length = Array.isArray(items) ? items.length : 0
    if (typeof position !== 'number' || position < 1 || position > length)
      throw new Fault(
        'UNKNOWN_EXCEPTION',
        `The flow tried to remove position ${position === null ? 'null' : mergeText(position, interview)} from a collection of ${length}. Positions count from 1.`,
      )
    target.write(interview, (items as Value[]).toSpliced(position - 1, 1))
  }
}
