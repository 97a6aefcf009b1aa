import type { CalloutSignIn, Configuration } from '@millrace/metadata'
import { ActionError } from './action.ts'
import type { CalloutRequest, CalloutResponse } from './callout.ts'

/// How `callouts.signIn` in `millrace.json` says that requests to a named credential sign in. Secrets stand in the
/// environment of the server; the file names the variables.
export interface SigningIn {
  readonly configuration: Configuration
  readonly environment: (variable: string) => string | undefined
  /// Asks the server that gives tokens away; its host must be allowed like any other.
  send(request: Pick<CalloutRequest, 'method' | 'url' | 'headers' | 'body'>): Promise<CalloutResponse>
}

/// The headers that sign a request to [credential] in; none when the configuration does not say how. A token that is
/// still good is taken again, unless [isRefused] says that it is not.
export async function signInHeaders(
  credential: string,
  world: SigningIn,
  isRefused = false,
): Promise<Readonly<Record<string, string>>> {
  const signIn = signInOf(credential, world)
  const secret = (variable: string): string => secretOf(variable, credential, world)
  switch (signIn?.type) {
    case 'basic':
      return { authorization: basic(signIn.username, secret(signIn.passwordFrom)) }
    case 'bearer':
      return { authorization: `Bearer ${secret(signIn.tokenFrom)}` }
    case 'header':
      return { [signIn.name.toLowerCase()]: secret(signIn.valueFrom) }
    case 'clientCredentials':
      return { authorization: `Bearer ${await clientToken(signIn, credential, world, isRefused)}` }
    case undefined:
      return {}
  }
}

/// Whether a request to [credential] that is refused may be sent again with another token.
export const hasTokens = (credential: string, world: SigningIn): boolean =>
  signInOf(credential, world)?.type === 'clientCredentials'

function signInOf(credential: string, { configuration }: SigningIn): CalloutSignIn | undefined {
  const all = configuration.callouts?.signIn ?? {}
  return Object.hasOwn(all, credential) ? all[credential] : undefined
}

function secretOf(variable: string, credential: string, { environment }: SigningIn): string {
  const secret = environment(variable)?.trim()
  if (secret) return secret
  throw new ActionError(
    `The named credential "${credential}" signs in with the environment variable ${variable}, which the server does not have. Set it where the server is started.`,
  )
}

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`

interface Token {
  readonly text: string
  /// In milliseconds.
  readonly goodUntil: number
}

/// By configuration, so that another one begins anew.
const tokens = new WeakMap<Configuration, Map<string, Token>>()

/// How long before its end a token counts as used up.
const EARLY_MS = 30_000
const USUAL_SECONDS = 300

/// Source: RFC 6749, "Client Credentials Grant" and "Client Password".
async function clientToken(
  signIn: CalloutSignIn & { readonly type: 'clientCredentials' },
  credential: string,
  world: SigningIn,
  isRefused: boolean,
): Promise<string> {
  let kept = tokens.get(world.configuration)
  if (!kept) tokens.set(world.configuration, (kept = new Map()))
  const known = kept.get(credential)
  if (known && !isRefused && known.goodUntil > Date.now()) return known.text
  const token = await askForToken(signIn, credential, world)
  kept.set(credential, token)
  return token.text
}

async function askForToken(
  { tokenUrl, clientIdFrom, clientSecretFrom, scope }: CalloutSignIn & { readonly type: 'clientCredentials' },
  credential: string,
  world: SigningIn,
): Promise<Token> {
  if (!URL.canParse(tokenUrl))
    throw new ActionError(`The sign-in of "${credential}" has no web address: its tokenUrl is "${tokenUrl}".`)
  const [id, secret] = [clientIdFrom, clientSecretFrom].map(variable => secretOf(variable, credential, world))
  const answer = await world.send({
    method: 'POST',
    url: new URL(tokenUrl),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basic(encodeURIComponent(id!), encodeURIComponent(secret!)),
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}) }).toString(),
  })
  const { access_token: text, expires_in: seconds } = tokenJson(answer)
  if (typeof text !== 'string' || text === '')
    throw new ActionError(
      `Signing in to "${credential}" was refused: ${new URL(tokenUrl).host} answered ${answer.status} and no access token.`,
    )
  const lifetime = Number(seconds) > 0 ? Number(seconds) : USUAL_SECONDS
  return { text, goodUntil: Date.now() + lifetime * 1000 - EARLY_MS }
}

function tokenJson({ status, body }: CalloutResponse): Readonly<Record<string, unknown>> {
  if (status !== 200) return {}
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
