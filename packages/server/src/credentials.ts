import {
  addCredential,
  dropCredentialsOf,
  dropGrant,
  findCredential,
  takeCredential,
  type CredentialDetail,
  type CredentialKind,
  type KnownCredential,
  type Queryable,
} from '@millrace/database'
import { createHash, randomBytes } from 'node:crypto'

const HOUR = 3600
const LIFETIME_SECONDS: Readonly<Record<CredentialKind, number>> = {
  signIn: HOUR,
  session: 7 * 24 * HOUR,
  token: 90 * 24 * HOUR,
  code: HOUR / 4,
  refresh: 365 * 24 * HOUR,
}

/// How long a credential that was found valid is taken as valid without asking the database again.
const TRUSTED_MS = 10_000

/// Sign-in links, sessions and API tokens: opaque random secrets, of which the database holds only the SHA-256.
/// Sessions and tokens begin with the Id of the organization and "!", which is how client programs know one.
export class Credentials {
  readonly #database: Queryable
  readonly #organizationId: string
  readonly #trusted = new Map<string, { readonly userId: string; readonly until: number }>()

  constructor(database: Queryable, organizationId: string) {
    this.#database = database
    this.#organizationId = organizationId
  }

  /// A new secret of [kind] for the user.
  async issue(
    kind: CredentialKind,
    userId: string,
    { detail, lifetimeSeconds = LIFETIME_SECONDS[kind] }: { detail?: CredentialDetail; lifetimeSeconds?: number } = {},
  ): Promise<string> {
    const random = randomBytes(32).toString('base64url')
    const isAccess = kind === 'session' || kind === 'token'
    const secret = isAccess ? `${this.#organizationId.slice(0, 15)}!${random.replaceAll('-', '.')}` : random
    await addCredential(this.#database, {
      hash: hashOf(secret),
      kind,
      userId,
      lifetimeSeconds,
      ...(detail && { detail }),
    })
    return secret
  }

  /// Whose secret this is, or null.
  async holder(kind: CredentialKind, secret: string): Promise<string | null> {
    const hash = hashOf(secret)
    const name = `${kind} ${hash.toString('base64')}`
    const trusted = this.#trusted.get(name)
    if (trusted && trusted.until > Date.now()) return trusted.userId
    const known = await findCredential(this.#database, kind, hash)
    if (known) this.#trust(name, known.userId)
    return known?.userId ?? null
  }

  /// All that is known of the secret, or null.
  find(kind: CredentialKind, secret: string): Promise<KnownCredential | null> {
    return findCredential(this.#database, kind, hashOf(secret))
  }

  /// Whose secret this is, or null; it works no more.
  async redeem(kind: CredentialKind, secret: string): Promise<string | null> {
    return (await this.take(kind, secret))?.userId ?? null
  }

  /// All that is known of the secret, or null; it works no more.
  async take(kind: CredentialKind, secret: string): Promise<KnownCredential | null> {
    const hash = hashOf(secret)
    this.#trusted.delete(`${kind} ${hash.toString('base64')}`)
    return takeCredential(this.#database, kind, hash)
  }

  /// Ends all secrets that came from one consent.
  async revokeGrant(grant: string): Promise<void> {
    this.#trusted.clear()
    await dropGrant(this.#database, grant)
  }

  /// Ends all secrets of the user.
  async revokeAll(userId: string): Promise<void> {
    this.#trusted.clear()
    await dropCredentialsOf(this.#database, userId)
  }

  #trust(name: string, userId: string): void {
    if (this.#trusted.size > 10_000) this.#trusted.clear()
    this.#trusted.set(name, { userId, until: Date.now() + TRUSTED_MS })
  }
}

export const SESSION_COOKIE = 'millrace'
export const SESSION_SECONDS = LIFETIME_SECONDS.session

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
