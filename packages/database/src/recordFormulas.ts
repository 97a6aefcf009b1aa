import { FormulaError } from '@millrace/formula'
import type { Value } from '@millrace/values'
import type { Org } from './org.ts'
import type { ObjectType } from './schema.ts'
import type { Queryable } from './server/statement.ts'
import { From } from './sql/from.ts'
import { Projection, type FieldNaming, type RowContext } from './sql/projection.ts'
import type { UserContext } from './userContext.ts'

/// Works out [formulas] for the record [id] of [object], with one query: each answer is a value, or a sentence that says
/// why there is none. Rights do not count. When there is no such record, all its fields are blank.
export async function evaluateFormulas(
  queryable: Queryable,
  org: Org,
  user: UserContext,
  object: ObjectType,
  id: string,
  formulas: readonly string[],
  naming: FieldNaming | null = null,
): Promise<({ readonly value: Value } | { readonly problem: string })[]> {
  const from = new From(object)
  const projection = new Projection(org.schema, from, naming)
  const prepared = formulas.map(formula => projection.prepare(formula, false))
  const row = await readRow(queryable, from, projection, id)
  const values = projection.values(row, user)
  const context: RowContext = { now: user.now, timeZone: user.timeZone, locale: user.locale, user, values }
  return prepared.map(({ evaluate, errors }) => {
    if (!evaluate) return { problem: errors.map(error => error.message).join(' ') }
    try {
      return { value: evaluate(context) }
    } catch (error) {
      if (error instanceof FormulaError) return { problem: error.message }
      throw error
    }
  })
}

async function readRow(queryable: Queryable, from: From, projection: Projection, id: string): Promise<unknown[]> {
  const { columns } = projection
  if (columns.length === 0) return []
  const { rows } = await queryable.query<unknown[]>({
    text: `select ${columns.join(', ')} from ${from.text} where ${from.own('Id')} = $1`,
    values: [id],
    rowMode: 'array',
  })
  return rows[0] ?? columns.map(() => null)
}
