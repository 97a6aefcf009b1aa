import { ApexValue, RecordValue, type Value } from '@millrace/values'

/// The field at [path] ("Name", "Account.Name") of a record; names ignore case. Null when it is not there.
export function fieldValue(record: Value, path: string | readonly string[]): Value {
  let value = record
  for (const name of typeof path === 'string' ? path.split('.') : path) value = member(value, name)
  return value
}

function member(value: Value, name: string): Value {
  if (value instanceof RecordValue) {
    if (value.has(name)) return value.get(name)
    const spelled = value.shape.names.find(candidate => candidate.toLowerCase() === name.toLowerCase())
    return spelled === undefined ? null : value.get(spelled)
  }
  if (!(value instanceof ApexValue)) return null
  const spelled = [...value.fields.keys()].find(candidate => candidate.toLowerCase() === name.toLowerCase())
  return spelled === undefined ? null : value.fields.get(spelled)!
}
