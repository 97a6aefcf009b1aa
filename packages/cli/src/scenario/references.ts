import type { ScenarioRecord } from '@millrace/metadata'
import type { Json } from '@millrace/values'

/// A record of a scenario that has a `$id`.
export interface NamedRecord {
  readonly object: string
  readonly id: string
  /// As the scenario states them.
  readonly fields: ScenarioRecord
}

/// [json] with `{"$ref": "c1"}` replaced by the record's Id, `{"$ref": "c1.Field"}` by a field, `{"$concat": […]}` by
/// the joined texts, `{"$output": "v"}` by an output of the run, and `"$type"` of a record by its attributes.
export function resolveReferences(
  json: Json,
  named: ReadonlyMap<string, NamedRecord>,
  outputs?: Readonly<Record<string, Json>>,
): Json {
  const resolve = (item: Json): Json => resolveReferences(item, named, outputs)
  if (Array.isArray(json)) return json.map(resolve)
  if (typeof json !== 'object' || json === null) return json
  const { $ref, $concat, $output, $type, ...members } = json
  if (typeof $ref === 'string') {
    const [id = '', field = 'Id'] = $ref.split('.', 2)
    const record = named.get(id)
    return field === 'Id' ? (record?.id ?? null) : resolve(record?.fields[field] ?? null)
  }
  if (Array.isArray($concat)) return $concat.map(part => String(resolve(part) ?? '')).join('')
  if (typeof $output === 'string') return outputs?.[$output] ?? null
  const resolved = Object.fromEntries(Object.entries(members).map(([name, item]) => [name, resolve(item)]))
  return typeof $type === 'string' ? { attributes: { type: $type }, ...resolved } : resolved
}
