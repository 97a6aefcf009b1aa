import fastifyCookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { actForOthers } from './actingFor.ts'
import { serveApplication } from './application.ts'
import { requireSignIn } from './authentication.ts'
import { answerErrors } from './errorAnswers.ts'
import { readJsonBodies } from './jsonBodies.ts'
import { describeApi } from './openApi/openApi.ts'
import type { Org } from './org.ts'
import { answerOtherOrigins } from './otherOrigins.ts'
import { refuseRepeatedParameters } from './parameters.ts'
import { routes } from './routes/index.ts'
import { sendSecurityHeaders } from './securityHeaders.ts'
import { auditSetupChanges } from './setupAudit.ts'
import { hasTheme, themeRoutes } from './themeStylesheet.ts'

const MEGABYTE = 1024 * 1024

export interface ServerOptions {
  readonly org: Org
  /// The built browser application; `build/web` of the repository when not given.
  readonly webFolder?: string
  /// Logs requests that fail through our own fault to standard error.
  readonly logDefects?: boolean
  /// A proxy stands before the server and says in `X-Forwarded-*` who asks, and at which address.
  readonly isBehindProxy?: boolean
}

/// The HTTP server of an org. Not listening yet: `listen` opens a port, `inject` sends a request without one.
export async function createServer({
  org,
  webFolder = builtWebFolder,
  logDefects = false,
  isBehindProxy = false,
}: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    logger: logDefects && { level: 'error', stream: process.stderr },
    // What the proxy itself says, and nothing that it passes on from those before it.
    trustProxy: isBehindProxy && ((_address, hop) => hop === 0),
    bodyLimit: 10 * MEGABYTE,
    // Clients join an instance URL that ends in a slash with a path that begins with one.
    rewriteUrl: ({ url = '/' }) => url.replace(/^\/{2,}/, '/'),
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // "12" is not 12: what does not fit is refused, never changed.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  const application = { folder: webFolder, hasTheme: () => hasTheme(org) }
  readJsonBodies(app)
  answerErrors(app, application)
  sendSecurityHeaders(app)
  await app.register(fastifyCookie)
  await app.register(rateLimit, { global: false })
  answerOtherOrigins(app, org)
  requireSignIn(app, org)
  actForOthers(app, org)
  refuseRepeatedParameters(app)
  auditSetupChanges(app, org)
  await describeApi(app)
  routes(app, org)
  themeRoutes(app, org)
  await serveApplication(app, application)
  return app
}

const builtWebFolder = join(import.meta.dirname, '../../../build/web')
