import { RecordValue } from '@millrace/values'
import { limitsOf } from '../access/views.ts'
import type { Org } from '../org.ts'
import type { ObjectType } from '../schema.ts'
import type { Queryable } from '../server/statement.ts'
import { runSoql, type SoqlOptions } from '../soql/run.ts'
import { SoqlError } from '../soql/soqlError.ts'
import { quoted } from '../sql/columns.ts'
import { tableOf } from '../sql/from.ts'
import { parseSosl, type SoslQuery, type SoslReturning } from './parse.ts'

/// The most records that a search looks at of one object, as in an org.
const MOST_FOUND = 2000

/// Runs a SOSL search: the words are looked for in the texts of records with PostgreSQL's full text search, and the
/// records that have them are read as SOQL reads them, with its rights. Throws `SoqlError`.
///
/// Source: SOQL and SOSL Reference, "Salesforce Object Search Language (SOSL)".
export async function runSosl(
  queryable: Queryable,
  sosl: string,
  org: Org,
  options: SoqlOptions,
): Promise<RecordValue[]> {
  const query = parseSosl(sosl)
  const { schema } = org.view(limitsOf(options.user, options.mode ?? 'system'))
  const returning = query.returning.length > 0 ? query.returning : searchable(schema.objects)
  const found: RecordValue[] = []
  for (const one of returning) {
    const object = schema.object(one.object)
    if (!object) throw new SoqlError('INVALID_TYPE', `sObject type '${one.object}' is not supported.`, sosl, one.at)
    found.push(...(await searchObject(queryable, query, one, object, org, options)))
  }
  return query.limit === null ? found : found.slice(0, query.limit)
}

const searchable = (objects: readonly ObjectType[]): SoslReturning[] =>
  objects
    .filter(object => object.nameField && object.field('OwnerId'))
    .map(({ apiName }) => ({ object: apiName, fields: '', clauses: '', at: 0 }))

/// The records that have the words, the best match first where no other order is asked for.
async function searchObject(
  queryable: Queryable,
  { search, scope }: SoslQuery,
  { fields, clauses }: SoslReturning,
  object: ObjectType,
  org: Org,
  options: SoqlOptions,
): Promise<RecordValue[]> {
  const ids = await found(queryable, search, textFields(object, scope), object, options)
  if (ids.length === 0) return []
  const isOrdered = /\bORDER\s+BY\b/i.test(clauses)
  const { text, limit, offset } = isOrdered ? { text: clauses, limit: null, offset: 0 } : withoutLimit(clauses)
  const where = /^ WHERE\b/i.test(text) ? joined(text) : ` WHERE Id IN :found${text}`
  const hasId = fields === '' || /(^|,)\s*Id\s*(,|$)|\bFIELDS\s*\(/i.test(fields)
  const selected = hasId ? fields || 'Id' : `Id, ${fields}`
  const soql = `SELECT ${selected} FROM ${object.apiName}${where}`
  const { records } = await runSoql(queryable, soql, org, { ...options, binds: { ...options.binds, found: ids } })
  const shown = hasId ? (record: RecordValue) => record : withoutId
  if (isOrdered) return records.map(shown)
  const places = new Map(ids.map((id, i) => [id, i]))
  const ranked = records.toSorted((a, b) => places.get(a.id!)! - places.get(b.id!)!)
  return ranked.slice(offset, limit === null ? undefined : offset + limit).map(shown)
}

/// Ids of the records with the words of [search] that are shared with the user, the best match first: a match in the
/// name counts more than others.
async function found(
  queryable: Queryable,
  search: string,
  texts: readonly string[],
  object: ObjectType,
  options: SoqlOptions,
): Promise<string[]> {
  if (texts.length === 0) return []
  const words = tsquery(search)
  const shared = limitsOf(options.user, options.mode ?? 'system').sharing?.condition(object, 't', 'read') ?? 'true'
  const name = object.nameField && texts.includes(object.nameField.apiName) ? [object.nameField.apiName] : []
  const rank = `ts_rank(${documentOf(texts, 't')}, words) + 2 * ts_rank(${documentOf(name, 't')}, words)`
  const { rows } = await queryable.query<{ Id: string }>({
    text: `select t."Id" from ${tableOf(object)} t, to_tsquery('simple', $1) words
           where not t."IsDeleted" and ${documentOf(texts, 't')} @@ words and ${shared}
           order by ${rank} desc, t."Id" limit ${MOST_FOUND}`,
    values: [words],
  })
  return rows.map(({ Id }) => Id)
}

/// The words of some fields as PostgreSQL searches them.
function documentOf(fields: readonly string[], alias: string): string {
  const text = fields.map(field => `coalesce(${alias}.${quoted(field)}, '')`).join(` || ' ' || `)
  return `to_tsvector('simple', regexp_replace(${text || "''"}, '[[:punct:]]+', ' ', 'g'))`
}

/// Records are put in order by their Ids, which nobody asked for.
function withoutId(record: RecordValue): RecordValue {
  const shown = new RecordValue(record.objectName)
  for (const [i, name] of record.shape.names.entries()) if (name !== 'Id') shown.put(name, record.values[i]!)
  return shown
}

function withoutLimit(clauses: string): { text: string; limit: number | null; offset: number } {
  const of = (keyword: string): number | null => {
    const match = new RegExp(`\\b${keyword}\\s+(\\d+)`, 'i').exec(outsideQuotes(clauses))
    return match ? Number(match[1]) : null
  }
  const end = outsideQuotes(clauses).search(/\b(?:LIMIT|OFFSET)\s+\d/i)
  return { text: end < 0 ? clauses : clauses.slice(0, end).trimEnd(), limit: of('LIMIT'), offset: of('OFFSET') ?? 0 }
}

/// [text] with blanks for what is in quotes, so that places stay the same.
const outsideQuotes = (text: string): string => text.replace(/'(?:\\[^]|[^'\\])*'/g, quote => ' '.repeat(quote.length))

