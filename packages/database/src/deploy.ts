import { createHash } from 'node:crypto'
import type { ObjectDefinition, ValueSetDefinition } from '@millrace/metadata'
import { autoNumberSequence } from './autoNumber.ts'
import { RECYCLE_BIN } from './dml/recycleBin.ts'
import { rollUp, rollUpsOf } from './dml/rollUps.ts'
import { ID_BLOCK } from './ids.ts'
import { Org } from './org.ts'
import type { FieldType, ObjectType, Schema } from './schema.ts'
import { buildSchema } from './schema/buildSchema.ts'
import type { Database } from './server/connection.ts'
import { createIfMissing } from './server/createIfMissing.ts'
import type { Queryable } from './server/statement.ts'
import type { Tx } from './server/transaction.ts'
import { columnKind, columnType, comparable, quoted } from './sql/columns.ts'
import { ORG_SCHEMA, tableOf } from './sql/from.ts'

export interface DeployOptions {
  readonly valueSets?: readonly ValueSetDefinition[]
  /// Go on where values would be lost.
  readonly force?: boolean
}

/// A deploy that would lose data, or cannot keep a promise of the schema with the data there is. `losses` has one
/// sentence for each reason; nothing was changed.
export class DeployRefused extends Error {
  readonly losses: readonly string[]

  constructor(losses: readonly string[]) {
    super(`The deploy would lose data, so nothing was changed:\n${losses.map(loss => `- ${loss}`).join('\n')}`)
    this.name = 'DeployRefused'
    this.losses = losses
  }
}

/// Brings the tables of [database] to what [definitions] and the standard objects say, in one transaction, and answers
/// the org. Tables and columns are added and widened; those that nothing names any more stay with their data. When
/// nothing has changed since the last deploy this is one query.
///
/// Throws `DeployRefused` when values would be lost, unless `force` is set.
export async function deploy(
  database: Pick<Database, 'query' | 'transaction'>,
  definitions: readonly ObjectDefinition[],
  options: DeployOptions = {},
): Promise<Org> {
  const state = await deployedState(database)
  const keyPrefixes = new Map(Object.entries(state.key_prefixes))
  const build = (version: number) => buildSchema(definitions, { keyPrefixes, valueSets: options.valueSets, version })
  const schema = build(state.version)
  const hash = hashOf(schema)
  if (hash === state.hash) return new Org(schema)
  const version = await database.transaction(tx => deployChanges(tx, schema, hash, options.force ?? false))
  return new Org(build(version))
}

interface DeployedState {
  readonly hash: string | null
  readonly version: number
  /// By API name, of every object that ever had one.
  readonly key_prefixes: Readonly<Record<string, string>>
}

async function deployedState(database: Queryable): Promise<DeployedState> {
  try {
    return await readState(database)
  } catch (error) {
    if (!isUndefinedTable(error)) throw error
  }
  await createIfMissing(
    database,
    `
    create schema if not exists millrace;
    create schema if not exists ${quoted(ORG_SCHEMA)};
    create sequence if not exists millrace.record_serial start 1 increment by ${ID_BLOCK};
    create table if not exists millrace.deployed (
      only_row boolean primary key default true check (only_row),
      hash text,
      version integer not null,
      key_prefixes jsonb not null
    );
    insert into millrace.deployed (version, key_prefixes) values (0, '{}') on conflict do nothing`,
  )
  return readState(database)
}

async function readState(queryable: Queryable, lock = ''): Promise<DeployedState> {
  const { rows } = await queryable.query<DeployedState>(
    `select hash, version, key_prefixes from millrace.deployed ${lock}`,
  )
  return rows[0]!
}

const isUndefinedTable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42P01'

/// Changes when anything about an object, a field or a rule does.
function hashOf(schema: Schema): string {
  const hash = createHash('sha256').update('2')
  for (const object of schema.objects) {
    const { apiName, label, labelPlural, keyPrefix, fields, validationRules } = object
    hash.update(JSON.stringify([apiName, label, labelPlural, keyPrefix, fields, validationRules]))
  }
  return hash.digest('hex')
}

