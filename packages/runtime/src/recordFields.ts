import { ApexValue, RecordValue, type Value } from '@millrace/values'

/// The field at [path] ("Name", "Account.Name") of a record or a JSON object, with items of lists by their number from 0
/// ("lines.0.price"); names ignore case. Null when it is not there. Of a list, `first`, `last` and `count` are read too.
export function fieldValue(record: Value, path: string | readonly string[]): Value {
  let value = record
  for (const name of typeof path === 'string' ? path.split('.') : path) value = member(value, name)
  return value
}

function member(value: Value, name: string): Value {
  if (Array.isArray(value)) return listMember(value, name)
  if (value instanceof RecordValue) {
    if (value.has(name)) return value.get(name)
    const spelled = value.shape.names.find(candidate => candidate.toLowerCase() === name.toLowerCase())
    return spelled === undefined ? null : value.get(spelled)
  }
  if (!(value instanceof ApexValue)) return null
  const spelled = [...value.fields.keys()].find(candidate => candidate.toLowerCase() === name.toLowerCase())
  return spelled === undefined ? null : value.fields.get(spelled)!
}

function listMember(list: readonly Value[], name: string): Value {
  if (/^\d+$/.test(name)) return list[Number(name)] ?? null
  const read = LIST_MEMBERS.get(name.toLowerCase())
  return read ? read(list) : null
}

/// What may stand behind a list, beside the number of an item.
export const LIST_MEMBERS: ReadonlyMap<string, (list: readonly Value[]) => Value> = new Map([
  ['first', (list: readonly Value[]) => list[0] ?? null],
  ['last', (list: readonly Value[]) => list.at(-1) ?? null],
  ['count', (list: readonly Value[]) => list.length],
])
