import { readableSchema } from '@millrace/database'
import { type Diagnostic, pageDefinition } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../apiError.ts'
import { componentProblems, objectsRead } from '../../componentProblems.ts'
import type { Org } from '../../org.ts'
import { activePage, HOME, profileInFiles } from '../../pages/activePage.ts'
import { navigationOf, tabWithName } from '../../pages/navigation.ts'
import { recordLayout } from '../../pages/recordLayout.ts'
import { rightsOf } from '../../rights.ts'

/// The project's apps, Lightning pages and Dynamic Components, for the browser application. A page is found by its own
/// name or by that of its tab; a tab of an object or a web page is answered with where it leads. `/millrace/v1/active-page`
/// answers the page that the caller gets for the records of `?object=`, or without it as the home page;
/// `/millrace/v1/record-layout/OBJECT` what layouts say of its records.
export function pageRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/pages', async () => ({
    pages: org.project.flexiPages.map(({ apiName, masterLabel, type }) => ({
      name: apiName,
      label: masterLabel,
      type,
    })),
  }))

  app.get<{ Params: { name: string } }>('/millrace/v1/pages/:name', async ({ params: { name }, userId }) => {
    const { flexiPages, tabs } = org.project
    const tab = tabs.find(({ apiName }) => apiName.toLowerCase() === name.toLowerCase())
    const page =
      flexiPages.find(({ apiName }) => apiName === name) ?? flexiPages.find(({ apiName }) => apiName === tab?.flexiPage)
    if (page) return pageDefinition(page)
    const elsewhere = tabWithName(org.project, await org.caller(userId), name)
    if (elsewhere && /^(https?:|\/)/i.test(elsewhere.href)) return { href: elsewhere.href }
    throw notFound(
      `The project has no page "${name}".${didYouMean(
        name,
        flexiPages.map(({ apiName }) => apiName),
      )}`,
    )
  })

  app.get('/millrace/v1/apps', async ({ userId }) => ({
    apps: navigationOf(org.project, await org.caller(userId)),
  }))

  app.get<{ Querystring: ActivePageQuery }>(
    '/millrace/v1/active-page',
    { schema: { querystring: ACTIVE_PAGE_QUERY } },
    async ({ query: { object = HOME, app = null, recordType = null, formFactor }, userId }) => {
      const profile = await profileOf(org, userId)
      const page = activePage(org.project, { subject: object, app, profile, recordType, formFactor })
      return { page: page ? pageDefinition(page) : null }
    },
  )

  app.get<{ Params: { object: string }; Querystring: { recordType?: string } }>(
    '/millrace/v1/record-layout/:object',
    async ({ params, query: { recordType = null }, userId }) => {
      const rights = rightsOf(await org.caller(userId), org.project.schema)
      const schema = rights ? readableSchema(org.project.schema, rights) : org.project.schema
      const object = schema.object(params.object)
      if (!object) throw notFound()
      return recordLayout(org.project, object, { schema, profile: await profileOf(org, userId), recordType })
    },
  )

  app.get<{ Params: { name: string } }>('/millrace/v1/components/:name', async ({ params: { name } }) => {
    const { dynamicComponents, diagnostics } = org.project
    const found = dynamicComponents.find(({ component }) => component.apiName === name)
    if (!found)
      throw notFound(
        `The project has no Dynamic Component "${name}".${didYouMean(
          name,
          dynamicComponents.map(({ component }) => component.apiName),
        )}`,
      )
    const { status = 'Active', label } = found.component
    if (status !== 'Active') throw notFound(`The Dynamic Component "${label}" is not active: it is ${STATUS[status]}.`)
    const problems: readonly Diagnostic[] = diagnostics.filter(({ file }) => file === found.file)
    return {
      component: found.component,
      problems: [...problems.map(problemJson), ...componentProblems(found.component, org.project)],
      objects: objectsRead(found.component, org.project),
    }
  })
}

/// The caller's profile under the name that files have for it.
async function profileOf(org: Org, userId: string): Promise<string> {
  const { globals } = await org.caller(userId)
  return profileInFiles(String(globals.Profile['Name'] ?? ''))
}

interface ActivePageQuery {
  readonly object?: string
  readonly app?: string
  /// DeveloperName.
  readonly recordType?: string
  readonly formFactor: 'Large' | 'Small'
}

const ACTIVE_PAGE_QUERY = {
  type: 'object',
  properties: {
    object: { type: 'string', maxLength: 255 },
    app: { type: 'string', maxLength: 255 },
    recordType: { type: 'string', maxLength: 255 },
    formFactor: { enum: ['Large', 'Small'], default: 'Large' },
  },
}

const STATUS = { Draft: 'a draft', Archived: 'archived' }

const problemJson = ({ severity, code, message, file, line, column, element }: Diagnostic): object => ({
  severity,
  code,
  message,
  path: `${file}:${line}:${column}`,
  ...(element && { element }),
})
