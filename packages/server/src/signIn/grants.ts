import { createHash, createPublicKey, randomBytes, X509Certificate, type KeyObject } from 'node:crypto'
import { decodeJwt, errors, jwtVerify } from 'jose'
import type { Org } from '../org.ts'
import { connectedApp, isSecretOf, type ConnectedApp } from './connectedApps.ts'
import { authenticationFailure, OAuthError } from './oauthError.ts'
import { userNamed, userWithPassword } from './passwords.ts'

/// What a grant leads to: who signed in, with which program, and whether it may stay.
export interface Granted {
  readonly app: ConnectedApp
  readonly userId: string
  readonly scope: string
  /// Names the consent, so that all that came from it can end together.
  readonly grant: string
  readonly wantsRefreshToken: boolean
  /// The secret that the program proved itself with, which signs the answer.
  readonly secret: string
}

export type Form = Readonly<Record<string, string | undefined>>

type Grant = (org: Org, form: Form, request: GrantRequest) => Promise<Granted>

interface GrantRequest {
  /// `Authorization: Basic …` instead of client_id and client_secret in the form.
  readonly authorization?: string
  /// Where tokens are asked for, without a slash at the end: what a JWT is for.
  readonly origin: string
}

const DEFAULT_SCOPE = 'api'

/// The grants by their `grant_type`.
///
/// Source: Salesforce Help, "OAuth Authorization Flows".
export const grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['client_credentials', clientCredentials],
  ['password', usernamePassword],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', jwtBearer],
])

/// The program of the request, which proved itself with its secret when it has one.
export async function clientOf(
  org: Org,
  form: Form,
  authorization?: string,
): Promise<{ app: ConnectedApp; secret: string }> {
  const basic = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1]
  const [id = '', ...rest] = basic ? Buffer.from(basic, 'base64').toString().split(':') : []
  const clientId = basic ? decoded(id) : (form['client_id'] ?? '')
  const secret = basic ? decoded(rest.join(':')) : (form['client_secret'] ?? '')
  const app = await connectedApp(org.folder, clientId)
  if (!app) throw new OAuthError('invalid_client_id', 'client identifier invalid')
  if (app.clientSecretSha256 !== undefined && !isSecretOf(app, secret)) throw invalidClient()
  return { app, secret }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalidClient()
  }
}

const invalidClient = () => new OAuthError('invalid_client', 'invalid client credentials')

const newGrant = (): string => randomBytes(12).toString('base64url')

const mayStay = (scope: string): boolean => /\b(refresh_token|offline_access|full)\b/.test(scope)

async function authorizationCode(org: Org, form: Form, { authorization }: GrantRequest): Promise<Granted> {
  const { app, secret } = await clientOf(org, form, authorization)
  const known = await org.credentials.take('code', form['code'] ?? '')
  if (!known || known.detail['clientId'] !== app.clientId)
    throw new OAuthError('invalid_grant', 'expired authorization code')
  const { redirectUri, challenge, scope, grant } = known.detail
  if (form['redirect_uri'] !== redirectUri)
    throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration')
  if (challenge !== null && challenge !== challengeOf(form['code_verifier'] ?? ''))
    throw new OAuthError('invalid_grant', 'invalid code verifier')
  return {
    app,
    secret,
    userId: known.userId,
    scope: String(scope),
    grant: String(grant),
    wantsRefreshToken: mayStay(String(scope)),
  }
}

/// What PKCE sends ahead of a verifier (S256).
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

async function refreshToken(org: Org, form: Form, { authorization }: GrantRequest): Promise<Granted> {
  const { app, secret } = await clientOf(org, form, authorization)
  const known = await org.credentials.find('refresh', form['refresh_token'] ?? '')
  if (!known || known.detail['clientId'] !== app.clientId)
    throw new OAuthError('invalid_grant', 'expired access/refresh token')
  const { scope, grant } = known.detail
  return { app, secret, userId: known.userId, scope: String(scope), grant: String(grant), wantsRefreshToken: false }
}

async function clientCredentials(org: Org, form: Form, { authorization }: GrantRequest): Promise<Granted> {
  const { app, secret } = await clientOf(org, form, authorization)
  if (app.clientSecretSha256 === undefined) throw invalidClient()
  const userId = app.runAs === undefined ? null : await userNamed(org, app.runAs)
  if (!userId) throw new OAuthError('invalid_grant', 'no client credentials user enabled')
  return { app, secret, userId, scope: DEFAULT_SCOPE, grant: newGrant(), wantsRefreshToken: false }
}

async function usernamePassword(org: Org, form: Form, { authorization }: GrantRequest): Promise<Granted> {
  const { app, secret } = await clientOf(org, form, authorization)
  if (app.clientSecretSha256 === undefined) throw invalidClient()
  const userId = await userWithPassword(org, form['username'] ?? '', form['password'] ?? '')
  if (!userId) throw authenticationFailure()
  return { app, secret, userId, scope: DEFAULT_SCOPE, grant: newGrant(), wantsRefreshToken: false }
}

/// `iss` is the consumer key, `sub` the user's name, `aud` this server, `exp` at most five minutes away.
///
/// Source: Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration".
async function jwtBearer(org: Org, form: Form, { origin }: GrantRequest): Promise<Granted> {
  const assertion = form['assertion'] ?? ''
  try {
    const app = await connectedApp(org.folder, String(decodeJwt(assertion).iss))
    if (!app?.certificate) throw new OAuthError('invalid_client_id', 'client identifier invalid')
    const audience = [
      origin,
      `${origin}/services/oauth2/token`,
      'https://login.salesforce.com',
      'https://test.salesforce.com',
    ]
    const { payload } = await jwtVerify(assertion, publicKeyOf(app.certificate), {
      algorithms: ['RS256'],
      audience,
      clockTolerance: 60,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(org.now()),
    })
    if (payload.exp! * 1000 > org.now() + 360_000) throw new OAuthError('invalid_grant', 'expired authorization code')
    const userId = await userNamed(org, String(payload.sub))
    if (!userId) throw new OAuthError('invalid_grant', "user hasn't approved this consumer")
    return { app, secret: '', userId, scope: DEFAULT_SCOPE, grant: newGrant(), wantsRefreshToken: false }
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
      throw new OAuthError('invalid_grant', 'audience is invalid')
    if (error instanceof errors.JOSEError) throw new OAuthError('invalid_grant', 'invalid assertion')
    throw error
  }
}

function publicKeyOf(pem: string): KeyObject {
  try {
    return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)
  } catch {
    throw new OAuthError('invalid_client', 'the certificate of the connected app cannot be read')
  }
}

/// A new consent of the user for [app], as the code that its browser carries.
export const issueCode = (
  org: Org,
  userId: string,
  detail: { clientId: string; redirectUri: string; challenge: string | null; scope: string },
): Promise<string> => org.credentials.issue('code', userId, { detail: { ...detail, grant: newGrant() } })
