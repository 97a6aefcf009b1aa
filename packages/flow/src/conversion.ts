import {
  DateTimeValue,
  type DataType,
  DateValue,
  isTextual,
  mergeText,
  type Num,
  type Reader,
  RecordValue,
  roundTo,
  sameType,
  type Value,
} from '@millrace/values'

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
  if (from.kind === 'Any') return to.kind === 'Collection' ? asIs : narrow(to)
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

// A value whose type only the run shows: text targets print it, others take what they get.
function narrow(to: DataType): Conversion {
  if (!isTextual(to)) return asIs
  return (value, reader) =>
    value === null || typeof value === 'string' || (typeof value === 'object' && value instanceof RecordValue)
      ? value
      : mergeText(value, reader)
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
