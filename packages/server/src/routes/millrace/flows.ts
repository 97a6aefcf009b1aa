import { whyNotOpenable, whyNotRunnable } from '@millrace/flow'
import type { Diagnostic } from '@millrace/metadata'
import { lastTraces, summarizeRuns, type RunCounts } from '@millrace/database'
import { describeType, type Json } from '@millrace/values'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { apiError, notFound } from '../../apiError.ts'
import { mayRunFlow } from '../../caller.ts'
import { debugRun, type DebuggedOccurrence } from '../../flowBuilder/debugRun.ts'
import type { DebuggedChange } from '../../flowBuilder/debugStart.ts'
import { elementTimes } from '../../flowBuilder/elementTimes.ts'
import { checkText, FlowStore } from '../../flowBuilder/flowStore.ts'
import { saveScenario, testsOfFlow, type DebuggedRun } from '../../flowBuilder/flowTests.ts'
import { usesOfFlow } from '../../flowBuilder/uses.ts'
import type { Org } from '../../org.ts'
import type { ProjectFlow } from '../../project.ts'
import { formFactor, type Start, startInterview } from './interviews.ts'

const BASE = '/millrace/v1/flows'

/// Of how many runs the figures of a flow's elements are.
const FIGURES_OF_RUNS = 200

interface Named {
  Params: { name: string }
}
interface Numbered {
  Params: { name: string; number: string }
}

