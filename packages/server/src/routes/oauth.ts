import formbody from '@fastify/formbody'
import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { comesFromOurPage } from '../authentication.ts'
import { SESSION_COOKIE } from '../credentials.ts'
import type { Org } from '../org.ts'
import { connectedApp, type ConnectedApp } from '../signIn/connectedApps.ts'
import { clientOf, grants, issueCode, type Form, type Granted } from '../signIn/grants.ts'
import { OAuthError } from '../signIn/oauthError.ts'
import { consentPage, problemPage } from '../signIn/pages.ts'
import { allowFormTo } from '../securityHeaders.ts'
import { SIGN_IN_RATE } from '../signIn/rate.ts'

const BASE = '/services/oauth2'
const TOKEN_SECONDS = 2 * 3600

type Ask = Readonly<Record<string, string | undefined>>

/// `/services/oauth2`: programs sign in with an authorization code and PKCE, a refresh token, client credentials, a JWT, or a
/// user's name and password; tokens are revoked and looked into.
///
/// Source: Salesforce Help, "OAuth Authorization Flows" and "OAuth Endpoints".
export function oauthRoutes(app: FastifyInstance, org: Org): void {
  app.register(async scope => {
    await scope.register(formbody)
    scope.setErrorHandler((error, request, reply) => {
      if (!(error instanceof OAuthError)) throw error
      return reply.status(error.status).send({ error: error.error, error_description: error.message })
    })
    scope.addHook('onRequest', async (_, reply) => {
      reply.header('cache-control', 'no-store')
    })
    authorizeRoutes(scope, org)
    tokenRoutes(scope, org)
  })
}

function authorizeRoutes(app: FastifyInstance, org: Org): void {
  app.get<{ Querystring: Ask }>(`${BASE}/authorize`, async (request, reply) => {
    const ask = request.query
    const asking = await askingApp(org, ask)
    if (typeof asking === 'string') return sendPage(reply, 400, problemPage('This sign-in cannot go on', asking))
    const problem = whyNot(ask, asking)
    if (problem) return sendBack(reply, ask, problem)
    const userId = await sessionUser(org, request)
    if (!userId) return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303)
    const { globals } = await org.caller(userId)
    allowRedirectTo(reply, ask['redirect_uri']!)
    return sendPage(reply, 200, consentPage(asking.name, String(globals.User['Name'] ?? ''), ask))
  })

  app.post<{ Body?: Ask }>(`${BASE}/authorize`, async (request, reply) => {
    const ask = request.body ?? {}
    const asking = await askingApp(org, ask)
    if (typeof asking === 'string') return sendPage(reply, 400, problemPage('This sign-in cannot go on', asking))
    const userId = await sessionUser(org, request)
    if (!userId || !comesFromOurPage(request))
      return sendPage(
        reply,
        403,
        problemPage('This sign-in cannot go on', 'Begin again in the program that sent you here.'),
      )
    const problem = whyNot(ask, asking)
    if (problem) return sendBack(reply, ask, problem)
    if (ask['answer'] !== 'allow')
      return sendBack(reply, ask, { error: 'access_denied', error_description: 'end-user denied authorization' })
    const code = await issueCode(org, userId, {
      clientId: asking.clientId,
      redirectUri: ask['redirect_uri']!,
      challenge: ask['code_challenge'] ?? null,
      scope: ask['scope'] ?? 'api refresh_token',
    })
    return sendBack(reply, ask, { code })
  })
}

/// The app that asks, or why nobody is sent back to it.
async function askingApp(org: Org, ask: Ask): Promise<ConnectedApp | string> {
  const app = await connectedApp(org.folder, ask['client_id'] ?? '')
  if (!app) return 'The program that sent you here is not among the connected apps: "client_id" is unknown.'
  if (app.callbackUrls.includes(ask['redirect_uri'] ?? '')) return app
  return `"${app.name}" may not be answered there: "redirect_uri" is none of its callback URLs.`
}

function whyNot(ask: Ask, app: ConnectedApp): Answer | null {
  if (ask['response_type'] !== 'code')
    return { error: 'unsupported_response_type', error_description: 'response type not supported' }
  if (ask['code_challenge'] === undefined)
    return app.clientSecretSha256 === undefined
      ? { error: 'invalid_request', error_description: 'required code challenge missing' }
      : null
  return ask['code_challenge_method'] === undefined || ask['code_challenge_method'] === 'S256'
    ? null
    : { error: 'invalid_request', error_description: 'code challenge method is S256' }
}

