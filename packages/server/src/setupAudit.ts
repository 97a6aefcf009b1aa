import { addSetupChange } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import type { Org } from './org.ts'

const SECTIONS: Readonly<Record<string, string>> = {
  flows: 'Flows',
  components: 'Dynamic Components',
  pages: 'Lightning Pages',
  objects: 'Objects and Fields',
}

/// What changes nothing that others see: below the name of what is built.
const WITHOUT_EFFECT = /^\/millrace\/v1\/(builder\/)?\w+\/[^/]+\/(.*\/)?(check|debug|draft|tests\/run|try|interviews)$/

const VERBS: Readonly<Record<string, string>> = { POST: 'changed', PUT: 'changed', PATCH: 'changed', DELETE: 'deleted' }

/// Keeps who changed what of the setup: each request to a builder that went well. `SetupAuditTrail` can be queried.
///
/// Source: Salesforce Help, "Monitor Setup Changes with Setup Audit Trail".
export function auditSetupChanges(app: FastifyInstance, org: Org): void {
  app.addHook('onResponse', async (request, reply) => {
    const verb = VERBS[request.method]
    const path = decodeURI(request.url.replace(/\?.*$/s, ''))
    const [, area = '', name] = /^\/millrace\/v1\/(?:builder\/)?(\w+)(?:\/([^/]+))?/.exec(path) ?? []
    const section = SECTIONS[area]
    if (!verb || !section || reply.statusCode >= 400 || WITHOUT_EFFECT.test(path)) return
    const rest = path.replace('/builder', '').split('/').slice(5).join(' ')
    const display = [`${verb === 'deleted' ? 'Deleted' : 'Changed'} ${name ?? 'one'} of ${section}`, rest]
      .filter(Boolean)
      .join(': ')
    const change = { userId: request.userId, action: verb + section.replaceAll(' ', ''), section, display }
    // The answer has gone out; without the database the change could not have been made.
    await addSetupChange(org.database, change).catch(error =>
      request.log.error({ err: error }, 'Not in the audit trail.'),
    )
  })
}
