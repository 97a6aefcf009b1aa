import type { ComponentHost, HostResponse } from '@millrace/runtime'
import { expect, it } from 'vitest'
import { searchRecords } from './recordSearch.ts'

const id = (number: number): string => `003000000000${String(number).padStart(3, '0')}AAA`
const answer = (records: readonly number[]) => ({
  totalSize: records.length,
  done: true,
  records: records.map(n => ({ attributes: { type: 'Contact' }, Id: id(n), Name: `Contact ${n}` })),
})

/// A server with ten contacts, of which those of [viewed] were looked at; undefined: it keeps no such list.
function hostWith(viewed: readonly number[] | undefined, asked: string[] = []): ComponentHost {
  const reply = (status: number, body: unknown): HostResponse => ({
    status,
    header: () => null,
    json: async () => body,
  })
  const fetch = async (path: string): Promise<HostResponse> => {
    if (path.startsWith('/millrace/'))
      return viewed
        ? reply(200, {
            records: viewed.map(n => ({ id: id(n), objectApiName: n > 8 ? 'Account' : 'Contact', name: '' })),
          })
        : reply(404, [{ errorCode: 'NOT_FOUND', message: 'There is no such resource.' }])
    if (path.endsWith('/describe'))
      return reply(200, {
        name: 'Contact',
        label: 'Contact',
        fields: [{ name: 'Name', type: 'string', nameField: true }],
      })
    const soql = decodeURIComponent(path.split('q=')[1] ?? '')
    asked.push(soql)
    const ids = [...soql.matchAll(/'0030*(\d+)AAA'/g)].map(([, n]) => Number(n))
    return reply(200, answer(ids.length > 0 ? ids.toSorted() : [10, 9, 8, 7, 6]))
  }
  const host: Pick<ComponentHost, 'fetch' | 'locale' | 'timeZone'> = { fetch, locale: 'en_US', timeZone: 'UTC' }
  return host as ComponentHost
}

it.each<[fact: string, viewed: readonly number[] | undefined, shown: readonly number[]]>([
  ['what was looked at comes first, the newest before the others', [3, 1, 8], [3, 1, 8, 10, 9]],
  ['at most five', [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5]],
  ['records of other objects are none of these', [9, 2], [2, 10, 9, 8, 7]],
  ['without any, those that were changed last', [], [10, 9, 8, 7, 6]],
  ['of a server that keeps no such list too', undefined, [10, 9, 8, 7, 6]],
])('%s', async (_, viewed, shown) => {
  const choices = await searchRecords(hostWith(viewed), { objectApiName: 'Contact' }, '')
  expect(choices.map(({ label }) => label)).toEqual(shown.map(n => `Contact ${n}`))
})

it('the condition holds for what was looked at as well', async () => {
  const asked: string[] = []
  await searchRecords(hostWith([1], asked), { objectApiName: 'Contact', filter: "Status__c = 'Active'" }, '')
  expect(asked).toEqual([
    `SELECT Id, Name FROM Contact WHERE Id IN ('${id(1)}') AND (Status__c = 'Active')`,
    "SELECT Id, Name FROM Contact WHERE (Status__c = 'Active') ORDER BY LastModifiedDate DESC LIMIT 5",
  ])
})
