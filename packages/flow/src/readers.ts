import { ApexValue, equalText, RecordValue, Shape, type Value } from '@millrace/values'
import type { Interview } from './interview.ts'

type Read = (interview: Interview) => Value

/// Reads field [name] of the record that [of] reads. A field of no record is null, and so is one that was not read
/// with the record.
///
/// Source: null traversal as observed in orgs at API 66 (a field of an empty Get Records result is null).
export function fieldReader(of: Read, name: string): Read {
  // All records of one query share a shape, so the position is looked up once.
  let shape = Shape.empty
  let position = -1
  return interview => {
    const record = of(interview)
    if (!(record instanceof RecordValue)) return null
    if (record.shape !== shape) {
      shape = record.shape
      position = shape.position(name)
    }
    return position < 0 ? null : record.values[position]!
  }
}

/// As `fieldReader`, for the record in a slot: the path every loop takes.
export function slotFieldReader(slot: number, name: string): Read {
  let shape = Shape.empty
  let position = -1
  return interview => {
    const record = interview.slots[slot]
    if (!(record instanceof RecordValue)) return null
    if (record.shape !== shape) {
      shape = record.shape
      position = shape.position(name)
    }
    return position < 0 ? null : record.values[position]!
  }
}

/// Whether the field of the record in a slot is the text [wanted], ignoring case, or is not: in one piece, because loops ask it of
/// every record.
export function slotFieldIsText(
  slot: number,
  name: string,
  wanted: string,
  isWanted: boolean,
): (interview: Interview) => boolean {
  let shape = Shape.empty
  let position = -1
  return interview => {
    const record = interview.slots[slot]
    if (!(record instanceof RecordValue)) return !isWanted
    if (record.shape !== shape) {
      shape = record.shape
      position = shape.position(name)
    }
    const text = position < 0 ? null : record.values[position]
    return (typeof text === 'string' && (text === wanted || equalText(text, wanted))) === isWanted
  }
}

/// The same for whether the field is null.
export function slotFieldIsNull(slot: number, name: string, isWanted: boolean): (interview: Interview) => boolean {
  let shape = Shape.empty
  let position = -1
  return interview => {
    const record = interview.slots[slot]
    if (!(record instanceof RecordValue)) return isWanted
    if (record.shape !== shape) {
      shape = record.shape
      position = shape.position(name)
    }
    return (position < 0 || record.values[position] === null) === isWanted
  }
}

/// Sets field [name] of the record in a slot. A record variable starts as null; setting a field makes the record.
export function slotFieldWriter(
  slot: number,
  name: string,
  objectName: string,
): (interview: Interview, value: Value) => void {
  let shape = Shape.empty
  let position = -1
  let changedBefore = Shape.empty
  let changedAfter = changedBefore.with(name)
  return (interview, value) => {
    let record = interview.slots[slot]
    if (!(record instanceof RecordValue)) interview.slots[slot] = record = new RecordValue(objectName)
    if (record.shape !== shape) {
      shape = record.shape
      position = shape.position(name)
    }
    if (position < 0) return record.set(name, value)
    if (record.changed !== changedBefore) {
      changedBefore = record.changed
      changedAfter = changedBefore.with(name)
    }
    record.putAt(position, value)
    record.changed = changedAfter
  }
}

export function apexFieldReader(of: Read, name: string): Read {
  return interview => {
    const value = of(interview)
    return value instanceof ApexValue ? (value.fields.get(name) ?? null) : null
  }
}

/// Follows [segments] through records and Apex-defined values whose types are not known, ignoring case.
export function anyPathReader(of: Read, segments: readonly string[]): Read {
  return interview => segments.reduce<Value>(member, of(interview))
}

function member(value: Value, name: string): Value {
  const wanted = name.toLowerCase()
  if (value instanceof RecordValue) {
    const position = value.shape.names.findIndex(one => one.toLowerCase() === wanted)
    return position < 0 ? null : value.values[position]!
  }
  if (value instanceof ApexValue) {
    for (const [key, field] of value.fields) if (key.toLowerCase() === wanted) return field
  }
  return null
}
