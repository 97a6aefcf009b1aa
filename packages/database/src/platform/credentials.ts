import type { Queryable } from '../server/statement.ts'

/// A sign-in link works once; a session belongs to a browser; a token to a program.
export type CredentialKind = 'signIn' | 'session' | 'token'

/// A secret's hash, never the secret.
export interface Credential {
  readonly hash: Buffer
  readonly kind: CredentialKind
  readonly userId: string
  readonly lifetimeSeconds: number
}

export async function addCredential(
  database: Queryable,
  { hash, kind, userId, lifetimeSeconds }: Credential,
): Promise<void> {
  await database.query({
    text: `insert into millrace.credentials (hash, kind, user_id, expires_at)
           values ($1, $2, $3, now() + make_interval(secs => $4))`,
    values: [hash, kind, userId, lifetimeSeconds],
  })
}

/// The user whose unexpired credential of [kind] this is, or null.
export async function findCredential(database: Queryable, kind: CredentialKind, hash: Buffer): Promise<string | null> {
  const { rows } = await database.query<{ user_id: string }>({
    text: 'select user_id from millrace.credentials where hash = $1 and kind = $2 and expires_at > now()',
    values: [hash, kind],
  })
  return rows[0]?.user_id ?? null
}

/// The same, and the credential is gone: of two who come at once, one gets it.
export async function takeCredential(database: Queryable, kind: CredentialKind, hash: Buffer): Promise<string | null> {
  const { rows } = await database.query<{ user_id: string }>({
    text: 'delete from millrace.credentials where hash = $1 and kind = $2 and expires_at > now() returning user_id',
    values: [hash, kind],
  })
  return rows[0]?.user_id ?? null
}
