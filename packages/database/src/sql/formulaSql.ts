import { parseFormula, type Node } from '@millrace/formula'
import { DateTimeValue, isNum, numText } from '@millrace/values'
import type { FieldType } from '../schema.ts'
import type { UserContext } from '../userContext.ts'
import type { Parameter } from './columns.ts'

/// The kinds of values of a formula as PostgreSQL holds them. Text is never '': that is null.
export type SqlKind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time'

/// An expression in SQL. `fails` is the condition under which it cannot be worked out; null when it always can.
interface Sql {
  readonly sql: string
  readonly kind: SqlKind | 'null'
  readonly fails: string | null
}

/// What a formula refers to.
export interface FormulaSqlScope {
  /// The column behind a reference; undefined where there is none in SQL.
  column(path: string): { readonly sql: string; readonly kind: SqlKind; readonly isPercent: boolean } | undefined
  /// A value that is known when the query runs, as SQL; absent where a statement has no such values.
  readonly parameter?: (source: (user: UserContext) => Parameter) => string
}

/// The formula of [field] as SQL that gives what `prepareFormula` would; undefined when a function or reference in it
/// has no counterpart here.
export function formulaSql(field: FieldType, scope: FormulaSqlScope): { sql: string; kind: SqlKind } | undefined {
  const { expression, blankAsZero } = field.formula!
  const { tree, errors } = parseFormula(expression)
  if (errors.length > 0) return undefined
  try {
    const { sql, kind, fails } = new Writer(scope, blankAsZero).write(tree.root)
    const rounded =
      kind === 'number' ? `round(${field.type === 'percent' ? `${sql} * 100` : sql}, ${field.scale})` : sql
    const value = fails === null ? rounded : `case when ${fails} then null else ${rounded} end`
    return { sql: `(${value})`, kind: kind === 'null' ? 'text' : kind }
  } catch (error) {
    if (error instanceof NoCounterpart) return undefined
    throw error
  }
}

class NoCounterpart extends Error {}

const noCounterpart = (): never => {
  throw new NoCounterpart()
}

const either = (...fails: readonly (string | null)[]): string | null => {
  const some = fails.filter(one => one !== null)
  return some.length === 0 ? null : some.length === 1 ? some[0]! : `(${some.join(' or ')})`
}

/// What happens only where [condition] holds.
const where = (condition: string, fails: string | null): string | null =>
  fails === null ? null : `(${condition} and ${fails})`

const textConstant = (text: string): string => `'${text.replaceAll("'", "''")}'::text`

class Writer {
  readonly #scope: FormulaSqlScope
  readonly #blankAsZero: boolean

  constructor(scope: FormulaSqlScope, blankAsZero: boolean) {
    this.#scope = scope
    this.#blankAsZero = blankAsZero
  }

  write(node: Node): Sql {
    switch (node.kind) {
      case 'literal':
        return literal(node.value)
      case 'reference':
        return this.#reference(node.path)
      case 'operation':
        return this.#operation(node.operator, node.operands)
      case 'call':
        return this.#call(node.name.toUpperCase(), node.args)
      case 'missing':
        return noCounterpart()
    }
  }

  #reference(path: string): Sql {
    const column = this.#scope.column(path) ?? noCounterpart()
    const { kind } = column
    const sql = column.isPercent ? `(${column.sql} / 100)` : column.sql
    const isFilled = (kind === 'number' && this.#blankAsZero) || kind === 'boolean'
    return { sql: isFilled ? `coalesce(${sql}, ${kind === 'boolean' ? 'false' : '0'})` : sql, kind, fails: null }
  }

