import type { Queryable } from '../server/statement.ts'

/// How one person wants something to look, such as the columns of a table; undefined when they never said.
export async function readPreference(database: Queryable, userId: string, name: string): Promise<unknown> {
  const { rows } = await database.query<{ value: unknown }>({
    text: 'select value from millrace.preferences where user_id = $1 and name = $2',
    values: [userId, name],
  })
  return rows[0]?.value
}

export async function writePreference(
  database: Queryable,
  userId: string,
  name: string,
  value: unknown,
): Promise<void> {
  await database.query({
    text: `insert into millrace.preferences (user_id, name, value) values ($1, $2, $3)
           on conflict (user_id, name) do update set value = excluded.value`,
    values: [userId, name, JSON.stringify(value)],
  })
}

export async function deletePreference(database: Queryable, userId: string, name: string): Promise<void> {
  await database.query({
    text: 'delete from millrace.preferences where user_id = $1 and name = $2',
    values: [userId, name],
  })
}
