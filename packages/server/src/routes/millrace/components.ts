import { describeFlow } from '@millrace/flow'
import type { DynamicComponent } from '@millrace/metadata'
import type { Json } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { apiError, notFound } from '../../apiError.ts'
import { ComponentStore } from '../../componentBuilder/componentStore.ts'
import { textProblems } from '../../componentBuilder/problems.ts'
import { usesOfComponent } from '../../componentBuilder/rename.ts'
import { componentProblems } from '../../componentProblems.ts'
import { debugRun } from '../../flowBuilder/debugRun.ts'
import type { Org } from '../../org.ts'

const BASE = '/millrace/v1/builder/components'

interface Named {
  Params: { name: string }
}
interface Numbered {
  Params: { name: string; number: string }
}

/// `/millrace/v1/builder/components`: what the Component Builder needs. For System Administrators.
///
/// Names in paths are API names. An answer 409 has `details` with the version that somebody else saved meanwhile.
export function componentBuilderRoutes(app: FastifyInstance, org: Org): void {
  const store = new ComponentStore(org)
  app.register(async scope => {
    // Before the body is read: who may not build learns nothing of it.
    scope.addHook('onRequest', async ({ userId }) => {
      if (!(await org.caller(userId)).isAdministrator)
        throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator builds components.')
    })

    scope.get(BASE, async () => ({ components: await Promise.all(summaries(org, store)) }))

    scope.post<{ Body: { text: string; folder?: string } }>(
      BASE,
      { schema: { body: body({ text, folder: text }, ['text']) } },
      async ({ body, userId }, reply) =>
        reply.status(201).send(await store.create(body.text, body.folder ?? '', userId)),
    )

    scope.get<Named>(`${BASE}/:name`, ({ params: { name }, userId }) => store.open(name, userId))

    scope.delete<Named>(`${BASE}/:name`, ({ params: { name } }) => store.delete(name))

    scope.post<Named & { Body: { file: string; number: number } }>(
      `${BASE}/:name/restore`,
      { schema: { body: body({ file: text, number: count }) } },
      async ({ params: { name }, body: { file, number } }, reply) => {
        await store.restore(name, file, number)
        return reply.status(204).send()
      },
    )

    scope.post<Named & { Body: { apiName: string; label: string } }>(
      `${BASE}/:name/rename`,
      { schema: { body: body({ apiName: text, label: text }) } },
      ({ params: { name }, body: { apiName, label }, userId }) => store.rename(name, apiName, label, userId),
    )

    scope.post<Named & { Body: { status: 'Draft' | 'Archived' } }>(
      `${BASE}/:name/deactivate`,
      { schema: { body: body({ status: { enum: ['Draft', 'Archived'] } }) } },
      async ({ params: { name }, body: { status }, userId }, reply) => {
        await store.deactivate(name, status, userId)
        return reply.status(204).send()
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

    scope.post<Numbered>(
      `${BASE}/:name/versions/:number/activate`,
      numbered,
      async ({ params: { name, number }, userId }, reply) => {
        await store.activate(name, Number(number), userId)
        return reply.status(204).send()
      },
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

    scope.get<Named>('/millrace/v1/builder/flows/:name', async ({ params: { name } }) => {
      const found = org.project.flow(name)
      if (!found) throw notFound(org.project.whyNoFlow(name))
      return describeFlow(found.flow)
    })

    scope.post<Named & { Body: { inputs: Record<string, Json> } }>(
      '/millrace/v1/builder/flows/:name/try',
      { schema: { body: body({ inputs: { type: 'object' } }) } },
      async ({ params: { name }, body: { inputs }, userId }) => {
        const found = org.project.flow(name)
        if (!found) throw notFound(org.project.whyNoFlow(name))
        const { source: text } = found.flow
        const request = { apiName: name, text, inputs, userId, keepsChanges: false, change: null, occurrences: [] }
        return debugRun(org, request)
      },
    )

    scope.post<Named & { Body: { text: string } }>(
      `${BASE}/:name/check`,
      { schema: { body: body({ text }) } },
      async ({ params: { name }, body }) => ({ problems: textProblems(name, body.text, org.project) }),
    )
  })
}

function summaries(org: Org, store: ComponentStore): Promise<object>[] {
  const { project } = org
  return project.dynamicComponents.map(async ({ component, file }) => {
    const { apiName } = component
    const problems = [...project.diagnostics.filter(diagnostic => diagnostic.file === file), ...problemsOf(component)]
    return {
      apiName,
      label: component.label,
      description: component.description ?? '',
      targetObject: component.targetObject ?? null,
      status: component.status ?? 'Active',
      folder: /dynamicComponents\/(.+)\/[^/]+$/.exec(file)?.[1] ?? '',
      file,
      versions: await store.versionCount(apiName),
      changedAt: await changedAt(join(org.folder, file)),
      errors: problems.filter(({ severity }) => severity === 'error').length,
      usedBy: usesOfComponent(project, apiName),
    }
  })

  function problemsOf(component: DynamicComponent) {
    return componentProblems(component, project)
  }
}

async function changedAt(path: string): Promise<string | null> {
  try {
    return (await stat(path)).mtime.toISOString()
  } catch {
    return null
  }
}

const text = { type: 'string' }
const count = { type: 'integer', minimum: 1 }
const digits = { type: 'string', pattern: '^[1-9][0-9]{0,8}$' }

const numbered = {
  schema: { params: { type: 'object', properties: { name: text, number: digits }, required: ['name', 'number'] } },
}

const body = (properties: Readonly<Record<string, object>>, required = Object.keys(properties)): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
