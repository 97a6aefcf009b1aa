import type { QueryFilter, QueryOrder, QueryResource } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import type { ObjectLookup } from '../../objectDescription.ts'
import { isFieldPath, soqlText } from '../../soql.ts'
import type { DataTableColumn, SummaryFunction } from './columns.ts'
import { LiteralValue } from './filters.ts'
import type { DataTableSort } from './sorting.ts'

/// A query resource with the table's own condition and sort, from which every request of the table is written. It
/// leaves the resource itself, and so everybody else who uses it, alone.
export interface TableQuery {
  /// Rows from [offset] on.
  rows(limit: number, offset: number): string
  /// `SELECT COUNT()`.
  count(): string
  /// The Ids of all that match.
  ids(limit: number): string
  /// The records with these Ids that still match the resource's own filter, whatever the user filters by.
  byId(ids: readonly string[]): string
  /// One row of aggregates for each group of [fields]; one row in all without.
  aggregates(fields: readonly string[], summaries: readonly Summary[]): string
}

/// A function over a field of all rows: its value stands under `alias` in the answer.
export interface Summary {
  readonly alias: string
  readonly fieldName: string
  readonly function: SummaryFunction
}

/// The summaries that the columns declare.
export const summariesOf = (columns: readonly DataTableColumn[]): readonly Summary[] =>
  columns.flatMap(({ fieldName, summary, totalAlias: alias }) =>
    summary && isFieldPath(fieldName) ? [{ alias, fieldName, function: summary }] : [],
  )

export function tableQuery(
  resource: QueryResource,
  condition: QueryFilter | undefined,
  sorts: readonly DataTableSort[],
  resolve: (raw: unknown) => Value,
  objects: ObjectLookup,
): TableQuery {
  const valueOf = (raw: unknown): Value => (raw instanceof LiteralValue ? raw.value : resolve(raw))
  const narrowed = both(resource.filter, condition)
  const orderBy = sorts.length > 0 ? sorts.map(sortOrder) : undefined
  const plain = { type: resource.type, apiName: resource.apiName, objectApiName: resource.objectApiName }

  /// The query with other fields; "SELECT Id FROM …" is where those are put that are no plain fields.
  const where = (filter: QueryFilter | undefined): string =>
    soqlText({ ...plain, fields: [], ...(filter ? { filter } : {}) }, valueOf, objects).replace(/^SELECT Id /, '')
  return {
    rows: (limit, offset) => {
      const sorted = orderBy ?? resource.orderBy ?? []
      // Pages of equal rows must not overlap, so that the order is a complete one.
      const complete = sorted.some(({ field }) => field === 'Id') ? sorted : [...sorted, { field: 'Id' as const }]
      const text = soqlText(
        { ...plain, fields: resource.fields, orderBy: complete, ...(narrowed ? { filter: narrowed } : {}) },
        valueOf,
        objects,
      )
      return `${text} LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`
    },
    count: () => `SELECT COUNT() ${where(narrowed)}`,
    ids: limit => `SELECT Id ${where(narrowed)} ORDER BY Id LIMIT ${limit}`,
    byId: ids => {
      const filter = both(resource.filter, { field: 'Id', operator: 'in', value: new LiteralValue([...ids]) })
      return soqlText({ ...plain, fields: resource.fields, ...(filter ? { filter } : {}) }, valueOf, objects)
    },
    aggregates: (fields, summaries) => {
      const groups = fields.filter(isFieldPath)
      const selected = [
        ...groups.map((field, position) => `${field} g${position}`),
        'COUNT(Id) n',
        ...summaries.map(({ alias, fieldName, function: name }) => `${name.toUpperCase()}(${fieldName}) ${alias}`),
      ]
      const grouped = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : ''
      return `SELECT ${selected.join(', ')} ${where(narrowed)}${grouped}`
    },
  }
}

// Blank fields stand last in both directions, as in Lightning's list views.
const sortOrder = ({ fieldName: field, direction }: DataTableSort): QueryOrder => ({ field, direction, nulls: 'last' })

function both(a: QueryFilter | undefined, b: QueryFilter | undefined): QueryFilter | undefined {
  return a && b ? { and: [a, b] } : (a ?? b)
}
