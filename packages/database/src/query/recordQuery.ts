import { createHash } from 'node:crypto'
import type { RecordValue, Value } from '@millrace/values'
import { RecordStoreError, type FilterValues, type RecordQuery } from '../recordStore.ts'
import type { ObjectType, Schema } from '../schema.ts'
import { comparable, type Parameter } from '../sql/columns.ts'
import { From, type Column } from '../sql/from.ts'
import { isPathProblem, resolvePath, type FieldPath } from '../sql/paths.ts'
import { Projection } from '../sql/projection.ts'
import { RecordPlan } from '../sql/recordPlan.ts'
import type { View } from '../sql/view.ts'
import type { UserContext } from '../userContext.ts'
import {
  filterForm,
  filterParameter,
  filterParameterType,
  filterSql,
  joinFilters,
  usedFilters,
  type FilterForm,
} from './filters.ts'

/// A `RecordQuery` with its names looked up and its columns joined. Its statements differ by which values are null, so
/// they are put together when first needed and kept.
export class CompiledQuery {
  readonly object: ObjectType
  readonly from: From
  readonly #isShared: boolean
  readonly #query: RecordQuery
  readonly #schema: Schema
  readonly #filterColumns: readonly Column[]
  readonly #usedFilters: ReadonlySet<number>
  readonly #projection: Projection
  readonly #plan: RecordPlan
  readonly #orderBy: string
  readonly #statements = new Map<string, NamedStatement>()

  /// Throws `RecordStoreError` (INVALID_TYPE, INVALID_FIELD) for names that the schema does not have.
  constructor(query: RecordQuery, view: View) {
    const { schema } = view
    const object = schema.object(query.object)
    if (!object) throw new RecordStoreError('INVALID_TYPE', `sObject type '${query.object}' is not supported.`)
    this.object = object
    this.#query = query
    this.#schema = schema
    this.from = new From(object, { view })
    this.#isShared = view.isShared
    this.#projection = new Projection(view.everything, this.from)
    this.#plan = new RecordPlan(object.apiName, this.#projection.slot(this.#path('Id')), this.#projection, schema)
    for (const field of ['Id', ...query.fields]) this.#plan.add(this.#path(field))
    this.#filterColumns = query.filters.map(({ field }) => this.#column(field))
    this.#usedFilters = usedFilters(query.logic, query.filters.length)
    this.#orderBy = this.#orderByText()
  }

  /// Whether a filter or the order reads fields of parents.
  get readsParents(): boolean {
    const prefix = `${this.from.alias}.`
    return this.#filterColumns.some(({ sql }) => !sql.startsWith(prefix))
  }

  /// The parameters of one run, filter by filter; null for filters without one.
  parameters({ values }: FilterValues, timeZone: string): (Parameter | Parameter[])[] {
    return this.#query.filters.map(({ operator, field }, i) =>
      filterParameter(operator, this.#filterColumns[i]!, values[i] ?? null, field, timeZone),
    )
  }

