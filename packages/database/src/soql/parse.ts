import { didYouMean } from '@millrace/values'
import { isDateLiteral, takesCount } from './dateLiterals.ts'
import { scan, type Token } from './scan.ts'
import { SoqlError } from './soqlError.ts'
import type {
  Comparison,
  Condition,
  Distance,
  Expression,
  FieldExpression,
  FromClause,
  FunctionExpression,
  OrderItem,
  SelectItem,
  SoqlQuery,
  SoqlValue,
  TypeofItem,
} from './tree.ts'

/// SOQL text to its tree. Throws `SoqlError` (MALFORMED_QUERY) at the first word that does not fit.
///
/// Source: SOQL and SOSL Reference, "SOQL SELECT Syntax".
export function parseSoql(soql: string): SoqlQuery {
  if (soql.length > MAX_SOQL_LENGTH)
    throw new SoqlError(
      'QUERY_TOO_COMPLICATED',
      `SOQL statements cannot be longer than ${MAX_SOQL_LENGTH} characters.`,
      '',
      0,
    )
  const parser = new Parser(soql)
  const query = parser.parseQuery()
  parser.expectEnd()
  return query
}

const MAX_SOQL_LENGTH = 100_000

/// Brackets inside one another: more is no question that a person asks, and would exhaust the stack.
const MAX_DEPTH = 200

// Each method reads the part of the grammar that it is named after and leaves the next token to its caller.
class Parser {
  readonly #soql: string
  readonly #tokens: readonly Token[]
  #position = 0
  #depth = 0

  constructor(soql: string) {
    this.#soql = soql
    this.#tokens = scan(soql)
  }

  parseQuery(): SoqlQuery {
    return this.#nested(() => this.#parseQuery())
  }

