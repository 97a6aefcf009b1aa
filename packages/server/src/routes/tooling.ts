import { runSoql } from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { recordJson } from '../recordJson.ts'
import { readingFrom } from '../sharedTransaction.ts'
import { userContext } from '../userContext.ts'
import { queryColumns } from './queryColumns.ts'
import { querySetup, setupTableOf } from './setupQuery.ts'
import { setupTables } from './setupTables.ts'
import { versionUrl } from './versions.ts'

/// `/tooling/query`: SOQL on the project's objects, fields and flows; objects with records can be read here too.
///
/// Source: Tooling API, "REST Resources", query.
export function toolingRoutes(app: FastifyInstance, org: Org): void {
  app.get(
    '/services/data/v:version/tooling/query',
    async (request: FastifyRequest<{ Querystring: { q?: string; columns?: string } }>) => {
      const { q, columns } = request.query
      if (!q) throw apiError(400, 'MALFORMED_QUERY', 'The query is missing: send it as ?q=SELECT+Id+FROM+Flow.')
      if (columns === 'true') return queryColumns(q, org.project.schema)
      return (await answerFromSetup(org, request.userId, q)) ?? (await answerFromRecords(org, request, q))
    },
  )
}

/// The answer to a query on the project's objects, fields or flows; undefined for one on records.
export async function answerFromSetup(org: Org, userId: string, soql: string): Promise<object | undefined> {
  const table = setupTableOf(soql, await setupTables(org, userId))
  if (!table) return undefined
  const { totalSize, records } = await querySetup(soql, table)
  return { size: totalSize, totalSize, done: true, queryLocator: null, entityTypeName: table.name, records }
}

async function answerFromRecords(org: Org, request: FastifyRequest, soql: string): Promise<object> {
  const { deployed, schema } = org.project
  const user = userContext(await org.caller(request.userId), schema)
  const { totalSize, records } = await runSoql(readingFrom(org.database), soql, deployed, { user, mode: 'user' })
  const base = versionUrl(request)
  return { size: totalSize, totalSize, done: true, records: records.map(record => recordJson(record, base)) }
}
