import type { DataTableColumn } from './columns.ts'
import {
  type DataTableFilter,
  FILTER_OPERATORS,
  type FilterOperator,
  filterValueText,
  parseFilterValue,
} from './filters.ts'
import type { DataTableSort } from './sorting.ts'

/// What of a table the page's address keeps.
export interface AddressState {
  readonly sorts: readonly DataTableSort[]
  readonly search: string
  readonly page: number
  readonly filters: readonly DataTableFilter[]
}

/// As in the address: "sort=Name,-Score__c&q=ada&page=2&f.Status__c=in~New;Active". Empty for a table as declared.
export function addressText({ sorts, search, page, filters }: AddressState): string {
  const parameters = new Map<string, string>()
  if (sorts.length > 0)
    parameters.set('sort', sorts.map(one => (one.direction === 'desc' ? `-${one.fieldName}` : one.fieldName)).join(','))
  if (search !== '') parameters.set('q', search)
  if (page > 1) parameters.set('page', String(page))
  for (const filter of filters) parameters.set(`f.${filter.fieldName}`, `${filter.operator}~${filterValueText(filter)}`)
  return [...parameters].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
}

/// The same back. What does not fit the table's columns is left out: a link may be older than the table.
export function readAddressText(text: string, columns: readonly DataTableColumn[]): AddressState {
  const parameters = new Map(
    text.split('&').flatMap(part => {
      const at = part.indexOf('=')
      return at < 0 ? [] : [[part.slice(0, at), decoded(part.slice(at + 1))]]
    }),
  )
  const page = Number(parameters.get('page') ?? 1)
  return {
    sorts: (parameters.get('sort') ?? '').split(',').flatMap(word => readSort(word, columns)),
    search: parameters.get('q') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    filters: [...parameters].flatMap(([name, value]) =>
      name.startsWith('f.') ? readFilter(name, value, columns) : [],
    ),
  }
}

function readSort(word: string, columns: readonly DataTableColumn[]): DataTableSort[] {
  const fieldName = word.replace(/^-/, '')
  const isThere = columns.some(column => column.sortable && column.fieldName === fieldName)
  return isThere ? [{ fieldName, direction: word.startsWith('-') ? 'desc' : 'asc' }] : []
}

function readFilter(name: string, value: string, columns: readonly DataTableColumn[]): DataTableFilter[] {
  const column = columns.find(({ fieldName, filterable }) => filterable && fieldName === name.slice(2))
  const [word = '', ...rest] = value.split('~')
  const operator = Object.keys(FILTER_OPERATORS).find(candidate => candidate === word) as FilterOperator | undefined
  const typed = column && operator && parseFilterValue(column, operator, rest.join('~'))
  return column && operator && typed !== undefined ? [{ fieldName: column.fieldName, operator, value: typed }] : []
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
