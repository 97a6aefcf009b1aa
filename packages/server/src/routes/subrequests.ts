import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify'
import { apiError } from '../apiError.ts'
import { sharesTransaction } from '../sharedTransaction.ts'

/// A request inside the body of another.
export interface Subrequest {
  readonly method: string
  /// From `/services/data/` on.
  readonly url: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface SubrequestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /// null where there is none.
  readonly body: unknown
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/// Sends [subrequest] to the routes of [app] on behalf of the user of [outer], as if it had come over the network.
export async function sendSubrequest(
  app: FastifyInstance,
  outer: FastifyRequest,
  { method, url, body, headers = {} }: Subrequest,
): Promise<SubrequestAnswer> {
  const why = whyNotAllowed(method, url)
  if (why) return { status: 400, headers: {}, body: [{ message: why, errorCode: 'INVALID_INPUT' }] }
  const answer = await app.inject({
    method: method.toUpperCase() as InjectOptions['method'],
    url,
    headers: { ...conditionsOf(headers), ...identityOf(outer) },
    ...(body !== undefined && body !== null && { payload: body as object }),
  })
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body === '' ? null : isJson ? JSON.parse(answer.body) : answer.body,
  }
}

function whyNotAllowed(method: string, url: string): string | null {
  if (!METHODS.has(method.toUpperCase())) return `"${method}" is no HTTP method of a subrequest.`
  const path = pathOf(url)
  if (!/^\/services\/data\/v[\d.]+\//.test(path))
    return `The URL of a subrequest begins with /services/data/vNN.0/, but this is "${url}".`
  // A run of a flow is a transaction of its own, which nobody else can undo.
  if (sharesTransaction() && /^\/services\/data\/v[\d.]+\/actions\//.test(path))
    return `"${url}" cannot be part of a request with allOrNone: running it is a transaction of its own.`
  return /^\/services\/data\/v[\d.]+\/(composite\/?$|composite\/(batch|graph)|jobs\/)/.test(path)
    ? `A subrequest to "${url}" is not supported.`
    : null
}

/// The path that the routes see: without "..", and with every letter as itself. "" where [url] leads to another server or
/// cannot be read.
function pathOf(url: string): string {
  if (!url.startsWith('/') || !URL.canParse(url, NOWHERE)) return ''
  const { origin, pathname } = new URL(url, NOWHERE)
  try {
    return origin === NOWHERE ? decodeURIComponent(pathname) : ''
  } catch {
    return ''
  }
}

const NOWHERE = 'http://localhost'

/// Whose request it is: what proved it for the outer one.
function identityOf({ headers }: FastifyRequest): Record<string, string> {
  const { authorization, cookie, host } = headers
  const asUser = headers['millrace-as-user']
  return {
    ...(typeof asUser === 'string' && { 'millrace-as-user': asUser }),
    ...(authorization !== undefined && { authorization }),
    ...(cookie !== undefined && { cookie }),
    ...(host !== undefined && { host }),
    'millrace-request': 'subrequest',
  }
}

const CONDITIONS = new Set([
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'sforce-query-options',
])

const conditionsOf = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const header = name.toLowerCase()
      return CONDITIONS.has(header) || header.startsWith('sforce-') ? [[header, String(value)]] : []
    }),
  )

export const isJsonObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/// The list [name] in the body of a request; a JSON_PARSER_ERROR when it is missing, LIMIT_EXCEEDED when it is longer than [most].
export function listOf(body: unknown, name: string, most: number): Readonly<Record<string, unknown>>[] {
  const list = isJsonObject(body) ? body[name] : undefined
  if (!Array.isArray(list) || !list.every(isJsonObject))
    throw apiError(400, 'JSON_PARSER_ERROR', `The body must have a list "${name}" of JSON objects.`)
  if (list.length <= most) return list
  throw apiError(400, 'LIMIT_EXCEEDED', `"${name}" takes at most ${most} entries, but has ${list.length}.`)
}
