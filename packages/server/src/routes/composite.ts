import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../apiError.ts'
import type { Org } from '../org.ts'
import { shareTransaction } from '../sharedTransaction.ts'
import { resolveReferences, UnknownReference } from './compositeReferences.ts'
import { isJsonObject, listOf, sendSubrequest, type Subrequest, type SubrequestAnswer } from './subrequests.ts'
import { versionUrl } from './versions.ts'

const BASE = '/services/data/v:version/composite'
const MOST_SUBREQUESTS = 25
const MOST_NODES = 500

/// `/composite`: up to 25 requests in one, in order; a later one may use what an earlier one answered as
/// `@{referenceId.field}`. With allOrNone they are one transaction. `/composite/graph` holds several such transactions,
/// `/composite/batch` up to 25 requests that have nothing to do with each other.
///
/// Source: REST API Developer Guide, "Composite", "Composite Graph" and "Composite Batch".
export function compositeRoutes(app: FastifyInstance, org: Org): void {
  app.get(BASE, async request => {
    const base = `${versionUrl(request)}/composite`
    return { tree: `${base}/tree`, batch: `${base}/batch`, sobjects: `${base}/sobjects`, graph: `${base}/graph` }
  })

  app.post(BASE, async request => {
    const body = isJsonObject(request.body) ? request.body : {}
    const steps = stepsOf(body, MOST_SUBREQUESTS)
    const answers =
      body['allOrNone'] === true ? await allOrNone(app, org, request, steps) : await each(app, request, steps)
    return { compositeResponse: answers.map(answerJson) }
  })

  app.post(`${BASE}/graph`, async request => {
    const graphs = []
    for (const graph of listOf(request.body, 'graphs', 75)) {
      const answers = await allOrNone(app, org, request, stepsOf(graph, MOST_NODES))
      graphs.push({
        graphId: String(graph['graphId']),
        graphResponse: { compositeResponse: answers.map(answerJson) },
        isSuccessful: !answers.some(isFailure),
      })
    }
    return { graphs }
  })

  app.post(`${BASE}/batch`, async request => {
    const haltOnError = isJsonObject(request.body) && request.body['haltOnError'] === true
    const results: { statusCode: number; result: unknown }[] = []
    let hasErrors = false
    for (const entry of listOf(request.body, 'batchRequests', MOST_SUBREQUESTS)) {
      const isHalted: boolean = haltOnError && hasErrors
      const { status, body }: Pick<SubrequestAnswer, 'status' | 'body'> = isHalted
        ? batchHalted
        : await sendSubrequest(app, request, batchSubrequest(entry))
      hasErrors ||= status >= 400
      results.push({ statusCode: status, result: body })
    }
    return { hasErrors, results }
  })
}

const batchHalted = {
  status: 412,
  body: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
}

/// Batch URLs begin with the version: `v62.0/sobjects/…`.
const batchSubrequest = ({ method, url, richInput }: Readonly<Record<string, unknown>>): Subrequest => ({
  method: String(method),
  url: `/services/data/${String(url).replace(/^\/?(services\/data\/)?/, '')}`,
  body: richInput,
})

interface Step extends Subrequest {
  readonly referenceId: string
}

interface StepAnswer extends SubrequestAnswer {
  readonly referenceId: string
}

function stepsOf(body: unknown, most: number): Step[] {
  const steps = listOf(body, 'compositeRequest', most).map(
    ({ method, url, body: payload, referenceId, httpHeaders }) => {
      if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string')
        throw apiError(400, 'JSON_PARSER_ERROR', 'Each subrequest needs "method", "url" and "referenceId".')
      const headers = isJsonObject(httpHeaders) ? (httpHeaders as Record<string, string>) : {}
      return { method, url, body: payload, referenceId, headers }
    },
  )
  const ids = new Set<string>()
  for (const { referenceId } of steps) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(referenceId))
      throw apiError(
        400,
        'INVALID_INPUT',
        `"${referenceId}" is no referenceId: it has letters, digits and underscores and begins with a letter.`,
      )
    if (ids.has(referenceId))
      throw apiError(400, 'INVALID_INPUT', `Two subrequests have the referenceId "${referenceId}".`)
    ids.add(referenceId)
  }
  return steps
}

/// Each subrequest by itself: what went well stays.
async function each(app: FastifyInstance, request: FastifyRequest, steps: readonly Step[]): Promise<StepAnswer[]> {
  const answers: StepAnswer[] = []
  for (const step of steps) answers.push(await sendStep(app, request, step, answers))
  return answers
}

/// Carries the answers out of a transaction that is undone.
class RolledBack extends Error {}

/// All subrequests in one transaction, which is undone when one of them fails.
async function allOrNone(
  app: FastifyInstance,
  org: Org,
  request: FastifyRequest,
  steps: readonly Step[],
): Promise<StepAnswer[]> {
  const answers: StepAnswer[] = []
  try {
    await org.database.transaction(tx =>
      shareTransaction(tx, async () => {
        for (const step of steps) {
          const answer = await sendStep(app, request, step, answers)
          answers.push(answer)
          if (isFailure(answer)) throw new RolledBack()
        }
      }),
    )
    return answers
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    const failed = answers.at(-1)!
    return steps.map(({ referenceId }) =>
      referenceId === failed.referenceId ? failed : halted(referenceId, ROLLED_BACK),
    )
  }
}

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.'

const halted = (referenceId: string, message: string): StepAnswer => ({
  status: 400,
  headers: {},
  body: [{ errorCode: 'PROCESSING_HALTED', message }],
  referenceId,
})

async function sendStep(
  app: FastifyInstance,
  request: FastifyRequest,
  step: Step,
  answers: readonly StepAnswer[],
): Promise<StepAnswer> {
  const bodies = new Map(answers.map(({ referenceId, body, status }) => [referenceId, status < 400 ? body : null]))
  try {
    const { url, body } = resolveReferences({ url: step.url, body: step.body }, bodies)
    return { ...(await sendSubrequest(app, request, { ...step, url, body })), referenceId: step.referenceId }
  } catch (error) {
    if (error instanceof UnknownReference) return halted(step.referenceId, error.message)
    throw error
  }
}

/// A collection that did not save all of its records has failed too.
const isFailure = ({ status, body }: SubrequestAnswer): boolean =>
  status >= 400 || (Array.isArray(body) && body.some(row => isJsonObject(row) && row['success'] === false))

const answerJson = ({ body, headers, status, referenceId }: StepAnswer): object => ({
  body,
  httpHeaders: typeof headers['location'] === 'string' ? { Location: headers['location'] } : {},
  httpStatusCode: status,
  referenceId,
})
