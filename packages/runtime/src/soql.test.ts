import type { QueryFilter, QueryResource } from '@millrace/metadata'
import { DateTimeValue, DateValue, num, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { accountDescribe, contactDescribe } from '../test/recordedHost.ts'
import { readObjectDescription } from './objectDescription.ts'
import { soqlText } from './soql.ts'

const objects = new Map(
  [contactDescribe, accountDescribe].map(json => [json.name.toLowerCase(), readObjectDescription(json)!]),
)

function soql(query: Partial<QueryResource>): string {
  const resource: QueryResource = { type: 'query', apiName: 'q', objectApiName: 'Contact', fields: ['Name'], ...query }
  return soqlText(
    resource,
    value => (value === '{!five}' ? 5 : value === '{!nothing}' ? null : (value as Value)),
    name => objects.get(name.toLowerCase()),
  )
}

const where = (filter: QueryFilter): string => soql({ filter }).replace('SELECT Id, Name FROM Contact WHERE ', '')

describe('SOQL of a query resource', () => {
  it('reads the Id, each field once, in order, up to the limit', () => {
    expect(
      soql({
        fields: ['Name', 'id', 'Account.Name', 'NAME'],
        orderBy: [{ field: 'Account.Name' }, { field: 'Name', direction: 'desc' }],
        limit: 5,
      }),
    ).toBe('SELECT Id, Name, Account.Name FROM Contact ORDER BY Account.Name, Name DESC LIMIT 5')
  })

  const whole: [Partial<QueryResource>, string][] = [
    [
      {
        orderBy: [
          { field: 'Name', nulls: 'last' },
          { field: 'Score__c', direction: 'desc', nulls: 'first' },
        ],
      },
      'SELECT Id, Name FROM Contact ORDER BY Name NULLS LAST, Score__c DESC NULLS FIRST',
    ],
    [{ limit: '{!five}', offset: 10 }, 'SELECT Id, Name FROM Contact LIMIT 5 OFFSET 10'],
    [{ limit: '{!nothing}' }, 'SELECT Id, Name FROM Contact'],
    [
      {
        fields: ['Status__c'],
        aggregates: [
          { function: 'count', alias: 'n' },
          { function: 'sum', field: 'Score__c', alias: 'score' },
          { function: 'countDistinct', field: 'AccountId', alias: 'accounts' },
        ],
        orderBy: [{ field: 'score', direction: 'desc' }, { field: 'Status__c' }],
      },
      'SELECT Status__c, COUNT(Id) n, SUM(Score__c) score, COUNT_DISTINCT(AccountId) accounts FROM Contact GROUP BY Status__c ORDER BY SUM(Score__c) DESC, Status__c',
    ],
    [
      { fields: [], aggregates: [{ function: 'max', field: 'CreatedDate', alias: 'latest' }] },
      'SELECT MAX(CreatedDate) latest FROM Contact',
    ],
    [
      {
        objectApiName: 'Account',
        children: [
          {
            relationship: 'Contacts',
            fields: ['Name'],
            filter: { field: 'Score__c', operator: 'gt', value: '2' },
            orderBy: [{ field: 'Name' }],
            limit: 3,
          },
        ],
      },
      'SELECT Id, Name, (SELECT Id, Name FROM Contacts WHERE Score__c > 2 ORDER BY Name LIMIT 3) FROM Account',
    ],
  ]
  for (const [query, expected] of whole) it(expected, () => expect(soql(query)).toBe(expected))

  const cases: [QueryFilter, string][] = [
    [{ field: 'Name', operator: 'eq', value: 'Ng' }, `Name = 'Ng'`],
    [{ field: 'Name', operator: 'eq', value: `O'Hara \\ "x"\n` }, `Name = 'O\\'Hara \\\\ "x"\\n'`],
    [{ field: 'Name', operator: 'eq', value: `' OR Name != '` }, `Name = '\\' OR Name != \\''`],
    [{ field: 'Name', operator: 'like', value: 'N%' }, `Name LIKE 'N%'`],
    [{ field: 'Name', operator: 'ne', value: null }, 'Name != null'],
    [{ field: 'Name', operator: 'eq' }, 'Name = null'],
    [{ field: 'Score__c', operator: 'gte', value: 2 }, 'Score__c >= 2'],
    [{ field: 'Score__c', operator: 'lt', value: num('0.5') }, 'Score__c < 0.5'],
    [{ field: 'Score__c', operator: 'lt', value: '12' }, 'Score__c < 12'],
    [{ field: 'Score__c', operator: 'lt', value: null }, 'Id = null'],
    [{ field: 'Name', operator: 'eq', value: '12' }, `Name = '12'`],
    [{ field: 'Birthdate', operator: 'eq', value: DateValue.parse('2000-02-29') }, 'Birthdate = 2000-02-29'],
    [{ field: 'Birthdate', operator: 'eq', value: '2000-02-29' }, 'Birthdate = 2000-02-29'],
    [{ field: 'Birthdate', operator: 'lt', value: 'LAST_N_DAYS:30' }, 'Birthdate < LAST_N_DAYS:30'],
    [
      { field: 'Birthdate', operator: 'eq', value: `2000-02-29 OR Id != ''` },
      `Birthdate = '2000-02-29 OR Id != \\'\\''`,
    ],
    [
      { field: 'CreatedDate', operator: 'gt', value: DateTimeValue.parse('2026-01-15T10:00:00Z') },
      'CreatedDate > 2026-01-15T10:00:00.000Z',
    ],
    [{ field: 'Id', operator: 'in', value: ['a', 'b'] }, `Id IN ('a', 'b')`],
    [{ field: 'Id', operator: 'nin', value: ['a'] }, `Id NOT IN ('a')`],
    [{ field: 'Id', operator: 'in', value: [] }, 'Id = null'],
    [{ field: 'Id', operator: 'in', value: [], ignoreWhenBlank: true }, 'SELECT Id, Name FROM Contact'],
    [{ field: 'Name', operator: 'eq', value: '', ignoreWhenBlank: true }, 'SELECT Id, Name FROM Contact'],
    [{ field: 'Name', operator: 'sw', value: 'a_b%\\c' }, `Name LIKE 'a\\_b\\%\\\\\\\\c%'`],
    [{ field: 'Name', operator: 'ew', value: 'x' }, `Name LIKE '%x'`],
    [{ field: 'Name', operator: 'ctn', value: "O'H" }, `Name LIKE '%O\\'H%'`],
    [{ field: 'Name', operator: 'ctn', value: null }, 'Id = null'],
    [{ field: 'Name', operator: 'null' }, 'Name = null'],
    [{ field: 'Name', operator: 'notNull', value: 'x' }, 'Name != null'],
    [{ field: 'Colors__c', operator: 'includes', value: ['red', 'blue'] }, `Colors__c INCLUDES ('red', 'blue')`],
    [{ field: 'Colors__c', operator: 'excludes', value: 'red' }, `Colors__c EXCLUDES ('red')`],
    [{ field: 'Colors__c', operator: 'includes', value: [] }, 'Id = null'],
    [{ field: 'Colors__c', operator: 'excludes', value: [] }, 'Id != null'],
    [{ not: { field: 'Name', operator: 'eq', value: 'x' } }, `(NOT Name = 'x')`],
    [
      {
        not: {
          or: [
            { field: 'Name', operator: 'eq', value: 'x' },
            { field: 'Score__c', operator: 'gt', value: 1 },
          ],
        },
      },
      `(NOT (Name = 'x' OR Score__c > 1))`,
    ],
    [{ field: 'Id', operator: 'nin', value: [] }, 'Id != null'],
    [{ field: 'Id', operator: 'in', value: null }, 'Id = null'],
    [{ field: 'Id', operator: 'in', value: 'a' }, `Id IN ('a')`],
    [{ field: 'Account.Name', operator: 'eq', value: 'Acme' }, `Account.Name = 'Acme'`],
    [{ field: `Name = '' OR Name`, operator: 'eq', value: '' }, 'Id = null'],
    [
      {
        and: [
          { field: 'Name', operator: 'eq', value: 'a' },
          {
            or: [
              { field: 'Score__c', operator: 'eq', value: 1 },
              { field: 'Score__c', operator: 'eq', value: 2 },
            ],
          },
        ],
      },
      `(Name = 'a' AND (Score__c = 1 OR Score__c = 2))`,
    ],
  ]
  for (const [filter, expected] of cases) it(expected, () => expect(where(filter)).toBe(expected))
})
