import { randomBytes } from 'node:crypto'
import type { Queryable } from '../server/statement.ts'

/// The Ids of a page of a query's result, kept since the query ran.
export interface QueryPage {
  readonly soql: string
  readonly ids: readonly string[]
  /// Of the whole result.
  readonly totalSize: number
  readonly pageSize: number
}

/// Keeps the Ids that [select] gives, its columns `id` and `position` (from 0), in pages of [pageSize]. Answers the name
/// of the result.
export async function keepPages(
  queryable: Queryable,
  { userId, soql, pageSize }: { readonly userId: string; readonly soql: string; readonly pageSize: number },
  select: { readonly text: string; readonly values: readonly unknown[] },
): Promise<{ id: string; totalSize: number }> {
  const id = `01g${randomBytes(12).toString('hex').slice(0, 15)}`
  const first = select.values.length
  const param = (n: number): string => `$${first + n}`
  const text = `
    with found as (${select.text}), pages as (
      insert into millrace.query_pages (result, page, ids)
      select ${param(1)}::text, position / ${param(4)}::integer, array_agg(id order by position) from found group by 2
      returning cardinality(ids) as size
    ), total as (select coalesce(sum(size), 0)::integer as size from pages)
    insert into millrace.query_results (id, user_id, soql, page_size, total_size)
    select ${param(1)}::text, ${param(2)}::text, ${param(3)}::text, ${param(4)}::integer, size from total
    returning total_size`
  const { rows } = await queryable.query<{ total_size: number }>({
    text,
    values: [...select.values, id, userId, soql, pageSize],
  })
  return { id, totalSize: rows[0]!.total_size }
}

/// The page at [position] of the result [id] of the user; null when there is none, or it was too long ago.
export async function findPage(
  queryable: Queryable,
  userId: string,
  id: string,
  position: number,
): Promise<QueryPage | null> {
  const { rows } = await queryable.query<{ soql: string; ids: string[]; total_size: number; page_size: number }>({
    text: `select soql, ids, total_size, page_size from millrace.query_results r
      join millrace.query_pages p on p.result = r.id and p.page = $3::integer / r.page_size
      where r.id = $1 and r.user_id = $2 and $3::integer % r.page_size = 0 and r.made_at > now() - interval '2 days'`,
    values: [id, userId, position],
  })
  const [row] = rows
  return row ? { soql: row.soql, ids: row.ids, totalSize: row.total_size, pageSize: row.page_size } : null
}
