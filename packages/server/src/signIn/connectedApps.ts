import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/// A program that may sign in with OAuth.
export interface ConnectedApp {
  readonly name: string
  /// The consumer key.
  readonly clientId: string
  /// The SHA-256 of the consumer secret, in hexadecimal; without it the program has none and needs PKCE.
  readonly clientSecretSha256?: string
  readonly callbackUrls: readonly string[]
  /// The user that the program is by itself (client credentials).
  readonly runAs?: string
  /// The public key or certificate, PEM, that proves its JWTs.
  readonly certificate?: string
}

/// The file of a project that lists its connected apps.
export const CONNECTED_APPS_FILE = 'connectedApps.json'

/// The `sf` command's own consumer key.
const PLATFORM_CLI: ConnectedApp = {
  name: 'Salesforce CLI',
  clientId: 'PlatformCLI',
  callbackUrls: ['http://localhost:1717/OauthRedirect'],
}

/// The connected app with this consumer key; undefined when there is none. Read anew each time: it is seldom needed, and
/// may have changed.
export async function connectedApp(folder: string, clientId: string): Promise<ConnectedApp | undefined> {
  const text = await readFile(join(folder, CONNECTED_APPS_FILE), 'utf8').catch(() => '{}')
  const { connectedApps = [] } = parsed(text)
  return [...connectedApps.filter(isConnectedApp), PLATFORM_CLI].find(app => app.clientId === clientId)
}

function parsed(text: string): { connectedApps?: unknown[] } {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}

const isConnectedApp = (json: unknown): json is ConnectedApp => {
  const { name, clientId, callbackUrls } = (json ?? {}) as Partial<Record<keyof ConnectedApp, unknown>>
  return typeof name === 'string' && typeof clientId === 'string' && Array.isArray(callbackUrls)
}

/// Whether [secret] is the app's.
export function isSecretOf({ clientSecretSha256 }: ConnectedApp, secret: string): boolean {
  if (clientSecretSha256 === undefined) return false
  const known = Buffer.from(clientSecretSha256, 'hex')
  const hash = createHash('sha256').update(secret).digest()
  return known.length === hash.length && timingSafeEqual(known, hash)
}
