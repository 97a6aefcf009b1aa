import type { FastifyInstance } from 'fastify'
import { ApiError, apiError } from './apiError.ts'
import type { Org } from './org.ts'

/// Lets a System Administrator see what somebody else would: with the header `Millrace-As-User` a request is that
/// user's, with that user's rights and no more. Both are logged.
export function actForOthers(app: FastifyInstance, org: Org): void {
  app.addHook('onRequest', async request => {
    const wanted = request.headers['millrace-as-user']
    if (typeof wanted !== 'string' || request.userId === '') return
    const caller = await org.caller(request.userId)
    if (!caller.isAdministrator)
      throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator looks at things as another user.')
    const other = await org.caller(wanted).catch(error => {
      if (error instanceof ApiError) throw apiError(400, 'INVALID_USER', `There is no active user "${wanted}".`)
      throw error
    })
    request.log.info({ administrator: request.userId, user: other.userId }, 'acting for another user')
    request.userId = other.userId
  })
}
