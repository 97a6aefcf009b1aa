/// An OAuth request that is refused: `{ "error", "error_description" }` with status 400.
///
/// Source: Salesforce Help, "OAuth 2.0 Authorization Errors"; RFC 6749, section 5.2.
export class OAuthError extends Error {
  readonly error: string
  readonly status: number

  constructor(error: string, description: string, status = 400) {
    super(description)
    this.name = 'OAuthError'
    this.error = error
    this.status = status
  }
}

export const authenticationFailure = (): OAuthError => new OAuthError('invalid_grant', 'authentication failure')
