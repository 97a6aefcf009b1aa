import { apiNameOf } from './fileName.ts'
import { type Position, Positions } from './position.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import { child, textSpan } from './xml/reader.ts'

/// A web service that is described by an OpenAPI document; each of its operations is an action of flows.
///
/// Source: Metadata API Developer Guide, "ExternalServiceRegistration".
export interface ExternalService {
  readonly file: string
  readonly apiName: string
  readonly label: string
  /// API name of the named credential that says where it is; null when the file names none.
  readonly namedCredential: string | null
  /// The OpenAPI document as it stands in the file: JSON or YAML.
  readonly schema: string
  /// Where the document stands in the file.
  readonly schemaPlace: Position
  /// What an org has put before the paths of the document; null when it says nothing of it.
  readonly basePath: string | null
  /// The names of the operations that are switched off.
  readonly inactiveOperations: readonly string[]
}

/// Reads `X.externalServiceRegistration-meta.xml`.
///
/// # missing-schema
/// An external service has no OpenAPI document.
///
/// Its operations are not known, so no flow can call one. Put the document, JSON or YAML, into `<schema>`.
export const parseExternalService = (source: string, file: string): Parsed<ExternalService> =>
  parseDefinition(source, file, 'ExternalServiceRegistration', (xml, read) => {
    const apiName = apiNameOf(file)
    read.required(xml, 'schema')
    return {
      file,
      apiName,
      label: read.text(xml, 'label') ?? apiName,
      namedCredential: read.word(xml, 'namedCredential') ?? read.word(xml, 'namedCredentialReference'),
      schema: read.text(xml, 'schema') ?? '',
      schemaPlace: new Positions(source).at(textSpan(child(xml, 'schema') ?? xml).start),
      basePath: basePathOf(read.text(xml, 'serviceBinding')),
      inactiveOperations: read
        .list(xml, 'operations', item => ({ name: read.word(item, 'name'), active: read.flag(item, 'active', true) }))
        .flatMap(({ name, active }) => (active || name === null ? [] : [name])),
    }
  })

/// An org writes down as JSON where it calls: `{ "host": "", "basePath": "/v1", … }`.
function basePathOf(serviceBinding: string | null): string | null {
  try {
    const binding: unknown = JSON.parse(serviceBinding ?? 'null')
    const isBinding = typeof binding === 'object' && binding !== null && 'basePath' in binding
    return isBinding && typeof binding.basePath === 'string' ? binding.basePath : null
  } catch {
    return null
  }
}