async function deployChanges(tx: Tx, schema: Schema, hash: string, force: boolean): Promise<number> {
  const { version } = await readState(tx, 'for update')
  const existing = await existingTables(tx)
  const changes = new Changes(existing, force)
  for (const object of schema.objects) changes.addObject(object)
  const losses = force ? [] : await realLosses(tx, changes)
  if (losses.length > 0) throw new DeployRefused(losses)
  await tx.query([RECYCLE_BIN, ...changes.statements].join(';\n'))
  for (const detail of schema.objects) for (const one of rollUpsOf(detail, schema)) await rollUp(tx, detail, one, null)
  const prefixes = Object.fromEntries(schema.objects.map(object => [object.apiName, object.keyPrefix]))
  await tx.query({
    text: 'update millrace.deployed set hash = $1, version = $2, key_prefixes = key_prefixes || $3::jsonb',
    values: [hash, version + 1, JSON.stringify(prefixes)],
  })
  return version + 1
}

interface ExistingTables {
  /// `Contact` -> `Email` -> `text`
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly indexes: ReadonlySet<string>
  readonly sequences: ReadonlySet<string>
}

async function existingTables(tx: Tx): Promise<ExistingTables> {
  const relations = `pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = '${ORG_SCHEMA}'`
  const [columns, others] = await Promise.all([
    tx.query<{ table: string; columns: Record<string, string> }>(`
      select c.relname as table, jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) as columns
      from ${relations} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' group by c.relname`),
    tx.query<{ name: string; kind: string }>(
      `select c.relname as name, c.relkind::text as kind from ${relations} where c.relkind in ('i', 'S')`,
    ),
  ])
  const named = (kind: string) => new Set(others.rows.filter(row => row.kind === kind).map(row => row.name))
  return {
    columns: new Map(columns.rows.map(row => [row.table, new Map(Object.entries(row.columns))])),
    indexes: named('i'),
    sequences: named('S'),
  }
}

/// A change that loses values, if the query finds any.
interface Loss {
  readonly sql: string
  describe(found: number): string
}

/// The statements that bring the tables to the schema, and what some of them would lose.
class Changes {
  readonly statements: string[] = []
  readonly losses: Loss[] = []
  readonly #existing: ExistingTables
  readonly #force: boolean

  constructor(existing: ExistingTables, force: boolean) {
    this.#existing = existing
    this.#force = force
  }

  addObject(object: ObjectType): void {
    const known = this.#existing.columns.get(object.apiName)
    if (!known) {
      const columns = object.fields.flatMap(field => columnDefinition(field) ?? [])
      this.statements.push(`create table ${tableOf(object)} (${columns.join(', ')})`)
    } else for (const field of object.fields) this.#addField(object, field, known.get(field.apiName))
    for (const field of object.fields) {
      this.#addIndex(object, field)
      this.#addSequence(object, field)
    }
  }

