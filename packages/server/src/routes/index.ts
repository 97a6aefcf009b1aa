import type { FastifyInstance } from 'fastify'
import type { Org } from '../org.ts'
import { actionRoutes } from './actions.ts'
import { bulkRoutes } from './bulk.ts'
import { collectionRoutes } from './collections.ts'
import { compositeRoutes } from './composite.ts'
import { flowRoutes } from './flows.ts'
import { identityRoutes } from './identity.ts'
import { limitRoutes } from './limits.ts'
import { oauthRoutes } from './oauth.ts'
import { queryRoutes } from './query.ts'
import { replicationRoutes } from './replication.ts'
import { searchRoutes } from './search.ts'
import { signInRoutes } from './signIn.ts'
import { externalIdRoutes, sobjectRoutes } from './sobjects.ts'
import { soapLoginRoutes } from './soapLogin.ts'
import { toolingRoutes } from './tooling.ts'
import { treeRoutes } from './tree.ts'
import { componentBuilderRoutes } from './millrace/components.ts'
import { calloutRoutes } from './millrace/callouts.ts'
import { eventRoutes } from './millrace/events.ts'
import { flowListRoutes } from './millrace/flows.ts'
import { interviewRoutes } from './millrace/interviews.ts'
import { listViewRoutes } from './millrace/listViews.ts'
import { notificationRoutes } from './millrace/notifications.ts'
import { objectBuilderRoutes } from './millrace/objectBuilder.ts'
import { outboxRoutes } from './millrace/outbox.ts'
import { pageBuilderRoutes } from './millrace/pageBuilder.ts'
import { pageRoutes } from './millrace/pages.ts'
import { preferenceRoutes } from './millrace/preferences.ts'
import { runRoutes } from './millrace/runs.ts'
import { screenComponentRoutes } from './millrace/screenComponents.ts'
import { sessionRoutes } from './millrace/session.ts'
import { undeleteRoutes } from './millrace/undelete.ts'
import { uiApiRoutes } from './uiApi/index.ts'
import { versionRoutes } from './versions.ts'

/// Every route of the server; each file beside this one adds its own.
export function routes(app: FastifyInstance, org: Org): void {
  limitRoutes(app)
  versionRoutes(app, org)
  signInRoutes(app, org)
  oauthRoutes(app, org)
  soapLoginRoutes(app, org)
  identityRoutes(app, org)
  queryRoutes(app, org)
  searchRoutes(app, org)
  sobjectRoutes(app, org)
  externalIdRoutes(app, org)
  replicationRoutes(app, org)
  collectionRoutes(app, org)
  compositeRoutes(app, org)
  treeRoutes(app, org)
  toolingRoutes(app, org)
  uiApiRoutes(app, org)
  bulkRoutes(app, org)
  actionRoutes(app, org)
  flowRoutes(app, org)
  sessionRoutes(app, org)
  pageRoutes(app, org)
  pageBuilderRoutes(app, org)
  objectBuilderRoutes(app, org)
  componentBuilderRoutes(app, org)
  eventRoutes(app, org)
  flowListRoutes(app, org)
  preferenceRoutes(app, org)
  runRoutes(app, org)
  undeleteRoutes(app, org)
  interviewRoutes(app, org)
  screenComponentRoutes(app, org)
  outboxRoutes(app, org)
  notificationRoutes(app, org)
  listViewRoutes(app, org)
  calloutRoutes(app, org)
}