  #parameter(source: (user: UserContext) => Parameter, kind: SqlKind): Sql {
    const add = this.#scope.parameter ?? noCounterpart()
    return { sql: `${add(source)}::${kind === 'datetime' ? 'timestamptz' : kind}`, kind, fails: null }
  }

  #operation(operator: string, operands: readonly Node[]): Sql {
    const [a, b] = operands.map(operand => this.write(operand))
    if (!b) return { ...ofKind(a!, 'number'), sql: operator === '-' ? `(- ${a!.sql})` : a!.sql }
    const fails = either(a!.fails, b.fails)
    switch (operator) {
      case '=':
      case '<>':
        return { ...equals(a!, b, operator === '<>'), fails }
      case '<':
      case '>':
      case '<=':
      case '>=':
        sameKind(a!, b)
        if (a!.kind === 'boolean') return noCounterpart()
        return { sql: `(${ordered(a!)} ${operator} ${ordered(b)})`, kind: 'boolean', fails }
      case '&':
        return { ...concatenated(ofKind(a!, 'text'), ofKind(b, 'text')), fails }
      case '/': {
        const [x, y] = [ofKind(a!, 'number').sql, ofKind(b, 'number').sql]
        const sql = `(${x} * 1.00000000000000000000 / nullif(${y}, 0))`
        return { sql, kind: 'number', fails: either(fails, `(${x} is not null and coalesce(${y} = 0, false))`) }
      }
      case '*':
        return { sql: `(${ofKind(a!, 'number').sql} * ${ofKind(b, 'number').sql})`, kind: 'number', fails }
      case '+':
      case '-':
        return { ...sum(a!, b, operator), fails }
      default:
        return noCounterpart()
    }
  }

  #call(name: string, nodes: readonly Node[]): Sql {
    if (name === 'AND' || name === 'OR') return this.#connective(nodes, name === 'OR')
    const args = nodes.map(node => this.write(node))
    if (name === 'IF' && args.length === 3) return conditional(args[0]!, args[1]!, args[2]!)
    if (name === 'CASE') return caseOf(args)
    if (name === 'TODAY')
      return this.#parameter(user => new DateTimeValue(user.now()).dateIn(user.timeZone).toString(), 'date')
    if (name === 'NOW') return this.#parameter(user => new DateTimeValue(user.now()).toString(), 'datetime')
    if (name === 'DATEVALUE' && args[0]?.kind === 'datetime') {
      const zone = this.#parameter(user => user.timeZone, 'text')
      return { sql: `timezone(${zone.sql}, ${args[0].sql})::date`, kind: 'date', fails: args[0].fails }
    }
    const write = FUNCTIONS[name] ?? noCounterpart()
    const { sql, kind } = write(args)
    return { sql, kind, fails: either(...args.map(arg => arg.fails)) }
  }

  /// Values after the one that decides are not looked at, so what fails there does not matter.
  #connective(nodes: readonly Node[], end: boolean): Sql {
    let undecided = 'true'
    let fails: string | null = null
    const tests: string[] = []
    for (const node of nodes) {
      const { sql, fails: failing } = ofKind(this.write(node), 'boolean')
      fails = either(fails, undecided === 'true' ? failing : where(undecided, failing))
      tests.push(`${sql} is true`)
      undecided = tests.map(test => (end ? `not (${test})` : `(${test})`)).join(' and ')
    }
    return { sql: `(${tests.join(end ? ' or ' : ' and ')})`, kind: 'boolean', fails }
  }
}

function literal(value: unknown): Sql {
  if (value === null || value === '') return { sql: 'null', kind: 'null', fails: null }
  if (typeof value === 'boolean') return { sql: String(value), kind: 'boolean', fails: null }
  if (typeof value === 'string')
    return value.includes('\0') ? noCounterpart() : { sql: textConstant(value), kind: 'text', fails: null }
  return isNum(value as number)
    ? { sql: `${numText(value as number)}::numeric`, kind: 'number', fails: null }
    : noCounterpart()
}

/// [value], which must be of [kind] or null.
function ofKind(value: Sql, kind: SqlKind): Sql {
  if (value.kind === kind) return value
  if (value.kind !== 'null') return noCounterpart()
  return { ...value, sql: `null::${SQL_TYPES[kind]}`, kind }
}

const SQL_TYPES: Readonly<Record<SqlKind, string>> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  time: 'time',
}

function sameKind(a: Sql, b: Sql): SqlKind {
  const kind = a.kind === 'null' ? b.kind : a.kind
  if (kind === 'null' || (b.kind !== 'null' && b.kind !== kind)) return noCounterpart()
  return kind
}

