import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Org } from './org.ts'

/// Lets pages of other sites use the API: those that `embedding.allowedOrigins` in `millrace.json` names. They send a
/// token; a browser never sends them our session cookie along, because we do not allow it to.
/// What `<millrace-component>` is made of (scripts, styles, icons) is for everybody.
export function answerOtherOrigins(app: FastifyInstance, org: Org): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (isMaterial(request.url)) {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
      return undefined
    }
    if (origin === undefined || !/^\/(services|millrace)\//.test(request.url)) return undefined
    reply.header('vary', 'Origin')
    const allowed = org.project.configuration.embedding?.allowedOrigins ?? []
    if (!allowed.includes(origin)) return undefined
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'Location, Retry-After, Sforce-Limit-Info')
    if (request.method === 'OPTIONS') return answerQuestion(reply)
    return undefined
  })
}

const isMaterial = (url: string): boolean => /^\/(assets\/|slds\/|embed\.(js|css)(\?|$))/.test(url)

/// Before a request with a token the browser asks whether it may be sent. `Millrace-Request` is not among the headers:
/// it is the sign of our own pages.
const answerQuestion = (reply: FastifyReply): FastifyReply =>
  reply
    .header('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
    .header(
      'access-control-allow-headers',
      'Authorization, Content-Type, Idempotency-Key, If-Match, Sforce-Query-Options',
    )
    .header('access-control-max-age', '600')
    .status(204)
    .send()
