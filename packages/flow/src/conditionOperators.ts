import type { FlowCondition } from '@millrace/metadata'
import {
  BOOLEAN,
  compareValues,
  type DataType,
  DateTimeValue,
  DateValue,
  describeType,
  didYouMean,
  equalText,
  equalValues,
  isTextual,
  mergeText,
  NUMBER,
  parseNum,
  type Value,
} from '@millrace/values'
import type { Compilation } from './compilation.ts'
import type { Predicate } from './conditions.ts'
import { conversion } from './conversion.ts'
import type { Expression } from './expression.ts'
import type { Interview } from './interview.ts'
import { slotFieldIsNull, slotFieldIsText } from './readers.ts'

/// An operator of conditions.
export interface Operator {
  /// As Flow Builder shows it.
  readonly words: string
  /// What it compares; without it the resource on the left and the value on the right.
  readonly sides?: (condition: FlowCondition, compilation: Compilation) => Sides | string
  /// Compiles the comparison, or says in a sentence why the operator can't be used there.
  readonly compile: (sides: Sides, compilation: Compilation) => Predicate | string
}

/// The operators of Decision and Collection Filter conditions, by their names in the file.
///
/// Source: Salesforce Help, "Flow Operators in Decision, Wait, and Collection Filter Elements".
export const conditionOperators: Readonly<Record<string, Operator>> = {
  EqualTo: equality('Equals', true),
  NotEqualTo: equality('Does not equal', false),
  GreaterThan: order('Greater than', sign => sign > 0),
  GreaterThanOrEqualTo: order('Greater than or equal', sign => sign >= 0),
  LessThan: order('Less than', sign => sign < 0),
  LessThanOrEqualTo: order('Less than or equal', sign => sign <= 0),
  StartsWith: textTest('Starts with', (text, part) => text.startsWith(part)),
  EndsWith: textTest('Ends with', (text, part) => text.endsWith(part)),
  Contains: contains(),
  In: membership('In', true),
  NotIn: membership('Not in', false),
  IsNull: state('Is null', value => value === null || (Array.isArray(value) && value.length === 0), slotFieldIsNull),
  IsBlank: state('Is blank', value => value === null || (typeof value === 'string' && value.trim() === '')),
  IsEmpty: state('Is empty', value => value === null || (Array.isArray(value) && value.length === 0)),
  WasSet: state('Was set', value => value !== null),
  WasVisited: elementMark('Was visited', 'visitedSlot'),
  HasError: elementMark('Has error', 'failedSlot'),
  WasSelected: choiceMark(),
  IsChanged: changed(),
}

/// What a condition compares.
export interface Sides {
  readonly left: Expression
  readonly right: Expression
}

export const sidesOf = (condition: FlowCondition, compilation: Compilation): Sides => ({
  left: compilation.reference(condition.leftValueReference, condition, 'leftValueReference'),
  right: compilation.value(condition.rightValue),
})

/// Whether a field of the record that started the flow has another value than before; never of a new record.
function changed(): Operator {
  const words = 'Is changed'
  const sides: Operator['sides'] = (condition, compilation) => {
    const path = condition.leftValueReference
    if (!compilation.resource('$Record'))
      return '"Is changed" compares {!$Record} with what it was, and this flow has no trigger. It may have been lost when the flow was retrieved with an old API version.'
    if (!/^\$Record\./i.test(path)) return '"Is changed" asks for a field of {!$Record}.'
    const now = compilation.reference(path, condition, 'leftValueReference')
    const before = compilation.reference(path.replace(/^\$Record/i, '$Record__Prior'), condition, 'leftValueReference')
    const { slot } = compilation.resource('$Record__Prior')!
    const isChanged = (interview: Interview): boolean =>
      interview.slots[slot] !== null && !equalValues(now.read(interview), before.read(interview), interview.timeZone)
    return { left: { type: BOOLEAN, read: isChanged }, right: compilation.value(condition.rightValue) }
  }
  return {
    words,
    sides,
    compile:
      ({ left, right }) =>
      interview =>
        left.read(interview) === right.read(interview),
  }
}

