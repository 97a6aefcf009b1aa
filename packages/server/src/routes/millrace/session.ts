import { addSetupChange } from '@millrace/database'
import { RecordValue, toJson, type Json, type Value } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import { NEWEST_API_VERSION } from '../../apiVersions.ts'
import { hasCustomPermission } from '../../caller.ts'
import { SESSION_COOKIE } from '../../credentials.ts'
import type { Org } from '../../org.ts'
import { RETURN_COOKIE, setSessionCookie } from '../signIn.ts'

/// `GET /millrace/v1/session`: who is signed in, for the browser application: what `{!$User.…}`, `{!$Profile.…}`,
/// `{!$UserRole.…}`, `{!$Organization.…}` and `{!$Permission.…}` read. Blank fields are left out.
/// `PUT /millrace/v1/session/locale` sets the caller's own; `POST /millrace/v1/session/user` lets a System Administrator be
/// signed in as somebody else, until that one signs out.
export function sessionRoutes(app: FastifyInstance, org: Org): void {
  app.put<{ Body: { locale: string } }>(
    '/millrace/v1/session/locale',
    { schema: { body: text('locale', '^[a-z]{2,3}(_[A-Z]{2})?$') } },
    async ({ body: { locale }, userId }, reply) => {
      const caller = await org.caller(userId)
      const user = RecordValue.from('User', { Id: userId, LocaleSidKey: locale })
      await org.database.transaction(async tx =>
        org.openStore(tx, caller).update([user], { allOrNone: true, mode: 'system' }),
      )
      org.forgetCaller(userId)
      return reply.status(204).send()
    },
  )

  app.post<{ Body: { userId: string } }>(
    '/millrace/v1/session/user',
    { schema: { body: text('userId', '^005[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$') } },
    async (request, reply) => {
      const own = request.cookies[SESSION_COOKIE]
      if (!own || !(await org.caller(request.userId)).isAdministrator)
        throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator signs in as another user.')
      const { userId } = await org.caller(request.body.userId)
      const display = `Signed in as ${userId}`
      await addSetupChange(org.database, { userId: request.userId, action: 'loggedInAs', section: 'Users', display })
      reply.setCookie(RETURN_COOKIE, own, { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' })
      setSessionCookie(reply, await org.credentials.issue('session', userId))
      return reply.status(204).send()
    },
  )

  app.get('/millrace/v1/session', async request => {
    const caller = await org.caller(request.userId)
    const { User, Profile, UserRole, Organization } = caller.globals
    return {
      user: filled(User),
      organization: { ...filled(Organization), ...org.organization },
      profile: filled(Profile),
      userRole: filled(UserRole),
      permissions: [...org.project.flowProject.customPermissions].filter(name => hasCustomPermission(caller, name)),
      locale: caller.locale,
      timeZone: caller.timeZone,
      isActing: request.cookies[RETURN_COOKIE] !== undefined,
      apiVersion: `${NEWEST_API_VERSION}.0`,
    }
  })
}

const text = (name: string, pattern: string): object => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: { type: 'string', pattern } },
})

const filled = (fields: Readonly<Record<string, Value>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, toJson(value)]])),
  )
