import { parse as parseYaml } from 'yaml'

/// An object of an OpenAPI document.
export type ApiObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is ApiObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/// An OpenAPI document, version 2 or 3. What in it is of another shape than OpenAPI says counts as absent.
export class ApiDocument {
  readonly root: ApiObject
  readonly isVersion2: boolean

  constructor(root: ApiObject) {
    this.root = root
    this.isVersion2 = textOf(root['swagger']) !== null
  }

  /// What a reference such as `#/components/schemas/Order` leads to; undefined when there is nothing.
  resolve(reference: string): unknown {
    if (!reference.startsWith('#/')) return undefined
    const names = reference.slice(2).split('/')
    return names.reduce<unknown>((within, name) => {
      const key = decode(name).replaceAll('~1', '/').replaceAll('~0', '~')
      return isObject(within) && Object.hasOwn(within, key) ? within[key] : undefined
    }, this.root)
  }

  /// [value], or where it is a reference what that leads to. References in a circle lead nowhere.
  resolved(value: unknown): ApiObject {
    let found = value
    for (let steps = 0; steps < 20 && isObject(found) && textOf(found['$ref']) !== null; steps++)
      found = this.resolve(textOf(found['$ref'])!)
    return isObject(found) && !('$ref' in found) ? found : {}
  }

  /// The path before those of the operations: of version 2 the `basePath`, of version 3 that of the first server.
  get basePath(): string {
    const [server] = listOf(this.root['servers'])
    const url = isObject(server) ? (textOf(server['url']) ?? '') : ''
    const path = this.isVersion2 ? (textOf(this.root['basePath']) ?? '') : url.replace(/^[a-z]+:\/\/[^/]*/i, '')
    return path.replace(/\/+$/, '')
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/// Reads JSON or YAML; a sentence when it is neither, or no OpenAPI document.
export function readApiDocument(text: string): ApiDocument | string {
  let root: unknown
  try {
    root = text.trimStart().startsWith('{') ? JSON.parse(text) : parseYaml(text, { maxAliasCount: 100 })
  } catch (error) {
    return `The schema is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}`
  }
  if (!isObject(root) || !(textOf(root['swagger']) ?? textOf(root['openapi'])))
    return 'The schema is no OpenAPI document: it has neither "openapi" nor "swagger".'
  return new ApiDocument(root)
}