/// The right side as the left side's type. A literal that was saved as text is read as what it is compared with.
function matched({ left, right }: Sides): Expression | string {
  const literal = textLiteral(right, left.type)
  if (literal !== undefined) return { type: left.type, constant: literal, read: () => literal }
  if (
    left.type.kind === 'Any' ||
    right.type.kind === 'Any' ||
    (left.type.kind === 'Boolean' && right.type.kind === 'Boolean')
  )
    return right
  const comparable = [left.type.kind, right.type.kind].every(kind => kind === 'Date' || kind === 'DateTime')
  if (comparable) return right
  const convert = conversion(right.type, left.type)
  if (!convert)
    return `the left side is a ${describeType(left.type)}, but it is compared with a ${describeType(right.type)}.`
  if (right.constant !== undefined && typeof right.constant === 'string') return right
  const read = right.read
  return { type: left.type, read: interview => convert(read(interview), interview) }
}

function textLiteral(right: Expression, type: DataType): Value | undefined {
  const text = right.constant
  if (typeof text !== 'string' || isTextual(type)) return undefined
  if (type.kind === 'Number') return parseNum(text)
  if (type.kind === 'Boolean')
    return text.toLowerCase() === 'true' ? true : text.toLowerCase() === 'false' ? false : undefined
  if (type.kind === 'Date') return DateValue.parse(text)
  if (type.kind === 'DateTime') return DateTimeValue.parse(text)
  return undefined
}

function equality(words: string, wanted: boolean): Operator {
  const compile: Operator['compile'] = (sides, compilation) => {
    const { left } = sides
    const right = matched(sides)
    if (typeof right === 'string') return right
    if (isTextual(left.type)) return textEquality(left, right, wanted, compilation.takesNullAsEmpty)
    const [readLeft, readRight] = [left.read, right.read]
    if (left.type.kind === 'Boolean') return interview => (readLeft(interview) === readRight(interview)) === wanted
    return interview => equalValues(readLeft(interview), readRight(interview), interview.timeZone) === wanted
  }
  return { words, compile }
}

/// Text ignores case. Before API version 61 a null text is an empty one.
function textEquality(left: Expression, right: Expression, wanted: boolean, nullIsEmpty: boolean): Predicate {
  const readLeft = left.read
  const { constant } = right
  if (typeof constant === 'string' && (constant !== '' || !nullIsEmpty)) {
    if (left.slotField) return slotFieldIsText(left.slotField.slot, left.slotField.name, constant, wanted)
    return interview => {
      const text = readLeft(interview)
      return (typeof text === 'string' && (text === constant || equalText(text, constant))) === wanted
    }
  }
  const readRight = right.read
  return interview => {
    const [a, b] = [textOf(readLeft, interview), textOf(readRight, interview)]
    const equal = a === null || b === null ? (nullIsEmpty ? (a ?? '') === (b ?? '') : a === b) : equalText(a, b)
    return equal === wanted
  }
}

function textOf(read: Expression['read'], interview: Interview): string | null {
  const value = read(interview)
  return value === null || typeof value === 'string' ? value : mergeText(value, interview)
}

const ORDERED = new Set(['Number', 'Date', 'DateTime', 'Time', 'Any'])

/// A comparison with null is false.
function order(words: string, holds: (sign: number) => boolean): Operator {
  const compile: Operator['compile'] = sides => {
    const { left } = sides
    if (!ORDERED.has(left.type.kind) && !isTextual(left.type))
      return `"${words}" compares numbers, dates and texts, but the left side is a ${describeType(left.type)}.`
    const right = matched(sides)
    if (typeof right === 'string') return right
    const [readLeft, readRight] = [left.read, right.read]
    const { constant } = right
    if (typeof constant === 'number' && left.type.kind === NUMBER.kind)
      return interview => {
        const value = readLeft(interview)
        if (typeof value === 'number') return holds(value - constant)
        const sign = compareValues(value, constant)
        return sign !== undefined && holds(sign)
      }
    return interview => {
      const sign = compareValues(readLeft(interview), readRight(interview), interview.timeZone)
      return sign !== undefined && holds(sign)
    }
  }
  return { words, compile }
}