/// `/millrace/v1/flows`: the project's flows with their problems, uses and runs; to others than System Administrators those
/// that they may run, without problems and runs. Flow Builder's part of it is for
/// System Administrators; an answer 409 has `details` with the version that somebody else saved meanwhile.
export function flowListRoutes(app: FastifyInstance, org: Org): void {
  const store = new FlowStore(org)

  app.get(BASE, async ({ userId }) => {
    const caller = await org.caller(userId)
    if (!caller.isAdministrator) {
      const runnable = org.project.flows.filter(({ flow }) => mayRunFlow(caller, flow))
      const shown = runnable.map(flow => flowJson(org, store, { ...flow, diagnostics: [] }, new Map()))
      return { flows: await Promise.all(shown) }
    }
    await org.recorder.flush()
    const runs = new Map((await summarizeRuns(org.database)).map(counts => [counts.flow, counts]))
    return { flows: await Promise.all(org.project.flows.map(flow => flowJson(org, store, flow, runs))) }
  })

  app.register(async scope => {
    // Before the body is read: who may not build learns nothing of it.
    scope.addHook('onRequest', async ({ userId }) => {
      if (!(await org.caller(userId)).isAdministrator)
        throw apiError(
          403,
          'INSUFFICIENT_ACCESS',
          'Only a System Administrator changes, debugs, activates and deactivates flows.',
        )
    })

    scope.post<{ Body: { apiName: string; text: string } }>(
      BASE,
      { schema: { body: body({ apiName: text, text }) } },
      async ({ body, userId }, reply) => reply.status(201).send(await store.create(body.apiName, body.text, userId)),
    )

    scope.get<Named & { Querystring: { version?: string } }>(
      `${BASE}/:name`,
      { schema: { querystring: { type: 'object', properties: { version: digits } } } },
      ({ params: { name }, query: { version }, userId }) =>
        store.open(name, version === undefined ? null : Number(version), userId),
    )

    scope.delete<Named>(`${BASE}/:name`, ({ params: { name } }) => store.delete(name))

    scope.post<Named & { Body: { file: string; number: number } }>(
      `${BASE}/:name/restore`,
      { schema: { body: body({ file: text, number: count }) } },
      async ({ params: { name }, body: { file, number } }, reply) => {
        await store.restore(name, file, number)
        return reply.status(204).send()
      },
    )

    scope.post<Named & { Body: { status: 'Active' | 'Draft' | 'Obsolete'; version?: number } }>(
      `${BASE}/:name/status`,
      { schema: { body: body({ status: { enum: ['Active', 'Draft', 'Obsolete'] }, version: count }, ['status']) } },
      async ({ params: { name }, body: { status, version }, userId }) => {
        if (!org.project.flow(name)) throw notFound(org.project.whyNoFlow(name))
        if (status !== 'Active') await store.deactivate(name, status, userId)
        else await store.activate(name, version ?? (await store.open(name, null, userId)).inFile, userId)
        return flowJson(org, store, org.project.flow(name)!, new Map())
      },
    )

    scope.get<Numbered>(`${BASE}/:name/versions/:number`, numbered, ({ params: { name, number } }) =>
      store.version(name, Number(number)),
    )

    scope.put<Numbered & { Body: { text: string; basedOn: string } }>(
      `${BASE}/:name/versions/:number`,
      { schema: { ...numbered.schema, body: body({ text, basedOn: text }) } },
      ({ params: { name, number }, body, userId }) => store.save(name, Number(number), body.basedOn, body.text, userId),
    )

    scope.post<Named & { Body: { text: string } }>(
      `${BASE}/:name/versions`,
      { schema: { body: body({ text }) } },
      async ({ params: { name }, body, userId }, reply) =>
        reply.status(201).send(await store.saveAsNew(name, body.text, userId)),
    )

    scope.put<Named & { Body: { number: number; basedOn: string; text: string } }>(
      `${BASE}/:name/draft`,
      { schema: { body: body({ number: count, basedOn: text, text }) } },
      async ({ params: { name }, body, userId }, reply) => {
        await store.keepDraft(name, userId, body)
        return reply.status(204).send()
      },
    )

    scope.delete<Named>(`${BASE}/:name/draft`, async ({ params: { name }, userId }, reply) => {
      await store.dropDraft(name, userId)
      return reply.status(204).send()
    })

    // A screen flow as it was saved, active or not; it goes on under /millrace/v1/interviews.
    scope.post<Numbered & { Body: Start }>(
      `${BASE}/:name/versions/:number/interviews`,
      { schema: { ...numbered.schema, body: body({ inputs: fields, formFactor }, []) } },
      (request, reply) => startVersion(org, store, request, reply),
    )

    scope.get<Named>(`${BASE}/:name/figures`, async ({ params: { name } }) => {
      await org.recorder.flush()
      const traces = await lastTraces(org.database, name, FIGURES_OF_RUNS)
      return { runs: traces.length, elements: elementTimes(traces) }
    })

    scope.post<Named & { Body: { text: string } }>(
      `${BASE}/:name/check`,
      { schema: { body: body({ text }) } },
      async ({ params: { name }, body }) => ({ diagnostics: checkText(name, body.text, org.project).diagnostics }),
    )

    scope.post<Named & { Body: DebugBody }>(
      `${BASE}/:name/debug`,
      { schema: { body: debugBody } },
      ({ params: { name }, body: { text, ...run }, userId }) =>
        debugRun(org, {
          apiName: name,
          text,
          inputs: run.inputs ?? {},
          keepsChanges: run.keepsChanges ?? false,
          userId: run.userId ?? userId,
          change: run.change ? { id: null, values: {}, before: {}, ...run.change } : null,
          occurrences: run.occurrences ?? [],
        }),
    )

    scope.get<Named>(`${BASE}/:name/tests`, async ({ params: { name } }) => ({
      tests: (await testsOfFlow(org.folder, name)).map(path => ({ path })),
    }))

    scope.post<Named & { Body: Omit<DebuggedRun, 'apiName'> }>(
      `${BASE}/:name/tests`,
      { schema: { body: body({ inputs: { type: 'object' }, outputs: {}, fault: {} }) } },
      async ({ params: { name }, body, userId }, reply) =>
        reply.status(201).send(await saveScenario(org, await org.caller(userId), { apiName: name, ...body })),
    )

    scope.post<Named>(`${BASE}/:name/tests/run`, async ({ params: { name } }) => {
      const { runTests } = org
      if (!runTests) throw apiError(501, 'NO_TEST_RUNNER', 'This server runs no tests. Run them with: millrace test')
      const { results, reached } = await runTests(org.folder, await testsOfFlow(org.folder, name))
      return { results, reached: [...(reached.get(name) ?? [])] }
    })

    scope.get('/millrace/v1/actions', async () => ({
      actions: org.project.actions.all.map(({ type, name, label, inputs, outputs }) => ({
        type,
        name,
        label,
        inputs: inputs.map(input => ({
          name: input.name,
          type: describeType(input.type),
          required: input.required === true,
        })),
        outputs: outputs.map(output => ({ name: output.name, type: describeType(output.type) })),
      })),
    }))
  })
}

