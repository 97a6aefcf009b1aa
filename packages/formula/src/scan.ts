import type { Span } from './tree.ts'

/// One token. `text` is the source, except that a reference's is the path between the braces.
export interface Token extends Span {
  readonly kind: 'number' | 'text' | 'name' | 'reference' | 'symbol' | 'end'
  readonly text: string
}

export interface ScanError extends Span {
  readonly message: string
}

const SKIPPED = /(?:[ \t\f\r\n]+|\/\*(?:\\\*\/|[^])*?\*\/)+/y

const PATTERNS: readonly [kind: Token['kind'], pattern: RegExp][] = [
  ['reference', /\{!\s*[^{}\s][^{}]*\}/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['text', /"(?:\\[nrt"'\\]|[^"\\\n\r])*"|'(?:\\[nrt"'\\]|[^'\\\n\r])*'/iy],
  ['name', /[a-z$][a-z0-9_$:.#]*(?:\[\$\w+\](?:\.[a-z0-9_$:.#]+)?)*/iy],
  ['symbol', /\|\||&&|==|<>|!=|<=|>=|\/(?!\*)|[(),=<>+\-&^*!]/y],
]

/// Cuts a formula into tokens; the last is always `end`. Never throws: what is no token ends the scan and is
/// reported.
///
/// Source: FormulaLexer in the formula engine's FormulaGrammar.g; `{!path}` as flows and components write it.
export function scan(text: string): { tokens: Token[]; errors: ScanError[] } {
  const tokens: Token[] = []
  const errors: ScanError[] = []
  let at = skip(text, 0)
  while (at < text.length && errors.length === 0) {
    const token = tokenAt(text, at)
    if (token) tokens.push(token)
    else errors.push(stray(text, at))
    at = skip(text, token?.end ?? text.length)
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return { tokens, errors }
}

/// Behind white space and comments.
const skip = (text: string, at: number): number => at + (take(SKIPPED, text, at)?.length ?? 0)

function tokenAt(text: string, start: number): Token | undefined {
  for (const [kind, pattern] of PATTERNS) {
    const source = take(pattern, text, start)
    if (source === undefined) continue
    return { kind, text: kind === 'reference' ? source.slice(2, -1).trim() : source, start, end: start + source.length }
  }
  return undefined
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
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
