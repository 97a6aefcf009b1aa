import { parseSoql, RecordStoreError, type Schema } from '@millrace/database'
import { RecordValue, toJson, type Value } from '@millrace/values'

/// The columns of a query's CSV: fields and those of parents, as the query names them.
///
/// Throws `RecordStoreError` for what the Bulk API does not take: sub-queries, functions and grouping.
export function queryColumnsOf(soql: string, schema: Schema): string[] {
  const query = parseSoql(soql)
  const object = schema.object(query.from.name)
  return query.select.flatMap(item => {
    if (item.kind === 'fields')
      return (object?.fields ?? [])
        .filter(field => item.which === 'ALL' || field.isCustom === (item.which === 'CUSTOM'))
        .map(({ apiName }) => apiName)
    if (item.kind === 'expression' && item.expression.kind === 'field' && query.groupBy.length === 0) {
      const path = item.expression.path
      const isObject = [object?.apiName, query.from.alias].some(name => name?.toLowerCase() === path[0]!.toLowerCase())
      return [(isObject && path.length > 1 ? path.slice(1) : path).join('.')]
    }
    throw new RecordStoreError(
      'FEATURENOTENABLED',
      'Bulk queries take fields of the object and of its parents, but no sub-queries, functions or grouping.',
    )
  })
}

/// The cells of [record] for [columns]; blank where there is no value.
export const recordCells = (record: RecordValue, columns: readonly string[]): string[] =>
  columns.map(column => cellText(valueAt(record, column.split('.'))))

function valueAt(record: RecordValue, path: readonly string[]): Value {
  let value: Value = record
  for (const name of path) {
    if (!(value instanceof RecordValue)) return null
    const { shape, values } = value as RecordValue
    const at = shape.has(name)
      ? shape.position(name)
      : shape.names.findIndex(known => known.toLowerCase() === name.toLowerCase())
    value = values[at] ?? null
  }
  return value
}

function cellText(value: Value): string {
  const json = toJson(value)
  return json === null ? '' : typeof json === 'object' ? JSON.stringify(json) : String(json)
}
