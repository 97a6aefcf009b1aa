import { runSosl } from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { recordJson } from '../recordJson.ts'
import { userContext } from '../userContext.ts'
import { versionUrl } from './versions.ts'

interface Parameters {
  readonly q?: string
  readonly sobject?: string
  readonly fields?: string | readonly string[]
  readonly in?: string
  readonly overallLimit?: string | number
  readonly sobjects?: readonly { readonly name: string; readonly fields?: readonly string[]; readonly limit?: number }[]
}
type SearchRequest = FastifyRequest<{ Params: { version: string }; Querystring: Parameters; Body: Parameters }>

/// `/search?q=SOSL`, and `/parameterizedSearch` for those who state what they look for one by one.
///
/// Source: REST API Developer Guide, "Search" and "Parameterized Search".
export function searchRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version'

  app.get(`${base}/search`, async (request: SearchRequest) => {
    const { q } = request.query
    if (!q) throw apiError(400, 'MALFORMED_SEARCH', 'The search is missing: send it as ?q=FIND+{Acme}.')
    return search(org, request, q)
  })

  app.get(`${base}/parameterizedSearch`, async (request: SearchRequest) =>
    search(org, request, soslOf(request.query, request.query.sobject ? [request.query.sobject] : [])),
  )

  app.post(`${base}/parameterizedSearch`, { schema: { body: SEARCH } }, async (request: SearchRequest) =>
    search(org, request, soslOf(request.body, [])),
  )
}

async function search(org: Org, request: SearchRequest, sosl: string): Promise<object> {
  const caller = await org.caller(request.userId)
  const { deployed } = org.project
  const user = userContext(caller, deployed.schema)
  const records = await runSosl(org.database, sosl, deployed, { user, mode: 'user' })
  const base = versionUrl(request)
  return { searchRecords: records.map(record => recordJson(record, base)) }
}

function soslOf(parameters: Parameters | null, named: readonly string[]): string {
  const { q, in: scope, overallLimit, sobjects = [], fields } = parameters ?? {}
  if (!q) throw apiError(400, 'MALFORMED_SEARCH', 'The search is missing: say in "q" what to look for.')
  const usual = typeof fields === 'string' ? fields.split(',') : fields
  const objects = [
    ...named.map(name => returning(name, usual, undefined)),
    ...sobjects.map(one => returning(one.name, one.fields ?? usual, one.limit)),
  ]
  const inFields = scope ? ` IN ${word(scope)} FIELDS` : ''
  const list = objects.length > 0 ? ` RETURNING ${objects.join(', ')}` : ''
  const limit = overallLimit === undefined ? '' : ` LIMIT ${Number(overallLimit)}`
  return `FIND {${q.replace(/[{}\\]/g, '\\$&')}}${inFields}${list}${limit}`
}

function returning(name: string, fields: readonly string[] | undefined, limit: number | undefined): string {
  const list = (fields ?? ['Id']).map(field => word(field.trim(), '.')).join(', ')
  return `${word(name)}(${list}${limit === undefined ? '' : ` LIMIT ${Number(limit)}`})`
}

/// A name, and nothing that would be more of a search.
function word(text: string, also = ''): string {
  if (new RegExp(`^[\\w${also}]+$`).test(text)) return text
  throw apiError(400, 'MALFORMED_SEARCH', `"${text}" is no name.`)
}

const texts = { type: 'array', items: { type: 'string' } }

const SEARCH = {
  type: 'object',
  properties: {
    q: { type: 'string' },
    in: { type: 'string' },
    fields: { anyOf: [{ type: 'string' }, texts] },
    overallLimit: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    sobjects: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, fields: texts, limit: { type: 'integer' } },
      },
    },
  },
}
