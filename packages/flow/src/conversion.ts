import {
  DateTimeValue,
  type DataType,
  DateValue,
  describeType,
  isNum,
  isTextual,
  mergeText,
  type Num,
  type Reader,
  RecordValue,
  roundTo,
  sameType,
  TimeValue,
  type Value,
} from '@millrace/values'
import { Fault } from './fault.ts'

/// Turns a value into one that its target can hold. Null stays null.
export type Conversion = (value: Value, reader: Reader) => Value

const asIs: Conversion = value => value

/// How a value of [from] becomes one of [to] in an assignment or input of a flow; undefined when the two do not go
/// together. Everything scalar becomes text; a Date/Time becomes the Date it is in the running user's time zone; one
/// value becomes a collection of one.
///
/// Source: Flow Variable Considerations and the operator tables of Salesforce Help.
export function conversion(from: DataType, to: DataType): Conversion | undefined {
  if (to.kind === 'Any' || from.kind === 'Null') return asIs
  if (from.kind === 'Any') return narrow(to)
  if (to.kind === 'Collection') {
    if (from.kind === 'Collection') return conversion(from.of, to.of) === asIs ? asIs : eachItem(from.of, to.of)
    const item = conversion(from, to.of)
    return item && ((value, reader) => (value === null ? null : [item(value, reader)]))
  }
  if (from.kind === 'Collection') return undefined
  if (isTextual(to)) {
    if (isTextual(from)) return asIs
    return from.kind === 'Record' || from.kind === 'Apex'
      ? undefined
      : (value, reader) => (value === null ? null : mergeText(value, reader))
  }
  if (to.kind === 'Record' && from.kind === 'Record')
    return sameType(from, to) || !from.object || !to.object ? asIs : undefined
  if (to.kind === 'Date' && from.kind === 'DateTime')
    return (value, reader) => (value instanceof DateTimeValue ? value.dateIn(reader.timeZone) : value)
  if (to.kind === 'DateTime' && from.kind === 'Date')
    return value => (value instanceof DateValue ? DateTimeValue.startOf(value) : value)
  return sameType(from, to) ? asIs : undefined
}

function eachItem(from: DataType, to: DataType): Conversion | undefined {
  const item = conversion(from, to)
  return item && ((value, reader) => (Array.isArray(value) ? value.map(one => item(one, reader)) : value))
}

/// A value whose type only the run shows, such as an action's output. One that does not fit is a fault of the element
/// that stores it.
function narrow(to: DataType): Conversion {
  if (to.kind === 'Collection') {
    const item = narrow(to.of)
    return (value, reader) =>
      value === null ? null : (Array.isArray(value) ? value : [value]).map(one => item(one, reader))
  }
  return (value, reader) => {
    const fitted = value === null ? null : narrowed(value, to, reader)
    if (fitted !== undefined) return fitted
    throw new Fault('UNKNOWN_EXCEPTION', `The value "${mergeText(value, reader)}" is no ${describeType(to)}.`)
  }
}

/// Undefined when [value] is of no use where [to] is wanted.
function narrowed(value: NonNullable<Value>, to: DataType, reader: Reader): Value | undefined {
  if (isTextual(to)) return value instanceof RecordValue ? value : mergeText(value, reader)
  switch (to.kind) {
    case 'Number':
      return isNum(value) ? value : undefined
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'Date':
      if (value instanceof DateTimeValue) return value.dateIn(reader.timeZone)
      return value instanceof DateValue ? value : undefined
    case 'DateTime':
      if (value instanceof DateValue) return DateTimeValue.startOf(value)
      return value instanceof DateTimeValue ? value : undefined
    case 'Time':
      return value instanceof TimeValue ? value : undefined
    case 'Record':
      return value instanceof RecordValue ? value : undefined
    default:
      return value
  }
}

/// Rounds what is stored in a Number or Currency variable to its [scale], half away from zero; 0 means whole numbers.
export const rounded =
  (scale: number) =>
  (value: Value): Value =>
    value === null ? null : roundTo(value as Num, scale)

/// A record or collection as a value of its own: changing the copy changes nothing else.
export function copied(value: Value): Value {
  if (value instanceof RecordValue) return value.copy()
  if (Array.isArray(value)) return value.map(copied)
  return value
}
