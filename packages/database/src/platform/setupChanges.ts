import type { Queryable } from '../server/statement.ts'

/// A change of the setup: who did what, when.
export interface SetupChange {
  readonly userId: string
  /// In short: `changedFlow`.
  readonly action: string
  readonly section: string
  /// In words.
  readonly display: string
}

export interface KeptSetupChange extends SetupChange {
  readonly id: string
  /// ISO 8601.
  readonly changedAt: string
}

export async function addSetupChange(
  database: Queryable,
  { userId, action, section, display }: SetupChange,
): Promise<void> {
  await database.query({
    text: 'insert into millrace.setup_changes (user_id, action, section, display) values ($1, $2, $3, $4)',
    values: [userId, action, section, display],
  })
}

/// The newest first, of the last 180 days, as an org keeps them.
export async function listSetupChanges(database: Queryable): Promise<KeptSetupChange[]> {
  const { rows } = await database.query<KeptSetupChange>(
    `select id, user_id as "userId", action, section, display,
       to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+0000"') as "changedAt"
     from millrace.setup_changes where changed_at > now() - interval '180 days' order by id desc limit 2000`,
  )
  return rows
}
