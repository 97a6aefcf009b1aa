import { RecordStoreError } from '@millrace/database'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allowedMethods } from './allowedMethods.ts'
import { ApiError, apiError, notFound } from './apiError.ts'
import { storeErrorAnswer } from './recordAnswers.ts'
import { asksForPage, type BrowserApplication, sendApplication } from './application.ts'

/// Makes every error of [app] leave in Salesforce's shape. An error of another kind is our own bug: it is logged
/// with its stack, and the answer says so without showing it. An address that is no resource but may be a page gets
/// the browser [application].
export function answerErrors(app: FastifyInstance, application: BrowserApplication): void {
  const methods = allowedMethods(app)

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = asApiError(error)
    if (!known) request.log.error({ err: error }, 'This is a defect in Millrace.')
    return send(reply, known ?? internalError(request))
  })

  app.setNotFoundHandler((request, reply) => {
    if (asksForPage(request)) return sendApplication(request, reply, application)
    const allowed = methods(request.url)
    if (!allowed.length) return send(reply, notFound())
    reply.header('allow', allowed.join(', '))
    return send(reply, methodNotAllowed(request.method, allowed))
  })
}

const send = (reply: FastifyReply, error: ApiError): FastifyReply =>
  reply.status(error.status).type('application/json; charset=utf-8').send(error.problems)

const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  apiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`)

const internalError = (request: FastifyRequest): ApiError =>
  apiError(
    500,
    'UNKNOWN_EXCEPTION',
    `This is a defect in Millrace, not in your request. The server's log has the details under request ${request.id}.`,
  )

/// An error that says something about the request: ours, the database's, or what Fastify could not read.
function asApiError(error: FastifyError): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (error instanceof RecordStoreError) return storeErrorAnswer(error)
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return apiError(400, 'JSON_PARSER_ERROR', `${error.message}.`)
    case 'FST_ERR_VALIDATION':
      return apiError(400, 'JSON_PARSER_ERROR', `${capitalized(error.message)}.`)
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return apiError(400, 'JSON_PARSER_ERROR', 'The request has the content type application/json but no body.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return apiError(
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        'The body is read as JSON only: set Content-Type: application/json.',
      )
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return apiError(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request body is larger than 10 MB.')
    // PostgreSQL's "character_not_in_repertoire" and "untranslatable_character".
    case '22021':
    case '22P05':
      return apiError(400, 'INVALID_INPUT', 'A text has a character that cannot be kept: the one with the number 0.')
  }
  const { statusCode = 500 } = error
  if (statusCode === 429)
    return apiError(429, 'REQUEST_LIMIT_EXCEEDED', 'Too many tries to sign in from one address. Wait for a minute.')
  return statusCode < 500 ? apiError(statusCode, 'BAD_REQUEST', error.message) : undefined
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
