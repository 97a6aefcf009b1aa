import { nextAutoNumber } from '../autoNumber.ts'
import { named, type NamedStatement } from '../query/recordQuery.ts'
import type { FieldType, ObjectType, Schema } from '../schema.ts'
import { columnKind, parameterType, quoted, type Parameter } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import type { UserContext } from '../userContext.ts'

/// A record to insert: its new Id and what is stated of it.
export interface NewRecord {
  readonly id: string | null
  readonly parameters: ReadonlyMap<string, Parameter>
}

/// One INSERT for all of [records]. What they do not state of the audit fields, auto-numbers and names is filled in.
/// [alias] names the table for [returning].
export function insertStatement(
  schema: Schema,
  object: ObjectType,
  records: readonly NewRecord[],
  user: UserContext,
  alias = 't0',
  returning = '',
): NamedStatement & { readonly values: readonly unknown[] } {
  const fields = object.fields.filter(field => records.some(record => record.parameters.has(field.apiName)))
  const filled = filledIn(object)
  const columns = ['Id', ...fields.map(field => field.apiName), ...filled.keys()]
  const alike = fields.map(field => mayBeAlike(field) && isAlike(records, field.apiName))
  const typed = fields.map((field, i) => `$${i + 4}::${parameterType(columnKind(field)!)}`)
  const stated = fields.map((field, i) => {
    const value = alike[i] ? typed[i]! : `u.f${i}`
    return [field.apiName, orFilledIn(value, field, filled)] as const
  })
  const values = new Map([['Id', 'u.id'], ...filled, ...stated])
  const names = [...new Set(columns)]
  const arrays = ['$3::text[]', ...typed.filter((_, i) => !alike[i]).map(type => `${type}[]`)]
  const parts = ['id', ...fields.map((_, i) => `f${i}`).filter((_, i) => !alike[i])]
  const unnest = `unnest(${arrays.join(', ')}) u (${parts.join(', ')})`
  const selected = names.map(name => values.get(name)!).join(', ')
  const text = `insert into ${tableOf(object)} as ${alias} (${names.map(quoted).join(', ')}) select ${selected} from ${unnest}${returning}`
  return {
    ...named(text, schema),
    values: [
      new Date(user.now()).toISOString(),
      user.userId,
      records.map(record => record.id),
      ...fields.map(({ apiName }, i) =>
        alike[i] ? valueOf(records[0]!, apiName) : records.map(record => valueOf(record, apiName)),
      ),
    ],
  }
}

const valueOf = ({ parameters }: NewRecord, name: string): Parameter => parameters.get(name) ?? null

/// Whether a field tends to be the same in all records, as owners and defaults are: it is sent once then. Others are
/// always sent by record, so that there are few different statements.
const mayBeAlike = ({ apiName, type, defaultValueFormula }: FieldType): boolean =>
  type === 'boolean' || apiName === 'OwnerId' || defaultValueFormula !== null

const isAlike = (records: readonly NewRecord[], name: string): boolean => {
  const first = valueOf(records[0]!, name)
  return records.every(record => valueOf(record, name) === first)
}

function orFilledIn(stated: string, field: FieldType, filled: ReadonlyMap<string, string>): string {
  const otherwise = field.type === 'boolean' ? 'false' : filled.get(field.apiName)
  return otherwise === undefined ? stated : `coalesce(${stated}, ${otherwise})`
}

/// SQL of what fields get that nobody states; `$1` is now and `$2` the user. A custom object's record without a name is
/// called by its Id, as in Salesforce.
function filledIn(object: ObjectType): Map<string, string> {
  const filled = new Map<string, string>()
  for (const field of object.fields) {
    const sql = FILLED_IN[field.apiName] ?? (field.autoNumber ? nextAutoNumber(object, field) : undefined)
    if (sql !== undefined) filled.set(field.apiName, sql)
  }
  const name = object.nameField
  if (object.isCustom && name?.createable) filled.set(name.apiName, 'u.id')
  return filled
}

const FILLED_IN: Readonly<Record<string, string>> = {
  CreatedDate: '$1::timestamptz',
  CreatedById: '$2::text',
  LastModifiedDate: '$1::timestamptz',
  LastModifiedById: '$2::text',
  SystemModstamp: '$1::timestamptz',
}
