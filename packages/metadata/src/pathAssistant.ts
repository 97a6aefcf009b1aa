import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// The path over the records of an object: the steps of a picklist, each with fields and guidance.
/// Source: Metadata API Developer Guide, "PathAssistant".
export interface PathAssistant {
  readonly file: string
  readonly objectApiName: string
  readonly fieldName: string
  readonly active: boolean
  /// DeveloperName; null for records of every type.
  readonly recordType: string | null
  readonly steps: readonly PathStep[]
}

export interface PathStep {
  readonly value: string
  readonly fields: readonly string[]
  /// HTML.
  readonly guidance: string | null
}

/// Reads `X.pathAssistant-meta.xml`.
export const parsePathAssistant = (source: string, file: string): Parsed<PathAssistant> =>
  parseDefinition(source, file, 'PathAssistant', (xml, read) => {
    const recordType = read.word(xml, 'recordTypeName')
    return {
      file,
      objectApiName: read.required(xml, 'entityName', 'missing-object'),
      fieldName: read.required(xml, 'fieldName', 'missing-field'),
      active: read.flag(xml, 'active', false),
      recordType: recordType === '__MASTER__' ? null : recordType,
      steps: read.list(xml, 'pathAssistantSteps', step => ({
        value: read.word(step, 'picklistValueName') ?? '',
        fields: read.words(step, 'fieldNames'),
        guidance: read.text(step, 'info'),
      })),
    }
  })
