import { findRun, listRuns, type RunSummary } from '@millrace/database'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { isUuid, limitOf } from './lists.ts'

/// `/millrace/v1/runs`: what ran and what is running. People see their own runs, administrators everyone's.
export function runRoutes(app: FastifyInstance, org: Org): void {
  app.get<{ Querystring: { flow?: string; limit?: string } }>('/millrace/v1/runs', async ({ query, userId }) => {
    const limit = limitOf(query.limit)
    const mine = (await org.caller(userId)).isAdministrator ? null : userId
    await org.recorder.flush()
    const ended = await listRuns(org.database, { limit, flow: query.flow ?? null, userId: mine })
    const underWay = org.runs.underWay
      .filter(run => (!query.flow || run.flow === query.flow) && (!mine || run.userId === mine))
      .map(({ id, flow, userId, startedAt }) => ({
        id,
        flow,
        user: userId,
        state: 'running',
        startedAt: new Date(startedAt).toISOString(),
        durationMs: Date.now() - startedAt,
        fault: null,
      }))
    return { runs: [...underWay.toReversed(), ...ended.map(summaryJson)].slice(0, limit) }
  })

  app.get<{ Params: { id: string } }>('/millrace/v1/runs/:id', async ({ params: { id }, userId }) => {
    await org.recorder.flush()
    const run = isUuid(id) ? await findRun(org.database, id) : null
    if (!run || (run.userId !== userId && !(await org.caller(userId)).isAdministrator))
      throw notFound(`There is no run "${id}".`)
    const { version, inputs, outputs, trace, usage } = run
    return { ...summaryJson(run), version, inputs, outputs, trace, usage }
  })

  app.delete<{ Params: { id: string } }>('/millrace/v1/runs/:id', async ({ params: { id }, userId }, reply) => {
    const caller = await org.caller(userId)
    const stopped = org.runs.cancel(id, run => caller.isAdministrator || run.userId === userId)
    if (!stopped) throw notFound(`There is no run "${id}" under way: it may have ended.`)
    return reply.status(204).send()
  })
}

const summaryJson = ({ id, flow, userId, state, startedAt, endedAt, fault }: RunSummary): object => ({
  id,
  flow,
  user: userId,
  state,
  startedAt: new Date(startedAt).toISOString(),
  durationMs: endedAt - startedAt,
  fault,
})
