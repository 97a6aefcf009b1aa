import type { Sql } from './sql.ts'

/// A sign-in link works once; a session belongs to a browser; a token to a program.
export type CredentialKind = 'signIn' | 'session' | 'token'

/// A secret's hash, never the secret.
export interface Credential {
  readonly hash: Buffer
  readonly kind: CredentialKind
  readonly userId: string
  readonly lifetimeSeconds: number
}

export async function addCredential(sql: Sql, { hash, kind, userId, lifetimeSeconds }: Credential): Promise<void> {
  await sql.query(
    `insert into millrace.credentials (hash, kind, user_id, expires_at)
     values ($1, $2, $3, now() + make_interval(secs => $4))`,
    [hash, kind, userId, lifetimeSeconds],
  )
}

/// The user whose unexpired credential of [kind] this is, or null.
export async function findCredential(sql: Sql, kind: CredentialKind, hash: Buffer): Promise<string | null> {
  const { rows } = await sql.query(
    'select user_id from millrace.credentials where hash = $1 and kind = $2 and expires_at > now()',
    [hash, kind],
  )
  return (rows[0]?.['user_id'] as string | undefined) ?? null
}

/// The same, and the credential is gone: of two who come at once, one gets it.
export async function takeCredential(sql: Sql, kind: CredentialKind, hash: Buffer): Promise<string | null> {
  const { rows } = await sql.query(
    'delete from millrace.credentials where hash = $1 and kind = $2 and expires_at > now() returning user_id',
    [hash, kind],
  )
  return (rows[0]?.['user_id'] as string | undefined) ?? null
}
