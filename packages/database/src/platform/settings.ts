import type { Sql } from './sql.ts'

/// A fact of the platform that outlives a start ("the example data is loaded"), or undefined.
export async function readSetting(sql: Sql, name: string): Promise<unknown> {
  const { rows } = await sql.query('select value from millrace.settings where name = $1', [name])
  return rows[0]?.['value']
}

export async function writeSetting(sql: Sql, name: string, value: unknown): Promise<void> {
  await sql.query(
    `insert into millrace.settings (name, value) values ($1, $2)
     on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  )
}
