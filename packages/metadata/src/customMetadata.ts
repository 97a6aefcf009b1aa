import { fileName } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// A record of a custom metadata type, read as {!$CustomMetadata.Type__mdt.Record.Field__c}.
export interface CustomMetadataRecord {
  readonly file: string
  /// API name of the type: `Rate__mdt`.
  readonly type: string
  readonly developerName: string
  readonly label: string
  /// Texts as they stand in the file, by field; null where the field has none.
  readonly values: ReadonlyMap<string, string | null>
}

/// Reads `Rate.Standard.md-meta.xml`: type and record are in the file's name.
///
/// Source: Metadata API Developer Guide, "CustomMetadata".
export const parseCustomMetadata = (source: string, file: string): Parsed<CustomMetadataRecord> =>
  parseDefinition(source, file, 'CustomMetadata', (xml, read) => {
    const [type = '', developerName = ''] = fileName(file).split('.')
    const values = read.list(
      xml,
      'values',
      value => [read.required(value, 'field', 'missing-field'), read.text(value, 'value')] as const,
    )
    return {
      file,
      type: `${type}__mdt`,
      developerName,
      label: read.text(xml, 'label') ?? developerName,
      values: new Map(values),
    }
  })
