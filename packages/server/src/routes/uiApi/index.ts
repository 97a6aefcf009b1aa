import type { FastifyInstance } from 'fastify'
import type { Org } from '../../org.ts'
import { layoutRoutes } from './layout.ts'
import { lookupRoutes } from './lookups.ts'
import { objectInfoRoutes } from './objectInfo.ts'
import { uiRecordRoutes } from './records.ts'

/// The part of the User Interface API that forms of records need.
export function uiApiRoutes(app: FastifyInstance, org: Org): void {
  objectInfoRoutes(app, org)
  layoutRoutes(app, org)
  uiRecordRoutes(app, org)
  lookupRoutes(app, org)
}
