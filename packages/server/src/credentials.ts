import { addCredential, findCredential, takeCredential, type CredentialKind, type Queryable } from '@millrace/database'
import { createHash, randomBytes } from 'node:crypto'

const HOUR = 3600
const LIFETIME_SECONDS: Readonly<Record<CredentialKind, number>> = {
  signIn: HOUR,
  session: 7 * 24 * HOUR,
  token: 90 * 24 * HOUR,
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
  async issue(kind: CredentialKind, userId: string): Promise<string> {
    const random = randomBytes(32).toString('base64url')
    const secret = kind === 'signIn' ? random : `${this.#organizationId.slice(0, 15)}!${random.replaceAll('-', '.')}`
    await addCredential(this.#database, { hash: hashOf(secret), kind, userId, lifetimeSeconds: LIFETIME_SECONDS[kind] })
    return secret
  }

  /// Whose secret this is, or null.
  async holder(kind: CredentialKind, secret: string): Promise<string | null> {
    const hash = hashOf(secret)
    const name = `${kind} ${hash.toString('base64')}`
    const trusted = this.#trusted.get(name)
    if (trusted && trusted.until > Date.now()) return trusted.userId
    const userId = await findCredential(this.#database, kind, hash)
    if (userId) this.#trust(name, userId)
    return userId
  }

  /// The same, and the secret works no more.
  async redeem(kind: CredentialKind, secret: string): Promise<string | null> {
    const hash = hashOf(secret)
    this.#trusted.delete(`${kind} ${hash.toString('base64')}`)
    return takeCredential(this.#database, kind, hash)
  }

  #trust(name: string, userId: string): void {
    if (this.#trusted.size > 10_000) this.#trusted.clear()
    this.#trusted.set(name, { userId, until: Date.now() + TRUSTED_MS })
  }
}

export const SESSION_COOKIE = 'millrace'
export const SESSION_SECONDS = LIFETIME_SECONDS.session

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
