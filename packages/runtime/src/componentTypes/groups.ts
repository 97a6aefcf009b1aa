import { isNum, numJson, type Value } from '@millrace/values'
import { fieldValue } from '../recordFields.ts'

export interface Group {
  readonly value: Value
  readonly members: Value[]
}

/// Records by the value of a field, in the order of the first of each.
export function grouped(records: readonly Value[], field: string): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const record of records) {
    const value = fieldValue(record, field)
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.members.push(record)
    else groups.set(key, { value, members: [record] })
  }
  return groups
}

export const keyOf = (value: Value): string =>
  isNum(value) ? String(numJson(value)) : `${typeof value} ${String(value)}`
