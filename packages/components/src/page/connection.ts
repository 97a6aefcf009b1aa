// Where the server is and who asks. A page of ours is on the server itself and has a session cookie; another site's page
// names the server and has a token.

/// Gives a token for the person at the page; undefined when there is none. [wasRefused]: the last one was not taken,
/// so another one is needed.
export type TokenSource = (wasRefused: boolean) => Promise<string | undefined>

let connection: { readonly address: string; readonly token: TokenSource } | undefined

/// Sends every further request to the server at [address] ("https://millrace.example.com"), with a token.
export function connectTo(address: string, token: TokenSource): void {
  connection = { address: address.replace(/\/$/, ''), token }
}

export const isConnected = (): boolean => connection !== undefined

/// The full address of a path of the server.
export const serverAddress = (path: string): string => `${connection?.address ?? ''}${path}`

/// Sends a request with the token; once more with another one when that is refused.
export async function sendWithToken(path: string, init: RequestInit): Promise<Response> {
  const response = await sendAs(await connection?.token(false), path, init)
  if (response.status !== 401) return response
  const other = await connection?.token(true)
  return other ? sendAs(other, path, init) : response
}

function sendAs(token: string | undefined, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token) headers.set('Authorization', `Bearer ${token}`)
  // Whose cookies of the server this browser has is not asked.
  return fetch(serverAddress(path), { ...init, credentials: 'omit', headers })
}
