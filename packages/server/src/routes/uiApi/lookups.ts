import { runSoql } from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { toJson } from '@millrace/values'
import { apiError, notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { readingFrom } from '../../sharedTransaction.ts'
import { userContext } from '../../userContext.ts'
import { objectOf } from '../sobjects.ts'
import { versionUrl } from '../versions.ts'

type LookupRequest = FastifyRequest<{
  Params: { version: string; object: string; field: string; target?: string }
  Querystring: { q?: string; page?: string; pageSize?: string }
}>

/// `/ui-api/lookups/X/FIELD`: records that a lookup can point at, by the beginning of words of their names.
///
/// Source: User Interface API Developer Guide, "Get Lookup Field Suggestions".
export function lookupRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version/ui-api/lookups/:object/:field'
  app.get(base, (request: LookupRequest) => suggestions(org, request))
  app.get(`${base}/:target`, (request: LookupRequest) => suggestions(org, request))
}

async function suggestions(org: Org, request: LookupRequest): Promise<object> {
  const { params, query, userId } = request
  const { referenceTo = [] } = objectOf(org, params.object).field(params.field) ?? {}
  const target = referenceTo.find(name => name.toLowerCase() === (params.target ?? referenceTo[0])?.toLowerCase())
  if (!target)
    throw notFound(`"${params.field}" of ${params.object} is no lookup${params.target ? ` to ${params.target}` : ''}.`)
  const name = objectOf(org, target).nameField?.apiName ?? 'Id'
  const page = numberOf(query.page, 'page', 1, 100)
  const pageSize = numberOf(query.pageSize, 'pageSize', 25, 200)
  const text = (query.q ?? '').replaceAll(/[\\%_]/g, '\\$&')
  const soql = `SELECT Id, ${name} FROM ${target} WHERE ${name} LIKE :start OR ${name} LIKE :word ORDER BY ${name} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
  const { records } = await runSoql(readingFrom(org.database), soql, org.project.deployed, {
    user: userContext(await org.caller(userId), org.project.schema),
    mode: 'user',
    binds: { start: `${text}%`, word: `% ${text}%` },
  })
  return {
    count: records.length,
    currentPageUrl: `${versionUrl(request)}/ui-api/lookups/${params.object}/${params.field}/${target}?page=${page}&pageSize=${pageSize}`,
    records: records.map(record => ({
      apiName: target,
      childRelationships: {},
      fields: {
        Id: { displayValue: null, value: record.id },
        [name]: { displayValue: null, value: toJson(record.get(name)) },
      },
      id: record.id,
    })),
  }
}

function numberOf(text: string | undefined, name: string, otherwise: number, most: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw apiError(400, 'INVALID_INPUT', `"${name}" takes a number from 1 to ${most}, but got "${text}".`)
}
