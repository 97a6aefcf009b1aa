import { didYouMean } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { type Activation, activate, activationsOf } from '../../pages/activations.ts'
import { profileInFiles } from '../../pages/activePage.ts'
import { PageStore } from '../../pages/pageStore.ts'

const BASE = '/millrace/v1/builder/pages'

interface Named {
  Params: { name: string }
}

/// `/millrace/v1/builder/pages`: what the page builder needs. For System Administrators. An answer 409 has `details`
/// with the text that somebody else saved meanwhile.
export function pageBuilderRoutes(app: FastifyInstance, org: Org): void {
  const store = new PageStore(org)
  app.register(async scope => {
    // Before the body is read: who may not build learns nothing of it.
    scope.addHook('onRequest', async ({ userId }) => {
      if (!(await org.caller(userId)).isAdministrator)
        throw apiError(403, 'INSUFFICIENT_ACCESS', 'Only a System Administrator builds pages.')
    })

    scope.get(BASE, async () => ({
      pages: await Promise.all(
        org.project.flexiPages.map(async page => ({
          apiName: page.apiName,
          label: page.masterLabel,
          description: page.description ?? '',
          type: page.type,
          objectApiName: page.sobjectType,
          file: page.file,
          changedAt: await store.changedAt(page),
          activations: activationsOf(org.project, page),
        })),
      ),
      apps: org.project.applications.map(({ apiName, label }) => ({ name: apiName, label })),
    }))

    scope.post<{ Body: { apiName: string; text: string } }>(
      BASE,
      { schema: { body: body({ apiName: text, text }) } },
      async ({ body: { apiName, text } }, reply) => reply.status(201).send(await store.create(apiName, text)),
    )

    scope.get<Named>(`${BASE}/:name`, async ({ params: { name }, userId }) => ({
      ...(await store.open(name)),
      ...(await store.history(name, userId)),
      activations: activationsOf(org.project, store.page(name)),
      apps: org.project.applications.map(({ apiName, label }) => ({ name: apiName, label })),
      profiles: await profiles(org),
      recordTypes: recordTypesOf(org, store.page(name).sobjectType),
    }))

    scope.get<{ Params: { name: string; number: string } }>(
      `${BASE}/:name/versions/:number`,
      {
        schema: {
          params: {
            type: 'object',
            properties: { name: text, number: { type: 'string', pattern: '^[1-9]\\d{0,8}$' } },
          },
        },
      },
      ({ params: { name, number } }) => store.version(name, Number(number)),
    )

    scope.put<Named & { Body: { text: string | null; basedOn: string } }>(
      `${BASE}/:name/draft`,
      { schema: { body: body({ text: { type: 'string', nullable: true }, basedOn: text }) } },
      async ({ params: { name }, body: { text, basedOn }, userId }, reply) => {
        await store.keepDraft(name, userId, basedOn, text)
        return reply.status(204).send()
      },
    )

    scope.put<Named & { Body: { text: string; basedOn: string } }>(
      `${BASE}/:name`,
      { schema: { body: body({ text, basedOn: text }) } },
      ({ params: { name }, body: { basedOn, text }, userId }) => store.save(name, basedOn, text, userId),
    )

    scope.delete<Named>(`${BASE}/:name`, ({ params: { name } }) => store.delete(name))

    scope.post<Named & { Body: { file: string; text: string } }>(
      `${BASE}/:name/restore`,
      { schema: { body: body({ file: text, text }) } },
      async ({ params: { name }, body: { file, text } }, reply) => {
        await store.restore(name, file, text)
        return reply.status(204).send()
      },
    )

    scope.post<Named & { Body: { apiName: string; label: string } }>(
      `${BASE}/:name/rename`,
      { schema: { body: body({ apiName: text, label: text }) } },
      ({ params: { name }, body: { apiName, label } }) => store.rename(name, apiName, label),
    )

    scope.put<Named & { Body: { activations: readonly Activation[] } }>(
      `${BASE}/:name/activations`,
      { schema: { body: body({ activations: { type: 'array', maxItems: 1000, items: activation } }) } },
      async ({ params: { name }, body: { activations } }) => {
        const page = store.page(name)
        requireApps(org, activations)
        if (page.type === 'RecordPage' && !page.sobjectType)
          throw apiError(400, 'INVALID_API_INPUT', `"${page.masterLabel}" is for no object. Choose one first.`)
        await activate(org, page, activations)
        return { activations: activationsOf(org.project, store.page(name)) }
      },
    )
  })
}

function requireApps({ project }: Org, activations: readonly Activation[]): void {
  const names = project.applications.map(({ apiName }) => apiName)
  for (const { app } of activations)
    if (app !== null && !names.includes(app))
      throw apiError(400, 'INVALID_API_INPUT', `The project has no app "${app}".${didYouMean(app, names)}`)
}

/// The record types of an object, as metadata files name them: `Contact.Customer`.
const recordTypesOf = ({ project }: Org, sobjectType: string | null) =>
  project.objectDefinitions
    .filter(({ apiName }) => apiName.toLowerCase() === sobjectType?.toLowerCase())
    .flatMap(({ apiName, recordTypes }) =>
      recordTypes.map(({ fullName, label }) => ({ name: `${apiName}.${fullName}`, label })),
    )

/// Profiles under the names that files have for them.
async function profiles(org: Org): Promise<readonly { readonly name: string; readonly label: string }[]> {
  const caller = await org.caller(org.administratorId)
  const query = { object: 'Profile', fields: ['Name'], filters: [], logic: null, orderBy: null, limit: null } as const
  const [records = []] = await org.database.transaction(async tx =>
    org.openStore(tx, caller).find({ ...query, mode: 'system' }, [{ values: [] }]),
  )
  return records
    .map(record => String(record.get('Name')))
    .toSorted((a, b) => a.localeCompare(b))
    .map(label => ({ name: profileInFiles(label), label }))
}

const text = { type: 'string' }
const name = { type: 'string', nullable: true, maxLength: 255 }

const activation = {
  type: 'object',
  additionalProperties: false,
  required: ['app', 'profile', 'formFactor'],
  properties: { app: name, profile: name, recordType: name, formFactor: { enum: ['Large', 'Small', null] } },
}

const body = (properties: Readonly<Record<string, object>>, required = Object.keys(properties)): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
