import type { Diagnostic } from '../diagnostic.ts'
import { Report } from '../report.ts'
import type { XmlElement } from './element.ts'
import { XmlReader } from './reader.ts'
import { readRoot } from './root.ts'

/// What a metadata file defines: null when it is not well-formed or has another root. With errors among the
/// diagnostics it was understood in part.
export interface Parsed<Definition> {
  readonly definition: Definition | null
  readonly diagnostics: readonly Diagnostic[]
}

/// Reads a file whose root element is [root].
export function parseDefinition<Definition>(
  source: string,
  file: string,
  root: string,
  readDefinition: (xml: XmlElement, read: XmlReader) => Definition,
): Parsed<Definition> {
  const report = new Report(source, file)
  const xml = readRoot(report, root)
  return { definition: xml && readDefinition(xml, new XmlReader(report)), diagnostics: report.diagnostics }
}
