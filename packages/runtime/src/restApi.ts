import type { InteractionError } from './componentState.ts'
import type { ComponentHost, HostRequest } from './host.ts'
import { englishInteractionTexts, type InteractionTexts, textsOf } from './interactionTexts.ts'
import { isObject } from './objectDescription.ts'

/// What an interaction or a query throws when it did not do its work: an outcome, not a bug of ours.
export class InteractionFailure extends Error {
  readonly error: InteractionError

  constructor(error: InteractionError) {
    super(error.message)
    this.name = 'InteractionFailure'
    this.error = error
  }
}

/// An answer of the server. `body` is undefined when it was no JSON.
export interface RestAnswer {
  readonly status: number
  readonly body: unknown
  readonly runId?: string
}

/// Sends one request to the REST API; [path] follows `/services/data/vNN.0`, or is whole. Throws `InteractionFailure`
/// with the code `network` when there is no answer.
///
/// # network
/// The server did not answer.
///
/// This is `{!$Error.code}` in On Error. Check the connection and whether the server runs, then try again.
export async function send(host: ComponentHost, path: string, request: HostRequest = {}): Promise<RestAnswer> {
  const url = /^\/(services|millrace)\//.test(path) ? path : `/services/data/${host.apiVersion ?? 'v62.0'}${path}`
  const headers = { Accept: 'application/json', ...request.headers }
  const response = await host.fetch(url, { ...request, headers }).catch(() => {
    throw new InteractionFailure({
      code: 'network',
      message: textsOf(host).noAnswer,
    })
  })
  const body = await response.json().catch(() => undefined)
  const runId = response.header('Millrace-Run-Id')
  return { status: response.status, body, ...(runId ? { runId } : {}) }
}

/// The body of a successful answer; throws `InteractionFailure` for every other one.
export async function get(host: ComponentHost, path: string, request: HostRequest = {}): Promise<unknown> {
  const answer = await send(host, path, request)
  if (answer.status >= 200 && answer.status < 300 && answer.body !== undefined) return answer.body
  throw new InteractionFailure(apiError(answer, textsOf(host)))
}

/// An answer that is no success, as Salesforce writes API errors: `[{"errorCode", "message", "fields"}]`. Bodies of any
/// other form (a proxy's HTML page, nothing) become a sentence with the status, one of [texts].
export function apiError(
  { status, body, runId }: RestAnswer,
  texts: InteractionTexts = englishInteractionTexts,
): InteractionError {
  const first: unknown = Array.isArray(body) ? body[0] : body
  const run = runId ? { runId } : {}
  if (status === 401) return { code: 'INVALID_SESSION_ID', message: texts.sessionEnded, ...run }
  if (isObject(first) && typeof first['errorCode'] === 'string' && typeof first['message'] === 'string') {
    const fields = textList(first['fields'])
    return { code: first['errorCode'], message: first['message'], ...(fields.length > 0 ? { fields } : {}), ...run }
  }
  return {
    code: `HTTP_${status}`,
    message: [texts.unexplained(String(status)), ...(status >= 500 ? [texts.tryAgainSoon] : [])].join(' '),
    ...run,
  }
}

export const textList = (json: unknown): string[] =>
  Array.isArray(json) ? json.filter(item => typeof item === 'string') : []
