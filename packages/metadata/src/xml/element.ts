import type { Span } from '../diagnostic.ts'

/// An element of an XML file with the place of everything in the source text, so that a message can point at it
/// and an edit can splice it without touching another byte.
export interface XmlElement {
  readonly name: string
  readonly parent: XmlElement | null
  readonly children: readonly XmlElement[]
  /// Text directly inside, entities decoded; "" when there is none. White space is
  /// kept, but every line end is LF, as XML has it; `textOffset` leads back to the source.
  readonly text: string
  readonly attributes: ReadonlyMap<string, string>
  /// From `<name` to the end of `</name>`.
  readonly span: Span
  /// Between the start tag and the end tag; empty and behind the tag for `<name/>`.
  readonly inner: Span
}
