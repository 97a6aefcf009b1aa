import type { Queryable } from '../server/statement.ts'

/// A fact of the platform that outlives a start ("the example data is loaded"), or undefined.
export async function readSetting(database: Queryable, name: string): Promise<unknown> {
  const { rows } = await database.query<{ value: unknown }>({
    text: 'select value from millrace.settings where name = $1',
    values: [name],
  })
  return rows[0]?.value
}

export async function writeSetting(database: Queryable, name: string, value: unknown): Promise<void> {
  await database.query({
    text: `insert into millrace.settings (name, value) values ($1, $2)
           on conflict (name) do update set value = excluded.value`,
    values: [name, JSON.stringify(value)],
  })
}

/// Keeps other processes from what [tx] is about to do once: they wait here until it has ended.
export async function lockSettings(tx: Queryable): Promise<void> {
  await tx.query('lock table millrace.settings in share row exclusive mode')
}
