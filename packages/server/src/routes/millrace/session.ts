import type { Value } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { NEWEST_API_VERSION } from '../../apiVersions.ts'
import { hasCustomPermission } from '../../caller.ts'
import type { Org } from '../../org.ts'

/// `GET /millrace/v1/session`: who is signed in, for the browser application.
export function sessionRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/session', async request => {
    const caller = await org.caller(request.userId)
    const { User, Profile } = caller.globals
    return {
      user: pick(User, ['Id', 'Name', 'FirstName', 'LastName', 'Username', 'Email']),
      organization: org.organization,
      profile: pick(Profile, ['Name']),
      permissions: [...org.project.flowProject.customPermissions].filter(name => hasCustomPermission(caller, name)),
      locale: caller.locale,
      timeZone: caller.timeZone,
      apiVersion: `${NEWEST_API_VERSION}.0`,
    }
  })
}

const pick = (fields: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(names.map(name => [name, fields[name] ?? null]))
