import { toJson, type Json, type Value } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { NEWEST_API_VERSION } from '../../apiVersions.ts'
import { hasCustomPermission } from '../../caller.ts'
import type { Org } from '../../org.ts'

/// `GET /millrace/v1/session`: who is signed in, for the browser application: what `{!$User.…}`, `{!$Profile.…}`,
/// `{!$UserRole.…}`, `{!$Organization.…}` and `{!$Permission.…}` read. Blank fields are left out.
export function sessionRoutes(app: FastifyInstance, org: Org): void {
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
      apiVersion: `${NEWEST_API_VERSION}.0`,
    }
  })
}

const filled = (fields: Readonly<Record<string, Value>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, toJson(value)]])),
  )
