import { takesCount } from './dateLiterals.ts'
import { SoqlError } from './soqlError.ts'

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'date' | 'datetime' | 'time' | 'bind' | 'sign' | 'end'
  /// As written; a string without its quotes and escapes, a bind without its colon.
  readonly text: string
  readonly at: number
}

// In this order: a date is not a number, `<=` is not `<`.
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/iy],
  ['date', /\d{4}-\d{2}-\d{2}(?![\dT])/iy],
  ['time', /\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?/iy],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy],
  ['name', /[a-z_]\w*/iy],
  ['bind', /:\s*[a-z_][\w.]*/iy],
  ['sign', /<=|>=|!=|<>|[=<>(),.:]/y],
]

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  "'": "'",
  '"': '"',
  '\\': '\\',
}

/// The words and signs of [soql]. Throws `SoqlError` at a character that has no place in SOQL.
export function scan(soql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(soql.charAt(at))) at++
    if (at >= soql.length) break
    const [token, end] = soql[at] === "'" ? scanString(soql, at) : scanWord(soql, at, tokens.at(-1))
    tokens.push(token)
    at = end
  }
  tokens.push({ kind: 'end', text: '', at: soql.length })
  return tokens
}

function scanWord(soql: string, at: number, before: Token | undefined): [Token, number] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const text = pattern.exec(soql)?.[0]
    // `LAST_N_DAYS:x` is no bind, as `IN:x` is: the colon belongs to the word before it.
    if (text === undefined || (kind === 'bind' && before && isCounted(before, at))) continue
    return [{ kind, text: kind === 'bind' ? text.slice(1).trim() : text, at }, at + text.length]
  }
  throw new SoqlError('MALFORMED_QUERY', `line contains a character that SOQL does not use: '${soql[at]}'`, soql, at)
}

const isCounted = ({ kind, text, at: start }: Token, at: number): boolean =>
  kind === 'name' && start + text.length === at && takesCount(text.toUpperCase())

/// In LIKE patterns `\%` and `\_` stay as they are: the pattern language has the same escapes.
function scanString(soql: string, start: number): [Token, number] {
  let text = ''
  for (let at = start + 1; at < soql.length; at++) {
    const char = soql[at]!
    if (char === "'") return [{ kind: 'string', text, at: start }, at + 1]
    if (char !== '\\') {
      text += char
      continue
    }
    const escaped = soql[++at] ?? ''
    if (escaped === '%' || escaped === '_') text += `\\${escaped}`
    else if (escaped === 'u' && /^[0-9a-f]{4}$/i.test(soql.slice(at + 1, at + 5))) {
      text += String.fromCharCode(Number.parseInt(soql.slice(at + 1, at + 5), 16))
      at += 4
    } else if (escaped.toLowerCase() in ESCAPES) text += ESCAPES[escaped.toLowerCase()]
    else
      throw new SoqlError('MALFORMED_QUERY', `invalid escape sequence '\\${escaped}' in string literal`, soql, at - 1)
  }
  throw new SoqlError(
    'MALFORMED_QUERY',
    'unterminated string literal: a single quote is missing at its end',
    soql,
    start,
  )
}
