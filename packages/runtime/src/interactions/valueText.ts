import { ApexValue, isCollection, mergeText, type Reader, RecordValue, toJson, type Value } from '@millrace/values'
import { fieldValue } from '../recordFields.ts'

/// A value as text to take away: a list of texts by lines, records and JSON as JSON.
export function valueText(value: Value, reader: Reader): string {
  if (isCollection(value) && !value.some(isStructured)) return value.map(item => mergeText(item, reader)).join('\n')
  return isStructured(value) || isCollection(value) ? jsonText(value) : mergeText(value, reader)
}

export const jsonText = (value: Value): string => `${JSON.stringify(toJson(value), null, 2)}\n`

/// Records or JSON objects as a table: one line for each, the fields [columns] or all there are, in their order. Values
/// as a machine reads them. Source: RFC 4180.
export function csvText(value: Value, columns: readonly string[]): string {
  const rows = isCollection(value) ? value : value === null ? [] : [value]
  const names = columns.length > 0 ? columns : [...new Set(rows.flatMap(fieldNames))]
  if (names.length === 0) return rows.map(row => csvCell(plain(row))).join('\r\n')
  return [names, ...rows.map(row => names.map(name => plain(fieldValue(row, name))))]
    .map(cells => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')
}

const isStructured = (value: Value): boolean => value instanceof RecordValue || value instanceof ApexValue

const fieldNames = (row: Value): string[] =>
  row instanceof RecordValue
    ? row.shape.names.filter(name => !isStructured(row.get(name)) && !isCollection(row.get(name)))
    : row instanceof ApexValue
      ? [...row.fields.keys()]
      : []

function plain(value: Value): string {
  const json = toJson(value)
  return json === null ? '' : typeof json === 'object' ? JSON.stringify(json) : String(json)
}

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
