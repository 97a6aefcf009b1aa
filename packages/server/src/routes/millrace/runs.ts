import { findRun, listRuns, type RunSummary } from '@millrace/database'
import { DateTimeValue, DateValue } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { apiError, notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import type { RunUnderWay } from '../../runsUnderWay.ts'
import { isUuid, limitOf } from './lists.ts'

interface RunsQuery {
  readonly flow?: string
  readonly state?: string
  /// Id of who ran it; administrators alone see others.
  readonly user?: string
  readonly from?: string
  readonly to?: string
  readonly limit?: string
  readonly after?: string
}

const STATES = ['running', 'waiting', 'finished', 'failed', 'cancelled', 'timed out']

/// `/millrace/v1/runs`: what ran, what is running and what waits. People see their own runs, administrators everyone's.
export function runRoutes(app: FastifyInstance, org: Org): void {
  app.get<{ Querystring: RunsQuery }>('/millrace/v1/runs', async ({ query, userId }) => {
    const { flow = null, state = null, user = null } = query
    if (state !== null && !STATES.includes(state))
      throw wrong(`state must be one of ${STATES.join(', ')}, but is "${state}".`)
    const [limit, from, to, after] = [limitOf(query.limit), at(query, 'from'), at(query, 'to'), lastOf(query.after)]
    const mine = (await org.caller(userId)).isAdministrator ? user : userId
    await org.recorder.flush()
    const kept = await listRuns(org.database, { limit, flow, userId: mine, state, from, to, after })
    const isShown = (run: RunUnderWay): boolean =>
      after === null &&
      (state === null || state === 'running') &&
      (flow === null || run.flow === flow) &&
      (mine === null || run.userId === mine) &&
      run.startedAt >= (from ?? -Infinity) &&
      run.startedAt < (to ?? Infinity) &&
      // One that goes on is in its record already.
      !kept.some(({ id }) => id === run.id)
    const underWay = org.underWay.all.filter(isShown).toReversed()
    const last = kept.at(-1)
    return {
      runs: [...underWay.map(run => runningJson(run, org.now())), ...kept.map(summaryJson)],
      next: last && kept.length === limit ? `${new Date(last.startedAt).toISOString()}_${last.id}` : null,
    }
  })

  app.get<{ Params: { id: string } }>('/millrace/v1/runs/:id', async ({ params: { id }, userId }) => {
    const { version, inputs, outputs, trace, usage, ...run } = await ownRun(org, id, userId)
    return { ...summaryJson(run), version, inputs, outputs, trace, usage }
  })

  app.get<{ Params: { id: string } }>('/millrace/v1/runs/:id/progress', async ({ params: { id }, userId }) => {
    const run = org.underWay.find(id)
    if (!run || (run.userId !== userId && !(await org.caller(userId)).isAdministrator))
      throw notFound(`There is no run "${id}" under way: it may have ended.`)
    return { ...runningJson(run, org.now()), elements: run.executed() }
  })

  app.post<{ Params: { id: string } }>('/millrace/v1/runs/:id/resume', async ({ params: { id }, userId }) => {
    const run = await ownRun(org, id, userId)
    if (run.state !== 'waiting')
      throw apiError(409, 'NOT_WAITING', `The run "${id}" does not wait: it is ${run.state}.`)
    await org.waiting.resume(id)
    return summaryJson(await ownRun(org, id, userId))
  })

  app.delete<{ Params: { id: string } }>('/millrace/v1/runs/:id', async ({ params: { id }, userId }, reply) => {
    const caller = await org.caller(userId)
    const stopped = org.underWay.cancel(id, run => caller.isAdministrator || run.userId === userId)
    if (stopped || (await cancelsWaiting(org, id, userId))) return reply.status(204).send()
    throw notFound(`There is no run "${id}" under way or waiting: it may have ended.`)
  })
}

async function cancelsWaiting(org: Org, id: string, userId: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const { state } = await ownRun(org, id, userId)
  return state === 'waiting' && org.waiting.cancel(id)
}

/// The run that has [id], if [userId] may see it.
async function ownRun(org: Org, id: string, userId: string) {
  await org.recorder.flush()
  const run = isUuid(id) ? await findRun(org.database, id) : null
  if (run && (run.userId === userId || (await org.caller(userId)).isAdministrator)) return run
  throw notFound(`There is no run "${id}".`)
}

const wrong = (message: string) => apiError(400, 'INVALID_QUERY_PARAMETER', message)

/// A moment of the query: a day is its beginning in GMT.
function at(query: RunsQuery, name: 'from' | 'to'): number | null {
  const text = query[name]
  if (text === undefined) return null
  const day = DateValue.parse(text)
  const moment = day ? DateTimeValue.startOf(day) : DateTimeValue.parse(text)
  if (moment) return moment.ms
  throw wrong(`${name} must be a date or a date/time such as 2026-01-15T10:00:00Z, but is "${text}".`)
}

/// The last run of the page before, as its `next` named it.
function lastOf(text: string | undefined): { startedAt: number; id: string } | null {
  if (text === undefined) return null
  const [moment = '', id = ''] = text.split('_')
  const startedAt = DateTimeValue.parse(moment)
  if (startedAt && isUuid(id)) return { startedAt: startedAt.ms, id }
  throw wrong(`after must be the "next" of an answer, but is "${text}".`)
}

const runningJson = ({ id, flow, userId, startedAt }: RunUnderWay, now: number): object => ({
  id,
  flow,
  user: userId,
  state: 'running',
  startedAt: new Date(startedAt).toISOString(),
  durationMs: now - startedAt,
  fault: null,
  awaits: [],
})

const summaryJson = ({
  id,
  flow,
  userId,
  state,
  startedAt,
  endedAt,
  fault,
  awaits,
  trigger = null,
}: RunSummary): object => ({
  id,
  flow,
  user: userId,
  state,
  startedAt: new Date(startedAt).toISOString(),
  durationMs: endedAt - startedAt,
  fault,
  trigger,
  awaits: awaits.map(one => ({
    ...one,
    resumeAt: one.resumeAt === null ? null : new Date(one.resumeAt).toISOString(),
  })),
})
