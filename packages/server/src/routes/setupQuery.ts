import { parseSoql, SoqlError, type SoqlQuery } from '@millrace/database'
import type { Json } from '@millrace/values'

/// A row of a table that is no object with records: what the project's files say, seen as records.
export type SetupRow = { readonly [field: string]: Json }

/// Tables by name, each with its fields and a way to read its rows.
export interface SetupTable {
  readonly name: string
  readonly fields: readonly string[]
  rows(): Promise<readonly SetupRow[]>
}

type Condition = NonNullable<SoqlQuery['where']>
type Comparison = Extract<Condition, { kind: 'comparison' }>
type Expression = Comparison['expression']

/// Whether [soql] reads one of [tables]; a query that cannot be parsed reads none.
export function setupTableOf(soql: string, tables: readonly SetupTable[]): SetupTable | undefined {
  const name = /\bfrom\s+(\w+)/i.exec(soql.replaceAll(/\([^()]*\)/g, ''))?.[1]?.toLowerCase()
  return tables.find(table => table.name.toLowerCase() === name)
}

/// Answers a SOQL query from the rows of [table]: conditions, order, limit and offset; no sub-queries and no functions but
/// COUNT(). Throws `SoqlError`.
export async function querySetup(soql: string, table: SetupTable): Promise<{ totalSize: number; records: Json[] }> {
  const query = parseSoql(soql)
  const reading = new SetupReading(soql, table)
  const select = query.select[0]?.kind === 'count' ? null : query.select.flatMap(item => reading.pathsOf(item))
  const found = (await table.rows()).filter(row => query.where === null || reading.holds(query.where, row))
  if (select === null) return { totalSize: found.length, records: [] }
  const sorted = found.toSorted((a, b) => reading.compare(query, a, b))
  const start = countOf(query.offset, 0)
  const rows = sorted.slice(start, start + countOf(query.limit, sorted.length))
  return { totalSize: rows.length, records: rows.map(row => recordOf(table.name, select, row)) }
}

const countOf = (value: SoqlQuery['limit'], otherwise: number): number =>
  value?.kind === 'number' ? Number(value.value) : otherwise

function recordOf(type: string, select: readonly (readonly string[])[], row: SetupRow): Json {
  const record: { [key: string]: Json } = { attributes: { type } }
  for (const path of select) {
    let target = record
    for (const name of path.slice(0, -1)) target = (target[name] ??= { attributes: { type: name } }) as typeof record
    target[path.at(-1)!] = valueAt(row, path)
  }
  return record
}

function valueAt(row: SetupRow, path: readonly string[]): Json {
  let value: Json = row
  for (const name of path)
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : null
  return value
}

/// One query over one table, for its names and its messages.
class SetupReading {
  readonly #soql: string
  readonly #table: SetupTable

  constructor(soql: string, table: SetupTable) {
    this.#soql = soql
    this.#table = table
  }

  pathsOf(item: SoqlQuery['select'][number]): string[][] {
    if (item.kind === 'fields') return this.#table.fields.map(field => field.split('.'))
    if (item.kind === 'expression') return [this.#pathOf(item.expression)]
    throw this.#unsupported(item.at)
  }

  holds(condition: Condition, row: SetupRow): boolean {
    switch (condition.kind) {
      case 'and':
        return condition.items.every(item => this.holds(item, row))
      case 'or':
        return condition.items.some(item => this.holds(item, row))
      case 'not':
        return !this.holds(condition.item, row)
      default:
        return this.#compares(condition, valueAt(row, this.#pathOf(condition.expression)))
    }
  }

  compare({ orderBy }: SoqlQuery, a: SetupRow, b: SetupRow): number {
    for (const { expression, descending } of orderBy) {
      const path = this.#pathOf(expression)
      const order = orderOf(valueAt(a, path), valueAt(b, path))
      if (order !== 0) return descending ? -order : order
    }
    return 0
  }

  #pathOf(expression: Expression): string[] {
    if (expression.kind !== 'field') throw this.#unsupported(expression.at)
    const wanted = expression.path.join('.').toLowerCase()
    const alias = `${this.#table.name.toLowerCase()}.`
    const name = wanted.startsWith(alias) ? wanted.slice(alias.length) : wanted
    const field = this.#table.fields.find(known => known.toLowerCase() === name)
    if (field) return field.split('.')
    const message = `No such column '${expression.path.join('.')}' on entity '${this.#table.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`
    throw new SoqlError('INVALID_FIELD', message, this.#soql, expression.at)
  }

  #compares({ operator, value, at }: Comparison, actual: Json): boolean {
    const wanted = [value].flat().map(one => this.#literal(one, at))
    const [first = null] = wanted
    const isEqual = (one: Json) => orderOf(actual, one) === 0
    switch (operator) {
      case '=':
        return isEqual(first)
      case '!=':
        return !isEqual(first)
      case 'IN':
        return wanted.some(isEqual)
      case 'NOT IN':
        return !wanted.some(isEqual)
      case 'LIKE':
        return isLike(String(actual ?? '').toLowerCase(), String(first).toLowerCase())
      case '<':
        return actual !== null && orderOf(actual, first) < 0
      case '<=':
        return actual !== null && orderOf(actual, first) <= 0
      case '>':
        return actual !== null && orderOf(actual, first) > 0
      case '>=':
        return actual !== null && orderOf(actual, first) >= 0
      default:
        throw this.#unsupported(at)
    }
  }

  #literal(value: Exclude<Comparison['value'], readonly unknown[]>, at: number): Json {
    if (!('kind' in value)) throw this.#unsupported(at)
    switch (value.kind) {
      case 'number':
        return Number(value.value)
      case 'null':
        return null
      case 'string':
      case 'boolean':
      case 'datetime':
      case 'date':
        return value.value
      default:
        throw this.#unsupported(value.at)
    }
  }

  #unsupported(at: number): SoqlError {
    const reason = `Queries on ${this.#table.name} take fields, conditions with literals, ORDER BY, LIMIT and OFFSET only.`
    return new SoqlError('MALFORMED_QUERY', reason, this.#soql, at)
  }
}

/// Blank first; text ignoring case.
function orderOf(a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}

/// Whether [text] is as [pattern] says: `%` stands for any letters, `_` for one. In steps of at most one length times the
/// other, whatever the pattern: a regular expression would try every way to share the letters out.
export function isLike(text: string, pattern: string): boolean {
  let [at, next, star, tried] = [0, 0, -1, 0]
  while (at < text.length) {
    if (pattern[next] === '%') [star, tried, next] = [next, at, next + 1]
    else if (pattern[next] === '_' || pattern[next] === text[at]) [at, next] = [at + 1, next + 1]
    else if (star >= 0) {
      tried += 1
      ;[at, next] = [tried, star + 1]
    } else return false
  }
  return /^%*$/.test(pattern.slice(next))
}
