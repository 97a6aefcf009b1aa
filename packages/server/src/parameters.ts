import type { FastifyInstance } from 'fastify'
import { apiError } from './apiError.ts'

/// Refuses requests that state a parameter of the address or a field of a form twice: routes read each as one text, and
/// what is checked must not be another than what is used.
///
/// Source: RFC 6749, "Authorization Endpoint": parameters must not be included more than once.
export function refuseRepeatedParameters(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ query, body, headers }) => {
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
    const repeated = repeatedIn(query) ?? (isForm ? repeatedIn(body) : undefined)
    if (repeated !== undefined)
      throw apiError(400, 'INVALID_QUERY_PARAMETER', `"${repeated}" is stated more than once. State it once.`)
  })
}

const repeatedIn = (parameters: unknown): string | undefined =>
  Object.entries(parameters ?? {}).find(([, value]) => Array.isArray(value))?.[0]
