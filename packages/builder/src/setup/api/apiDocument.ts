/// What the page reads of the server's OpenAPI document (`/millrace/v1/openapi.json`).
export interface ApiDocument {
  readonly info: { readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export interface ApiOperation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters?: readonly ApiParameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

export interface ApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly description?: string
}

export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly examples?: readonly unknown[]
}

/// An operation with its address.
export interface Route extends ApiOperation {
  readonly method: string
  readonly path: string
}

/// The routes of the document whose address or sentence has [search] in it, by the group they stand in.
export function routesByGroup(
  { tags, paths }: ApiDocument,
  search: string,
): [group: ApiDocument['tags'][number], routes: Route[]][] {
  const wanted = search.trim().toLowerCase()
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, operation]): Route => ({ method: method.toUpperCase(), path, ...operation }),
    ),
  )
  const found = routes.filter(({ path, summary }) => `${path} ${summary}`.toLowerCase().includes(wanted))
  return tags
    .map((tag): [typeof tag, Route[]] => [tag, found.filter(route => route.tags.includes(tag.name))])
    .filter(([, routes]) => routes.length > 0)
}

/// What may be sent as the body of [route]: an example, or its shape with nothing in it.
export function bodyOf(route: Route, { components }: ApiDocument): { type: string; text: string } | null {
  const [type, content] = Object.entries(route.requestBody?.content ?? {})[0] ?? []
  if (type === undefined || !content) return null
  const value = exampleOf(content.schema, components.schemas)
  return { type, text: typeof value === 'string' ? value : JSON.stringify(value, null, 2) }
}

function exampleOf(schema: Schema, schemas: ApiDocument['components']['schemas']): unknown {
  const meant = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!] : schema
  if (meant?.examples) return meant.examples[0]
  if (meant?.enum) return meant.enum[0]
  if (meant?.properties)
    return Object.fromEntries(Object.entries(meant.properties).map(([name, part]) => [name, exampleOf(part, schemas)]))
  if (meant?.items) return [exampleOf(meant.items, schemas)]
  return { string: '', boolean: false, integer: 0, object: {} }[meant?.type ?? 'string']
}

/// The address of [route] with [values] in it; parameters without a value are left out.
export function addressOf(route: Route, values: Readonly<Record<string, string>>): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const query = new URLSearchParams(
    (route.parameters ?? [])
      .filter(parameter => parameter.in === 'query' && values[parameter.name])
      .map(({ name }) => [name, values[name]!]),
  )
  return query.size > 0 ? `${path}?${query}` : path
}
