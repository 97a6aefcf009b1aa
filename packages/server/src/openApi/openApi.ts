import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { SESSION_COOKIE } from '../credentials.ts'
import { sections, type Operation } from './operations.ts'
import { schemas, type Schema, type SchemaName } from './schemas.ts'

/// Where the document is.
export const DOCUMENT_PATH = '/millrace/v1/openapi.json'

/// Describes every route that is added after this as an OpenAPI 3.1 document, and serves it. It only describes: what a route takes is checked by the route.
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Millrace',
        version: '1',
        description:
          "The API of this org. What is under /services is Salesforce's, so Salesforce's own documentation and client libraries go for it; what is under /millrace is Millrace's own.",
      },
      tags: sections.map(({ name, about: description }) => ({ name, description })),
      components: {
        schemas: schemas as Record<string, object>,
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'From OAuth, or printed by `millrace token`.' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'Of a browser.' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: ({ schema, url, route }) => ({ url, schema: { ...schema, ...described(String(route.method), url) } }),
  })
  app.get(DOCUMENT_PATH, async () => app.swagger())
}

const operations = new Map(
  sections.flatMap(({ name: tag, operations }) =>
    Object.entries(operations).map(([route, operation]): [string, Operation & { tag: string }] => [
      route,
      { ...operation, tag },
    ]),
  ),
)

/// What a path's parts are.
const parameters: Readonly<Record<string, string>> = {
  version: 'A version of the API, such as 62.0.',
  object: 'API name of an object.',
  id: 'An Id.',
  field: 'API name of a field.',
  value: 'The value of that field.',
  name: 'An API name.',
  number: 'Number of a version.',
  guid: 'What names the interview.',
  locator: 'What the page before named.',
  recordType: 'Id of a record type; 012000000000000AAA is the master.',
  target: 'API name of the object to look in.',
  organization: "The org's Id.",
  user: "The user's Id.",
}

function described(method: string, url: string): object {
  const operation = operations.get(`${method} ${url}`)
  // One that nothing is said of stands in the document without words, and the tests find it.
  if (!operation) return { hide: !/^\/(services|millrace|id|sign-in)\b/.test(url) }
  const { does, tag, query, body, bodyType = 'application/json', isOpen } = operation
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  return {
    summary: does,
    tags: [tag],
    ...(isOpen && { security: [] }),
    ...(names.length > 0 && { params: texts(names.map(name => [name, parameters[name] ?? ''])) }),
    ...(query && { querystring: texts(Object.entries(query)) }),
    ...(body && { consumes: [bodyType], body: named(body) }),
    response: answers(operation, url),
  }
}

const texts = (entries: readonly (readonly [string, string])[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(entries.map(([name, description]) => [name, { type: 'string', description }])),
})

function answers({ answer, answerType = 'application/json', status }: Operation, url: string): object {
  const well = status === 303 ? 'Leads to another page.' : status === 204 ? 'Done.' : 'It went well.'
  return {
    [status ?? (answer ? 200 : '2xx')]: {
      description: well,
      ...(answer && { content: { [answerType]: { schema: named(answer) } } }),
    },
    '4xx': {
      description: 'What is wrong with the request.',
      content: {
        'application/json': { schema: named(url.startsWith('/services/oauth2/') ? 'OAuthError' : 'Errors') },
      },
    },
  }
}

const named = (name: SchemaName): Schema => ({ $ref: `#/components/schemas/${name}` })
