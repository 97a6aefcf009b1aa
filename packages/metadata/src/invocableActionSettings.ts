import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// How an org runs actions that are called with several inputs.
///
/// Source: Metadata API Developer Guide, "InvocableActionSettings".
export interface InvocableActionSettings {
  /// Those of the inputs that go well are kept when others fail; otherwise none is.
  readonly isPartialSaveAllowed: boolean
}

/// Reads `InvocableAction.settings-meta.xml`.
export const parseInvocableActionSettings = (source: string, file: string): Parsed<InvocableActionSettings> =>
  parseDefinition(source, file, 'InvocableActionSettings', (xml, read) => ({
    isPartialSaveAllowed: read.flag(xml, 'isPartialSaveAllowed', false),
  }))
