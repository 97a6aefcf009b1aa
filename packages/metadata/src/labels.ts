import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// A text of the project's own, read as {!$Label.X}.
export interface CustomLabel {
  readonly file: string
  readonly fullName: string
  readonly language: string
  readonly value: string
}

/// Reads `CustomLabels.labels-meta.xml`.
export const parseLabels = (source: string, file: string): Parsed<readonly CustomLabel[]> =>
  parseDefinition(source, file, 'CustomLabels', (xml, read) =>
    read.list(xml, 'labels', label => ({
      file,
      fullName: read.required(label, 'fullName', 'missing-name'),
      language: read.word(label, 'language') ?? 'en_US',
      value: read.text(label, 'value') ?? '',
    })),
  )
