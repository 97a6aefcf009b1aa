import type { FastifyInstance } from 'fastify'
import type { Org } from '../../org.ts'

/// `GET /millrace/v1/events`: server-sent events. `reload` comes when the project's files have changed; its data are
/// `{ "problems": [{ file, line, column, severity, code, message }] }`.
export function eventRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/events', (_, reply) => org.events.add(reply))
  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => org.events.close())
}
