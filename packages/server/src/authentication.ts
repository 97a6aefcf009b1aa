import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError, type ApiError } from './apiError.ts'
import { SESSION_COOKIE, type Credentials } from './credentials.ts'
import { DOCUMENT_PATH } from './openApi/openApi.ts'
import type { Org } from './org.ts'
import { THEME_PATH } from './themeStylesheet.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /// Id of the User whose request this is; "" where no one needs to be signed in.
    userId: string
  }
}

/// The routes that everybody reaches: where one signs in, what tells how, and the pages, which hold nothing of the org.
const OPEN = new Set([
  '/',
  '/*',
  '/sign-in',
  THEME_PATH,
  DOCUMENT_PATH,
  '/services/data',
  ...['authorize', 'token', 'revoke', 'introspect'].map(name => `/services/oauth2/${name}`),
  '/services/Soap/c/:version',
  '/services/Soap/u/:version',
  '/services/Soap/u/:version/:organization',
])

/// Lets only signed-in users who are active reach the API: a program by `Authorization: Bearer TOKEN`, a browser by its
/// session cookie. A cookie alone does not change anything: another site's page could send it along.
export function requireSignIn(app: FastifyInstance, org: Pick<Org, 'credentials' | 'caller'>): void {
  const { credentials } = org
  app.decorateRequest('userId', '')
  app.addHook('onRequest', async request => {
    if (isOpen(request)) return
    const token = /^(?:Bearer|OAuth) +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const cookie = request.cookies[SESSION_COOKIE]
    const userId = token
      ? await bearerOf(credentials, token)
      : cookie
        ? await credentials.holder('session', cookie)
        : null
    if (!userId) throw apiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    if (!token && changesSomething(request) && !comesFromOurPage(request)) throw crossSite()
    // Throws where the user is not active any more.
    request.userId = (await org.caller(userId)).userId
  })
}

/// By the route that the address led to and not by the address, which can be written in many ways. An address that leads
/// to no route of the API may be a page's.
function isOpen({ url, routeOptions: { url: route } }: FastifyRequest): boolean {
  const isApi = /^\/(services|millrace|id)\//.test(url)
  if (route === undefined || route === '/*') return !isApi
  return OPEN.has(route)
}

/// A session's secret is good as a token too, so that a page can hand its session to a client library.
const bearerOf = async (credentials: Credentials, token: string): Promise<string | null> =>
  (await credentials.holder('token', token)) ?? (await credentials.holder('session', token))

const changesSomething = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/// Another site cannot set a header of its own without asking first, and this one is never allowed to any (see
/// otherOrigins.ts); nor can it set these two.
export function comesFromOurPage({ headers, host }: FastifyRequest): boolean {
  if (headers['millrace-request']) return true
  if (headers['sec-fetch-site']) return headers['sec-fetch-site'] === 'same-origin'
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, '') === host
}

const crossSite = (): ApiError =>
  apiError(
    403,
    'INVALID_ORIGIN',
    'This request came with a session cookie but not from a page of this server. Programs send "Authorization: Bearer TOKEN" (millrace token prints one); pages send the header "Millrace-Request".',
  )
