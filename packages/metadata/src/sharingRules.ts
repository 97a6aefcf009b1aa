import { apiNameOf } from './fileName.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// A rule that opens records of one object to more users than their owners and those above them. Source: Metadata API
/// Developer Guide, "SharingRules".
export interface SharingRule {
  readonly file: string
  readonly object: string
  readonly fullName: string
  /// Read or Edit.
  readonly accessLevel: string
  readonly sharedTo: readonly SharingParty[]
  /// Whose records are shared; null where criteria say which are.
  readonly sharedFrom: readonly SharingParty[] | null
  readonly criteria: readonly { readonly field: string; readonly operation: string; readonly value: string | null }[]
  readonly booleanFilter: string | null
}

/// `role`, `roleAndSubordinates`, `group`, `queue`, `allInternalUsers`, …, with the developer name of what it is.
export interface SharingParty {
  readonly kind: string
  readonly name: string
}

/// Reads `X.sharingRules-meta.xml`.
export const parseSharingRules = (source: string, file: string): Parsed<readonly SharingRule[]> =>
  parseDefinition(source, file, 'SharingRules', (xml, read) => [
    ...read.list(xml, 'sharingCriteriaRules', rule => readRule(rule, read, file)),
    ...read.list(xml, 'sharingOwnerRules', rule => readRule(rule, read, file)),
  ])

function readRule(xml: XmlElement, read: XmlReader, file: string): SharingRule {
  const parties = (tag: string) => read.one(xml, tag, element => readParties(element))
  return {
    file,
    object: apiNameOf(file),
    fullName: read.word(xml, 'fullName') ?? '',
    accessLevel: read.word(xml, 'accessLevel') ?? 'Read',
    sharedTo: parties('sharedTo') ?? [],
    sharedFrom: parties('sharedFrom') ?? null,
    criteria: read.list(xml, 'criteriaItems', item => ({
      field: read.word(item, 'field') ?? '',
      operation: read.word(item, 'operation') ?? '',
      value: read.text(item, 'value'),
    })),
    booleanFilter: read.word(xml, 'booleanFilter'),
  }
}

const readParties = (xml: XmlElement): SharingParty[] =>
  xml.children.map(({ name, text }) => ({ kind: name, name: text.trim() }))
