import type { Queryable } from '../server/statement.ts'
import type { Versioned } from './versions.ts'

/// What a person has typed in a builder and not saved yet. One for each person and flow or component, so that a closed
/// tab or a stopped server loses nothing.
export interface Draft {
  /// The version that is being edited, and the hash of its text at that time.
  readonly number: number
  readonly basedOn: string
  readonly text: string
  /// Milliseconds since 1970.
  readonly savedAt: number
}

export async function findDraft(database: Queryable, of: Versioned, userId: string): Promise<Draft | null> {
  const { rows } = await database.query<Draft>({
    text: `select number, based_on as "basedOn", text, (extract(epoch from saved_at) * 1000)::float8 as "savedAt"
           from millrace.drafts where kind = $1 and api_name = $2 and user_id = $3`,
    values: [of.kind, of.apiName, userId],
  })
  return rows[0] ?? null
}

export async function keepDraft(
  database: Queryable,
  of: Versioned,
  userId: string,
  { number, basedOn, text }: Omit<Draft, 'savedAt'>,
): Promise<void> {
  await database.query({
    text: `insert into millrace.drafts (kind, api_name, user_id, number, based_on, text) values ($1, $2, $3, $4, $5, $6)
           on conflict (kind, api_name, user_id) do update
           set number = excluded.number, based_on = excluded.based_on, text = excluded.text, saved_at = now()`,
    values: [of.kind, of.apiName, userId, number, basedOn, text],
  })
}

export async function dropDraft(database: Queryable, of: Versioned, userId: string): Promise<void> {
  await database.query({
    text: 'delete from millrace.drafts where kind = $1 and api_name = $2 and user_id = $3',
    values: [of.kind, of.apiName, userId],
  })
}
