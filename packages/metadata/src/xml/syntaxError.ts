import type { Span } from '../diagnostic.ts'
import { Positions } from '../position.ts'
import type { XmlElement } from './element.ts'

interface Explanation {
  readonly message: string
  readonly span: Span
}

/// How far the reader has come.
export interface Place {
  readonly source: string
  /// Behind the last character read.
  readonly end: number
  readonly root: XmlElement | null
  /// The innermost element that is open, and the one closed last.
  readonly open: XmlElement | null
  readonly closed: XmlElement | null
}

/// Says in words a person can act on what the XML reader met: [reason] is the reader's own short text.
export function explainSyntaxError(reason: string, place: Place): Explanation {
  for (const [pattern, explain] of EXPLANATIONS) {
    if (pattern.test(reason)) return explain(place)
  }
  return { message: `This is not well-formed XML: ${reason.replace(/\.$/, '')}.`, span: lastCharacter(place) }
}

const EXPLANATIONS: readonly [RegExp, (place: Place) => Explanation][] = [
  [/^document must contain a root/, explainNoRoot],
  [/^unclosed tag|^unexpected end/, explainUnexpectedEnd],
  [/^unexpected close tag/, explainWrongClose],
  [/^unmatched closing tag|^weird empty close tag/, explainCloseOfNothing],
  [/^undefined entity|entity name|character entity/, explainEntity],
  [/XML declaration must/, explainDeclaration],
  [/^text data outside of root/, explainTextOutside],
  [/^documents may contain only one root/, explainSecondRoot],
  [/^disallowed character\.$/, explainCharacter],
  [/^disallowed character in tag name/, explainTagName],
]

function explainNoRoot(place: Place): Explanation {
  const { source } = place
  if (/<[A-Za-z]/.test(source)) return explainUnexpectedEnd(place)
  const message = source.trim() === '' ? 'The file is empty.' : 'The file has no XML element.'
  return { message, span: { start: 0, end: 0 } }
}

function explainUnexpectedEnd({ source, end, open }: Place): Explanation {
  const ampersand = source.lastIndexOf('&')
  if (ampersand >= 0 && !source.includes(';', ampersand)) return plainAmpersand(ampersand)
  const message = open
    ? `The file ends while ${openTag(open, source)} is still open. Was it cut off?`
    : 'The file ends in the middle of a tag. Was it cut off?'
  return { message, span: { start: end, end } }
}

function explainWrongClose(place: Place): Explanation {
  const span = lastTag(place)
  const tag = place.source.slice(span.start, span.end)
  return { message: `${tag} stands where ${openTag(place.closed!, place.source)} must be closed first.`, span }
}

function explainCloseOfNothing(place: Place): Explanation {
  const span = lastTag(place)
  return { message: `${place.source.slice(span.start, span.end)} closes nothing.`, span }
}

function explainEntity({ source, end }: Place): Explanation {
  const start = source.lastIndexOf('&', end - 1)
  const entity = source.slice(start, end)
  const number = HTML_ENTITIES[entity]
  if (number) {
    const message = `${entity} is an HTML name that XML does not know. Write ${number} in its place.`
    return { message, span: { start, end } }
  }
  if (!/^&#?\w+;$/.test(entity)) return plainAmpersand(start)
  const known = '&amp; &lt; &gt; &quot; &apos; and numbers such as &#160;'
  const message = `"${entity}" is no character of XML. It knows ${known}; a plain & is written &amp;.`
  return { message, span: { start, end } }
}

const plainAmpersand = (start: number): Explanation => ({
  message: 'A plain & is written &amp;.',
  span: { start, end: start + 1 },
})

const HTML_ENTITIES: Readonly<Record<string, string | undefined>> = {
  '&nbsp;': '&#160;',
  '&copy;': '&#169;',
  '&reg;': '&#174;',
  '&euro;': '&#8364;',
  '&ndash;': '&#8211;',
  '&mdash;': '&#8212;',
  '&lsquo;': '&#8216;',
  '&rsquo;': '&#8217;',
  '&ldquo;': '&#8220;',
  '&rdquo;': '&#8221;',
  '&hellip;': '&#8230;',
  '&bull;': '&#8226;',
}

function explainDeclaration({ source, end }: Place): Explanation {
  const start = source.lastIndexOf('<?', end - 1)
  return {
    message: '<?xml … ?> must be the very first thing in the file. Remove what stands before it, also blank lines.',
    span: { start, end },
  }
}

function explainTextOutside({ source, root }: Place): Explanation {
  const from = root?.span.end ?? 0
  const start = from + Math.max(0, source.slice(from).search(/[^\s\uFEFF]/))
  return { message: 'There is text outside the root element.', span: { start, end: start + 1 } }
}

function explainSecondRoot(place: Place): Explanation {
  return { message: 'A second root element starts here; an XML file has one.', span: lastTag(place) }
}

function explainCharacter(place: Place): Explanation {
  const span = lastCharacter(place)
  const code = place.source.charCodeAt(span.start).toString(16).toUpperCase().padStart(4, '0')
  return { message: `The character U+${code} may not stand in XML. Remove it.`, span }
}

function explainTagName(place: Place): Explanation {
  return { message: 'No tag starts here. A plain < in text is written &lt;.', span: lastTag(place) }
}

const lastCharacter = ({ end }: Place): Span => ({ start: Math.max(0, end - 1), end })

const lastTag = ({ source, end }: Place): Span => ({ start: Math.max(0, source.lastIndexOf('<', end - 1)), end })

const openTag = (element: XmlElement, source: string): string =>
  `<${element.name}> from line ${new Positions(source).at(element.span.start).line}`
