import { isConnected, sendWithToken } from './connection.ts'

/// The header that a page of ours sends with every request: another site's page cannot.
const OUR_HEADER = { 'Millrace-Request': '1' }

/// Why the server did not do what was asked; `status` 0 when there was no answer.
export class ApiFailure extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/// Sends a request as the signed-in user. Throws `ApiFailure` when there is no answer.
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  try {
    if (isConnected()) return await sendWithToken(path, init)
    return await fetch(path, { ...init, headers: { ...OUR_HEADER, ...init.headers } })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiFailure(0, 'The server does not answer. Check that it is running and that you are online.')
  }
}

/// The JSON at [path]; throws `ApiFailure` with the server's own sentence where it answers with an error.
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return readJson<T>(await send(path, { signal }))
}

/// Sends [body] as JSON and gives the JSON that is answered.
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'Content-Type': 'application/json' }
  return readJson<T>(await send(path, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/// Deletes what is at [path] and gives the JSON that is answered, null for none.
export async function deleteJson<T>(path: string): Promise<T> {
  return readJson<T>(await send(path, { method: 'DELETE' }))
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text()
  const json: unknown = text === '' ? null : parse(text)
  if (!response.ok)
    throw new ApiFailure(response.status, errorMessage(json) ?? `The server answered ${response.status}.`)
  // What the routes answer is the contract; it is not checked again here.
  return json as T
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Salesforce's error body is a list of { message, errorCode }.
function errorMessage(json: unknown): string | undefined {
  const first: unknown = Array.isArray(json) ? json[0] : json
  if (typeof first !== 'object' || first === null || !('message' in first)) return undefined
  return typeof first.message === 'string' ? first.message : undefined
}
