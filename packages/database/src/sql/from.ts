import type { ObjectType } from '../schema.ts'
import { columnKind, quoted, type ColumnKind } from './columns.ts'
import { formulaSql, type FormulaSqlScope } from './formulaSql.ts'
import { isPathProblem, resolvePath, typeNameOf, type FieldBranch, type FieldPath } from './paths.ts'
import type { View } from './view.ts'

/// The schema of the database in which the org's tables lie.
export const ORG_SCHEMA = 'org'

/// `"org"."Contact"`
export const tableOf = (object: ObjectType): string => `${quoted(ORG_SCHEMA)}.${quoted(object.apiName)}`

/// A column of a query and how its values compare.
export interface Column {
  readonly sql: string
  readonly kind: ColumnKind
}

/// What a SELECT may do beside naming stored columns.
export interface FromOptions {
  /// Without it everything is seen, and formula fields have no column.
  readonly view?: View
  /// Takes a value that is known when the query runs, for formulas such as TODAY().
  readonly parameter?: FormulaSqlScope['parameter']
}

/// The FROM clause of one SELECT: the object's table, and a left join for each parent that some column needs. A parent
/// that is hidden is not joined, as if the lookup were blank.
export class From {
  readonly object: ObjectType
  readonly alias: string
  readonly #joins = new Map<string, { readonly alias: string; readonly sql: string }>()
  readonly #nextAlias: () => string
  readonly #options: FromOptions
  /// Formula fields under way, to notice those that refer to themselves.
  readonly #open = new Set<string>()

  /// [nextAlias] names tables; queries inside one another share it.
  constructor(object: ObjectType, options: FromOptions = {}, nextAlias: () => string = aliases()) {
    this.object = object
    this.alias = nextAlias()
    this.#options = options
    this.#nextAlias = nextAlias
  }

  /// The column behind [path], whose field must be stored. Joins the parents on the way.
  column(path: FieldPath): Column {
    const column = this.columnIfAny(path)
    if (column) return column
    throw new Error(`${path.object.apiName}.${path.field.apiName} has no column.`)
  }

  /// The same, also for a formula field that SQL can work out; undefined for others.
  columnIfAny(path: FieldPath): Column | undefined {
    const columns = path.branches.map(branch => this.#branchColumn(branch))
    const kind = columns[0]?.kind
    if (kind === undefined || columns.includes(undefined)) return undefined
    return columns.length === 1 ? columns[0] : { sql: `coalesce(${columns.map(c => c!.sql).join(', ')})`, kind }
  }

  /// The condition under which a record of the object is seen; null where every record is.
  visible(): string | null {
    return this.#options.view?.visible(this.object, this.alias) ?? null
  }

  /// Whether records are hidden from the reader, so that a lookup may lead to none.
  get hidesRecords(): boolean {
    return this.#options.view?.isShared === false
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
    return new From(object, this.#options, this.#nextAlias)
  }

  #branchColumn(branch: FieldBranch): Column | undefined {
    if (branch.field?.formula) return this.#formulaColumn(branch)
    let alias = this.alias
    let joinKey = ''
    for (const step of branch.steps) {
      joinKey += `${step.field.apiName}>${step.to.apiName}.`
      let join = this.#joins.get(joinKey)
      if (!join) {
        const name = this.#nextAlias()
        const visible = this.#options.view?.visible(step.to, name) ?? null
        const on = `${name}."Id" = ${alias}.${quoted(step.field.apiName)}`
        const sql = `left join ${tableOf(step.to)} ${name} on ${on}${visible === null ? '' : ` and ${visible}`}`
        this.#joins.set(joinKey, (join = { alias: name, sql }))
      }
      alias = join.alias
    }
    if (!branch.field)
      return { sql: `case when ${alias}."Id" is not null then '${typeNameOf(branch)}' end`, kind: 'text' }
    const kind = columnKind(branch.field)
    return kind ? { sql: `${alias}.${quoted(branch.field.apiName)}`, kind } : undefined
  }

  #formulaColumn({ object, field, steps }: FieldBranch): Column | undefined {
    const { view, parameter } = this.#options
    const key = [...steps.map(step => step.field.apiName), object.apiName, field!.apiName].join('.')
    if (!view || this.#open.has(key)) return undefined
    this.#open.add(key)
    const owner = view.everything.object(object.apiName)!
    const found = formulaSql(field!, {
      parameter,
      column: path => {
        const target = resolvePath(view.everything, owner, path.split('.'))
        if (isPathProblem(target)) return undefined
        const branches = target.branches.map(branch => ({ ...branch, steps: [...steps, ...branch.steps] }))
        const column = this.columnIfAny({ ...target, branches })
        return (
          column && { sql: column.sql, kind: FORMULA_KINDS[column.kind], isPercent: target.field.type === 'percent' }
        )
      },
    })
    this.#open.delete(key)
    return found
  }
}

const FORMULA_KINDS = {
  id: 'text',
  text: 'text',
  exactText: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
} as const

/// t0, t1, t2, …
export function aliases(): () => string {
  let count = 0
  return () => `t${count++}`
}