const ordered = ({ sql, kind }: Sql): string => (kind === 'text' ? `${sql} collate "C"` : sql)

/// Text and nothing: no text is the empty one. Other kinds have no answer where a side is blank.
function equals(a: Sql, b: Sql, negated: boolean): Omit<Sql, 'fails'> {
  const isText = a.kind === 'text' || b.kind === 'text'
  sameKind(a, b)
  if (isText) return { sql: `(${a.sql} is ${negated ? '' : 'not '}distinct from ${b.sql})`, kind: 'boolean' }
  return { sql: `(${a.sql} ${negated ? '<>' : '='} ${b.sql})`, kind: 'boolean' }
}

const concatenated = (a: Sql, b: Sql): Omit<Sql, 'fails'> => ({
  sql: `nullif(coalesce(${a.sql}, '') || coalesce(${b.sql}, ''), '')`,
  kind: 'text',
})

function sum(a: Sql, b: Sql, operator: '+' | '-'): Omit<Sql, 'fails'> {
  if (a.kind === 'text' && b.kind === 'text' && operator === '+') return concatenated(a, b)
  if (a.kind === 'number' && b.kind === 'number') return { sql: `(${a.sql} ${operator} ${b.sql})`, kind: 'number' }
  if (a.kind === 'date' && b.kind === 'number')
    return { sql: `(${a.sql} ${operator} trunc(${b.sql})::integer)`, kind: 'date' }
  if (a.kind === 'number' && b.kind === 'date' && operator === '+') return sum(b, a, '+')
  if (a.kind === 'date' && b.kind === 'date' && operator === '-')
    return { sql: `(${a.sql} - ${b.sql})::numeric`, kind: 'number' }
  if (a.kind === 'datetime' && b.kind === 'datetime' && operator === '-')
    return { sql: `(extract(epoch from ${a.sql} - ${b.sql})::numeric / 86400)`, kind: 'number' }
  if (a.kind === 'datetime' && b.kind === 'number')
    return {
      sql: `(${a.sql} ${operator} round(${b.sql} * 86400)::double precision * interval '1 second')`,
      kind: 'datetime',
    }
  return noCounterpart()
}

function conditional(test: Sql, yes: Sql, no: Sql): Sql {
  const kind = yes.kind === 'null' && no.kind === 'null' ? 'text' : sameKind(yes, no)
  const holds = `${ofKind(test, 'boolean').sql} is true`
  const fails = either(test.fails, where(`(${holds})`, yes.fails), where(`not (${holds})`, no.fails))
  return { sql: `(case when ${test.sql} then ${ofKind(yes, kind).sql} else ${ofKind(no, kind).sql} end)`, kind, fails }
}

function caseOf(args: readonly Sql[]): Sql {
  const [subject, ...rest] = args
  if (!subject || rest.length < 3 || rest.length % 2 === 0) return noCounterpart()
  const results = rest.filter((_, i) => i % 2 === 1 || i === rest.length - 1)
  const kind = results.reduce<SqlKind | 'null'>((known, { kind: next }) => {
    if (known !== 'null' && next !== 'null' && known !== next) return noCounterpart()
    return known === 'null' ? next : known
  }, 'null')
  const shown = kind === 'null' ? 'text' : kind
  const cases: string[] = []
  for (let i = 0; i < rest.length - 1; i += 2)
    cases.push(`when ${equals(subject, rest[i]!, false).sql} then ${ofKind(rest[i + 1]!, shown).sql}`)
  const sql = `(case ${cases.join(' ')} else ${ofKind(rest.at(-1)!, shown).sql} end)`
  // Results that can fail would do so only where they are chosen.
  if (args.some(arg => arg !== subject && arg.fails !== null)) return noCounterpart()
  return { sql, kind: shown, fails: subject.fails }
}

type Write = (args: readonly Sql[]) => Omit<Sql, 'fails'>

/// A function whose arguments have these kinds and whose answer is blank when one of them is; a counterpart in SQL.
function plain(takes: readonly SqlKind[], gives: SqlKind, sql: (...args: string[]) => string): Write {
  return args => {
    if (args.length !== takes.length) return noCounterpart()
    return { sql: sql(...args.map((arg, i) => ofKind(arg, takes[i]!).sql)), kind: gives }
  }
}

