import type { FastifyInstance } from 'fastify'
import type { Org } from '../org.ts'

/// `/services/oauth2/userinfo` and the identity URL: who the token's user is, for client libraries.
///
/// Source: Salesforce Help, "The UserInfo Endpoint" and "Identity URLs".
export function identityRoutes(app: FastifyInstance, org: Org): void {
  const identity = async ({ userId, protocol, host }: { userId: string; protocol: string; host: string }) => {
    const { globals, locale, timeZone } = await org.caller(userId)
    const { Username, Name, Email } = globals.User
    const base = `${protocol}://${host}`
    return {
      sub: `${base}/id/${org.organization.Id}/${userId}`,
      id: `${base}/id/${org.organization.Id}/${userId}`,
      user_id: userId,
      organization_id: org.organization.Id,
      username: Username,
      preferred_username: Username,
      nickname: Username,
      display_name: Name,
      name: Name,
      email: Email,
      email_verified: true,
      active: true,
      user_type: 'STANDARD',
      zoneinfo: timeZone,
      timezone: timeZone,
      locale,
      language: locale,
      urls: {
        rest: `${base}/services/data/v{version}/`,
        sobjects: `${base}/services/data/v{version}/sobjects/`,
        query: `${base}/services/data/v{version}/query/`,
      },
    }
  }
  app.get('/services/oauth2/userinfo', identity)
  app.get('/id/:organization/:user', identity)
}
