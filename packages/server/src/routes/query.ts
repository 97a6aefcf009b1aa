import { nextSoqlPage, runSoqlPage, type SoqlResult, type UserContext } from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import type { RunningProject } from '../project.ts'
import { recordJson } from '../recordJson.ts'
import { readingFrom } from '../sharedTransaction.ts'
import { userContext } from '../userContext.ts'
import { queryColumns } from './queryColumns.ts'
import { answerFromSetup } from './tooling.ts'
import { versionUrl } from './versions.ts'

type QueryRequest = FastifyRequest<{ Params: { version: string }; Querystring: { q?: string; columns?: string } }>
type PageRequest = FastifyRequest<{ Params: { version: string; locator: string } }>

/// `/query?q=SOQL`, and `/queryAll`, which reads deleted records too. A long result comes in pages: `nextRecordsUrl`
/// names the next one.
///
/// Source: REST API Developer Guide, "Query", "QueryAll" and "Query More Results".
export function queryRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version'

  app.get(`${base}/query`, async (request: QueryRequest) => first(org, request, soqlOf(request)))

  app.get(`${base}/queryAll`, async (request: QueryRequest) => {
    const soql = soqlOf(request)
    return first(org, request, /\ball\s+rows\s*$/i.test(soql) ? soql : `${soql} ALL ROWS`)
  })

  for (const path of ['query', 'queryAll'])
    app.get(`${base}/${path}/:locator`, async (request: PageRequest) =>
      answer(org, request, (user, project) =>
        nextSoqlPage(readingFrom(org.database), request.params.locator, project.deployed, { user, mode: 'user' }),
      ),
    )
}

function soqlOf({ query: { q } }: QueryRequest): string {
  if (q) return q
  throw apiError(400, 'MALFORMED_QUERY', 'The query is missing: send it as ?q=SELECT+Id+FROM+Contact.')
}

async function first(org: Org, request: QueryRequest, soql: string): Promise<unknown> {
  const { schema } = org.project
  if (request.query.columns === 'true') return queryColumns(soql, schema)
  // The word may stand elsewhere in the query, and not every table is everybody's.
  const ofSetup = SETUP.test(soql) ? await answerFromSetup(org, request.userId, soql) : undefined
  if (ofSetup) return ofSetup
  return answer(org, request, (user, project) =>
    runSoqlPage(readingFrom(org.database), soql, project.deployed, pageSize(request), { user, mode: 'user' }),
  )
}

/// What the Tooling API is not needed for.
const SETUP =
  /\bfrom\s+(EntityDefinition|FieldDefinition|FlowDefinitionView|FlowInterview|FlowVersionView|SetupAuditTrail)\b/i

async function answer(
  org: Org,
  request: FastifyRequest<{ Params: { version: string } }>,
  read: (user: UserContext, project: RunningProject) => Promise<SoqlResult>,
): Promise<object> {
  const caller = await org.caller(request.userId)
  const { project } = org
  const { totalSize, done, records, next } = await read(userContext(caller, project.schema), project)
  const base = versionUrl(request)
  const more = next === undefined ? {} : { nextRecordsUrl: `${base}/query/${next}` }
  return { totalSize, done, ...more, records: records.map(record => recordJson(record, base)) }
}

/// `Sforce-Query-Options: batchSize=500`: 200 to 2,000, which it is when nothing is said.
///
/// Source: REST API Developer Guide, "Query Options Header".
function pageSize({ headers }: FastifyRequest): number {
  const wanted = /batchSize=(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1]
  return wanted === undefined ? LARGEST_PAGE : Math.min(Math.max(Number(wanted), 200), LARGEST_PAGE)
}

const LARGEST_PAGE = 2000
