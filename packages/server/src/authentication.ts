import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError, type ApiError } from './apiError.ts'
import { SESSION_COOKIE, type Credentials } from './credentials.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /// Id of the User whose request this is; "" where no one needs to be signed in.
    userId: string
  }
}

/// Where one signs in, and what tells how.
const OPEN = /^\/services\/(data\/?|oauth2\/(authorize|token|revoke|introspect)\/?|Soap\/.*)$/

/// Lets only signed-in users reach the API: a program by `Authorization: Bearer TOKEN`, a browser by its session
/// cookie. A cookie alone does not change anything: another site's page could send it along.
export function requireSignIn(app: FastifyInstance, credentials: Credentials): void {
  app.decorateRequest('userId', '')
  app.addHook('onRequest', async request => {
    const path = request.url.replace(/\?.*$/s, '')
    if (!/^\/(services|millrace|id)\//.test(path) || OPEN.test(path)) return
    const token = /^(?:Bearer|OAuth) +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const cookie = request.cookies[SESSION_COOKIE]
    const userId = token
      ? await bearerOf(credentials, token)
      : cookie
        ? await credentials.holder('session', cookie)
        : null
    if (!userId) throw apiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    if (!token && changesSomething(request) && !comesFromOurPage(request)) throw crossSite()
    request.userId = userId
  })
}

/// A session's secret is good as a token too, so that a page can hand its session to a client library.
const bearerOf = async (credentials: Credentials, token: string): Promise<string | null> =>
  (await credentials.holder('token', token)) ?? (await credentials.holder('session', token))

const changesSomething = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/// Another site cannot set a header of its own without asking first, and this one is never allowed to any (see
/// otherOrigins.ts); nor can it set these two.
export function comesFromOurPage({ headers }: FastifyRequest): boolean {
  if (headers['millrace-request']) return true
  if (headers['sec-fetch-site']) return headers['sec-fetch-site'] === 'same-origin'
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, '') === headers.host
}

const crossSite = (): ApiError =>
  apiError(
    403,
    'INVALID_ORIGIN',
    'This request came with a session cookie but not from a page of this server. Programs send "Authorization: Bearer TOKEN" (millrace token prints one); pages send the header "Millrace-Request".',
  )
