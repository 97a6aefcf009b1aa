import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../apiError.ts'
import { apiVersions, isApiVersion } from '../apiVersions.ts'
import type { Org } from '../org.ts'

/// `GET /services/data` lists the versions, `GET /services/data/vNN.0` the resources of one. Every other resource
/// below a version that does not exist does not exist either.
export function versionRoutes(app: FastifyInstance, org: Org): void {
  app.addHook<{ Params: { version?: string } }>('preValidation', async ({ params }) => {
    if (params?.version !== undefined && !isApiVersion(params.version)) throw notFound()
  })

  app.get('/services/data', async () => apiVersions)

  app.get<{ Params: { version: string } }>('/services/data/v:version', async request => {
    const base = versionUrl(request)
    return {
      sobjects: `${base}/sobjects`,
      query: `${base}/query`,
      queryAll: `${base}/queryAll`,
      composite: `${base}/composite`,
      actions: `${base}/actions`,
      limits: `${base}/limits`,
      identity: `${request.protocol}://${request.host}/id/${org.organization.Id}/${request.userId}`,
    }
  })
}

/// `/services/data/v62.0`, in the version that the request asked for.
export const versionUrl = ({ params }: Pick<FastifyRequest, 'params'>): string =>
  `/services/data/v${(params as { version: string }).version}`
