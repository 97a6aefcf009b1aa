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
    value => value as Value,
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
