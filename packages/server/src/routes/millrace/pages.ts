import type { Diagnostic, FlexiPage, FlexiPageItem } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../apiError.ts'
import { componentProblems } from '../../componentProblems.ts'
import type { Org } from '../../org.ts'

/// The project's Lightning pages and Dynamic Components, for the browser application.
export function pageRoutes(app: FastifyInstance, org: Org): void {
  app.get('/millrace/v1/pages', async () => ({
    pages: org.project.flexiPages.map(({ apiName, masterLabel, type }) => ({
      name: apiName,
      label: masterLabel,
      type,
    })),
  }))

  app.get<{ Params: { name: string } }>('/millrace/v1/pages/:name', async ({ params: { name } }) => {
    const { flexiPages } = org.project
    const page = flexiPages.find(({ apiName }) => apiName === name)
    if (page) return pageJson(page)
    throw notFound(
      `The project has no page "${name}".${didYouMean(
        name,
        flexiPages.map(({ apiName }) => apiName),
      )}`,
    )
  })

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
    }
  })
}

const STATUS = { Draft: 'a draft', Archived: 'archived' }

const pageJson = ({ apiName, masterLabel, template, regions }: FlexiPage): object => ({
  name: apiName,
  label: masterLabel,
  template: template?.name ?? null,
  regions: regions.map(({ name, items }) => ({ name, components: items.flatMap(itemJson) })),
})

function itemJson(item: FlexiPageItem): object[] {
  if (item.kind === 'field') return []
  const properties = Object.fromEntries(item.properties)
  return [{ componentName: item.componentName, dynamicComponent: properties['dynamicComponent'] ?? null, properties }]
}

const problemJson = ({ severity, code, message, file, line, column, element }: Diagnostic): object => ({
  severity,
  code,
  message,
  path: `${file}:${line}:${column}`,
  ...(element && { element }),
})
