import type { Span } from '../diagnostic.ts'
import type { Report } from '../report.ts'

/// A JSON value that knows its place in the text.
export type JsonNode = JsonObject | JsonList | JsonScalar

export interface JsonObject {
  readonly kind: 'object'
  readonly span: Span
  readonly members: ReadonlyMap<string, JsonMember>
}

export interface JsonMember {
  readonly nameSpan: Span
  readonly value: JsonNode
}

export interface JsonList {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly JsonNode[]
}

export interface JsonScalar {
  readonly kind: 'scalar'
  readonly span: Span
  readonly value: string | number | boolean | null
}

/// Reads JSON (RFC 8259) with places. Null with one diagnostic when the text is no JSON, is nested more than 200
/// deep or has more than 10 MB; a member that occurs twice is reported and the first one counts.
///
/// # malformed-json
/// The file is not JSON, so nothing of it can be read.
///
/// Go to the place; the message says what is expected there. Often a comma is missing or one too many, or a text
/// stands in single quotes.
export function parseJson(report: Report): JsonNode | null {
  if (report.source.length > MAX_LENGTH) {
    report.error('file-too-large', 'The file is too large; files of up to 10 MB are read.', { start: 0, end: 0 })
    return null
  }
  try {
    return new Parser(report).document()
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    report.error('malformed-json', error.message, error.span)
    return null
  }
}

const MAX_LENGTH = 10 * 1024 * 1024
const MAX_DEPTH = 200

class SyntaxProblem extends Error {
  readonly span: Span
  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

class Parser {
  readonly report: Report
  readonly source: string
  at: number
  depth = 0

  constructor(report: Report) {
    this.report = report
    this.source = report.source
    this.at = this.source.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  document(): JsonNode {
    this.space()
    if (this.at === this.source.length) this.fail('The file is empty.')
    const node = this.value()
    this.space()
    if (this.at < this.source.length) this.fail(`${this.next()} stands behind the end of the JSON value.`)
    return node
  }

  value(): JsonNode {
    const character = this.source[this.at]
    if (character === '{') return this.nested(() => this.object())
    if (character === '[') return this.nested(() => this.list())
    if (character === '"') {
      const start = this.at
      const value = this.string()
      return { kind: 'scalar', span: { start, end: this.at }, value }
    }
    return this.numberOrWord()
  }

  nested(read: () => JsonNode): JsonNode {
    if (++this.depth > MAX_DEPTH) this.fail(`Values are nested more than ${MAX_DEPTH} deep.`)
    const node = read()
    this.depth--
    return node
  }

  object(): JsonObject {
    const start = this.at++
    const members = new Map<string, JsonMember>()
    this.space()
    if (!this.eat('}')) {
      do this.member(members)
      while (this.separated('}', 'member'))
    }
    return { kind: 'object', span: { start, end: this.at }, members }
  }

  /// # duplicate-member
  /// A name stands twice in the same object.
  ///
  /// The first one counts. Remove the other, or give it the name it should have.
  member(members: Map<string, JsonMember>): void {
    this.space()
    const start = this.at
    if (this.source[start] !== '"') this.fail(`A member's name in double quotes is expected, not ${this.next()}.`)
    const name = this.string()
    const nameSpan = { start, end: this.at }
    this.space()
    if (!this.eat(':')) this.fail(`A colon is expected behind "${name}", not ${this.next()}.`)
    this.space()
    const value = this.value()
    if (members.has(name)) this.report.error('duplicate-member', `"${name}" stands here twice. Remove one.`, nameSpan)
    else members.set(name, { nameSpan, value })
  }

  list(): JsonList {
    const start = this.at++
    const items: JsonNode[] = []
    this.space()
    if (!this.eat(']')) {
      do {
        this.space()
        items.push(this.value())
      } while (this.separated(']', 'value'))
    }
    return { kind: 'list', span: { start, end: this.at }, items }
  }

  /// Whether a comma says that there is more; otherwise [close] must follow.
  separated(close: string, what: string): boolean {
    this.space()
    const comma = this.at
    if (this.eat(',')) {
      this.space()
      if (this.source[this.at] === close)
        this.fail(`There is a comma behind the last ${what}. Remove it.`, comma, comma + 1)
      return true
    }
    if (this.eat(close)) return false
    return this.fail(`A comma or ${close} is expected, not ${this.next()}.`)
  }

  string(): string {
    const start = this.at
    const end = this.endOfString(start + 1)
    this.at = end + 1
    const raw = this.source.slice(start + 1, end)
    return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
  }

  /// The place of the closing quote; every escape before it is a known one.
  endOfString(at: number): number {
    const { source } = this
    while (source[at] !== '"') {
      if (source[at] === '\\') {
        ESCAPE.lastIndex = at
        if (!ESCAPE.test(source)) {
          const escape = source.slice(at, at + 2)
          this.fail(`${escape} is no escape of JSON. A plain backslash is written \\\\.`, at, at + 2)
        }
        at = ESCAPE.lastIndex
      } else if (source.charCodeAt(at) >= 0x20) at++
      else this.brokenString(at)
    }
    return at
  }

  brokenString(at: number): never {
    if (at >= this.source.length) this.fail('The file ends inside this text.', this.at, at)
    if (this.source[at] === '\t') this.fail('A tab inside a text is written \\t.', at)
    return this.fail('The text does not end on its line. A line break inside a text is written \\n.', this.at, at)
  }

  numberOrWord(): JsonScalar {
    WORD.lastIndex = this.at
    const word = WORD.exec(this.source)?.[0]
    if (!word) this.fail(`A value is expected, not ${this.next()}.`)
    const span = { start: this.at, end: this.at + word.length }
    const value = WORDS.has(word) ? WORDS.get(word)! : NUMBER.test(word) ? Number(word) : undefined
    if (value === undefined) this.fail(`${word} is no JSON value. Text stands in double quotes.`, span.start, span.end)
    this.at = span.end
    return { kind: 'scalar', span, value }
  }

  space(): void {
    SPACE.lastIndex = this.at
    SPACE.test(this.source)
    this.at = SPACE.lastIndex
    if (this.source[this.at] === '/')
      this.fail('JSON has no comments. Use a "description" member.', this.at, this.at + 2)
  }

  eat(character: string): boolean {
    if (this.source[this.at] !== character) return false
    this.at++
    return true
  }

  next(): string {
    return this.at >= this.source.length
      ? 'the end of the file'
      : String.fromCodePoint(this.source.codePointAt(this.at)!)
  }

  fail(message: string, start = this.at, end = start + 1): never {
    throw new SyntaxProblem(message, { start, end: Math.min(end, this.source.length) })
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const SPACE = /[ \t\r\n]*/y
const WORD = /[^\s,:[\]{}"]+/y
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/// The plain value of a node, as JSON.parse would give it.
export function plainValue(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  const object: Record<string, unknown> = {}
  for (const [name, { value }] of node.members) {
    // Defined rather than assigned, so that "__proto__" is a member like any other.
    Object.defineProperty(object, name, {
      value: plainValue(value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return object
}

/// The member [name] of a node that may be no object.
export const memberOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.members.get(name)?.value : undefined

export const textOf = (node: JsonNode | undefined): string | null =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null

export const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'list' ? node.items : [])

export const membersOf = (node: JsonNode | undefined): Iterable<readonly [string, JsonMember]> =>
  node?.kind === 'object' ? node.members : []
