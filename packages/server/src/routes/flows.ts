import { compileFlow, describeFlow, readInputs, type InputProblem } from '@millrace/flow'
import type { FieldLookup, Json, Value } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { activeFlow } from '../activeFlow.ts'
import { ApiError, apiError, notFound } from '../apiError.ts'
import { mayRunFlow, type Caller } from '../caller.ts'
import { flowAnswer } from '../flowAnswer.ts'
import type { Org } from '../org.ts'
import type { ProjectFlow, RunningProject } from '../project.ts'
import { invocableInputs } from './invocableInputs.ts'
import { versionUrl } from './versions.ts'

type FlowRequest = FastifyRequest<{ Params: { version: string; name: string } }>

/// `/actions/custom/flow`: lists, describes and runs the active autolaunched flows.
///
/// Source: REST API Developer Guide, "Invocable Actions Custom".
export function flowRoutes(app: FastifyInstance, org: Org): void {
  const base = '/services/data/v:version/actions'

  app.get(`${base}/custom/flow`, async request => ({
    actions: org.project.flows
      .filter(({ flow, runnable }) => runnable && flow.status === 'Active')
      .map(({ flow }) => ({
        label: flow.label,
        name: flow.apiName,
        type: 'FLOW',
        url: `${versionUrl(request)}/actions/custom/flow/${flow.apiName}`,
      })),
  }))

  app.get(`${base}/custom/flow/:name`, async (request: FlowRequest) =>
    describeFlow(flowNamed(org.project, request.params.name).flow),
  )

  app.post(`${base}/custom/flow/:name`, async (request: FlowRequest, reply) => {
    // One project from here to the end, also when its files change meanwhile.
    const { project } = org
    const { flow, version } = flowNamed(project, request.params.name)
    const caller = await org.caller(request.userId)
    requireRight(caller, flow)
    const inputsJson = invocableInputs(request.body)
    const versionNumber = await org.versionNumbers.of(flow)
    const answer = await org.runs.answer(
      {
        program: compileFlow(flow, project.flowProject),
        version,
        caller,
        inputs: readAllInputs(flow, inputsJson, project.fieldLookup),
        inputsJson,
        trace: project.configuration.runs?.trace ?? 'path',
        isPartialSaveAllowed: project.isPartialSaveAllowed,
        serverUrl: org.serverUrl ?? `${request.protocol}://${request.host}`,
        openStore: tx => org.openStore(tx, caller, project),
        ...org.flowActions(caller, project),
        answer: end => flowAnswer(flow.apiName, request.params.version, end, versionNumber),
        timeoutMs: org.runTimeoutMs,
      },
      idempotencyKey(request),
    )
    return reply
      .status(answer.status)
      .header('millrace-run-id', answer.runId)
      .type('application/json; charset=utf-8')
      .send(answer.body)
  })
}

// An org answers 404 to each reason and does not tell which it is.
function flowNamed(project: RunningProject, name: string): ProjectFlow {
  const found = activeFlow(project, name)
  if ('missing' in found) throw notFound(found.missing)
  return found
}

/// Throws unless [caller] may run [flow].
export function requireRight(caller: Caller, flow: ProjectFlow['flow']): void {
  if (mayRunFlow(caller, flow)) return
  const name = caller.globals.User['Username']
  throw apiError(
    403,
    'INSUFFICIENT_ACCESS',
    `You (${name}) may not run the flow "${flow.apiName}". A permission set with the flow among its Flow Access, or with the permission "Run Flows", gives the right.`,
  )
}

function readAllInputs(
  flow: ProjectFlow['flow'],
  inputsJson: readonly Record<string, Json>[],
  fieldLookup: FieldLookup,
): ReadonlyMap<string, Value>[] {
  const read = inputsJson.map(json => readInputs(flow, json, fieldLookup))
  const problems = read.flatMap(({ problems, unknown }, i) =>
    [...problems, ...unknown].map(problem => inputProblem(problem, i, inputsJson.length)),
  )
  if (problems.length) throw new ApiError(400, ...problems)
  return read.map(({ values }) => values)
}

const inputProblem = ({ name, message }: InputProblem, index: number, count: number) => ({
  message: count > 1 ? `Input ${index + 1}: ${message}` : message,
  errorCode: 'INVALID_API_INPUT',
  fields: [name],
})

/// The header that makes a request that comes twice run once.
export function idempotencyKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw apiError(400, 'INVALID_API_INPUT', 'Idempotency-Key must be 1 to 255 letters, digits or signs without blanks.')
}
