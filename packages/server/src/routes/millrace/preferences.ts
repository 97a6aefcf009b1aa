import { deletePreference, readPreference, writePreference } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Org } from '../../org.ts'

/// More than a table with hundreds of columns needs.
const MOST_CHARACTERS = 20_000

type PreferenceParams = { Params: { name: string } }

/// `/millrace/v1/preferences/NAME`: a JSON object that one user keeps under a name, such as the columns of a table.
/// `GET` answers `{}` while there is none; `PUT` stores it, an empty one is as good as none.
export function preferenceRoutes(app: FastifyInstance, org: Org): void {
  app.get<PreferenceParams>('/millrace/v1/preferences/:name', async ({ params, userId }) => {
    return (await readPreference(org.database, userId, params.name)) ?? {}
  })

  app.put<PreferenceParams>('/millrace/v1/preferences/:name', async ({ params, body, userId }, reply) => {
    const { name } = params
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object.')
    if (JSON.stringify(body).length > MOST_CHARACTERS)
      throw apiError(400, 'STORAGE_LIMIT_EXCEEDED', `A preference has at most ${MOST_CHARACTERS} characters.`)
    if (Object.keys(body).length > 0) await writePreference(org.database, userId, name, body)
    else await deletePreference(org.database, userId, name)
    return reply.status(204).send()
  })
}
