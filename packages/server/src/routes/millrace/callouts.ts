import { didYouMean } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ActionError } from '../../actions/action.ts'
import { httpCallout } from '../../actions/callout.ts'
import { callNamedCredential } from '../../actions/namedCredentialCallout.ts'
import { apiError, notFound } from '../../apiError.ts'
import { mayCallOut } from '../../caller.ts'
import type { Org } from '../../org.ts'

interface CalloutBody {
  readonly namedCredential: string
  readonly method?: (typeof METHODS)[number]
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /// Seconds.
  readonly timeout?: number
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const schema = {
  body: {
    type: 'object',
    required: ['namedCredential'],
    additionalProperties: false,
    properties: {
      namedCredential: { type: 'string', maxLength: 200 },
      method: { enum: METHODS },
      path: { type: 'string', maxLength: 8000 },
      headers: { type: 'object', additionalProperties: { type: 'string', maxLength: 8000 } },
      body: { type: 'string' },
      timeout: { type: 'number', exclusiveMinimum: 0 },
    },
  },
}

/// `POST /millrace/v1/callouts`: a page's request to the endpoint of a named credential. The server sends it under the
/// rules of flows' callouts: hosts that `millrace.json` allows, their time limit and size. Besides, the caller needs
/// access to the credential. The answer is `{ statusCode, contentType, body }`, whatever its status.
export function calloutRoutes(app: FastifyInstance, org: Org): void {
  app.post('/millrace/v1/callouts', { schema }, async (request: FastifyRequest<{ Body: CalloutBody }>, reply) => {
    const { namedCredential, method = 'GET', path = '', headers = {}, body = null, timeout = null } = request.body
    const { namedCredentials, configuration } = org.project
    const names = namedCredentials.map(({ apiName }) => apiName)
    if (!names.includes(namedCredential))
      throw notFound(`There is no named credential "${namedCredential}".${didYouMean(namedCredential, names)}`)
    if (!mayCallOut(await org.caller(request.userId), namedCredential))
      throw apiError(
        403,
        'INSUFFICIENT_ACCESS',
        `You may not call "${namedCredential}". A permission set with access to its external credential principal gives the right.`,
      )
    const sent = {
      credential: namedCredential,
      method,
      path,
      headers: headersOf(headers, body !== null),
      body: method === 'GET' ? null : body,
      timeoutSeconds: timeout,
    }
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const context = {
      namedCredentials: new Map(namedCredentials.map(one => [one.apiName, one])),
      configuration,
      callout: httpCallout,
      signal: gone.signal,
    }
    try {
      const { status: statusCode, contentType, body: answered } = await callNamedCredential(sent, context)
      return { statusCode, contentType, body: answered }
    } catch (error) {
      if (error instanceof ActionError) throw apiError(400, 'CALLOUT_FAILED', error.message)
      throw error
    }
  })
}

/// What the connection itself decides.
const OURS = ['connection', 'content-length', 'host', 'transfer-encoding', 'upgrade']

function headersOf(headers: Readonly<Record<string, string>>, hasBody: boolean): Record<string, string> {
  const stated = Object.entries(headers).map(([name, value]): [string, string] => {
    const isHeader = /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value)
    if (!isHeader || OURS.includes(name.toLowerCase()))
      throw apiError(400, 'INVALID_API_INPUT', `"${name}" cannot be sent as a header.`)
    return [name.toLowerCase(), value]
  })
  return { accept: '*/*', ...(hasBody ? { 'content-type': 'application/json' } : {}), ...Object.fromEntries(stated) }
}
