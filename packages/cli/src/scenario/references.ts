import type { Json } from '@millrace/values'

/// What `$ref` can name: the fields of the scenario's records by `$id`.
export type NamedRecords = ReadonlyMap<string, Readonly<Record<string, Json>>>

/// [json] with `{"$ref": "c1"}` replaced by the record's Id, `{"$ref": "c1.Field"}` by a field, `{"$concat": […]}` by
/// the joined texts, `{"$output": "v"}` by an output of the run, and `"$type"` of a record by its attributes.
export function resolveReferences(json: Json, records: NamedRecords, outputs?: Readonly<Record<string, Json>>): Json {
  const resolve = (item: Json): Json => resolveReferences(item, records, outputs)
  if (Array.isArray(json)) return json.map(resolve)
  if (typeof json !== 'object' || json === null) return json
  const { $ref, $concat, $output } = json
  if (typeof $ref === 'string') return referenced($ref, records)
  if (Array.isArray($concat)) return $concat.map(part => String(resolve(part) ?? '')).join('')
  if (typeof $output === 'string') return outputs?.[$output] ?? null
  const { $type, ...members } = json
  const resolved = Object.fromEntries(Object.entries(members).map(([name, item]) => [name, resolve(item)]))
  return typeof $type === 'string' ? { attributes: { type: $type }, ...resolved } : resolved
}

function referenced(path: string, records: NamedRecords): Json {
  const [id = '', field = 'Id'] = path.split('.', 2)
  return records.get(id)?.[field] ?? null
}
