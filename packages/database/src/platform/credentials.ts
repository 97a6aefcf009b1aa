import type { Json } from '@millrace/values'
import type { Queryable } from '../server/statement.ts'

/// A sign-in link works once; a session belongs to a browser; a token to a program. A code is what OAuth hands to a
/// browser and takes back from a program, a refresh token what the program gets new tokens for.
export type CredentialKind = 'signIn' | 'session' | 'token' | 'code' | 'refresh'

/// A secret's hash, never the secret.
export interface Credential {
  readonly hash: Buffer
  readonly kind: CredentialKind
  readonly userId: string
  readonly lifetimeSeconds: number
  /// What else is to be known of it, such as the program it is for.
  readonly detail?: CredentialDetail
}

export type CredentialDetail = { readonly [key: string]: Json }

/// A credential as it is kept.
export interface KnownCredential {
  readonly userId: string
  readonly detail: CredentialDetail
  /// Seconds since 1970.
  readonly issuedAt: number
  readonly expiresAt: number
}

export async function addCredential(
  database: Queryable,
  { hash, kind, userId, lifetimeSeconds, detail = {} }: Credential,
): Promise<void> {
  await database.query({
    text: `insert into millrace.credentials (hash, kind, user_id, expires_at, detail)
           values ($1, $2, $3, now() + make_interval(secs => $4), $5)`,
    values: [hash, kind, userId, lifetimeSeconds, JSON.stringify(detail)],
  })
}

const KNOWN = `user_id as "userId", detail, extract(epoch from created_at)::integer as "issuedAt",
  extract(epoch from expires_at)::integer as "expiresAt"`

/// The unexpired credential of [kind] with this hash, or null.
export async function findCredential(
  database: Queryable,
  kind: CredentialKind,
  hash: Buffer,
): Promise<KnownCredential | null> {
  const { rows } = await database.query<KnownCredential>({
    text: `select ${KNOWN} from millrace.credentials where hash = $1 and kind = $2 and expires_at > now()`,
    values: [hash, kind],
  })
  return rows[0] ?? null
}

/// The same, and the credential is gone: of two who come at once, one gets it.
export async function takeCredential(
  database: Queryable,
  kind: CredentialKind,
  hash: Buffer,
): Promise<KnownCredential | null> {
  const { rows } = await database.query<KnownCredential>({
    text: `delete from millrace.credentials where hash = $1 and kind = $2 and expires_at > now() returning ${KNOWN}`,
    values: [hash, kind],
  })
  return rows[0] ?? null
}

/// Ends every credential that came from one consent, which their detail `grant` names.
export async function dropGrant(database: Queryable, grant: string): Promise<void> {
  await database.query({ text: "delete from millrace.credentials where detail ->> 'grant' = $1", values: [grant] })
}

/// Ends the sessions, tokens and refresh tokens of a user.
export async function dropCredentialsOf(database: Queryable, userId: string): Promise<void> {
  await database.query({ text: 'delete from millrace.credentials where user_id = $1', values: [userId] })
}
