import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { comesFromOurPage } from '../authentication.ts'
import { SESSION_COOKIE, SESSION_SECONDS } from '../credentials.ts'
import { messagePage } from '../messagePage.ts'
import type { Org } from '../org.ts'
import { problemPage, signInPage } from '../signIn/pages.ts'
import { userWithPassword } from '../signIn/passwords.ts'
import { SIGN_IN_RATE } from '../signIn/rate.ts'

type SignInQuery = { Querystring: { code?: string; to?: string } }
type SignInForm = { Body: { username?: string; password?: string; to?: string } }

/// `GET /sign-in?code=…`: the one-time link that `millrace start` prints. Signs the browser in and goes to the start
/// page. `/sign-in` without a code asks for user name and password. `DELETE /millrace/v1/session` signs out.
export function signInRoutes(app: FastifyInstance, org: Org): void {
  const { credentials } = org

  app.get<SignInQuery>('/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const { code, to } = request.query
    const userId = code ? await credentials.redeem('signIn', code) : null
    if (userId) {
      beginSession(request, reply, await credentials.issue('session', userId))
      return reply.redirect('/', 303)
    }
    // Loading the link again in the browser that it signed in is no mistake.
    const session = request.cookies[SESSION_COOKIE]
    if (session && (await credentials.holder('session', session))) return reply.redirect(ownPath(to), 303)
    return code === undefined ? sendPage(reply, 200, signInPage(ownPath(to))) : sendPage(reply, 410, usedLink)
  })

  app.register(async scope => {
    await scope.register(formbody)
    scope.post<SignInForm>('/sign-in', { config: SIGN_IN_RATE }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!comesFromOurPage(request)) return sendPage(reply, 403, elsewhere)
      const { username = '', password = '', to } = request.body ?? {}
      const userId = await userWithPassword(org, username, password)
      if (!userId) return sendPage(reply, 401, signInPage(ownPath(to), WRONG, username))
      beginSession(request, reply, await credentials.issue('session', userId))
      return reply.redirect(ownPath(to), 303)
    })
  })

  app.delete('/millrace/v1/session', async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE]
    if (session) await credentials.redeem('session', session)
    // An administrator who was somebody else is the administrator again.
    const own = request.cookies[RETURN_COOKIE]
    if (own && (await credentials.holder('session', own))) {
      reply.clearCookie(RETURN_COOKIE, { path: '/' })
      setSessionCookie(reply, own)
      return reply.status(200).send({ returned: true })
    }
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).status(204).send()
  })
}

/// Whoever signs in does not inherit the way back to an administrator who used this browser before.
function beginSession({ cookies }: FastifyRequest, reply: FastifyReply, secret: string): void {
  if (cookies[RETURN_COOKIE]) reply.clearCookie(RETURN_COOKIE, { path: '/' })
  setSessionCookie(reply, secret)
}

/// Holds the session of an administrator who signed in as somebody else.
export const RETURN_COOKIE = 'millrace-return'

const WRONG = 'User name and password do not go together. After ten wrong passwords a user has to wait for 15 minutes.'

/// Never to another site.
const ownPath = (to: string | undefined): string => (to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/')

const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').send(page)

/// From now on the browser is signed in with [secret].
export function setSessionCookie(reply: FastifyReply, secret: string): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: 'auto',
    maxAge: SESSION_SECONDS,
  })
}

const elsewhere = problemPage(
  'Sign in on our own page',
  'This form was sent from a page of another site. Open /sign-in here and sign in there.',
)

const usedLink = messagePage(
  'This sign-in link does not work any more',
  'Each link signs in one browser, once, within an hour. For a new one run <code>npx millrace sign-in</code> in the folder where the server was started, or start the server again.',
)
