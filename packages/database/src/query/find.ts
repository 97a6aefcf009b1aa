import type { RecordValue } from '@millrace/values'
import type { FilterValues, RecordQuery } from '../recordStore.ts'
import type { Queryable } from '../server/statement.ts'
import type { UserContext } from '../userContext.ts'
import type { FilterForm } from './filters.ts'
import { arrayText, copies, filled, type CompiledQuery, type NamedStatement } from './recordQuery.ts'

/// Runs [compiled] once for each list of filter values: one statement for all runs whose values are null in the same
/// places. Runs with the same values share their rows.
export async function findRecords(
  queryable: Queryable,
  query: RecordQuery,
  compiled: CompiledQuery,
  runs: readonly FilterValues[],
  user: UserContext,
): Promise<RecordValue[][]> {
  if (runs.length === 1) return [await findOne(queryable, query, compiled, runs[0]!, user)]
  const results: RecordValue[][] = runs.map(() => [])
  await Promise.all(
    groupRuns(query, compiled, runs, user).map(async group => {
      const rows = await selectGroup(queryable, compiled, reading, group)
      for (const row of rows) {
        const run = group.runs[(row.pop() as number) - 1]!
        results[run.indexes[0]!]!.push(compiled.record(row, user))
      }
      for (const { indexes } of group.runs)
        for (const index of indexes.slice(1)) results[index] = copies(results[indexes[0]!]!)
    }),
  )
  return results
}

/// The Ids that each run finds, locked against other changes: one statement as in `findRecords`.
export async function lockFound(
  queryable: Queryable,
  query: RecordQuery,
  compiled: CompiledQuery,
  runs: readonly FilterValues[],
  user: UserContext,
): Promise<string[][]> {
  const ids: string[][] = runs.map(() => [])
  for (const group of groupRuns(query, compiled, runs, user))
    for (const [id, run] of await selectGroup(queryable, compiled, locking, group))
      for (const index of group.runs[(run as number) - 1]!.indexes) ids[index]!.push(id as string)
  return ids
}

/// How a query asks for one run, and for many.
interface Asking {
  one(compiled: CompiledQuery, forms: readonly FilterForm[], hasLimit: boolean): NamedStatement
  many(compiled: CompiledQuery, forms: readonly FilterForm[]): NamedStatement
}

const reading: Asking = {
  one: (compiled, forms, hasLimit) => compiled.selectOne(forms, hasLimit),
  many: (compiled, forms) => compiled.selectMany(forms),
}

const locking: Asking = {
  one: (compiled, forms, hasLimit) => compiled.lockIds(forms, hasLimit),
  many: (compiled, forms) => compiled.lockMany(forms),
}

async function findOne(
  queryable: Queryable,
  query: RecordQuery,
  compiled: CompiledQuery,
  run: FilterValues,
  user: UserContext,
): Promise<RecordValue[]> {
  const limit = run.limit ?? query.limit
  const forms = compiled.forms(run)
  const values = filled(forms, compiled.parameters(run, user.timeZone))
  const { rows } = await queryable.query<unknown[]>({
    ...compiled.selectOne(forms, limit !== null),
    values: limit === null ? values : [...values, limit],
    rowMode: 'array',
  })
  return rows.map(row => compiled.record(row, user))
}

/// Runs that one statement serves. Each distinct run stands there once, with the places of all runs like it.
interface RunGroup {
  readonly forms: ReturnType<CompiledQuery['forms']>
  readonly runs: { readonly values: readonly unknown[]; readonly limit: number | null; readonly indexes: number[] }[]
}

function groupRuns(
  query: RecordQuery,
  compiled: CompiledQuery,
  runs: readonly FilterValues[],
  user: UserContext,
): RunGroup[] {
  const groups = new Map<string, RunGroup & { readonly byValues: Map<string, number[]> }>()
  for (const [index, run] of runs.entries()) {
    const forms = compiled.forms(run)
    const key = forms.join()
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { forms, runs: [], byValues: new Map() }))
    const limit = run.limit ?? query.limit
    const values = filled(forms, compiled.parameters(run, user.timeZone))
    const valuesKey = JSON.stringify([values, limit])
    const like = group.byValues.get(valuesKey)
    if (like) like.push(index)
    else {
      const indexes = [index]
      group.byValues.set(valuesKey, indexes)
      group.runs.push({ values, limit, indexes })
    }
  }
  return [...groups.values()]
}

async function selectGroup(
  queryable: Queryable,
  compiled: CompiledQuery,
  asking: Asking,
  { forms, runs }: RunGroup,
): Promise<unknown[][]> {
  if (runs.length === 1) {
    const { values, limit } = runs[0]!
    const { rows } = await queryable.query<unknown[]>({
      ...asking.one(compiled, forms, limit !== null),
      values: limit === null ? values : [...values, limit],
      rowMode: 'array',
    })
    for (const row of rows) row.push(1)
    return rows
  }
  const columns = runs[0]!.values.map((first, i) =>
    runs.map(run => (Array.isArray(first) ? arrayText(run.values[i] as string[]) : run.values[i])),
  )
  const { rows } = await queryable.query<unknown[]>({
    ...asking.many(compiled, forms),
    values: [...columns, runs.map(run => run.limit)],
    rowMode: 'array',
  })
  return rows
}
