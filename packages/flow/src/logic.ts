/// How conditions or filters are joined: a position (from 0), or parts joined.
export type Logic =
  | number
  | { readonly and: readonly Logic[] }
  | { readonly or: readonly Logic[] }
  | { readonly not: Logic }

/// Reads a conditionLogic or filterLogic for [count] conditions: absent or `and`, `or`, or a custom expression such as
/// `1 AND (2 OR 3)`. Answers a sentence when it can't be read. Mixed AND and OR need parentheses, as in an org.
///
/// Source: Metadata API Developer Guide, FlowRule.conditionLogic and FlowRecordLookup.filterLogic.
export function parseLogic(text: string | null, count: number): Logic | string {
  const all = Array.from({ length: count }, (_, i) => i)
  const word = (text ?? 'and').trim().toLowerCase()
  if (word === '' || word === 'and') return { and: all }
  if (word === 'or') return { or: all }
  if (word.length > 1000) return 'The condition logic is longer than 1,000 characters.'
  return new LogicParser(text!, count).parse()
}

class LogicParser {
  readonly #tokens: string[]
  readonly #text: string
  readonly #count: number
  #at = 0
  #depth = 0

  constructor(text: string, count: number) {
    this.#text = text
    this.#count = count
    this.#tokens = text.match(/\d+|[a-z]+|\S/gi) ?? []
  }

  parse(): Logic | string {
    const logic = this.#joined()
    if (typeof logic === 'string') return logic
    return this.#at < this.#tokens.length ? this.#unexpected() : logic
  }

  #joined(): Logic | string {
    const first = this.#operand()
    if (typeof first === 'string') return first
    const parts = [first]
    let join: string | undefined
    for (let word = this.#peek(); word === 'AND' || word === 'OR'; word = this.#peek()) {
      if (join && join !== word)
        return `The condition logic "${this.#text}" mixes AND and OR. Put parentheses around the part that goes together.`
      join = word
      this.#at++
      const next = this.#operand()
      if (typeof next === 'string') return next
      parts.push(next)
    }
    if (!join) return first
    return join === 'AND' ? { and: parts } : { or: parts }
  }

  #operand(): Logic | string {
    const token = this.#peek()
    if (token === 'NOT') {
      this.#at++
      const inner = this.#operand()
      return typeof inner === 'string' ? inner : { not: inner }
    }
    if (token === '(') {
      if (++this.#depth > 100) return 'The condition logic is nested more than 100 deep.'
      this.#at++
      const inner = this.#joined()
      if (typeof inner === 'string') return inner
      if (this.#peek() !== ')') return `The condition logic "${this.#text}" lacks a closing parenthesis.`
      this.#at++
      this.#depth--
      return inner
    }
    if (token === undefined || !/^\d+$/.test(token)) return this.#unexpected()
    const number = Number(token)
    if (number < 1 || number > this.#count)
      return `The condition logic "${this.#text}" names condition ${token}, but there ${this.#count === 1 ? 'is 1 condition' : `are ${this.#count} conditions`}.`
    this.#at++
    return number - 1
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]?.toUpperCase()
  }

  #unexpected(): string {
    const token = this.#tokens[this.#at]
    const found =
      token === undefined
        ? 'ends too early'
        : `has "${token}" where a condition number, AND, OR, NOT or a parenthesis is expected`
    return `The condition logic "${this.#text}" ${found}.`
  }
}
