import type { Span } from '../diagnostic.ts'
import { Positions } from '../position.ts'
import type { XmlElement } from './element.ts'

interface Explanation {
  readonly message: string
  readonly span: Span
}

interface Place {
  readonly source: string
  /// Behind the last character read.
  readonly end: number
  /// The innermost element that is open.
  readonly open: XmlElement | null
}

/// Says in words a person can act on what the XML reader met: [reason] is the reader's own short text.
export function explainSyntaxError(
  reason: string,
  source: string,
  position: number,
  open: XmlElement | null,
): Explanation {
  const place: Place = { source, end: Math.min(position, source.length), open }
  for (const [pattern, explain] of EXPLANATIONS) {
    if (pattern.test(reason)) return explain(place)
  }
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1)
  return { message: `This is not well-formed XML: ${sentence}`, span: lastCharacter(place) }
}

const EXPLANATIONS: readonly [RegExp, (place: Place) => Explanation][] = [
  [/^document must contain a root/, explainNoRoot],
  [/^unclosed tag|^unexpected end/, explainUnexpectedEnd],
  [/^unexpected close tag|^unmatched closing tag|^weird empty close tag/, explainWrongClose],
  [/^undefined entity|entity name|character entity/, explainEntity],
  [/XML declaration must/, explainDeclaration],
  [/^text data outside of root/, explainTextOutside],
  [/^documents may contain only one root/, explainSecondRoot],
  [/^disallowed character\.$/, explainCharacter],
  [/^disallowed character in tag name/, explainTagName],
]

function explainNoRoot(place: Place): Explanation {
  const message = place.source.trim() === '' ? 'The file is empty.' : 'The file has no XML element.'
  return { message, span: { start: 0, end: 0 } }
}

function explainUnexpectedEnd({ source, end, open }: Place): Explanation {
  const message = open
    ? `The file ends while ${openTag(open, source)} is still open. Was it cut off?`
    : 'The file ends in the middle of a tag. Was it cut off?'
  return { message, span: { start: end, end } }
}

function explainWrongClose({ source, end, open }: Place): Explanation {
  const start = source.lastIndexOf('</', end - 1)
  const tag = source.slice(start, end)
  // The reader has closed the innermost element already; the one that is meant is its last child or itself.
  const unclosed = open?.children.at(-1) ?? open
  const message = unclosed
    ? `${tag} stands where ${openTag(unclosed, source)} must be closed first.`
    : `${tag} closes nothing.`
  return { message, span: { start, end } }
}

function explainEntity({ source, end }: Place): Explanation {
  const start = source.lastIndexOf('&', end - 1)
  const entity = source.slice(start, end)
  const known = '&amp; &lt; &gt; &quot; &apos;'
  const code = HTML_ENTITIES[entity]
  const message = code
    ? `${entity} is an HTML name that XML does not know. Write ${code}; XML itself has ${known} only.`
    : `"${entity}" is no character of XML. Known are ${known} and numbers such as &#160;; a plain & is written &amp;.`
  return { message, span: { start, end } }
}

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

function explainTextOutside(place: Place): Explanation {
  return { message: 'There is text outside the root element.', span: lastCharacter(place) }
}

function explainSecondRoot(place: Place): Explanation {
  return { message: 'A second root element starts here; an XML file has one.', span: lastCharacter(place) }
}

function explainCharacter(place: Place): Explanation {
  const span = lastCharacter(place)
  const code = place.source.charCodeAt(span.start).toString(16).toUpperCase().padStart(4, '0')
  return { message: `The character U+${code} may not stand in XML. Remove it.`, span }
}

function explainTagName(place: Place): Explanation {
  return { message: 'No tag starts here. A plain < in text is written &lt;.', span: lastCharacter(place) }
}

const lastCharacter = ({ end }: Place): Span => ({ start: Math.max(0, end - 1), end })

const openTag = (element: XmlElement, source: string): string =>
  `<${element.name}> from line ${new Positions(source).at(element.span.start).line}`
