import type { QueryFilter, QueryResource } from '@millrace/metadata'
import { RecordValue } from '@millrace/values'
import { expect, it } from 'vitest'
import { inNamedOrder } from './sorting.ts'

const ids = ['003A', '003B', '003C']
const named: QueryFilter = { field: 'Id', operator: 'in', value: ['003C', '003A', '003B'] }
const open: QueryFilter = { field: 'IsDeleted', operator: 'eq', value: false }

it.each<[query: Pick<QueryResource, 'filter' | 'orderBy'> | undefined, order: string]>([
  [undefined, 'A B C'],
  [{}, 'A B C'],
  [{ filter: named }, 'C A B'],
  [{ filter: { and: [open, named] } }, 'C A B'],
  [{ filter: { field: 'Id', operator: 'in', value: ['003B'] } }, 'B A C'],
  [{ filter: { or: [open, named] } }, 'A B C'],
  [{ filter: { not: named } }, 'A B C'],
  [{ filter: { ...named, operator: 'nin' } }, 'A B C'],
  [{ filter: { ...named, value: '{!Ids}' } }, 'A B C'],
  [{ filter: named, orderBy: [{ field: 'Name' }] }, 'A B C'],
])('a query like %j has its records in the order %s', (query, order) => {
  const records = ids.map(Id => RecordValue.from('Contact', { Id }))
  expect(
    inNamedOrder(records, query)
      .map(({ id }) => id?.slice(3))
      .join(' '),
  ).toBe(order)
})
