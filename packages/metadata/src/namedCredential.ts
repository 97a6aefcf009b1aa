import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// Where a callout goes. How to sign in there is not in the file: an org keeps that apart.
///
/// Source: Metadata API Developer Guide, "NamedCredential".
export interface NamedCredential {
  readonly file: string
  readonly apiName: string
  readonly label: string
  /// `https://api.example.com/v1`, without a slash at the end.
  readonly endpoint: string
}

/// Reads `X.namedCredential-meta.xml`. The endpoint is a tag of its own, or since API version 56 a parameter of
/// type Url.
///
/// # missing-endpoint
/// A named credential does not say where it leads.
///
/// Add the `<endpoint>`, such as `https://api.example.com`, or a parameter of type `Url` with a `<parameterValue>`.
export const parseNamedCredential = (source: string, file: string): Parsed<NamedCredential> =>
  parseDefinition(source, file, 'NamedCredential', (xml, read) => {
    const apiName = apiNameOf(file)
    const url = xml.children.find(
      one => one.name === 'namedCredentialParameters' && read.word(one, 'parameterType') === 'Url',
    )
    const endpoint = url ? read.required(url, 'parameterValue', 'missing-endpoint') : read.required(xml, 'endpoint')
    return { file, apiName, label: read.text(xml, 'label') ?? apiName, endpoint: endpoint.replace(/\/+$/, '') }
  })
