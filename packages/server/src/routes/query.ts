import { runSoql } from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { recordJson } from '../recordJson.ts'
import { userContext } from '../userContext.ts'
import { versionUrl } from './versions.ts'

type QueryRequest = FastifyRequest<{ Params: { version: string }; Querystring: { q?: string } }>

/// `/query?q=SOQL`, and `/queryAll`, which reads deleted records too. All records come in one answer, so there is
/// never a next page.
///
/// Source: REST API Developer Guide, "Query" and "QueryAll".
export function queryRoutes(app: FastifyInstance, org: Org): void {
  app.get('/services/data/v:version/query', async (request: QueryRequest) => answer(org, request, soqlOf(request)))

  app.get('/services/data/v:version/queryAll', async (request: QueryRequest) => {
    const soql = soqlOf(request)
    return answer(org, request, /\ball\s+rows\s*$/i.test(soql) ? soql : `${soql} ALL ROWS`)
  })
}

function soqlOf({ query: { q } }: QueryRequest): string {
  if (q) return q
  throw apiError(400, 'MALFORMED_QUERY', 'The query is missing: send it as ?q=SELECT+Id+FROM+Contact.')
}

async function answer(org: Org, request: QueryRequest, soql: string): Promise<object> {
  const caller = await org.caller(request.userId)
  const { deployed } = org.project
  const user = userContext(caller, deployed.schema)
  const { totalSize, done, records } = await runSoql(org.database, soql, deployed, { user, mode: 'user' })
  const base = versionUrl(request)
  return { totalSize, done, records: records.map(record => recordJson(record, base)) }
}
