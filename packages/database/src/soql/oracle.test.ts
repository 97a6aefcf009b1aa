import { parseQuery } from '@jetstreamapp/soql-parser-js'
import { describe, expect, it } from 'vitest'
import { parseSoql } from './parse.ts'

// What the published parser takes, ours takes, and the other way round.
const selects = [
  'Id',
  'Id, Name, Account.Owner.Name',
  'COUNT()',
  'COUNT(Id) n, StageName',
  'toLabel(Status), FORMAT(Amount) f',
  'FIELDS(ALL)',
  "Id, DISTANCE(Place__c, GEOLOCATION(52.5, 13.4), 'km') d",
  'Id, (SELECT Id, Email FROM Contacts WHERE Email != null ORDER BY Name LIMIT 2)',
  'TYPEOF What WHEN Account THEN Phone, Name WHEN Case THEN Subject ELSE Name END',
  'Id,',
  '',
]
const froms = ['Account', 'Account a', 'Account__c', 'Account USING SCOPE mine']
const wheres = [
  '',
  "Name = 'O\\'Neil'",
  "Name LIKE 'a%' AND (Amount > 1.5 OR Amount = -2)",
  'NOT (CreatedDate = TODAY OR CreatedDate > LAST_N_DAYS:30)',
  "Id IN ('001000000000001', '001000000000002')",
  'Id NOT IN (SELECT AccountId FROM Contact WHERE LastName = null)',
  "Topics__c INCLUDES ('A;B', 'C')",
  "Topics__c EXCLUDES ('A')",
  'CALENDAR_YEAR(convertTimezone(CreatedDate)) = 2026',
  'CreatedDate >= 2026-01-15T00:00:00+01:00 AND Birthdate < 2026-01-01',
  'IsActive = true AND Email != null',
  'Name IN :names',
  "DISTANCE(Place__c, GEOLOCATION(52.5, -13.4), 'mi') < 20",
  "Name = 'a",
  'Name == 1',
  'Name',
]
const ends = [
  '',
  'WITH SECURITY_ENFORCED',
  'ORDER BY Name DESC NULLS LAST, Id',
  'LIMIT 10 OFFSET 5',
  'FOR UPDATE',
  'GROUP BY Name HAVING COUNT(Id) > 1',
  'GROUP BY ROLLUP(Name, Status)',
  'GROUP BY CUBE(Name)',
  'ORDER BY',
  'LIMIT x',
]

/// What the published parser is known to read otherwise than the reference says.
const differs: readonly { readonly why: string; readonly matches: RegExp }[] = [
  { why: 'it takes one = or two', matches: /==/ },
]

function accepts(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}

// The published parser takes long, so one part differs at a time.
const query = ({ select = 'Id', from = 'Account', where = '', end = '' }) =>
  `SELECT ${select} FROM ${from}${where && ` WHERE ${where}`}${end && ` ${end}`}`
const queries = [
  ...selects.map(select => query({ select })),
  ...froms.map(from => query({ from })),
  ...wheres.map(where => query({ where })),
  ...ends.map(end => query({ end, where: 'Amount > 1' })),
]

describe('what parses, beside the published parser', () => {
  it.each(queries.filter(soql => !differs.some(({ matches }) => matches.test(soql))))('%s', soql => {
    const theirs = accepts(() => parseQuery(soql, { allowApexBindVariables: true }))
    expect(accepts(() => parseSoql(soql))).toBe(theirs)
  })
})