  #parseQuery(): SoqlQuery {
    this.#expectWord('SELECT')
    const select = this.#parseList(() => this.#parseSelectItem())
    this.#expectWord('FROM')
    const from = this.#parseFrom()
    const scope = this.#eatWords('USING', 'SCOPE') ? this.#parseScope() : 'everything'
    const where = this.#eatWord('WHERE') ? this.#parseConditions() : null
    const security = this.#eatWord('WITH') ? this.#parseSecurity() : 'none'
    const { groupBy, subtotals } = this.#eatWords('GROUP', 'BY') ? this.#parseGroupBy() : NO_GROUPS
    const having = this.#eatWord('HAVING') ? this.#parseConditions() : null
    const orderBy = this.#eatWords('ORDER', 'BY') ? this.#parseList(() => this.#parseOrder()) : []
    const limit = this.#eatWord('LIMIT') ? this.#parseCount() : null
    const offset = this.#eatWord('OFFSET') ? this.#parseCount() : null
    let forUpdate = false
    let allRows = false
    for (;;) {
      if (this.#eatWords('ALL', 'ROWS')) allRows = true
      else if (this.#eatWords('FOR', 'UPDATE')) forUpdate = true
      // These note that records were seen, in lists and statistics that are not here.
      else if (!SEEN.some(([first, second]) => this.#eatWords(first, second))) break
    }
    const paging = { orderBy, limit, offset }
    return { select, from, scope, where, security, groupBy, subtotals, having, ...paging, forUpdate, allRows }
  }

  expectEnd(): void {
    if (this.#next.kind !== 'end') this.#unexpected()
  }

  #parseSelectItem(): SelectItem {
    const { at } = this.#next
    if (this.#nextIs('(')) {
      this.#expect('(')
      const query = this.parseQuery()
      this.#expect(')')
      return { kind: 'subquery', query, at }
    }
    if (this.#nextIsWord('TYPEOF') && this.#tokens[this.#position + 1]?.kind === 'name') return this.#parseTypeof()
    if (this.#nextIsWord('COUNT') && this.#sign(1) === '(' && this.#sign(2) === ')') {
      this.#position += 3
      return { kind: 'count', at }
    }
    if (this.#nextIsWord('FIELDS') && this.#sign(1) === '(') return this.#parseFields()
    const expression = this.#parseExpression()
    return { kind: 'expression', expression, alias: this.#parseAlias() }
  }

  #parseTypeof(): SelectItem {
    const { at } = this.#take()
    const relationship = this.#parseFieldPath()
    const cases: TypeofItem['cases'][number][] = []
    while (this.#nextIsWord('WHEN')) {
      const place = this.#take().at
      const object = this.#expectName()
      this.#expectWord('THEN')
      cases.push({ object, at: place, fields: this.#parseList(() => this.#parseFieldPath()) })
    }
    if (cases.length === 0) this.#expectWord('WHEN')
    const otherwise = this.#eatWord('ELSE') ? this.#parseList(() => this.#parseFieldPath()) : []
    this.#expectWord('END')
    return { kind: 'typeof', relationship, cases, otherwise, at }
  }

  #parseFieldPath(): FieldExpression {
    const { at } = this.#next
    return { kind: 'field', path: this.#parsePath(), at }
  }

  #parseFields(): SelectItem {
    const { at } = this.#take()
    this.#expect('(')
    const word = this.#take()
    const which = word.text.toUpperCase()
    if (which !== 'ALL' && which !== 'STANDARD' && which !== 'CUSTOM') this.#unexpected(word)
    this.#expect(')')
    return { kind: 'fields', which, at }
  }

  #parseAlias(): string | null {
    return this.#next.kind === 'name' && !CLAUSES.has(this.#next.text.toUpperCase()) ? this.#take().text : null
  }

  #parseFrom(): FromClause {
    const { at } = this.#next
    const name = this.#parsePath().join('.')
    const alias = this.#parseAlias()
    if (this.#nextIs(','))
      this.#refuse('More than one object in FROM is not supported. Use parent paths: Account.Name.')
    return { name, alias, at }
  }

  #parseScope(): SoqlQuery['scope'] {
    const word = this.#take()
    const scope = word.text.toLowerCase()
    if (scope === 'everything' || scope === 'mine') return scope
    throw this.#error(`USING SCOPE ${word.text} is not supported; there are everything and mine.`, word.at)
  }

  #parseSecurity(): SoqlQuery['security'] {
    const word = this.#take()
    switch (word.text.toUpperCase()) {
      case 'SECURITY_ENFORCED':
        return 'securityEnforced'
      case 'USER_MODE':
        return 'userMode'
      case 'SYSTEM_MODE':
        return 'systemMode'
      case 'DATA':
        throw this.#error('WITH DATA CATEGORY is not supported.', word.at)
      default:
        return this.#unexpected(word)
    }
  }

  #parseGroupBy(): Pick<SoqlQuery, 'groupBy' | 'subtotals'> {
    const subtotals = this.#nextIsWord('ROLLUP') ? 'rollup' : this.#nextIsWord('CUBE') ? 'cube' : 'none'
    if (subtotals === 'none' || this.#sign(1) !== '(')
      return { groupBy: this.#parseList(() => this.#parseExpression()), subtotals: 'none' }
    const { at } = this.#take()
    this.#expect('(')
    const groupBy = this.#parseList(() => this.#parseExpression())
    this.#expect(')')
    if (groupBy.length > 3) throw this.#error('GROUP BY ROLLUP and CUBE take at most three fields.', at)
    return { groupBy, subtotals }
  }

  #parseOrder(): OrderItem {
    const expression = this.#parseExpression()
    const descending = this.#eatWord('DESC')
    if (!descending) this.#eatWord('ASC')
    if (!this.#eatWord('NULLS')) return { expression, descending, nulls: null }
    const word = this.#take()
    const nulls = word.text.toUpperCase()
    if (nulls !== 'FIRST' && nulls !== 'LAST') this.#unexpected(word)
    return { expression, descending, nulls }
  }

  #parseCount(): SoqlValue {
    const token = this.#take()
    if (token.kind === 'bind') return { kind: 'bind', name: token.text, at: token.at }
    if (token.kind === 'number' && /^\d+$/.test(token.text)) return { kind: 'number', value: token.text, at: token.at }
    return this.#unexpected(token)
  }

  /// Conditions joined by one of AND and OR. Mixing them without brackets is an error, as in Salesforce.
  #parseConditions(): Condition {
    const items = [this.#parseCondition()]
    const word = this.#nextIsWord('AND') ? 'AND' : 'OR'
    while (this.#eatWord(word)) items.push(this.#parseCondition())
    if (this.#nextIsWord('AND') || this.#nextIsWord('OR'))
      throw this.#error(`unexpected token: '${this.#next.text}' (AND and OR need brackets to be mixed)`, this.#next.at)
    return items.length === 1 ? items[0]! : { kind: word === 'AND' ? 'and' : 'or', items }
  }

  #parseCondition(): Condition {
    return this.#nested(() => this.#parseOneCondition())
  }

  #parseOneCondition(): Condition {
    if (this.#eatWord('NOT')) return { kind: 'not', item: this.#parseCondition() }
    if (!this.#nextIs('(')) return this.#parseComparison()
    this.#expect('(')
    const inner = this.#parseConditions()
    this.#expect(')')
    return inner
  }

  #parseComparison(): Comparison {
    const { at } = this.#next
    const expression = this.#parseExpression()
    const operator = this.#parseOperator()
    if (operator === 'IN' || operator === 'NOT IN' || operator === 'INCLUDES' || operator === 'EXCLUDES')
      return { kind: 'comparison', expression, operator, value: this.#parseValues(), at }
    return { kind: 'comparison', expression, operator, value: this.#parseValue(), at }
  }

  #parseOperator(): Comparison['operator'] {
    const token = this.#take()
    if (token.kind === 'sign' && OPERATORS.has(token.text)) return OPERATORS.get(token.text)!
    const word = token.kind === 'name' ? token.text.toUpperCase() : ''
    if (word === 'LIKE' || word === 'IN' || word === 'INCLUDES' || word === 'EXCLUDES') return word
    if (word === 'NOT' && this.#eatWord('IN')) return 'NOT IN'
    return this.#unexpected(token)
  }

  #parseValues(): Comparison['value'] {
    if (this.#next.kind === 'bind') return this.#parseValue()
    this.#expect('(')
    const value = this.#nextIsWord('SELECT') ? this.parseQuery() : this.#parseList(() => this.#parseValue())
    this.#expect(')')
    return value
  }

  #parseValue(): SoqlValue {
    const token = this.#take()
    const { at, text } = token
    switch (token.kind) {
      case 'string':
        return { kind: 'string', value: text, at }
      case 'number':
      case 'date':
      case 'datetime':
      case 'time':
        return { kind: token.kind, value: text, at }
      case 'bind':
        return { kind: 'bind', name: text, at }
      case 'name':
        return this.#parseWordValue(token)
      default:
        return this.#unexpected(token)
    }
  }

  #parseWordValue(token: Token): SoqlValue {
    const word = token.text.toUpperCase()
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', at: token.at }
    if (word === 'NULL') return { kind: 'null', at: token.at }
    if (!isDateLiteral(word)) {
      const near = didYouMean(word, ['TRUE', 'FALSE', 'NULL', 'TODAY', 'YESTERDAY', 'TOMORROW'])
      throw this.#error(
        `unexpected token: '${token.text}'. Text stands in single quotes: '${token.text}'.${near}`,
        token.at,
      )
    }
    if (!takesCount(word)) return { kind: 'dateLiteral', name: word, count: null, at: token.at }
    this.#expect(':')
    const count = this.#take()
    if (count.kind !== 'number' || !/^\d+$/.test(count.text)) this.#unexpected(count)
    return { kind: 'dateLiteral', name: word, count: Number(count.text), at: token.at }
  }

  #parseExpression(): Expression {
    const { at } = this.#next
    const path = this.#parsePath()
    if (path.length > 1 || !this.#nextIs('(')) return { kind: 'field', path, at }
    this.#expect('(')
    const argument = this.#nextIs(')') ? null : this.#nested(() => this.#parseExpression())
    const name: FunctionExpression['name'] = path[0]!.toUpperCase()
    const distance = name === 'DISTANCE' ? { distance: this.#parseDistance() } : {}
    this.#expect(')')
    return { kind: 'function', name, argument, at, ...distance }
  }

  /// `, GEOLOCATION(52.5, 13.4), 'km'`
  #parseDistance(): Distance {
    this.#expect(',')
    this.#expectWord('GEOLOCATION')
    this.#expect('(')
    const latitude = this.#parseValue()
    this.#expect(',')
    const longitude = this.#parseValue()
    this.#expect(')')
    this.#expect(',')
    const unit = this.#take()
    if (unit.kind !== 'string' || (unit.text !== 'mi' && unit.text !== 'km')) this.#unexpected(unit)
    return { latitude, longitude, unit: unit.text === 'km' ? 'km' : 'mi' }
  }

  #parsePath(): string[] {
    const path = [this.#expectName()]
    while (this.#nextIs('.')) {
      this.#expect('.')
      path.push(this.#expectName())
    }
    return path
  }

  #parseList<T>(parseItem: () => T): T[] {
    const items = [parseItem()]
    while (this.#nextIs(',')) {
      this.#expect(',')
      items.push(parseItem())
    }
    return items
  }

  #nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) this.#refuse(`The query has more than ${MAX_DEPTH} brackets inside one another.`)
    const parsed = parse()
    this.#depth--
    return parsed
  }

  get #next(): Token {
    return this.#tokens[this.#position]!
  }

  #sign(ahead: number): string | undefined {
    const token = this.#tokens[this.#position + ahead]
    return token?.kind === 'sign' ? token.text : undefined
  }