  #addField(object: ObjectType, field: FieldType, known: string | undefined): void {
    const definition = columnDefinition(field)
    if (!definition) return
    const wanted = columnType(field)!
      .replace(/ collate.*/, '')
      .replace('timestamptz', 'timestamp with time zone')
      .replace(/^time$/, 'time without time zone')
    const table = tableOf(object)
    const column = quoted(field.apiName)
    if (known === undefined) this.statements.push(`alter table ${table} add column ${definition}`)
    else if (field.compoundOf || known === wanted) return
    else if (isWider(known, wanted))
      this.statements.push(
        `alter table ${table} alter column ${column} type ${columnType(field)!} using ${column}::${wanted}`,
      )
    else {
      this.statements.push(
        `alter table ${table} drop column ${column}`,
        `alter table ${table} add column ${definition}`,
      )
      const filled = known === 'boolean' ? column : `${column} is not null`
      this.losses.push({
        sql: `select count(*)::integer as found from ${table} where ${filled}`,
        describe: found =>
          `${object.apiName}.${field.apiName} would change from ${known} to ${wanted}, and ${found} ${found === 1 ? 'record has' : 'records have'} a value there.`,
      })
    }
  }

  #addIndex(object: ObjectType, field: FieldType): void {
    const kind = columnKind(field)
    if (!kind || field.type === 'id') return
    const wanted = field.unique ? 'unique' : field.externalId || (kind === 'id' && !isAudit(field)) ? 'plain' : null
    const table = tableOf(object)
    const expression = comparable(quoted(field.apiName), kind)
    for (const each of ['unique', 'plain'] as const) {
      const name = indexName(object, field, each)
      const exists = this.#existing.indexes.has(name)
      if (exists && each !== wanted) this.statements.push(`drop index if exists ${quoted(ORG_SCHEMA)}.${quoted(name)}`)
      if (exists || each !== wanted) continue
      const unique = each === 'unique'
      this.statements.push(
        `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${table} (${kind === 'text' ? `(${expression})` : expression})${unique ? ' where not "IsDeleted"' : ''}`,
      )
      if (unique && this.#existing.columns.has(object.apiName)) this.#refuseDuplicates(object, field, expression)
    }
  }

  #refuseDuplicates(object: ObjectType, field: FieldType, expression: string): void {
    if (!this.#existing.columns.get(object.apiName)!.has(field.apiName) || this.#force) return
    this.losses.push({
      sql: `select count(*)::integer as found from (select 1 from ${tableOf(object)} where not "IsDeleted" and ${quoted(field.apiName)} is not null group by ${expression} having count(*) > 1) duplicates`,
      describe: found =>
        `${object.apiName}.${field.apiName} would become unique, but ${found} ${found === 1 ? 'value is' : 'values are'} there more than once.`,
    })
  }

  #addSequence(object: ObjectType, field: FieldType): void {
    if (!field.autoNumber || this.#existing.sequences.has(`${object.apiName}.${field.apiName}`)) return
    this.statements.push(
      `create sequence ${autoNumberSequence(object, field)} minvalue 0 start ${field.autoNumber.startingNumber}`,
    )
  }
}

async function realLosses(tx: Tx, { losses }: Changes): Promise<string[]> {
  const answers = await Promise.all(losses.map(loss => tx.query<{ found: number }>(loss.sql)))
  return losses.flatMap((loss, i) => {
    const { found } = answers[i]!.rows[0]!
    return found > 0 ? [loss.describe(found)] : []
  })
}

const isAudit = (field: FieldType): boolean => field.apiName === 'CreatedById' || field.apiName === 'LastModifiedById'

function columnDefinition(field: FieldType): string | null {
  const type = columnType(field)
  if (!type) return null
  const definition = `${quoted(field.apiName)} ${type}`
  if (field.type === 'id') return `${definition} primary key`
  if (field.compoundOf) return `${definition} generated always as (${compoundSql(field.compoundOf)}) stored`
  return field.type === 'boolean' ? `${definition} not null default false` : definition
}

/// The parts that are there, with a blank between them.
function compoundSql(parts: readonly string[]): string {
  const each = parts.map(part => `coalesce(${quoted(part)} || ' ', '')`)
  return `nullif(btrim(${each.join(' || ')}), '')`
}

/// Names stay below PostgreSQL's 63 characters by a hash at their end.
function indexName(object: ObjectType, field: FieldType, kind: 'unique' | 'plain'): string {
  const name = `${object.apiName}.${field.apiName}.${kind}`
  if (name.length <= 63) return name
  return `${name.slice(0, 54)}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/// Whether every value of type [from] is one of type [to].
function isWider(from: string, to: string): boolean {
  if (to === 'text') return true
  const [before, after] = [digitsOf(from), digitsOf(to)]
  return before !== null && after !== null && after.whole >= before.whole && after.scale >= before.scale
}

function digitsOf(type: string): { whole: number; scale: number } | null {
  if (type === 'integer') return { whole: 10, scale: 0 }
  const match = /^numeric\((\d+),(\d+)\)$/.exec(type)
  return match ? { whole: Number(match[1]) - Number(match[2]), scale: Number(match[2]) } : null
}
