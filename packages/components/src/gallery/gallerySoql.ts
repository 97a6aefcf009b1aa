// Enough of SOQL for the gallery's server to answer what a Data Table asks.

export type RowJson = Readonly<Record<string, unknown>>

/// The answer of `/query` over [rows].
export function answerSoql(soql: string, rows: readonly RowJson[]): object {
  const clause = (word: string, until: string) =>
    new RegExp(`\\b${word}\\b (.*?)(?= \\b(?:${until})\\b |$)`, 's').exec(soql)?.[1]
  const select = /^SELECT (.*?) FROM /s.exec(soql)?.[1] ?? 'Id'
  const where = clause('WHERE', 'GROUP BY|ORDER BY|LIMIT|OFFSET')
  const matching = where ? rows.filter(conditionOf(where)) : [...rows]
  if (select === 'COUNT()') return { totalSize: matching.length, done: true, records: [] }
  const groupBy = clause('GROUP BY', 'ORDER BY|LIMIT')
  if (select.includes('COUNT(Id) n')) return aggregates(select, groupBy?.split(', ') ?? [], matching)
  const orderBy = clause('ORDER BY', 'LIMIT|OFFSET')
  if (orderBy) matching.sort(comparison(orderBy))
  const offset = Number(clause('OFFSET', 'LIMIT') ?? 0)
  const limit = Number(clause('LIMIT', 'OFFSET') ?? matching.length)
  const records = matching.slice(offset, offset + limit).map(row => ({ ...row }))
  return { totalSize: records.length, done: true, records }
}

const valueAt = (row: RowJson, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as RowJson | null)?.[name] ?? null, row)

type Condition = (row: RowJson) => boolean

/// A condition with brackets, AND, OR and comparisons.
function conditionOf(text: string): Condition {
  const tokens = text.match(/'(?:\\.|[^'\\])*'|[()]|,|[^\s(),]+/g) ?? []
  let at = 0
  const any = (): Condition => {
    const parts = [all()]
    while (tokens[at] === 'OR') {
      at++
      parts.push(all())
    }
    return row => parts.some(part => part(row))
  }
  const all = (): Condition => {
    const parts = [one()]
    while (tokens[at] === 'AND') {
      at++
      parts.push(one())
    }
    return row => parts.every(part => part(row))
  }
  const one = (): Condition => {
    if (tokens[at] === '(') {
      at++
      const inner = any()
      at++
      return inner
    }
    const field = tokens[at++]!
    let operator = tokens[at++]!
    if (operator === 'NOT') operator = `NOT ${tokens[at++]}`
    if (tokens[at] === '(') {
      const values: unknown[] = []
      for (at++; tokens[at] !== ')'; at++) if (tokens[at] !== ',') values.push(literal(tokens[at]!))
      at++
      return row => values.includes(valueAt(row, field)) === (operator === 'IN')
    }
    const wanted = literal(tokens[at++]!)
    return row => compare(valueAt(row, field), operator, wanted)
  }
  return any()
}

function literal(token: string): unknown {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll(/\\(.)/g, '$1')
  if (/^-?[\d.]+$/.test(token)) return Number(token)
  return token === 'null' ? null : token === 'TRUE' ? true : token === 'FALSE' ? false : token
}

function compare(actual: unknown, operator: string, wanted: unknown): boolean {
  const text = (value: unknown) => String(value).toLowerCase()
  if (operator === 'LIKE') {
    const pattern = text(wanted)
      .replaceAll(/[.*+?^${}()|[\]]/g, '\\$&')
      .replaceAll('%', '.*')
    return actual !== null && new RegExp(`^${pattern}$`, 's').test(text(actual))
  }
  const same = actual === wanted || (actual !== null && wanted !== null && text(actual) === text(wanted))
  if (operator === '=') return same
  if (operator === '!=') return !same
  if (actual === null || wanted === null) return false
  const order =
    typeof actual === 'number' && typeof wanted === 'number'
      ? actual - wanted
      : text(actual) < text(wanted)
        ? -1
        : same
          ? 0
          : 1
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] ?? false
}

function comparison(orderBy: string): (a: RowJson, b: RowJson) => number {
  const sorts = orderBy.split(', ').map(part => part.split(' '))
  return (a, b) => {
    for (const [field = '', direction] of sorts) {
      const [x, y] = [valueAt(a, field), valueAt(b, field)]
      if (x === y) continue
      if (x === null || y === null) return x === null ? 1 : -1
      const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y))
      if (order !== 0) return direction === 'DESC' ? -order : order
    }
    return 0
  }
}

function aggregates(select: string, groups: readonly string[], rows: readonly RowJson[]): object {
  const members = new Map<string, RowJson[]>()
  if (groups.length === 0) members.set('', [...rows])
  for (const row of groups.length > 0 ? rows : []) {
    const key = JSON.stringify(groups.map(field => valueAt(row, field)))
    members.set(key, [...(members.get(key) ?? []), row])
  }
  const functions = [...select.matchAll(/(COUNT|SUM|AVG|MIN|MAX)\(([\w.]+)\) (\w+)/g)]
  const records = [...members.values()].map(list => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(groups.map((field, i) => [`g${i}`, valueAt(list[0]!, field)])),
    ...Object.fromEntries(
      functions.map(([, name = '', field = '', alias = '']) => [
        alias,
        aggregate(
          name,
          list.map(row => valueAt(row, field)),
        ),
      ]),
    ),
  }))
  return { totalSize: records.length, done: true, records }
}

function aggregate(name: string, all: readonly unknown[]): unknown {
  const values = all.filter(value => value !== null)
  if (name === 'COUNT') return values.length
  const numbers = values.filter(value => typeof value === 'number')
  const sum = numbers.reduce((total, value) => total + value, 0)
  if (name === 'SUM') return sum
  if (name === 'AVG') return numbers.length > 0 ? sum / numbers.length : null
  const sorted = [...values].sort((a, b) => (compare(a, '<', b) ? -1 : 1))
  return (name === 'MIN' ? sorted[0] : sorted.at(-1)) ?? null
}