  #take(): Token {
    const token = this.#next
    if (token.kind !== 'end') this.#position++
    return token
  }

  #nextIs(sign: string): boolean {
    return this.#sign(0) === sign
  }

  #nextIsWord(word: string): boolean {
    return this.#next.kind === 'name' && this.#next.text.toUpperCase() === word
  }

  #eatWord(word: string): boolean {
    if (!this.#nextIsWord(word)) return false
    this.#position++
    return true
  }

  #eatWords(first: string, second: string): boolean {
    const after = this.#tokens[this.#position + 1]
    if (!this.#nextIsWord(first) || after?.kind !== 'name' || after.text.toUpperCase() !== second) return false
    this.#position += 2
    return true
  }

  #expect(sign: string): void {
    if (!this.#nextIs(sign)) throw this.#error(`expecting '${sign}' but was ${shown(this.#next)}`, this.#next.at)
    this.#position++
  }

  #expectWord(word: string): void {
    if (!this.#eatWord(word)) throw this.#error(`expecting '${word}' but was ${shown(this.#next)}`, this.#next.at)
  }

  #expectName(): string {
    if (this.#next.kind !== 'name' || RESERVED.has(this.#next.text.toUpperCase())) this.#unexpected()
    return this.#take().text
  }

  #unexpected(token = this.#next): never {
    throw this.#error(`unexpected token: ${shown(token)}`, token.at)
  }

  #refuse(reason: string): never {
    throw this.#error(reason, this.#next.at)
  }

  #error(reason: string, at: number): SoqlError {
    return new SoqlError('MALFORMED_QUERY', reason, this.#soql, at)
  }
}

const NO_GROUPS = { groupBy: [], subtotals: 'none' } as const

const SEEN = [
  ['FOR', 'VIEW'],
  ['FOR', 'REFERENCE'],
  ['UPDATE', 'TRACKING'],
  ['UPDATE', 'VIEWSTAT'],
] as const

const shown = (token: Token): string => (token.kind === 'end' ? 'the end of the query' : `'${token.text}'`)

const OPERATORS = new Map<string, '=' | '!=' | '<' | '<=' | '>' | '>='>([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

// Words that may not be names of fields or objects. Group and Order are objects, so they are not among them.
const RESERVED = new Set(['SELECT', 'FROM', 'WHERE', 'HAVING', 'LIMIT', 'AND', 'OR', 'NOT', 'IN', 'LIKE', 'NULL'])
// Words that follow FROM or a selected field and so are no aliases.
const CLAUSES = new Set([
  ...RESERVED,
  'WITH',
  'GROUP',
  'ORDER',
  'OFFSET',
  'FOR',
  'ALL',
  'USING',
  'UPDATE',
  'ASC',
  'DESC',
  'NULLS',
])