const part = (name: string): Write => plain(['date'], 'number', date => `extract(${name} from ${date})::numeric`)

function greatest(name: 'greatest' | 'least'): Write {
  return args => {
    const values = args.map(arg => ofKind(arg, 'number').sql)
    const noneBlank = values.map(value => `${value} is not null`).join(' and ')
    return { sql: `(case when ${noneBlank} then ${name}(${values.join(', ')}) end)`, kind: 'number' }
  }
}

/// Like `strict` functions of the formula language where nothing else is said. Source: as there.
const FUNCTIONS: Readonly<Record<string, Write>> = {
  ABS: plain(['number'], 'number', x => `abs(${x})`),
  BEGINS: plain(['text', 'text'], 'boolean', (text, start) => `(${start} is null or starts_with(${text}, ${start}))`),
  BLANKVALUE: ([value, other]) => {
    const kind = value && other ? sameKind(value, other) : noCounterpart()
    if (either(value!.fails, other!.fails) !== null) return noCounterpart()
    return { sql: `coalesce(${ofKind(value!, kind).sql}, ${ofKind(other!, kind).sql})`, kind }
  },
  CONTAINS: plain(['text', 'text'], 'boolean', (text, other) => `(${other} is null or strpos(${text}, ${other}) > 0)`),
  DAY: part('day'),
  INCLUDES: plain(
    ['text', 'text'],
    'boolean',
    (list, one) => `coalesce(${one} = any(string_to_array(${list}, ';')), false)`,
  ),
  ISBLANK: ([value]) => (value ? { sql: `(${value.sql} is null)`, kind: 'boolean' } : noCounterpart()),
  ISNULL: ([value]) => {
    if (!value) return noCounterpart()
    return { sql: value.kind === 'text' ? 'false' : `(${value.sql} is null)`, kind: 'boolean' }
  },
  ISPICKVAL: plain(['text', 'text'], 'boolean', (list, one) => `(${list} is not distinct from ${one})`),
  LEFT: plain(['text', 'number'], 'text', (text, n) => `nullif(left(${text}, greatest(0, trunc(${n})::integer)), '')`),
  LEN: plain(['text'], 'number', text => `coalesce(length(${text}), 0)::numeric`),
  LOWER: plain(['text'], 'text', text => `lower(${text})`),
  MAX: greatest('greatest'),
  MIN: greatest('least'),
  MID: plain(
    ['text', 'number', 'number'],
    'text',
    (text, start, n) =>
      `nullif(substr(${text}, greatest(1, trunc(${start})::integer), greatest(0, trunc(${n})::integer)), '')`,
  ),
  MONTH: part('month'),
  NOT: plain(['boolean'], 'boolean', value => `(not ${value})`),
  NULLVALUE: ([value, other]) => {
    if (!value || !other) return noCounterpart()
    return value.kind === 'text' || other.kind === 'text' ? value : FUNCTIONS['BLANKVALUE']!([value, other])
  },
  RIGHT: plain(
    ['text', 'number'],
    'text',
    (text, n) => `nullif(right(${text}, greatest(0, trunc(${n})::integer)), '')`,
  ),
  ROUND: plain(['number', 'number'], 'number', (x, n) => `round(${x}, trunc(${n})::integer)`),
  SUBSTITUTE: plain(
    ['text', 'text', 'text'],
    'text',
    (text, old, next) =>
      `(case when ${old} is not null then nullif(replace(${text}, ${old}, coalesce(${next}, '')), '') end)`,
  ),
  // Of a picklist. How numbers and dates are written is left to the formula language.
  TEXT: plain(['text'], 'text', text => text),
  TRIM: plain(['text'], 'text', text => `nullif(btrim(${text}, ' '), '')`),
  UPPER: plain(['text'], 'text', text => `upper(${text})`),
  WEEKDAY: plain(['date'], 'number', date => `(extract(dow from ${date}) + 1)::numeric`),
  YEAR: part('year'),
}
