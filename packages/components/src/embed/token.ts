/// What `millrace:token` carries: the page answers with a token, now or later.
export interface TokenRequest {
  /// The last token was not taken: it has run out, for example.
  readonly wasRefused: boolean
  respondWith(token: string | Promise<string>): void
}

let known: Promise<string | undefined> | undefined

/// The token of the person at the page: from whoever listens to `millrace:token`, else from the attribute `token` of an
/// element. It is asked for once, and again when it was refused.
export function askForToken(wasRefused: boolean): Promise<string | undefined> {
  if (!known || wasRefused) known = ask(wasRefused)
  return known
}

/// Forgets the token, because the page has another one.
export function forgetToken(): void {
  known = undefined
}

async function ask(wasRefused: boolean): Promise<string | undefined> {
  let answer: string | Promise<string> | undefined
  const detail: TokenRequest = {
    wasRefused,
    respondWith(token) {
      answer = token
    },
  }
  const element = document.querySelector('millrace-component') ?? document
  element.dispatchEvent(new CustomEvent('millrace:token', { bubbles: true, composed: true, detail }))
  if (answer !== undefined) return answer
  // The same token again would be refused again.
  const written = document.querySelector('millrace-component[token]')?.getAttribute('token')
  return wasRefused ? undefined : (written ?? undefined)
}
