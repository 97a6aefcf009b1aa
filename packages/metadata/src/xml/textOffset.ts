import type { XmlElement } from './element.ts'

/// Where character [offset] of an element's `text` stands in [source]: entities, CDATA, comments and CRLF make the
/// two differ. For messages that point into a formula or template. Behind the last character it is the end.
export function textOffset(source: string, element: XmlElement, offset: number): number {
  const { start, end } = element.inner
  const inner = source.slice(start, end)
  let done = 0
  for (const match of inner.matchAll(PIECES)) {
    const piece = match[0]
    const length = decodedLength(piece)
    if (length > 0 && done + length > offset) {
      return start + match.index + (length === piece.length ? offset - done : cdataSkip(piece) + offset - done)
    }
    done += length
  }
  return end
}

const PIECES = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<[^>]*>|&[^;]*;|\r\n|[^<&\r]+|[^]/g

function decodedLength(piece: string): number {
  if (piece.startsWith('<![CDATA[')) return piece.length - '<![CDATA[]]>'.length
  if (piece.startsWith('<')) return 0
  if (piece.startsWith('&')) return isAstral(piece) ? 2 : 1
  return piece === '\r\n' ? 1 : piece.length
}

const cdataSkip = (piece: string): number => (piece.startsWith('<![CDATA[') ? '<![CDATA['.length : 0)

const isAstral = (entity: string): boolean =>
  (entity.startsWith('&#x') ? Number.parseInt(entity.slice(3), 16) : Number(entity.slice(2, -1))) > 0xffff
