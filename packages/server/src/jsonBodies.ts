import type { FastifyInstance } from 'fastify'
import { apiError } from './apiError.ts'

/// Deeper than any request has a reason for, and shallow enough for everything that follows a body down.
const MOST_LEVELS = 100

/// Reads bodies as JSON. A DELETE may have that content type and no body, as client programs send it; a body that is
/// nested too deep is refused.
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '' && request.method === 'DELETE') return done(null, undefined)
    if (isDeeperThan(MOST_LEVELS, body))
      return done(apiError(400, 'JSON_PARSER_ERROR', `The body is nested more than ${MOST_LEVELS} levels deep.`))
    return parse(request, body, done)
  })
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/// Whether the JSON [text] has more than [most] lists and objects around one of its values.
export function isDeeperThan(most: number, text: string): boolean {
  let levels = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++levels > most) return true
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) levels--
  }
  return false
}

/// Where the string that begins at [start] ends: its closing quote, or the end of the text.
function endOfString(text: string, start: number): number {
  let at = start
  for (;;) {
    at = text.indexOf('"', at + 1)
    if (at < 0) return text.length
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return at
  }
}