interface DebugBody {
  readonly text: string
  readonly inputs?: Readonly<Record<string, Json>>
  readonly userId?: string
  readonly keepsChanges?: boolean
  readonly change?: Partial<DebuggedChange> & Pick<DebuggedChange, 'operation'>
  readonly occurrences?: readonly DebuggedOccurrence[]
}

const text = { type: 'string' }
const flag = { type: 'boolean' }
const count = { type: 'integer', minimum: 1 }
const digits = { type: 'string', pattern: '^[1-9][0-9]{0,8}$' }

async function startVersion(
  org: Org,
  store: FlowStore,
  request: FastifyRequest<Numbered & { Body: Start }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name, number } = request.params
  const { text, hash } = await store.version(name, Number(number))
  const { flow, flowProject, diagnostics } = checkText(name, text, org.project)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  const reason = flow && whyNotOpenable(flow)
  if (!flow || error)
    throw apiError(
      422,
      'FLOW_HAS_ERRORS',
      `Version ${number} of "${name}" has errors and cannot run: ${error?.message}`,
    )
  if (reason) throw notFound(reason)
  return startInterview(org, { request, reply }, { flow, flowProject, version: hash }, request.body)
}

const numbered = {
  schema: { params: { type: 'object', properties: { name: text, number: digits }, required: ['name', 'number'] } },
}

const body = (properties: Readonly<Record<string, object>>, required = Object.keys(properties)): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})

const fields = { type: 'object' }

const debugBody = body(
  {
    text,
    inputs: fields,
    userId: text,
    keepsChanges: flag,
    change: body({ operation: { enum: ['create', 'update', 'delete'] }, id: text, values: fields, before: fields }, [
      'operation',
    ]),
    occurrences: {
      type: 'array',
      maxItems: 1000,
      items: {
        anyOf: [
          body({ event: { type: 'integer', minimum: 0 }, at: { enum: ['now', 'its time'] } }),
          body({ screen: { type: 'object', required: ['action', 'values'] } }),
        ],
      },
    },
  },
  ['text'],
)

async function flowJson(
  org: Org,
  store: FlowStore,
  { flow, diagnostics, runnable, isLastGood }: ProjectFlow,
  runs: ReadonlyMap<string, RunCounts>,
): Promise<object> {
  const { apiName } = flow
  return {
    apiName,
    label: flow.label,
    description: flow.description,
    processType: flow.processType,
    triggerType: flow.start?.triggerType ?? null,
    status: flow.status,
    runnable,
    reason: whyNotRunnable(flow) ?? (isLastGood ? 'The file has errors; the flow runs as it was before.' : null),
    diagnostics: diagnostics.map(diagnosticJson),
    file: flow.file,
    versions: await store.versionCount(apiName),
    changedAt: await changedAt(join(org.folder, flow.file)),
    inputs: flow.variables.flatMap(({ name, isInput, ...type }) => (isInput ? [parameterJson(name, type)] : [])),
    outputs: flow.variables.flatMap(({ name, isOutput, ...type }) => (isOutput ? [parameterJson(name, type)] : [])),
    usedBy: usesOfFlow(org.project, apiName),
    runs: runs.get(apiName) ?? null,
  }
}

const parameterJson = (
  name: string,
  { dataType, isCollection, objectType }: { dataType: string; isCollection: boolean; objectType: string | null },
): object => ({ name, dataType, isCollection, objectType })

async function changedAt(path: string): Promise<string | null> {
  try {
    return (await stat(path)).mtime.toISOString()
  } catch {
    return null
  }
}

/// A diagnostic without the file's offsets, which are of no use to who has not got the file's text.
const diagnosticJson = ({ span: _, ...rest }: Diagnostic): object => rest
