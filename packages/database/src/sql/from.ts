import type { ObjectType } from '../schema.ts'
import { columnKind, quoted, type ColumnKind } from './columns.ts'
import { typeNameOf, type FieldBranch, type FieldPath } from './paths.ts'

/// The schema of the database in which the org's tables lie.
export const ORG_SCHEMA = 'org'

/// `"org"."Contact"`
export const tableOf = (object: ObjectType): string => `${quoted(ORG_SCHEMA)}.${quoted(object.apiName)}`

/// A column of a query and how its values compare.
export interface Column {
  readonly sql: string
  readonly kind: ColumnKind
}

/// The FROM clause of one SELECT: the object's table, and a left join for each parent that some column needs.
export class From {
  readonly object: ObjectType
  readonly alias: string
  readonly #joins = new Map<string, { readonly alias: string; readonly sql: string }>()
  readonly #nextAlias: () => string

  /// [nextAlias] names tables; queries inside one another share it.
  constructor(object: ObjectType, nextAlias: () => string = aliases()) {
    this.object = object
    this.alias = nextAlias()
    this.#nextAlias = nextAlias
  }

  /// The column behind [path], whose field must be stored. Joins the parents on the way.
  column(path: FieldPath): Column {
    const columns = path.branches.map(branch => this.#branchColumn(branch))
    const kind = columns[0]!.kind
    return columns.length === 1 ? columns[0]! : { sql: `coalesce(${columns.map(c => c.sql).join(', ')})`, kind }
  }

  /// `t0."Name"`, of the object itself.
  own(field: string): string {
    return `${this.alias}.${quoted(field)}`
  }

  get text(): string {
    return [`${tableOf(this.object)} ${this.alias}`, ...[...this.#joins.values()].map(join => join.sql)].join(' ')
  }

  /// A query for another object inside this one.
  nested(object: ObjectType): From {
    return new From(object, this.#nextAlias)
  }

  #branchColumn(branch: FieldBranch): Column {
    let alias = this.alias
    let joinKey = ''
    for (const step of branch.steps) {
      joinKey += `${step.field.apiName}>${step.to.apiName}.`
      let join = this.#joins.get(joinKey)
      if (!join) {
        const name = this.#nextAlias()
        const sql = `left join ${tableOf(step.to)} ${name} on ${name}."Id" = ${alias}.${quoted(step.field.apiName)}`
        this.#joins.set(joinKey, (join = { alias: name, sql }))
      }
      alias = join.alias
    }
    if (!branch.field)
      return { sql: `case when ${alias}."Id" is not null then '${typeNameOf(branch)}' end`, kind: 'text' }
    const kind = columnKind(branch.field)
    if (!kind) throw new Error(`${branch.object.apiName}.${branch.field.apiName} has no column.`)
    return { sql: `${alias}.${quoted(branch.field.apiName)}`, kind }
  }
}

/// t0, t1, t2, …
export function aliases(): () => string {
  let count = 0
  return () => `t${count++}`
}
