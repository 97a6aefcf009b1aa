import { num } from '@millrace/values'
import { diagnostic, type FormulaCode, type FormulaDiagnostic } from './diagnostic.ts'
import { scan, type Token } from './scan.ts'
import type { FormulaTree, Node, Operator, Span } from './tree.ts'

/// How tightly each operator binds. As in the formula engine's grammar, `^` binds looser than `*` and `/`:
/// 2*3^2 is 36.
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '=': 3,
  '==': 3,
  '<>': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '&': 5,
  '^': 6,
  '*': 7,
  '/': 7,
}

/// Formulas are evaluated by nested calls, so both limits keep a formula from exhausting the stack. No formula of
/// 3,900 characters that a person would write comes near.
const MAX_NESTING = 500
const MAX_OPERATORS = 2_000

/// The tree of a formula and what is wrong with its syntax. Never throws; after the first error the rest is
/// missing from the tree.
///
/// # formula-syntax
/// A formula can't be read: a parenthesis, quote or operator is missing or one too many.
///
/// Go to the place in the formula that the message names. Quotes are straight, `"`; those of word processors are not.
///
/// # formula-nesting
/// A formula is nested too deep or has too many operators.
///
/// Move a part of it into a formula of its own and refer to that.
export function parseFormula(text: string): { tree: FormulaTree; errors: FormulaDiagnostic[] } {
  const parser = new Parser(text)
  const root = parser.formula()
  return { tree: { text, root }, errors: parser.errors }
}

class Parser {
  readonly errors: FormulaDiagnostic[] = []
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  #operators = 0

  constructor(text: string) {
    this.#text = text
    const { tokens, errors } = scan(text)
    this.#tokens = tokens
    for (const { message, start, end } of errors)
      this.errors.push(diagnostic(text, 'formula-syntax', message, { start, end }))
  }

  formula(): Node {
    const node = this.#expression(1)
    const extra = this.#token
    if (extra.kind !== 'end') this.#fail(`Syntax error. Extra ${this.#source(extra)}`, extra)
    return node
  }

  get #token(): Token {
    return this.#tokens[this.#at]!
  }

  #expression(minimum: number): Node {
    if (++this.#depth > MAX_NESTING) {
      this.#fail(`The formula is nested more than ${MAX_NESTING} levels deep.`, this.#token, 'formula-nesting')
      return this.#missing()
    }
    let left = this.#operand()
    for (;;) {
      const operator = this.#token
      const precedence = operator.kind === 'symbol' ? PRECEDENCE[operator.text] : undefined
      if (precedence === undefined || precedence < minimum) break
      if (++this.#operators > MAX_OPERATORS) {
        this.#fail(`The formula has more than ${MAX_OPERATORS} operators.`, operator, 'formula-nesting')
        break
      }
      this.#at++
      left = binary(operator, left, this.#expression(precedence + 1))
    }
    this.#depth--
    return left
  }

  #operand(): Node {
    const token = this.#token
    if (token.kind === 'symbol' && (token.text === '-' || token.text === '+')) {
      this.#at++
      const operand = this.#nested(() => this.#operand())
      return { kind: 'operation', operator: token.text, operands: [operand], start: token.start, end: operand.end }
    }
    if (isSymbol(token, '!') || isKeyword(token, 'not')) {
      this.#at++
      const operand = this.#nested(() => this.#operand())
      return { kind: 'call', name: 'NOT', args: [operand], nameSpan: token, start: token.start, end: operand.end }
    }
    return this.#primary(token)
  }

  #nested(parse: () => Node): Node {
    if (++this.#depth > MAX_NESTING) {
      this.#fail(`The formula is nested more than ${MAX_NESTING} levels deep.`, this.#token, 'formula-nesting')
      return this.#missing()
    }
    const node = parse()
    this.#depth--
    return node
  }

  #primary(token: Token): Node {
    const { start, end } = token
    if (token.kind === 'end' || (token.kind === 'symbol' && token.text !== '(')) {
      this.#fail(
        token.kind === 'end'
          ? 'Syntax error.  The formula ends where a value should stand.'
          : `Syntax error.  Found '${token.text}'`,
        token,
      )
      return this.#missing()
    }
    this.#at++
    if (token.kind === 'number') return { kind: 'literal', value: num(token.text), start, end }
    if (token.kind === 'text') return { kind: 'literal', value: unescapeText(token.text), start, end }
    if (token.kind === 'reference') return { kind: 'reference', path: token.text, start, end }
    if (token.kind === 'symbol') {
      const inner = this.#expression(1)
      const close = this.#close()
      return inner.kind === 'operation'
        ? { ...inner, grouped: true, start, end: close }
        : { ...inner, start, end: close }
    }
    if (isSymbol(this.#token, '(')) return this.#call(token)
    if (isKeyword(token, 'true') || isKeyword(token, 'false'))
      return { kind: 'literal', value: isKeyword(token, 'true'), start, end }
    if (isKeyword(token, 'null')) return { kind: 'literal', value: null, start, end }
    return { kind: 'reference', path: token.text, start, end }
  }

  #call(name: Token): Node {
    this.#at++
    const args: Node[] = []
    if (!isSymbol(this.#token, ')')) {
      args.push(this.#expression(1))
      while (isSymbol(this.#token, ',')) {
        this.#at++
        args.push(this.#expression(1))
      }
    }
    const end = this.#close()
    return { kind: 'call', name: name.text, args, nameSpan: name, start: name.start, end }
  }

  /// Consumes `)` and says where it ended.
  #close(): number {
    const token = this.#token
    if (isSymbol(token, ')')) {
      this.#at++
      return token.end
    }
    if (token.kind === 'end') this.#fail("Syntax error.  Missing ')'", token)
    else this.#fail(`Syntax error.  Missing ')' before ${this.#source(token)}`, token)
    return token.start
  }

  #missing(): Node {
    const { start } = this.#token
    return { kind: 'missing', start, end: start }
  }

  /// Reports the first problem and moves to the end, so that one mistake is one message.
  #fail(message: string, span: Span, code: FormulaCode = 'formula-syntax'): void {
    if (this.errors.length === 0) this.errors.push(diagnostic(this.#text, code, message, span))
    this.#at = this.#tokens.length - 1
  }

  #source(token: Token): string {
    return this.#text.slice(token.start, token.end)
  }
}

function binary(operator: Token, left: Node, right: Node): Node {
  const span = { start: left.start, end: right.end }
  if (operator.text === '&&' || operator.text === '||') {
    const name = operator.text === '&&' ? 'AND' : 'OR'
    // a && b && c is one AND of three: long chains stay flat.
    const args = left.kind === 'call' && left.infix && left.name === name ? [...left.args, right] : [left, right]
    return { kind: 'call', name, infix: true, args, nameSpan: operator, ...span }
  }
  const name = operator.text === '==' ? '=' : operator.text === '!=' ? '<>' : operator.text
  return { kind: 'operation', operator: name as Operator, operands: [left, right], ...span }
}

/// Only `\"` and `\\` stand for something else; `\n` is a backslash and an n, as in the formula engine.
function unescapeText(source: string): string {
  return source.slice(1, -1).replace(/\\(["\\])/g, '$1')
}

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text

const isKeyword = (token: Token, word: string): boolean => token.kind === 'name' && token.text.toLowerCase() === word
