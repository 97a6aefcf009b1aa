import { RecordValue, toJson, type Json, type Value } from '@millrace/values'

/// A record as the REST API writes it: parent records inside it, child records as a query result of their own, null
/// where there are none. [base] is `/services/data/vNN.0`.
export function recordJson(record: RecordValue, base: string): Json {
  const { id, objectName, shape, values } = record
  const attributes: Record<string, Json> = { type: objectName }
  if (id !== null) attributes['url'] = `${base}/sobjects/${objectName}/${id}`
  const json: Record<string, Json> = { attributes }
  for (const [i, name] of shape.names.entries()) json[name] = valueJson(values[i]!, base)
  return json
}

function valueJson(value: Value, base: string): Json {
  if (value instanceof RecordValue) return recordJson(value, base)
  if (!Array.isArray(value)) return toJson(value)
  if (value.length === 0) return null
  return { totalSize: value.length, done: true, records: value.map(child => valueJson(child, base)) }
}