/// The conditions of the search beside those of the words.
function joined(clauses: string): string {
  const end = outsideQuotes(clauses).search(/\b(?:ORDER\s+BY|LIMIT|OFFSET)\b/i)
  const condition = clauses.slice(0, end < 0 ? undefined : end).replace(/^ WHERE/i, '')
  return ` WHERE Id IN :found AND (${condition})${end < 0 ? '' : ` ${clauses.slice(end)}`}`
}

function textFields(object: ObjectType, scope: SoslQuery['scope']): string[] {
  const stored = object.fields.filter(field => !field.formula)
  switch (scope) {
    case 'NAME':
      return stored.filter(field => field.nameField).map(({ apiName }) => apiName)
    case 'EMAIL':
      return stored.filter(({ type }) => type === 'email').map(({ apiName }) => apiName)
    case 'PHONE':
      return stored.filter(({ type }) => type === 'phone').map(({ apiName }) => apiName)
    case 'ALL':
      return stored.filter(({ type }) => SEARCHED.has(type)).map(({ apiName }) => apiName)
  }
}

const SEARCHED = new Set(['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'combobox'])

/// The words as PostgreSQL asks for them: all of them unless OR or AND NOT stands between; `ac*` begins a word; what is
/// in quotes stands together.
function tsquery(search: string): string {
  const tokens = search.match(/"[^"]*"|\S+/g) ?? []
  const parts: string[] = []
  let operator = ''
  for (const token of tokens) {
    const word = token.toUpperCase()
    if (word === 'OR') operator = ' | '
    else if (word === 'NOT') operator = ' & !'
    else if (word !== 'AND') {
      const term = termOf(token)
      if (term === '') continue
      parts.push(parts.length === 0 ? term : `${operator || ' & '}${term}`)
      operator = ''
    }
  }
  return parts.join('')
}

function termOf(token: string): string {
  const isPrefix = token.endsWith('*')
  const words = token
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(word => `'${word}'`)
  if (words.length === 0) return ''
  return `(${words.join(' <-> ')}${isPrefix ? ':*' : ''})`
}
