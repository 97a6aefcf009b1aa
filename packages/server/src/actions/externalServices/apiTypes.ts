import type { ApexFields } from '@millrace/flow'
import { ANY, apexOf, BOOLEAN, collectionOf, DATE, DATETIME, NUMBER, TEXT, type DataType } from '@millrace/values'
import { isObject, listOf, textOf, type ApiDocument, type ApiObject } from './apiDocument.ts'

/// What a schema of an OpenAPI document is to flows.
export type ApiType =
  | { readonly kind: 'scalar'; readonly type: DataType }
  | { readonly kind: 'list'; readonly of: ApiType }
  | ApiObjectType
  /// JSON of any shape.
  | { readonly kind: 'any' }

export interface ApiObjectType {
  readonly kind: 'object'
  readonly apexClass: string
  /// By their names in flows.
  readonly properties: ReadonlyMap<string, ApiProperty>
}

export interface ApiProperty {
  /// As the service calls it.
  readonly name: string
  readonly type: ApiType
}

const ANYTHING: ApiType = { kind: 'any' }

/// A name as flows have it: what is neither letter nor digit becomes `x` and its code, `first_name` is `firstx5fname`.
///
/// Source: Salesforce Help, "Apex Class Names and Developer Names"; flows in public repositories.
export const developerName = (name: string): string =>
  name.replace(/[^A-Za-z0-9]/g, letter => `x${letter.codePointAt(0)!.toString(16)}`)

export function dataTypeOf(type: ApiType): DataType {
  if (type.kind === 'scalar') return type.type
  if (type.kind === 'list') return collectionOf(dataTypeOf(type.of))
  return type.kind === 'object' ? apexOf(type.apexClass) : ANY
}

/// Deeper than any document is by intention.
const DEEPEST = 60

/// The types of one registered service. A schema with a name becomes an Apex-defined type of that name, any other is
/// named after where it stands: `ExternalService__Orders_createOrder_IN_body_lines`.
export class ApiTypes {
  readonly #document: ApiDocument
  readonly #prefix: string
  readonly #byReference = new Map<string, ApiType>()
  readonly #objects: ApiObjectType[] = []

  constructor(document: ApiDocument, service: string) {
    this.#document = document
    this.#prefix = `ExternalService__${service}_`
  }

  /// The fields of each Apex-defined type, by its name.
  get classes(): [apexClass: string, fields: ApexFields][] {
    return this.#objects.map(({ apexClass, properties }) => [
      apexClass,
      new Map([...properties].map(([name, { type }]) => [name.toLowerCase(), { name, type: dataTypeOf(type) }])),
    ])
  }

  /// The type of [schema], which stands at [place].
  typeOf(schema: unknown, place: string, depth = 0): ApiType {
    if (!isObject(schema) || depth > DEEPEST) return ANYTHING
    const reference = textOf(schema['$ref'])
    if (reference !== null) return this.#referred(reference, depth)
    if (isObject(schema['properties']) || Array.isArray(schema['allOf'])) return this.#object(schema, place, depth)
    const type = typeName(schema)
    if (type !== 'array') return scalarOf(type, textOf(schema['format']))
    return { kind: 'list', of: this.typeOf(schema['items'], place, depth + 1) }
  }

  #referred(reference: string, depth: number): ApiType {
    const known = this.#byReference.get(reference)
    if (known) return known
    // Until it is known, a list or scalar that refers to itself is anything; an object is there before its properties.
    this.#byReference.set(reference, ANYTHING)
    const place = developerName(reference.split('/').at(-1)!)
    const type = this.#named(reference, place, depth)
    this.#byReference.set(reference, type)
    return type
  }

  #named(reference: string, place: string, depth: number): ApiType {
    const schema = this.#document.resolve(reference)
    const isOwnObject = isObject(schema) && (isObject(schema['properties']) || Array.isArray(schema['allOf']))
    if (!isOwnObject) return this.typeOf(schema, place, depth + 1)
    return this.#object(schema, place, depth + 1, object => this.#byReference.set(reference, object))
  }

  #object(schema: ApiObject, place: string, depth: number, early?: (object: ApiObjectType) => void): ApiType {
    const properties = new Map<string, ApiProperty>()
    const object: ApiObjectType = { kind: 'object', apexClass: this.#prefix + place, properties }
    early?.(object)
    this.#objects.push(object)
    for (const [name, property] of this.#propertiesOf(schema, 0)) {
      const inFlows = developerName(name)
      properties.set(inFlows, { name, type: this.typeOf(property, `${place}_${inFlows}`, depth + 1) })
    }
    return object
  }

  /// Its own properties and those of the schemas that `allOf` joins.
  #propertiesOf(schema: ApiObject, depth: number): [string, unknown][] {
    const joined = depth > DEEPEST ? [] : listOf(schema['allOf']).map(part => this.#document.resolved(part))
    const own = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
    return [...joined.flatMap(part => this.#propertiesOf(part, depth + 1)), ...own]
  }
}

/// In version 3.1 a type may be a list with "null" in it.
function typeName({ type }: ApiObject): string | null {
  if (Array.isArray(type)) return textOf(type.find(one => one !== 'null'))
  return textOf(type)
}

function scalarOf(type: string | null, format: string | null): ApiType {
  if (type === 'string')
    return { kind: 'scalar', type: format === 'date' ? DATE : format === 'date-time' ? DATETIME : TEXT }
  if (type === 'integer' || type === 'number') return { kind: 'scalar', type: NUMBER }
  return type === 'boolean' ? { kind: 'scalar', type: BOOLEAN } : ANYTHING
}
