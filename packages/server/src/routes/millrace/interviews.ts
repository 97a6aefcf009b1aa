import { atScreens, type InterviewAtScreen } from '@millrace/database'
import {
  compileFlow,
  describeFlow,
  readInputs,
  type FlowProject,
  type InterviewOutcome,
  type ScreenInput,
} from '@millrace/flow'
import type { Flow } from '@millrace/metadata'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { activeScreenFlow } from '../../activeFlow.ts'
import { ApiError, notFound } from '../../apiError.ts'
import { outputsJson } from '../../flowAnswer.ts'
import type { Org } from '../../org.ts'
import type { ProjectFlow, RunningProject } from '../../project.ts'
import { idempotencyKey, requireRight } from '../flows.ts'

const BASE = '/millrace/v1/interviews'

interface Named {
  Params: { name: string }
}
interface Started {
  Body: { flow: string; inputs?: Record<string, unknown>; formFactor?: FormFactor }
}
interface Typed {
  Params: { guid: string }
  Body: (Partial<Omit<ScreenInput, 'action'>> & { formFactor?: FormFactor }) | null
}

const text = { type: 'string', minLength: 1 }
const object = { type: 'object' }
/// Of the page that the person is at.
export const formFactor = { enum: ['Large', 'Medium', 'Small'] }
type FormFactor = 'Large' | 'Medium' | 'Small'

/// `/millrace/v1/interviews`: screen flows, screen by screen. An interview belongs to who started it; each answer is its
/// screen, or how it ended. What the flow did before a screen is committed when the screen is answered.
export function interviewRoutes(app: FastifyInstance, org: Org): void {
  app.get<Named>('/millrace/v1/screenFlows/:name', async ({ params: { name }, userId }) => {
    const { flow } = flowNamed(org.project, name)
    requireRight(await org.caller(userId), flow)
    return describeFlow(flow)
  })

  app.get(BASE, async ({ userId }) => {
    const standing = await atScreens(org.database, userId)
    return { interviews: standing.map(one => ({ ...one, ...labelsOf(one, org.project) })) }
  })

  app.post<Started>(
    BASE,
    { schema: { body: { ...object, properties: { flow: text, inputs: object, formFactor }, required: ['flow'] } } },
    async (request, reply) => {
      const { project } = org
      const { flow, version } = flowNamed(project, request.body.flow)
      requireRight(await org.caller(request.userId), flow)
      const { flowProject } = project
      return startInterview(org, { request, reply }, { flow, flowProject, version }, request.body)
    },
  )

  app.get<Typed>(`${BASE}/:guid`, request => onScreen(org, request, { action: 'refresh', values: {} }))

  const typed = {
    schema: { body: { ...object, properties: { values: object, source: text, error: text, formFactor } } },
  }
  for (const action of ['next', 'back', 'refresh', 'run'] as const)
    app.post<Typed>(`${BASE}/:guid/${action}`, typed, request =>
      onScreen(org, request, { values: {}, ...request.body, action }),
    )

  // It waits already; what was typed is kept with it.
  app.post<Typed>(`${BASE}/:guid/pause`, typed, request =>
    onScreen(org, request, { action: 'refresh', values: request.body?.values ?? {} }, true),
  )

  app.delete<Typed>(`${BASE}/:guid`, async ({ params: { guid }, userId }, reply) => {
    const own = await atScreens(org.database, userId, guid)
    if (own[0] && (await org.waiting.cancel(own[0].runId))) return reply.status(204).send()
    throw noInterview(guid)
  })
}

/// A version of a flow that can be started, in its project.
export interface StartableFlow {
  readonly flow: Flow
  readonly flowProject: FlowProject
  readonly version: string
}

/// What an interview is started with.
export interface Start {
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly formFactor?: FormFactor
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/// Starts an interview of [flow] as who asks, and sends its first screen, or how it ended.
export async function startInterview(
  org: Org,
  { request, reply }: Exchange,
  { flow, flowProject, version }: StartableFlow,
  { inputs: inputsJson = {}, formFactor }: Start,
): Promise<FastifyReply> {
  const { project } = org
  const caller = { ...(await org.caller(request.userId)), ...(formFactor && { formFactor }) }
  const { values, problems, unknown } = readInputs(flow, inputsJson, project.fieldLookup)
  const wrong = [...problems, ...unknown]
  if (wrong.length > 0)
    throw new ApiError(
      400,
      ...wrong.map(({ name, message }) => ({ message, errorCode: 'INVALID_API_INPUT', fields: [name] })),
    )
  const answer = await org.runs.answer(
    {
      program: compileFlow(flow, flowProject),
      version,
      caller,
      inputs: [values],
      inputsJson: [inputsJson as Record<string, never>],
      trace: project.configuration.runs?.trace ?? 'path',
      serverUrl: org.serverUrl ?? `${request.protocol}://${request.host}`,
      openStore: tx => org.openStore(tx, caller, project),
      ...org.flowActions(caller, project),
      answer: ({ id, outcome }) => ({
        status: 200,
        body: JSON.stringify(interviewJson(outcome.interviews[0]!, flow.apiName, id)),
      }),
      timeoutMs: org.runTimeoutMs,
    },
    idempotencyKey(request),
  )
  return reply.header('millrace-run-id', answer.runId).type('application/json; charset=utf-8').send(answer.body)
}

async function onScreen(
  org: Org,
  { params, userId, body }: FastifyRequest<Typed>,
  screen: ScreenInput,
  pauses = false,
) {
  const { formFactor } = body ?? {}
  const resumed = await org.waiting.onScreen(params.guid, due => due.userId === userId, {
    screen,
    pauses,
    ...(formFactor && { formFactor }),
  })
  if (!resumed) throw noInterview(params.guid)
  const { due, outcome, fault } = resumed
  if (outcome) return interviewJson(outcome.interviews[0]!, due.flow, due.runId)
  return { guid: due.guid, runId: due.runId, flow: due.flow, status: 'Error', screen: null, outputs: {}, fault }
}

/// How an interview stands: at a screen, at a Wait, finished, or failed.
const interviewJson = ({ guid, status, pause, outputs, fault }: InterviewOutcome, flow: string, runId: string) => ({
  guid,
  runId,
  flow,
  status,
  screen: pause?.screen ?? null,
  outputs: outputsJson(outputs),
  fault,
})

/// What people call the flow and the screen; their API names where the project has them no more.
function labelsOf({ flow, element }: InterviewAtScreen, { flows }: RunningProject) {
  const found = flows.find(({ flow: { apiName } }) => apiName === flow)?.flow
  const screen = found?.elements.find(({ name }) => name === element)
  return { flowLabel: found?.label || flow, screenLabel: screen?.label || element }
}

const noInterview = (guid: string) =>
  notFound(`There is no interview "${guid}" at a screen of yours: it may have gone on, ended or been cancelled.`)

function flowNamed(project: RunningProject, name: string): ProjectFlow {
  const found = activeScreenFlow(project, name)
  if ('missing' in found) throw notFound(found.missing)
  return found
}
