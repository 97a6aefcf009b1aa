import type { QueryFilter, QueryResource } from '@millrace/metadata'
import { compareValues, type RecordValue, type Value } from '@millrace/values'
import type { Resolved } from '../../componentState.ts'
import { fieldValue } from '../../recordFields.ts'
import { settingsList } from '../../resolved.ts'

export type SortDirection = 'asc' | 'desc'

/// One column of a sort; the first one counts most.
export interface DataTableSort {
  readonly fieldName: string
  readonly direction: SortDirection
}

/// The sort that the state attribute `SortedColumns` holds.
export const readSorts = (value: Resolved): readonly DataTableSort[] =>
  settingsList(value).flatMap(({ fieldName, direction }) =>
    typeof fieldName === 'string' ? [{ fieldName, direction: direction === 'desc' ? 'desc' : 'asc' }] : [],
  )

/// [sorts] after a click on a column: it alone, or beside the others; the same column again turns round.
export function sortedAlso(sorts: readonly DataTableSort[], sort: DataTableSort): readonly DataTableSort[] {
  const isThere = sorts.some(({ fieldName }) => fieldName === sort.fieldName)
  return isThere ? sorts.map(other => (other.fieldName === sort.fieldName ? sort : other)) : [...sorts, sort]
}

/// The records in that order, blank fields last in both directions, as in Lightning's list views; what is equal keeps
/// its order.
export function sortRecords(
  records: readonly RecordValue[],
  sorts: readonly DataTableSort[],
  { locale, timeZone }: { readonly locale: string; readonly timeZone: string },
): readonly RecordValue[] {
  if (sorts.length === 0) return records
  const collator = new Intl.Collator(locale.replaceAll('_', '-'))
  const compare = (a: Value, b: Value): number =>
    typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : (compareValues(a, b, timeZone) ?? 0)
  return records
    .map(record => ({ record, keys: sorts.map(({ fieldName }) => fieldValue(record, fieldName)) }))
    .sort((a, b) => {
      for (const [i, { direction }] of sorts.entries()) {
        const [x, y] = [a.keys[i]!, b.keys[i]!]
        if (x === null || y === null) {
          if (x !== y) return x === null ? 1 : -1
          continue
        }
        const order = compare(x, y)
        if (order !== 0) return direction === 'desc' ? -order : order
      }
      return 0
    })
    .map(({ record }) => record)
}

/// The records of a query that names their Ids and states no order: in the order of the Ids, as of what was viewed last.
export function inNamedOrder(
  records: readonly RecordValue[],
  query: Pick<QueryResource, 'filter' | 'orderBy'> | undefined,
): readonly RecordValue[] {
  const ids = query?.filter && !query.orderBy?.length ? namedIds(query.filter) : undefined
  if (!ids) return records
  const places = new Map(ids.map((id, place) => [id, place]))
  const placeOf = ({ id }: RecordValue): number => places.get(id) ?? ids.length
  return records.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function namedIds(filter: QueryFilter): readonly unknown[] | undefined {
  if ('and' in filter) return filter.and.map(namedIds).find(ids => ids !== undefined)
  const isNamed = 'field' in filter && filter.field === 'Id' && filter.operator === 'in'
  return isNamed && Array.isArray(filter.value) ? filter.value : undefined
}
