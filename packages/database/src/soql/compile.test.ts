import { describe, expect, it } from 'vitest'
import { ada } from '../../test/org.ts'
import { buildSchema } from '../schema/buildSchema.ts'
import { wholeView } from '../sql/view.ts'
import { compileSoql } from './compile.ts'
import { parseSoql } from './parse.ts'
import { SoqlError } from './soqlError.ts'

const schema = buildSchema([])
const context = { user: ada, binds: new Map([['ids', ['003000000000001']]]) }

/// The statements of a query, `SQL  <- parameters`.
function statements(soql: string): string {
  const compiled = compileSoql(parseSoql(soql), wholeView(schema), soql)
  return [compiled, ...compiled.children]
    .map(({ text, parameters }) => `${text}\n  <- ${JSON.stringify(parameters.map(parameter => parameter(context)))}`)
    .join('\n')
}

describe('SOQL to SQL: values are bound, text compares ignoring case, deleted records are hidden', () => {
  it('a plain query', () => {
    expect(
      statements("SELECT Name, Account.Name FROM Contact WHERE LastName = 'Ng' ORDER BY Email DESC LIMIT 5"),
    ).toMatchInlineSnapshot(`
      "select t0."Id", t0."Name", t0."AccountId", t1."Name" from "org"."Contact" t0 left join "org"."Account" t1 on t1."Id" = t0."AccountId" where not t0."IsDeleted" and lower(t0."LastName") = $1::text order by lower(t0."Email") desc nulls last, t0."Id" limit $2::integer
        <- ["ng",5]"
    `)
  })

  it('Ids, lists and binds', () => {
    expect(
      statements(
        "SELECT Id FROM Contact WHERE Id IN :ids AND AccountId = '001000000000001' AND Title NOT IN ('A', null)",
      ),
    ).toMatchInlineSnapshot(`
      "select t0."Id" from "org"."Contact" t0 where not t0."IsDeleted" and (t0."Id" = any($1::text[]) and t0."AccountId" = $2::text and (t0."Title" is not null and (t0."Title" is null or lower(t0."Title") <> all($3::text[])))) order by t0."Id"
        <- [["003000000000001AAA"],"001000000000001AAA",["a"]]"
    `)
  })

  it('a date literal is days for a date and instants for a date/time', () => {
    expect(
      statements('SELECT Id FROM Contact WHERE Birthdate = THIS_WEEK OR CreatedDate > LAST_N_MONTHS:2'),
    ).toMatchInlineSnapshot(`
      "select t0."Id" from "org"."Contact" t0 where not t0."IsDeleted" and ((t0."Birthdate" >= $1::date and t0."Birthdate" < $2::date) or t0."CreatedDate" >= $3::timestamptz) order by t0."Id"
        <- ["2026-01-11","2026-01-18","2025-12-31T23:00:00.000Z"]"
    `)
  })

  it('children are a statement of their own', () => {
    expect(
      statements(
        "SELECT Id, (SELECT Email FROM Contacts WHERE Title = 'Dr' LIMIT 2), (SELECT Id FROM Cases) FROM Account",
      ),
    ).toMatchInlineSnapshot(`
      "select t0."Id" from "org"."Account" t0 where not t0."IsDeleted" order by t0."Id"
        <- []
      select x.* from unnest($3::text[]) p (id) cross join lateral (select t0."Id", t0."Email", t0."AccountId" from "org"."Contact" t0 where not t0."IsDeleted" and lower(t0."Title") = $1::text and t0."AccountId" = p.id order by t0."Id" limit $2::integer) x
        <- ["dr",2]
      select t0."Id", t0."AccountId" from "org"."Case" t0 where not t0."IsDeleted" and t0."AccountId" = any($1::text[]) order by t0."Id"
        <- []"
    `)
  })

  it('groups', () => {
    expect(
      statements(
        'SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC',
      ),
    ).toMatchInlineSnapshot(`
      "select min(t0."Industry" collate "C"), count(t0."Id")::integer from "org"."Account" t0 where not t0."IsDeleted" group by lower(t0."Industry") having count(t0."Id")::integer > $1::numeric order by count(t0."Id")::integer desc nulls last
        <- ["1"]"
    `)
  })

  it('semi-joins', () => {
    expect(
      statements('SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE Email = null)'),
    ).toMatchInlineSnapshot(`
      "select t0."Id" from "org"."Account" t0 where not t0."IsDeleted" and (t0."Id" is null or t0."Id" not in (select t1."AccountId" from "org"."Contact" t1 where not t1."IsDeleted" and t1."Email" is null and t1."AccountId" is not null)) order by t0."Id"
        <- []"
    `)
  })
})

describe('any text', () => {
  const seeds = [
    "SELECT Name, Account.Owner.Name FROM Contact c WHERE (LastName LIKE 'a%' OR Email IN ('b', null)) AND NOT DoNotCall = true ORDER BY Name DESC NULLS LAST LIMIT 10 OFFSET 2 FOR UPDATE",
    'SELECT Industry, COUNT(Id) n, MAX(CreatedDate) FROM Account WHERE CreatedDate = LAST_N_DAYS:30 GROUP BY Industry HAVING COUNT(Id) > 1.5e3',
    'SELECT Id, (SELECT FIELDS(ALL) FROM Contacts WHERE Birthdate < 2020-01-01 LIMIT 1) FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Name = :name) ALL ROWS',
    'SELECT toLabel(Status), FORMAT(CreatedDate), CALENDAR_YEAR(convertTimezone(CreatedDate)) FROM Case WITH USER_MODE',
  ]
  const words = seeds.flatMap(seed => seed.match(/\w+|[^\w\s]/g)!)

  /// The same numbers at every run.
  function numbers(seed: number): (below: number) => number {
    let state = seed
    return below => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % below
    }
  }

  it('compiles, or is refused with a place in the text', () => {
    const next = numbers(7)
    for (let i = 0; i < 3000; i++) {
      const text = seeds[next(seeds.length)]!.match(/\w+|[^\w\s]|\s+/g)!
      for (let change = 0; change <= next(3); change++) {
        const at = next(text.length)
        if (next(2) === 0) text.splice(at, 1 + next(2))
        else text.splice(at, 0, ' ', words[next(words.length)]!, ' ')
      }
      const soql = text.join('')
      try {
        compileSoql(parseSoql(soql), wholeView(schema), soql)
      } catch (error) {
        if (!(error instanceof SoqlError)) throw new Error(`${soql}\n${String(error)}`)
        expect(error.at).toBeLessThanOrEqual(soql.length)
      }
    }
  })
})
