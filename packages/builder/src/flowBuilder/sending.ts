import { ApiFailure, send } from '@millrace/components'

/// Somebody else saved the version meanwhile: this is what it holds now.
export class ChangedMeanwhile extends ApiFailure {
  readonly theirs: { readonly number: number; readonly hash: string; readonly text: string }

  constructor(message: string, theirs: ChangedMeanwhile['theirs']) {
    super(409, message)
    this.theirs = theirs
  }
}

/// Sends [body] as JSON. Throws `ApiFailure` with the server's sentence, or `ChangedMeanwhile`.
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await send(path, {
    method,
    signal,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json: unknown = text === '' ? null : JSON.parse(text)
  if (response.ok) return json as T
  const first = (Array.isArray(json) ? json[0] : json) as {
    message?: string
    details?: ChangedMeanwhile['theirs']
  } | null
  const message = first?.message ?? `The server answered ${response.status}.`
  throw response.status === 409 && first?.details
    ? new ChangedMeanwhile(message, first.details)
    : new ApiFailure(response.status, message)
}
