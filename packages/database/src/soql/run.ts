import type { RecordValue, Value } from '@millrace/values'
import { limitsOf, type Limits } from '../access/views.ts'
import type { Org } from '../org.ts'
import { findPage, keepPages } from '../platform/queryPages.ts'
import { statementName } from '../query/recordQuery.ts'
import { RecordStoreError, type SaveOptions } from '../recordStore.ts'
import type { Queryable } from '../server/statement.ts'
import type { UserContext } from '../userContext.ts'
import type { CompiledChild, CompiledSoql } from './compile.ts'
import type { SoqlQuery } from './tree.ts'
import type { SoqlContext } from './values.ts'

export interface SoqlOptions {
  readonly user: UserContext
  /// Values of `:name` in the query, by name.
  readonly binds?: Readonly<Record<string, Value>>
  /// `user`: the user's rights and what is shared with the user count. `WITH USER_MODE`, `SYSTEM_MODE` and `SECURITY_ENFORCED` go before it.
  readonly mode?: SaveOptions['mode']
}

export interface SoqlResult {
  /// Of the whole result, also when [records] are a page of it.
  readonly totalSize: number
  readonly done: boolean
  /// Empty for SELECT COUNT(), whose number is `totalSize`.
  readonly records: RecordValue[]
  /// What the next page is asked for with; absent when there is none.
  readonly next?: string
}

/// Runs a SOQL query: one statement, and one more for each child relationship. Throws `SoqlError` when the query is
/// wrong; what the user may not read is not there.
export async function runSoql(queryable: Queryable, soql: string, org: Org, options: SoqlOptions): Promise<SoqlResult> {
  const compiled = org.soql(soql, ({ security }) => limits(security, options))
  const context = contextOf(options)
  const rows = await select(queryable, compiled, context, [])
  if (compiled.kind === 'count') return { totalSize: rows[0]![0] as number, done: true, records: [] }
  const records = await build(queryable, compiled, rows, context)
  return { totalSize: records.length, done: true, records }
}

/// The first [pageSize] records of a query. When there are more, the Ids of all are kept for two days, so that the next
/// pages neither miss a record nor show one twice, whatever changes meanwhile.
export async function runSoqlPage(
  queryable: Queryable,
  soql: string,
  org: Org,
  pageSize: number,
  options: SoqlOptions,
): Promise<SoqlResult> {
  const compiled = org.soql(soql, ({ security }) => limits(security, options))
  if (!compiled.paging) return runSoql(queryable, soql, org, options)
  const context = contextOf(options)
  const first = `select * from (${compiled.text}) page limit ${pageSize + 1}`
  const rows = await select(queryable, compiled, context, [], first)
  if (rows.length <= pageSize) {
    const records = await build(queryable, compiled, rows, context)
    return { totalSize: records.length, done: true, records }
  }
  const values = compiled.parameters.map(parameter => parameter(context))
  const result = { userId: options.user.userId, soql, pageSize }
  const { id } = await keepPages(queryable, result, { text: compiled.paging.idsText, values })
  return nextSoqlPage(queryable, `${id}-0`, org, options)
}

/// The page that [next] of another page names. Throws `RecordStoreError` (INVALID_QUERY_LOCATOR) when there is none.
export async function nextSoqlPage(
  queryable: Queryable,
  next: string,
  org: Org,
  options: SoqlOptions,
): Promise<SoqlResult> {
  const [, id = '', position = ''] = /^(01g\w+)-(\d{1,9})$/.exec(next) ?? []
  const page = id && (await findPage(queryable, options.user.userId, id, Number(position)))
  if (!page) throw new RecordStoreError('INVALID_QUERY_LOCATOR', 'invalid query locator')
  const compiled = org.soql(page.soql, ({ security }) => limits(security, options)).paging!.page()
  const context = contextOf(options)
  const records = await build(queryable, compiled, await select(queryable, compiled, context, [page.ids]), context)
  const end = Number(position) + page.pageSize
  const done = end >= page.totalSize
  return { totalSize: page.totalSize, done, records, ...(done ? {} : { next: `${id}-${end}` }) }
}

const contextOf = ({ user, binds = {} }: SoqlOptions): SoqlContext => ({ user, binds: new Map(Object.entries(binds)) })

async function build(
  queryable: Queryable,
  compiled: Pick<CompiledSoql, 'build' | 'children'>,
  rows: readonly (readonly unknown[])[],
  context: SoqlContext,
): Promise<RecordValue[]> {
  const records = rows.map(row => compiled.build(row, context.user))
  await addChildren(queryable, compiled.children, records, context)
  return records
}

/// `WITH SECURITY_ENFORCED` is about objects and fields alone.
function limits(security: SoqlQuery['security'], { user, mode = 'system' }: SoqlOptions): Limits {
  if (security === 'userMode') return limitsOf(user, 'user')
  if (security === 'systemMode') return limitsOf(user, 'system')
  const asked = limitsOf(user, mode)
  return security === 'securityEnforced' ? { ...asked, rights: user.rights ?? null } : asked
}

async function select(
  queryable: Queryable,
  compiled: Pick<CompiledSoql, 'text' | 'parameters' | 'version'>,
  context: SoqlContext,
  more: readonly unknown[],
  text = compiled.text,
): Promise<unknown[][]> {
  const values = [...compiled.parameters.map(parameter => parameter(context)), ...more]
  const { rows } = await queryable.query<unknown[]>({ text, ...nameOf(compiled, text), values, rowMode: 'array' })
  return rows
}

/// How often each statement ran, and its name once it is one of those that run often: only these are worth their place
/// in a connection.
const runs = new WeakMap<object, Map<string, { count: number; name?: string }>>()
const OFTEN = 5

function nameOf(compiled: Pick<CompiledSoql, 'version'>, text: string): { readonly name?: string } {
  const { version } = compiled
  if (version === null) return {}
  let statements = runs.get(compiled)
  if (!statements) runs.set(compiled, (statements = new Map()))
  let run = statements.get(text)
  if (!run) statements.set(text, (run = { count: 0 }))
  if (run.name === undefined && ++run.count > OFTEN) run.name = statementName(text, version)
  return run.name === undefined ? {} : { name: run.name }
}

/// Puts child records under their relationship's name into each of [parents].
async function addChildren(
  queryable: Queryable,
  children: readonly CompiledChild[],
  parents: readonly RecordValue[],
  context: SoqlContext,
): Promise<void> {
  if (children.length === 0 || parents.length === 0) return
  const ids = parents.map(parent => parent.id!)
  await Promise.all(
    children.map(async child => {
      const rows = await select(queryable, child, context, [ids])
      const byParent = new Map<string, RecordValue[]>(ids.map(id => [id, []]))
      const records = rows.map(row => {
        const record = child.build(row, context.user)
        byParent.get(row.at(-1) as string)!.push(record)
        return record
      })
      await addChildren(queryable, child.children, records, context)
      for (const parent of parents) parent.put(child.relationshipName, byParent.get(parent.id!)!)
    }),
  )
}
