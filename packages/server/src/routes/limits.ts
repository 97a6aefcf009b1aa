import type { FastifyInstance } from 'fastify'

const DAY_MS = 24 * 3600 * 1000
/// Salesforce's smallest edition with an API; here it only fills the header, no request is refused.
const DAILY_API_REQUESTS = 15_000

/// `GET /limits` and the `Sforce-Limit-Info` header: requests to this server since its start, or within the day.
export function limitRoutes(app: FastifyInstance): void {
  let used = 0
  let dayEnds = Date.now() + DAY_MS

  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/services/data/')) return
    if (Date.now() > dayEnds) {
      used = 0
      dayEnds = Date.now() + DAY_MS
    }
    reply.header('sforce-limit-info', `api-usage=${++used}/${DAILY_API_REQUESTS}`)
  })

  app.get('/services/data/v:version/limits', async () => ({
    DailyApiRequests: { Max: DAILY_API_REQUESTS, Remaining: Math.max(0, DAILY_API_REQUESTS - used) },
  }))
}
