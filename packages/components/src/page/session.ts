import type { JsonFields } from '@millrace/runtime'

/// Answer of `GET /millrace/v1/session`: who is signed in, and where.
export interface Session {
  readonly user: JsonFields
  readonly organization: JsonFields
  readonly profile?: JsonFields
  readonly userRole?: JsonFields
  /// API names of the user's custom permissions.
  readonly permissions: readonly string[]
  readonly locale: string
  readonly timeZone: string
  /// Whether an administrator is signed in as this user.
  readonly isActing?: boolean
  /// "62.0"
  readonly apiVersion: string
}

/// A text field of the user or organisation; empty when it is none.
export function sessionText(fields: JsonFields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
