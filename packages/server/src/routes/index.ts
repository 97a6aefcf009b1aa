import type { FastifyInstance } from 'fastify'
import type { Org } from '../org.ts'
import { flowRoutes } from './flows.ts'
import { limitRoutes } from './limits.ts'
import { signInRoutes } from './signIn.ts'
import { eventRoutes } from './millrace/events.ts'
import { flowListRoutes } from './millrace/flows.ts'
import { pageRoutes } from './millrace/pages.ts'
import { runRoutes } from './millrace/runs.ts'
import { sessionRoutes } from './millrace/session.ts'
import { versionRoutes } from './versions.ts'

/// Every route of the server; each file beside this one adds its own.
export function routes(app: FastifyInstance, org: Org): void {
  limitRoutes(app)
  versionRoutes(app, org)
  signInRoutes(app, org.credentials)
  flowRoutes(app, org)
  sessionRoutes(app, org)
  pageRoutes(app, org)
  eventRoutes(app, org)
  flowListRoutes(app, org)
  runRoutes(app, org)
}
