import type { FieldType, ObjectType, Schema } from '../schema.ts'
import { columnKind, columnType, quoted } from '../sql/columns.ts'
import { criteriaSql } from '../sql/criteria.ts'
import { tableOf } from '../sql/from.ts'
import type { Queryable } from '../server/statement.ts'

/// The roll-up summaries that records of one object go into, by the field that says which master they go to.
export interface RollUp {
  readonly master: ObjectType
  /// The detail's master-detail field.
  readonly field: string
  readonly summaries: readonly FieldType[]
}

export function rollUpsOf(detail: ObjectType, schema: Schema): RollUp[] {
  const rollUps = new Map<string, RollUp & { summaries: FieldType[] }>()
  for (const master of schema.objects)
    for (const field of master.fields) {
      const { summary } = field
      if (!summary || summary.detail.toLowerCase() !== detail.apiName.toLowerCase()) continue
      const link = detail.field(summary.master)
      if (!link) continue
      const key = `${master.apiName}.${link.apiName}`
      const known = rollUps.get(key)
      if (known) known.summaries.push(field)
      else rollUps.set(key, { master, field: link.apiName, summaries: [field] })
    }
  return [...rollUps.values()]
}

/// The masters of the details [ids], as they are now.
export async function mastersOf(
  queryable: Queryable,
  detail: ObjectType,
  { field }: RollUp,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await queryable.query<[string]>({
    text: `select distinct ${quoted(field)} from ${tableOf(detail)} where "Id" = any($1::text[]) and ${quoted(field)} is not null`,
    values: [ids],
    rowMode: 'array',
  })
  return rows.map(([id]) => id)
}

/// Works the summaries of the [masters] out anew, of all when null, and answers the Ids of those that changed.
///
/// The masters are locked first, by a statement of its own: the next one then sees what others did until it got the
/// locks, so that two who save details of one master at a time do not forget each other's.
export async function rollUp(
  queryable: Queryable,
  detail: ObjectType,
  { master, field, summaries }: RollUp,
  masters: readonly string[] | null,
): Promise<string[]> {
  if (masters?.length === 0) return []
  const [m, d] = [tableOf(master), tableOf(detail)]
  const lock = 'order by "Id" for no key update'
  if (masters)
    await queryable.query({ text: `select from ${m} where "Id" = any($1::text[]) ${lock}`, values: [masters] })
  const values = summaries.map((summary, i) => `${valueSql(detail, summary)} as f${i}`)
  const names = summaries.map(({ apiName }) => `m.${quoted(apiName)}`)
  const sets = summaries.map(({ apiName }, i) => `${quoted(apiName)} = s.f${i}`)
  const news = summaries.map((_, i) => `s.f${i}`)
  const some = masters ? ' where p."Id" = any($1::text[])' : ''
  const { rows } = await queryable.query<[string]>({
    text: `update ${m} m set ${sets.join(', ')} from (
      select p."Id" as id, ${values.join(', ')} from ${m} p left join ${d} d on d.${quoted(field)} = p."Id" and not d."IsDeleted"${some} group by p."Id"
    ) s where s.id = m."Id" and (${names.join(', ')}) is distinct from (${news.join(', ')}) returning m."Id"`,
    values: masters ? [masters] : [],
    rowMode: 'array',
  })
  return rows.map(([id]) => id)
}

/// A sum of nothing is 0, the least of nothing is blank.
///
/// Source: Salesforce Help, "Roll-Up Summary Field".
function valueSql(detail: ObjectType, summary: FieldType): string {
  const { operation, field, filters } = summary.summary!
  const filter = filters.length > 0 ? ` filter (where ${criteriaSql(detail, 'd', filters, null)})` : ''
  const type = columnType(summary)
  if (operation === 'count') return `count(d."Id")${filter}::${type}`
  const source = field === null ? undefined : detail.field(field)
  if (!source || !columnKind(source)) return `null::${type}`
  const value = `${operation}(d.${quoted(source.apiName)})${filter}`
  return operation === 'sum' ? `coalesce(${value}, 0)::${type}` : `${value}::${type}`
}
