import { SoqlError } from '../soql/soqlError.ts'

/// A SOSL search as it was written.
export interface SoslQuery {
  /// The words between the braces, without escapes.
  readonly search: string
  readonly scope: 'ALL' | 'NAME' | 'EMAIL' | 'PHONE'
  /// Empty: every object that can be searched.
  readonly returning: readonly SoslReturning[]
  readonly limit: number | null
}

export interface SoslReturning {
  readonly object: string
  /// `Name, Email`; empty: Id alone.
  readonly fields: string
  /// ` WHERE … ORDER BY … LIMIT …`, as SOQL has it.
  readonly clauses: string
  readonly at: number
}

/// SOSL text to its tree. Throws `SoqlError` (MALFORMED_SEARCH).
///
/// Source: SOQL and SOSL Reference, "SOSL Syntax".
export function parseSosl(sosl: string): SoslQuery {
  const found = /^\s*FIND\s*\{((?:\\[^]|[^}\\])*)\}/i.exec(sosl)
  if (!found) throw new SoqlError('MALFORMED_SEARCH', 'expecting FIND {words}', sosl, 0)
  const search = found[1]!.replace(/\\([^])/g, '$1').trim()
  if (search.replace(/[*?"]/g, '').length < 2)
    throw new SoqlError(
      'MALFORMED_SEARCH',
      'search term must be longer than one character',
      sosl,
      found[0].indexOf('{') + 1,
    )
  let rest = found[0].length
  const scope = /^\s*IN\s+(ALL|NAME|EMAIL|PHONE)\s+FIELDS\b/i.exec(sosl.slice(rest))
  rest += scope?.[0].length ?? 0
  const returning = /^\s*RETURNING\s+/i.exec(sosl.slice(rest))
  rest += returning?.[0].length ?? 0
  const objects = returning ? readReturning(sosl, rest) : { list: [], end: rest }
  const limit = /^\s*(?:LIMIT\s+(\d+))?\s*$/i.exec(sosl.slice(objects.end))
  if (!limit)
    throw new SoqlError('MALFORMED_SEARCH', `unexpected token: '${sosl.slice(objects.end).trim()}'`, sosl, objects.end)
  return {
    search,
    scope: (scope?.[1]?.toUpperCase() ?? 'ALL') as SoslQuery['scope'],
    returning: objects.list,
    limit: limit[1] === undefined ? null : Number(limit[1]),
  }
}

function readReturning(sosl: string, start: number): { list: SoslReturning[]; end: number } {
  const list: SoslReturning[] = []
  let end = start
  for (;;) {
    const name = /^\s*(\w+)\s*/.exec(sosl.slice(end))
    if (!name) throw new SoqlError('MALFORMED_SEARCH', 'expecting an object', sosl, end)
    const at = end
    end += name[0].length
    const inner = sosl[end] === '(' ? inBrackets(sosl, end) : ''
    if (inner !== '' || sosl[end] === '(') end += inner.length + 2
    const clauses = inner.search(/\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET|USING)\b/i)
    list.push({
      object: name[1]!,
      fields: (clauses < 0 ? inner : inner.slice(0, clauses)).trim(),
      clauses: clauses < 0 ? '' : ` ${inner.slice(clauses)}`,
      at,
    })
    const comma = /^\s*,/.exec(sosl.slice(end))
    if (!comma) return { list, end }
    end += comma[0].length
  }
}

/// What stands between the bracket at [open] and the one that closes it; text in quotes may hold brackets.
function inBrackets(sosl: string, open: number): string {
  let depth = 0
  for (let at = open; at < sosl.length; at++) {
    const char = sosl[at]
    if (char === "'") at = endOfText(sosl, at)
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return sosl.slice(open + 1, at)
  }
  throw new SoqlError('MALFORMED_SEARCH', "expecting ')' but was the end of the search", sosl, sosl.length)
}

function endOfText(sosl: string, start: number): number {
  for (let at = start + 1; at < sosl.length; at++)
    if (sosl[at] === '\\') at++
    else if (sosl[at] === "'") return at
  return sosl.length
}
