import type { FastifyInstance } from 'fastify'
import type { Org } from '../../org.ts'

/// `GET /millrace/v1/events`: server-sent events. `last` comes first, with the id of the last event before it. `records`
/// comes when records were saved or deleted, by anyone; its data
/// are `{ "objects": ["Contact"] }`. `reload` comes when the project's files have changed; its data are
/// `{ "problems": [{ file, line, column, severity, code, message }] }`.
export function eventRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/events', async (_, reply) => {
    await org.recordChanges.listen()
    org.events.add(reply)
    return reply
  })
  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => org.events.close())
}
