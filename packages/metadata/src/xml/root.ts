import type { Report } from '../report.ts'
import type { XmlElement } from './element.ts'
import { readTree } from './parse.ts'
import { tagSpan } from './reader.ts'

/// The root element of a metadata file, which must be called [name]; null and reported otherwise.
///
/// # wrong-root
/// The file's outermost tag is not the one its name promises.
///
/// A `.flow-meta.xml` file holds a `<Flow>`, and so on. Rename the file, or put the right content into it.
export function readRoot(report: Report, name: string): XmlElement | null {
  const root = readTree(report)
  if (!root || root.name === name) return root
  const message = `The file's root element is <${root.name}>; it must be <${name} xmlns="http://soap.sforce.com/2006/04/metadata">.`
  report.error('wrong-root', message, tagSpan(root))
  return null
}
