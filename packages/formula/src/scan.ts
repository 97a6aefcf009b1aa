import type { Span } from './tree.ts'

/// One token. `text` is the source, except that a reference's is the path between the braces.
export interface Token extends Span {
  readonly kind: 'number' | 'text' | 'name' | 'reference' | 'symbol' | 'end'
  readonly text: string
}

export interface ScanError extends Span {
  readonly message: string
}

const SPACE = /[ \t\f\r\n]+/y
const COMMENT = /\/\*(?:\\\*\/|[^])*?\*\//y
const NUMBER = /\d+(?:\.\d+)?/y
const TEXT = /"(?:\\[nrt"'\\]|[^"\\\n\r])*"|'(?:\\[nrt"'\\]|[^'\\\n\r])*'/iy
const REFERENCE = /\{![^{}]*\}/y
const NAME = /[a-z$][a-z0-9_$:.#]*(?:\[\$\w+\](?:\.[a-z0-9_$:.#]+)?)*/iy
const SYMBOL = /\|\||&&|==|<>|!=|<=|>=|[()[\],=<>+\-&^*/!]/y

/// Cuts a formula into tokens; the last is always `end`. Never throws: what is no token ends the scan and is
/// reported.
///
/// Source: FormulaLexer in the formula engine's FormulaGrammar.g; `{!path}` as flows and components write it.
export function scan(text: string): { tokens: Token[]; errors: ScanError[] } {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  const push = (kind: Token['kind'], source: string, content = source): void => {
    tokens.push({ kind, text: content, start: at, end: at + source.length })
    at += source.length
  }
  const end = (errors: ScanError[]): { tokens: Token[]; errors: ScanError[] } => {
    tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
    return { tokens, errors }
  }

  while (at < text.length) {
    const skipped = take(SPACE) ?? take(COMMENT)
    if (skipped !== undefined) {
      at += skipped.length
      continue
    }
    const reference = take(REFERENCE)
    const path = reference?.slice(2, -1).trim()
    const number = take(NUMBER)
    const literal = take(TEXT)
    const name = take(NAME)
    const symbol = take(SYMBOL)
    if (reference && path) push('reference', reference, path)
    else if (number) push('number', number)
    else if (literal) push('text', literal)
    else if (name) push('name', name)
    else if (symbol && !text.startsWith('/*', at)) push('symbol', symbol)
    else return end([stray(text, at)])
  }
  return end([])
}

/// Why no token starts at [at].
function stray(text: string, at: number): ScanError {
  const character = String.fromCodePoint(text.codePointAt(at)!)
  const toEnd = { start: at, end: text.length }
  const here = { start: at, end: at + character.length }
  if (text.startsWith('/*', at)) return { message: 'Syntax error.  Missing */ at the end of the comment.', ...toEnd }
  if (character === '"' || character === "'") return strayText(text, at, character)
  if (text.startsWith('{!', at))
    return text.indexOf('}', at) < 0
      ? { message: "Syntax error.  Missing '}' after {!", ...toEnd }
      : { message: "Syntax error.  Found '{!'. A reference is a name between {! and }.", start: at, end: at + 2 }
  if ('“”„‟‘’'.includes(character))
    return { message: `Syntax error.  Found '${character}'. Use straight quotes: "text".`, ...here }
  if (character === '.' && /\d/.test(text[at + 1] ?? ''))
    return { message: "Syntax error.  Found '.'. Write a zero before the point: 0.5.", ...here }
  return { message: `Syntax error.  Found '${character}'`, ...here }
}

function strayText(text: string, at: number, quote: string): ScanError {
  for (let i = at + 1; i < text.length && text[i] !== '\n' && text[i] !== '\r'; i++) {
    if (text[i] !== '\\') {
      if (text[i] === quote) break
      continue
    }
    if (!/[nrt"'\\]/i.test(text[i + 1] ?? ''))
      return {
        message: `Syntax error.  Found '\\${text[i + 1] ?? ''}' in a text. Write \\\\ for a backslash.`,
        start: i,
        end: Math.min(i + 2, text.length),
      }
    i++
  }
  const lineEnd = text.slice(at).search(/[\r\n]/)
  return {
    message:
      lineEnd < 0
        ? `Syntax error.  Missing ${quote} at the end of the text.`
        : `Syntax error.  Missing ${quote} before the end of the line. A text cannot hold a line break; use BR().`,
    start: at,
    end: lineEnd < 0 ? text.length : at + lineEnd,
  }
}
