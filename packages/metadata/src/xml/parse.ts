import { SaxesParser } from 'saxes'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { Report } from '../report.ts'
import type { XmlElement } from './element.ts'
import { explainSyntaxError } from './syntaxError.ts'

const MAX_LENGTH = 10 * 1024 * 1024
const MAX_DEPTH = 200

export interface XmlDocument {
  readonly root: XmlElement | null
  readonly diagnostics: readonly Diagnostic[]
}

/// Reads XML strictly into elements that know their place in [source]. A file that is not well-formed has no root
/// and one diagnostic that says where it goes wrong. Refused: any DOCTYPE (so nothing expands and nothing is
/// fetched), more than 200 levels, more than 10 MB. Never throws on any text.
export function parseXml(source: string, file: string): XmlDocument {
  const report = new Report(source, file)
  return { root: readTree(report), diagnostics: report.diagnostics }
}

interface Open extends XmlElement {
  parent: Open | null
  children: Open[]
  text: string
  attributes: ReadonlyMap<string, string>
  span: { start: number; end: number }
  inner: { start: number; end: number }
}

/// Stops saxes at the first problem; its diagnostic is in the report by then.
class Refused extends Error {}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

/// The root element, for readers that go on adding to [report].
///
/// # file-too-large
/// The file has more than 10 MB and is not read.
///
/// Metadata files of that size come from a mistake, such as a file of another kind under a metadata name.
///
/// # nested-too-deep
/// Elements stand inside each other deeper than any metadata file has them.
///
/// The file is not read. It was probably made by a script that repeats itself.
///
/// # doctype
/// The file begins with a DOCTYPE.
///
/// Metadata files have none, and it can make a reader fetch other files or grow without end. Remove it.
///
/// # malformed-xml
/// The file is not well-formed XML, so nothing of it can be read.
///
/// Go to the place; the message says what stands there and what should. Often a tag was not closed, a plain `&` or `<`
/// is meant as text (write `&amp;`, `&lt;`), or a merge conflict left its markers.
export function readTree(report: Report): XmlElement | null {
  const { source } = report
  if (source.length > MAX_LENGTH) {
    const size = (source.length / 1024 / 1024).toFixed(1)
    report.error('file-too-large', `The file has ${size} MB; files of up to 10 MB are read.`, { start: 0, end: 0 })
    return null
  }

  const parser = new SaxesParser({ position: false, xmlns: false })
  let root: Open | null = null
  let current: Open | null = null
  let closed: Open | null = null
  let depth = 0
  let tagStart = 0

  const refuse = (code: string, message: string, span: Span): never => {
    report.error(code, message, span)
    throw new Refused()
  }
  const addText = (text: string) => {
    if (current) current.text = current.text === '' ? text : current.text + text
  }

  parser.on('opentag', tag => {
    const end = parser.position
    depth++
    if (depth > MAX_DEPTH)
      refuse('nested-too-deep', `Elements are nested more than ${MAX_DEPTH} deep.`, { start: tagStart, end })
    const element: Open = {
      name: tag.name,
      parent: current,
      children: [],
      text: '',
      attributes: attributesOf(tag.attributes),
      span: { start: tagStart, end },
      inner: { start: end, end },
    }
    if (current) current.children.push(element)
    else root = element
    current = element
  })
  parser.on('opentagstart', () => {
    tagStart = source.lastIndexOf('<', parser.position - 1)
  })
  parser.on('closetag', tag => {
    if (!current) return
    const end = parser.position
    depth--
    current.span.end = end
    if (!tag.isSelfClosing) current.inner.end = source.lastIndexOf('<', end - 1)
    closed = current
    current = current.parent
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('doctype', () =>
    refuse(
      'doctype',
      'The file has a DOCTYPE. Metadata files need none and it can make a reader fetch or expand things. Remove it.',
      { start: source.lastIndexOf('<!DOCTYPE', parser.position), end: parser.position },
    ),
  )
  parser.on('error', error => {
    const { message, span } = explainSyntaxError(error.message, {
      source,
      end: Math.min(parser.position, source.length),
      root,
      open: current,
      closed,
    })
    refuse('malformed-xml', message, span)
  })

  try {
    parser.write(source).close()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return null
  }
  return root
}

function attributesOf(attributes: Record<string, string>): ReadonlyMap<string, string> {
  const entries = Object.entries(attributes)
  return entries.length === 0 ? NO_ATTRIBUTES : new Map(entries)
}
