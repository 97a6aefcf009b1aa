import {
  ApexValue,
  DateTimeValue,
  DateValue,
  Decimal,
  type Json,
  num,
  RecordValue,
  Shape,
  TimeValue,
  type Value,
} from '@millrace/values'
import { limitFault } from './fault.ts'
import type { PausedInterview } from './host.ts'
import type { Interview } from './interview.ts'

/// Source: Salesforce Help, "Flow Limits": a paused interview may take up to 1,000,000 bytes.
const LARGEST = 1_000_000

/// [interview] and the flows that run it, as JSON. Throws a `Fault` when that is more than an org keeps.
export function pausedState(interview: Interview): PausedInterview {
  const frames = stackOf(interview)
  const heap = new Heap()
  const state: PausedInterview = {
    guid: frames[0]!.guid,
    startTime: frames[0]!.startTime,
    executed: frames[0]!.executed,
    frames: frames.map(({ program, node, faultMessage, slots }) => ({
      element: node!.element.name,
      faultMessage,
      slots: Object.fromEntries(
        slots.flatMap((value, i) => (value === null ? [] : [[program.slotNames[i]!, heap.pack(value)]])),
      ),
    })),
    heap: heap.packed,
  }
  const size = JSON.stringify(state).length
  if (size > LARGEST) throw limitFault('bytes of a paused interview', size)
  return state
}

/// The interview and its subflows, outermost first.
export function stackOf(interview: Interview): Interview[] {
  const frames = [interview]
  for (let outer = interview.parent; outer; outer = outer.parent) frames.unshift(outer)
  return frames
}

/// Gives the interviews of [frames] the values they had.
export function restoreSlots(frames: readonly Interview[], state: PausedInterview): void {
  const unpack = unpacker(state.heap)
  for (const [i, { program, slots }] of frames.entries()) {
    const kept = state.frames[i]!.slots
    for (const [position, name] of program.slotNames.entries())
      if (Object.hasOwn(kept, name)) slots[position] = unpack(kept[name]!)
  }
}

/// A value by itself, as JSON that says its type.
export function packedValue(value: Value): Json {
  const heap = new Heap()
  const packed = heap.pack(value)
  return heap.packed.length === 0 ? packed : { heap: heap.packed, value: packed }
}

export function unpackedValue(json: Json): Value {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return unpacker([])(json)
  return unpacker(json['heap'] as Json[])(json['value']!)
}

// Text, Boolean and whole numbers are themselves; others are a letter and a text, or `["@", place in the heap]`.
class Heap {
  readonly packed: Json[] = []
  readonly #places = new Map<Value, number>()

  pack(value: Value): Json {
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      return value
    if (value instanceof Decimal) return ['n', value.toString()]
    if (value instanceof DateValue) return ['d', value.toString()]
    if (value instanceof DateTimeValue) return ['m', value.ms]
    if (value instanceof TimeValue) return ['t', value.ms]
    let place = this.#places.get(value)
    if (place === undefined) {
      place = this.packed.push(null) - 1
      this.#places.set(value, place)
      this.packed[place] = this.#contents(value)
    }
    return ['@', place]
  }

  #contents(value: RecordValue | ApexValue | Value[]): Json {
    if (Array.isArray(value)) return { items: value.map(item => this.pack(item)) }
    if (value instanceof ApexValue)
      return { apexClass: value.apexClass, fields: [...value.fields].map(([name, field]) => [name, this.pack(field)]) }
    const { objectName, shape, values, changed } = value
    return {
      object: objectName,
      fields: shape.names.map((name, i) => [name, this.pack(values[i]!)]),
      changed: [...changed.names],
    }
  }
}

type PackedFields = [name: string, value: Json][]

function unpacker(heap: readonly Json[]): (json: Json) => Value {
  const made = new Map<number, Value>()
  const unpack = (json: Json): Value => {
    if (!Array.isArray(json)) return json as Value
    const [type, content] = json
    switch (type) {
      case 'n':
        return num(String(content))
      case 'd':
        return DateValue.parse(String(content))!
      case 'm':
        return new DateTimeValue(Number(content))
      case 't':
        return new TimeValue(Number(content))
      default:
        return held(Number(content))
    }
  }
  // Made before its contents are, which may lead back to it.
  const held = (place: number): Value => {
    const known = made.get(place)
    if (known !== undefined) return known
    const json = heap[place] as { [name: string]: Json }
    if (json['items']) {
      const items: Value[] = []
      made.set(place, items)
      for (const item of json['items'] as Json[]) items.push(unpack(item))
      return items
    }
    const fields = json['fields'] as PackedFields
    if (json['apexClass'] !== undefined) {
      const apex = new ApexValue(String(json['apexClass']))
      made.set(place, apex)
      for (const [name, field] of fields) apex.fields.set(name, unpack(field))
      return apex
    }
    const record = new RecordValue(String(json['object']))
    made.set(place, record)
    for (const [name, field] of fields) record.put(name, unpack(field))
    record.changed = Shape.of(json['changed'] as string[])
    return record
  }
  return unpack
}