type Answer = Readonly<Record<string, string>>

function sendBack(reply: FastifyReply, ask: Ask, answer: Answer): FastifyReply {
  const url = new URL(ask['redirect_uri']!)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (ask['state'] !== undefined) url.searchParams.set('state', ask['state'])
  return reply.redirect(url.href, 303)
}

/// Browsers take a redirect after a form as part of where the form goes.
function allowRedirectTo(reply: FastifyReply, redirectUri: string): void {
  const { protocol, origin } = new URL(redirectUri)
  allowFormTo(reply, origin === 'null' ? protocol : origin)
}

const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').send(page)

async function sessionUser(org: Org, { cookies }: FastifyRequest): Promise<string | null> {
  const session = cookies[SESSION_COOKIE]
  return session ? org.credentials.holder('session', session) : null
}

function tokenRoutes(app: FastifyInstance, org: Org): void {
  app.post<{ Body: Form }>(`${BASE}/token`, { config: SIGN_IN_RATE }, async request => {
    const form = request.body ?? {}
    const grant = grants.get(form['grant_type'] ?? '')
    if (!grant) throw new OAuthError('unsupported_grant_type', 'grant type not supported')
    const { authorization } = request.headers
    const origin = originOf(request)
    return tokenAnswer(org, origin, await grant(org, form, { authorization, origin }))
  })

  const revoke = async (request: FastifyRequest<{ Body?: Form; Querystring: Form }>, reply: FastifyReply) => {
    const token = request.body?.['token'] ?? request.query['token'] ?? ''
    const known = (await org.credentials.find('refresh', token)) ?? (await org.credentials.find('token', token))
    const isSession = !known && (await org.credentials.redeem('session', token)) !== null
    if (!known && !isSession) throw new OAuthError('unsupported_token_type', 'this token type is not supported')
    if (known?.detail['grant']) await org.credentials.revokeGrant(String(known.detail['grant']))
    else if (known) await org.credentials.redeem('token', token)
    return reply.status(200).send()
  }
  app.post(`${BASE}/revoke`, revoke)
  app.get(`${BASE}/revoke`, revoke)

  app.post<{ Body: Form }>(`${BASE}/introspect`, { config: SIGN_IN_RATE }, async request => {
    const form = request.body ?? {}
    const { app: client } = await clientOf(org, form, request.headers.authorization)
    if (client.clientSecretSha256 === undefined)
      throw new OAuthError('invalid_client', 'invalid client credentials', 401)
    return introspection(org, originOf(request), form['token'] ?? '')
  })
}

const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`

async function tokenAnswer(org: Org, origin: string, granted: Granted): Promise<object> {
  const { app, userId, scope, grant, wantsRefreshToken, secret } = granted
  const detail = { clientId: app.clientId, scope, grant }
  const access = await org.credentials.issue('token', userId, { detail, lifetimeSeconds: TOKEN_SECONDS })
  const id = `${origin}/id/${org.organization.Id}/${userId}`
  const issuedAt = String(org.now())
  return {
    access_token: access,
    ...(wantsRefreshToken && { refresh_token: await org.credentials.issue('refresh', userId, { detail }) }),
    signature: createHmac('sha256', secret)
      .update(id + issuedAt)
      .digest('base64'),
    scope,
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  }
}

async function introspection(org: Org, origin: string, token: string): Promise<object> {
  for (const [kind, type] of [
    ['token', 'access_token'],
    ['refresh', 'refresh_token'],
  ] as const) {
    const known = await org.credentials.find(kind, token)
    if (!known) continue
    const { userId, detail, issuedAt, expiresAt } = known
    const { globals } = await org.caller(userId)
    return {
      active: true,
      scope: detail['scope'] ?? 'api',
      client_id: detail['clientId'] ?? null,
      username: globals.User['Username'] ?? null,
      sub: `${origin}/id/${org.organization.Id}/${userId}`,
      token_type: type,
      exp: expiresAt,
      iat: issuedAt,
      nbf: issuedAt,
    }
  }
  return { active: false }
}
