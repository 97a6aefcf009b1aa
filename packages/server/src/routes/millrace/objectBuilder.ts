import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import { ObjectStore } from '../../objects/objectStore.ts'
import type { Org } from '../../org.ts'

const BASE = '/millrace/v1/builder/objects'

/// `/millrace/v1/builder/objects`: makes objects and fields. For System Administrators. What there is, the describe
/// resources of the REST API tell.
export function objectBuilderRoutes(app: FastifyInstance, org: Org): void {
  const store = new ObjectStore(org)
  app.register(async scope => {
    // Before the body is read: who may not build learns nothing of it.
    scope.addHook('onRequest', async ({ userId }) => {
      if (!(await org.caller(userId)).isAdministrator)
        throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator changes objects.')
    })

    scope.post<{ Body: { apiName: string; text: string } }>(
      BASE,
      { schema: { body: body('apiName', 'text') } },
      async ({ body: { apiName, text } }, reply) =>
        reply.status(201).send({ file: await store.createObject(apiName, text) }),
    )

    scope.post<{ Params: { name: string }; Body: { text: string } }>(
      `${BASE}/:name/fields`,
      { schema: { body: body('text') } },
      async ({ params: { name }, body: { text } }, reply) =>
        reply.status(201).send({ file: await store.createField(name, text) }),
    )
  })
}

const body = (...names: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  required: names,
  properties: Object.fromEntries(names.map(name => [name, { type: 'string' }])),
})
