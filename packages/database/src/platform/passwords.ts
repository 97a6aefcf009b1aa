import type { Queryable } from '../server/statement.ts'

/// A user's password as it is kept: salted and hashed.
export interface KeptPassword {
  readonly salt: Buffer
  readonly hash: Buffer
  /// Wrong ones in a row.
  readonly failures: number
  readonly isLocked: boolean
}

export async function findPassword(database: Queryable, userId: string): Promise<KeptPassword | null> {
  const { rows } = await database.query<KeptPassword>({
    text: `select salt, hash, failures, coalesce(locked_until > now(), false) as "isLocked"
           from millrace.passwords where user_id = $1`,
    values: [userId],
  })
  return rows[0] ?? null
}

export async function writePassword(database: Queryable, userId: string, salt: Buffer, hash: Buffer): Promise<void> {
  await database.query({
    text: `insert into millrace.passwords (user_id, salt, hash) values ($1, $2, $3)
           on conflict (user_id) do update set salt = excluded.salt, hash = excluded.hash, failures = 0,
             locked_until = null, changed_at = now()`,
    values: [userId, salt, hash],
  })
}

/// Counts a wrong password; number [most] in a row locks the user out for [minutes].
export async function countWrongPassword(
  database: Queryable,
  userId: string,
  most: number,
  minutes: number,
): Promise<void> {
  await database.query({
    text: `update millrace.passwords set
             failures = case when failures + 1 >= $2 then 0 else failures + 1 end,
             locked_until = case when failures + 1 >= $2 then now() + make_interval(mins => $3) else locked_until end
           where user_id = $1`,
    values: [userId, most, minutes],
  })
}

export async function forgetWrongPasswords(database: Queryable, userId: string): Promise<void> {
  await database.query({
    text: 'update millrace.passwords set failures = 0, locked_until = null where user_id = $1 and failures > 0',
    values: [userId],
  })
}
