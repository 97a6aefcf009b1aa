import type { RecordValue } from '@millrace/values'
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

async function searchObject(
  queryable: Queryable,
  { search, scope }: SoslQuery,
  { fields, clauses }: SoslReturning,
  object: ObjectType,
  org: Org,
  options: SoqlOptions,
): Promise<RecordValue[]> {
  const texts = textFields(object, scope)
  if (texts.length === 0) return []
  const document = texts.map(field => `coalesce(${quoted(field)}, '')`).join(` || ' ' || `)
  const { rows } = await queryable.query<{ Id: string }>({
    text: `select "Id" from ${tableOf(object)} where not "IsDeleted" and to_tsvector('simple', regexp_replace(${document}, '[[:punct:]]+', ' ', 'g')) @@ to_tsquery('simple', $1) limit ${MOST_FOUND}`,
    values: [tsquery(search)],
  })
  if (rows.length === 0) return []
  const where = /^ WHERE\b/i.test(clauses) ? joined(clauses) : ` WHERE Id IN :found${clauses}`
  const soql = `SELECT ${fields || 'Id'} FROM ${object.apiName}${where}`
  const binds = { ...options.binds, found: rows.map(({ Id }) => Id) }
  const { records } = await runSoql(queryable, soql, org, { ...options, binds })
  return records
}

/// The conditions of the search beside those of the words.
function joined(clauses: string): string {
  const end = clauses.search(/\b(?:ORDER\s+BY|LIMIT|OFFSET)\b/i)
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