function textTest(words: string, holds: (text: string, part: string) => boolean): Operator {
  const compile: Operator['compile'] = ({ left, right }) => {
    if (left.type.kind === 'Collection' || left.type.kind === 'Record')
      return `"${words}" compares texts, but the left side is a ${describeType(left.type)}.`
    return interview => {
      const [text, part] = [textOf(left.read, interview), textOf(right.read, interview)]
      return text !== null && part !== null && holds(text.toLowerCase(), part.toLowerCase())
    }
  }
  return { words, compile }
}

function contains(): Operator {
  const { words, compile: containsText } = textTest('Contains', (text, part) => text.includes(part))
  const compile: Operator['compile'] = (sides, compilation) => {
    const { left, right } = sides
    if (left.type.kind !== 'Collection') return containsText(sides, compilation)
    return interview => includes(left.read(interview), right.read(interview), interview)
  }
  return { words, compile }
}

function membership(words: string, wanted: boolean): Operator {
  const compile: Operator['compile'] = ({ left, right }) => {
    if (right.type.kind !== 'Collection' && right.type.kind !== 'Any')
      return `"${words}" takes a collection on the right side, but it is a ${describeType(right.type)}.`
    return interview => includes(right.read(interview), left.read(interview), interview) === wanted
  }
  return { words, compile }
}

function includes(collection: Value, item: Value, interview: Interview): boolean {
  return Array.isArray(collection) && collection.some(one => equalValues(one, item, interview.timeZone))
}

/// Operators whose right side is a Boolean: `IsNull false` means "is not null".
function state(words: string, holds: (value: Value) => boolean, ofField?: typeof slotFieldIsNull): Operator {
  const compile: Operator['compile'] = ({ left, right }) => {
    const literal = textLiteral(right, { kind: 'Boolean' })
    if (right.type.kind !== 'Boolean' && right.type.kind !== 'Any' && literal === undefined)
      return `"${words}" takes True or False on the right side, but it is a ${describeType(right.type)}.`
    const readLeft = left.read
    const wanted = literal ?? right.constant
    if (typeof wanted === 'boolean' && left.slotField && ofField)
      return ofField(left.slotField.slot, left.slotField.name, wanted)
    if (typeof wanted === 'boolean') return interview => holds(readLeft(interview)) === wanted
    return interview => holds(readLeft(interview)) === right.read(interview)
  }
  return { words, compile }
}

/// Asks whether a choice was selected on a screen; the right side is a Boolean.
function choiceMark(): Operator {
  const words = 'Was selected'
  const sides: Operator['sides'] = (condition, compilation) => {
    const name = condition.leftValueReference
    if (compilation.flow.processType !== 'Flow')
      return `"${words}" asks for a choice on a screen, and autolaunched flows have no screens.`
    const slot = compilation.resource(name)?.selectedSlot
    if (slot === undefined) {
      const { choices, dynamicChoiceSets } = compilation.flow
      const names = [...choices, ...dynamicChoiceSets].map(choice => choice.name)
      return `"${words}" asks for a choice, but the flow has no choice "${name}".${didYouMean(name, names)}`
    }
    const left: Expression = { type: BOOLEAN, read: interview => interview.slots[slot] === true }
    return { left, right: compilation.value(condition.rightValue) }
  }
  return {
    words,
    sides,
    compile:
      ({ left, right }) =>
      interview =>
        left.read(interview) === right.read(interview),
  }
}

/// Operators that ask what became of an element; the right side is a Boolean.
function elementMark(words: string, mark: 'visitedSlot' | 'failedSlot'): Operator {
  const sides: Operator['sides'] = (condition, compilation) => {
    const name = condition.leftValueReference
    const node = compilation.node(name)
    if (!node) {
      const near = didYouMean(
        name,
        compilation.flow.elements.map(element => element.name),
      )
      return `"${words}" asks for an element, but the flow has no element "${name}".${near}`
    }
    if (node[mark] < 0) node[mark] = compilation.newSlot()
    const left: Expression = { type: BOOLEAN, read: interview => interview.slots[node[mark]] === true }
    return { left, right: compilation.value(condition.rightValue) }
  }
  return {
    words,
    sides,
    compile:
      ({ left, right }) =>
      interview =>
        left.read(interview) === right.read(interview),
  }
}
