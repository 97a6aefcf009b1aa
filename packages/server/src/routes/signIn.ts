import type { FastifyInstance, FastifyReply } from 'fastify'
import { SESSION_COOKIE, SESSION_SECONDS, type Credentials } from '../credentials.ts'
import { messagePage } from '../messagePage.ts'

/// `GET /sign-in?code=…`: the one-time link that `millrace start` prints. Signs the browser in and goes to the start
/// page. `DELETE /millrace/v1/session` signs out.
export function signInRoutes(app: FastifyInstance, credentials: Credentials): void {
  app.get<{ Querystring: { code?: string } }>('/sign-in', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const { code } = request.query
    const userId = code ? await credentials.redeem('signIn', code) : null
    if (userId) {
      setSessionCookie(reply, await credentials.issue('session', userId))
      return reply.redirect('/', 303)
    }
    // Loading the link again in the browser that it signed in is no mistake.
    const session = request.cookies[SESSION_COOKIE]
    if (session && (await credentials.holder('session', session))) return reply.redirect('/', 303)
    return reply.status(410).type('text/html; charset=utf-8').send(usedLink)
  })

  app.delete('/millrace/v1/session', async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE]
    if (session) await credentials.redeem('session', session)
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).status(204).send()
  })
}

function setSessionCookie(reply: FastifyReply, secret: string): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: 'auto',
    maxAge: SESSION_SECONDS,
  })
}

const usedLink = messagePage(
  'This sign-in link does not work any more',
  'Each link signs in one browser, once, within an hour. For a new one run <code>npx millrace sign-in</code> in the folder where the server was started, or start the server again.',
)