  /// Which values of the run are null: runs with the same forms share a statement. A filter that the logic leaves out
  /// has no parameter either.
  forms({ values }: FilterValues): FilterForm[] {
    return this.#query.filters.map(({ operator }, i) =>
      this.#usedFilters.has(i) ? filterForm(operator, values[i] ?? null) : 'null',
    )
  }

  /// The condition of one run; its parameters are `$[first]` and on, in the order of the filters that have one.
  condition(forms: readonly FilterForm[], first = 1): string {
    let next = first
    return this.#join(forms, type => `$${next++}::${type}`)
  }

  /// `select … where … order by … limit $n` for a single run.
  selectOne(forms: readonly FilterForm[], hasLimit: boolean): NamedStatement {
    return this.#statement(`one ${forms.join()} ${hasLimit}`, () => {
      const limit = hasLimit ? ` limit $${forms.filter(form => form === 'value').length + 1}::integer` : ''
      return `select ${this.#projection.columns.join(', ')} from ${this.from.text} where ${this.condition(forms)}${this.#orderBy}${limit}`
    })
  }

  /// One SELECT for many runs, each with its own values and limit: the parameters are one array per filter that has a
  /// value, then the limits. The last column of a row is the number of its run, from 1.
  selectMany(forms: readonly FilterForm[]): NamedStatement {
    return this.#statement(`many ${forms.join()}`, () => this.#many(forms, this.#projection.columns, ''))
  }

  /// The same for the Ids of the records, locked.
  lockMany(forms: readonly FilterForm[]): NamedStatement {
    const lock = ` for update of ${this.from.alias}`
    return this.#statement(`lock many ${forms.join()}`, () => this.#many(forms, [this.from.own('Id')], lock))
  }

  #many(forms: readonly FilterForm[], columns: readonly string[], lock: string): string {
    const arrays: string[] = []
    const condition = this.#join(forms, type => {
      // A list per run comes as the text of an array: unnest would flatten an array of arrays.
      const isArray = type.endsWith('[]')
      const name = `v${arrays.push(`$${arrays.length + 1}::${isArray ? 'text' : type}[]`)}`
      return isArray ? `p.${name}::${type}` : `p.${name}`
    })
    const names = arrays.map((_, i) => `v${i + 1}`)
    const unnest = `unnest(${[...arrays, `$${arrays.length + 1}::integer[]`].join(', ')}) with ordinality p (${[...names, 'lim', 'run'].join(', ')})`
    const selected = columns.map((column, i) => `${column} c${i}`).join(', ')
    return `select x.*, p.run::integer from ${unnest} cross join lateral (select ${selected} from ${this.from.text} where ${condition}${this.#orderBy} limit p.lim${lock}) x`
  }

  /// The Ids of the records of one run, locked.
  lockIds(forms: readonly FilterForm[], hasLimit: boolean): NamedStatement {
    return this.#statement(`lock ${forms.join()} ${hasLimit}`, () => {
      const limit = hasLimit ? ` limit $${forms.filter(form => form === 'value').length + 1}::integer` : ''
      return `select ${this.from.own('Id')} from ${this.from.text} where ${this.condition(forms)}${this.#orderBy}${limit} for update of ${this.from.alias}`
    })
  }

  record(row: readonly unknown[], user: UserContext): RecordValue {
    return this.#plan.build(this.#projection.values(row, user))
  }

  #join(forms: readonly FilterForm[], parameter: (type: string) => string): string {
    const { filters, logic } = this.#query
    const sql = filters.map(({ operator }, i) => {
      const column = this.#filterColumns[i]!
      const form = forms[i]!
      const value = form === 'value' ? parameter(filterParameterType(operator, column)) : ''
      return filterSql(operator, column, form, value)
    })
    const joined = joinFilters(logic, sql)
    const visible = this.from.visible()
    const shown = `not ${this.from.own('IsDeleted')}${visible === null ? '' : ` and ${visible}`}`
    return joined === 'true' ? shown : `${shown} and ${joined}`
  }

  #orderByText(): string {
    const { orderBy, filters } = this.#query
    const id = this.from.own('Id')
    if (orderBy) {
      const column = this.#column(orderBy.field)
      const direction = orderBy.descending ? ' desc nulls last' : ' nulls first'
      return ` order by ${comparable(column.sql, column.kind)}${direction}, ${id}`
    }
    const isOneById = filters.length === 1 && filters[0]!.field === 'Id' && filters[0]!.operator === 'EqualTo'
    // For the same answer every time; an update would otherwise change the order.
    return isOneById ? '' : ` order by ${id}`
  }

  #column(field: string): Column {
    const path = this.#path(field)
    const column = this.from.columnIfAny(path)
    if (!column)
      throw new RecordStoreError(
        'INVALID_FIELD',
        `${path.names.join('.')} of ${this.object.apiName} is a formula field that is worked out after reading, so records cannot be filtered or sorted by it. Use the fields that its formula reads.`,
      )
    return column
  }

  #path(field: string): FieldPath {
    const path = resolvePath(this.#schema, this.object, field.split('.'))
    if (isPathProblem(path)) throw new RecordStoreError(path.code, path.message)
    return path
  }

  #statement(key: string, write: () => string): NamedStatement {
    let statement = this.#statements.get(key)
    if (!statement) {
      const text = write()
      // What one user sees is no text that a connection should keep.
      statement = this.#isShared ? named(text, this.#schema) : { text }
      this.#statements.set(key, statement)
    }
    return statement
  }
}

/// A text and the name under which a connection keeps it prepared, where it does.
export interface NamedStatement {
  readonly text: string
  readonly name?: string
}

/// The name follows from the text, so one name never means two texts, and from the schema's version, because a prepared
/// statement does not outlive a change of its columns' types.
export const named = (text: string, { version }: Schema): NamedStatement => ({
  text,
  name: statementName(text, version),
})

export const statementName = (text: string, version: number): string =>
  `m${version}_${createHash('sha1').update(text).digest('base64url')}`

/// The parameters of the filters that have one.
export const filled = (forms: readonly FilterForm[], parameters: readonly (Parameter | Parameter[])[]) =>
  parameters.filter((_, i) => forms[i] === 'value')

/// The text of a PostgreSQL array.
export const arrayText = (items: readonly Parameter[]): string =>
  `{${items.map(item => (item === null ? 'null' : `"${String(item).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`

/// A value that is one run's and must not be shared with another.
export const copies = (records: readonly RecordValue[]): RecordValue[] => records.map(deepCopy)

function deepCopy(record: RecordValue): RecordValue {
  const copy = record.copy()
  copy.values = copy.values.map((value): Value => (isRecord(value) ? deepCopy(value) : value))
  return copy
}

const isRecord = (value: Value): value is RecordValue =>
  typeof value === 'object' && value !== null && 'objectName' in value
