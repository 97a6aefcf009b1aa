import type { ApiDocument, ApiObject } from './apiDocument.ts'
import { isObject, listOf, textOf } from './apiDocument.ts'
import { type ApiType, ApiTypes, developerName } from './apiTypes.ts'

/// An operation of a service, which is an action of flows.
export interface Operation {
  /// The operationId, or method and path where the document gives none.
  readonly id: string
  readonly label: string
  readonly method: string
  /// `/orders/{id}`
  readonly path: string
  readonly inputs: readonly OperationInput[]
  readonly responses: readonly OperationResponse[]
}

export interface OperationInput {
  /// As flows call it, and as the service does.
  readonly name: string
  readonly apiName: string
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'form' | 'body'
  readonly required: boolean
  readonly type: ApiType
  /// A list is told as `a=1&a=2`; otherwise as `a=1,2`.
  readonly repeats: boolean
  /// Of a body.
  readonly contentType: string
}

export interface OperationResponse {
  /// `200`, `2XX`, `default`.
  readonly status: string
  /// The output that holds it.
  readonly name: string
  readonly type: ApiType
}

const METHODS = ['get', 'put', 'post', 'delete', 'head', 'patch'] as const
const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const TEXT: ApiType = { kind: 'scalar', type: { kind: 'Text' } }

/// The operations of [document], in its order.
export function operationsOf(document: ApiDocument, types: ApiTypes): Operation[] {
  const paths = isObject(document.root['paths']) ? Object.entries(document.root['paths']) : []
  return paths.flatMap(([path, stated]) => {
    const item = document.resolved(stated)
    return METHODS.flatMap(method => {
      const operation = item[method]
      return isObject(operation) ? [new OperationReader(document, types, path, method, item, operation).read()] : []
    })
  })
}

class OperationReader {
  readonly #document: ApiDocument
  readonly #types: ApiTypes
  readonly #path: string
  readonly #method: string
  readonly #item: ApiObject
  readonly #operation: ApiObject
  readonly #id: string
  readonly #place: string

  constructor(
    document: ApiDocument,
    types: ApiTypes,
    path: string,
    method: string,
    item: ApiObject,
    operation: ApiObject,
  ) {
    this.#document = document
    this.#types = types
    this.#path = path
    this.#method = method
    this.#item = item
    this.#operation = operation
    this.#id = textOf(operation['operationId']) ?? `${method}${path.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')}`
    this.#place = developerName(this.#id)
  }

  read(): Operation {
    return {
      id: this.#id,
      label: textOf(this.#operation['summary']) ?? this.#id,
      method: this.#method.toUpperCase(),
      path: this.#path,
      inputs: [...this.#parameters(), ...this.#requestBody()],
      responses: this.#responses(),
    }
  }

  /// Those of the path and of the operation; the operation's go before.
  #parameters(): OperationInput[] {
    const found = new Map<string, OperationInput>()
    for (const stated of [...listOf(this.#item['parameters']), ...listOf(this.#operation['parameters'])]) {
      const input = this.#parameter(this.#document.resolved(stated))
      if (input) found.set(`${input.place} ${input.apiName}`, input)
    }
    return [...found.values()]
  }

  #parameter(parameter: ApiObject): OperationInput | undefined {
    const { isVersion2 } = this.#document
    const apiName = textOf(parameter['name'])
    const place = PLACES[textOf(parameter['in']) ?? '']
    if (apiName === null || !place) return undefined
    const name = developerName(apiName)
    const [media] = isObject(parameter['content']) ? Object.values(parameter['content']) : []
    const schema = parameter['schema'] ?? (isObject(media) ? media['schema'] : isVersion2 ? parameter : undefined)
    return {
      name,
      apiName,
      place,
      required: place === 'path' || parameter['required'] === true,
      type: this.#types.typeOf(schema, `${this.#place}_IN_${name}`),
      repeats: isVersion2 ? parameter['collectionFormat'] === 'multi' : parameter['explode'] !== false,
      contentType: JSON_TYPE,
    }
  }

  /// Of version 3: the body is an input of that name.
  #requestBody(): OperationInput[] {
    const body = this.#document.resolved(this.#operation['requestBody'])
    const [contentType, schema] = contentOf(body)
    if (contentType === null) return []
    return [
      {
        name: 'body',
        apiName: 'body',
        place: 'body',
        required: body['required'] === true,
        type: this.#types.typeOf(schema, `${this.#place}_IN_body`),
        repeats: true,
        contentType,
      },
    ]
  }

  #responses(): OperationResponse[] {
    const stated = isObject(this.#operation['responses']) ? Object.entries(this.#operation['responses']) : []
    return stated.map(([code, response]) => {
      const status = code.toUpperCase() === 'DEFAULT' ? 'default' : code.toUpperCase()
      const resolved = this.#document.resolved(response)
      const schema = this.#document.isVersion2 ? resolved['schema'] : contentOf(resolved)[1]
      const name = isGood(status) ? status : `${status}Exc`
      const type = schema === undefined ? TEXT : this.#types.typeOf(schema, `${this.#place}_OUT_${name}`)
      return { status, name, type }
    })
  }
}

const PLACES: Readonly<Record<string, OperationInput['place']>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
  formData: 'form',
  body: 'body',
}

const isGood = (status: string): boolean => status === 'default' || status.startsWith('2')

/// The kind of content that is told or asked for, JSON where there is a choice, and its schema.
function contentOf(described: ApiObject): [contentType: string | null, schema: unknown] {
  const content = isObject(described['content']) ? described['content'] : {}
  const kinds = Object.keys(content)
  const kind = kinds.find(one => /[/+]json\b/i.test(one)) ?? kinds.find(one => one === FORM_TYPE) ?? kinds[0] ?? null
  const media = kind === null ? undefined : content[kind]
  return [kind, isObject(media) ? media['schema'] : undefined]
}
