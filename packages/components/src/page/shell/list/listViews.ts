import { ApiFailure, getJson, postJson, send } from '../../api.ts'

/// A list of an object's records, as `GET /millrace/v1/list-views/OBJECT` answers it.
export interface ListView extends SavedListView {
  readonly apiName: string
  readonly origin: 'standard' | 'project' | 'person'
  /// Whether the reader may change it.
  readonly isMine: boolean
}

/// What people save of one.
export interface SavedListView {
  readonly label: string
  /// Whether everybody sees it.
  readonly isShared: boolean
  readonly scope: 'everything' | 'mine' | 'recent'
  /// Empty: those that fit the object.
  readonly columns: readonly string[]
  readonly filters: readonly ListFilter[]
  readonly filterLogic: string
  readonly sorts: readonly ListSort[]
}

export interface ListFilter {
  readonly field: string
  /// equals, notEqual, contains …
  readonly operation: string
  readonly value: string
}

export interface ListSort {
  readonly fieldName: string
  readonly direction: 'asc' | 'desc'
}

export interface ListViews {
  readonly views: readonly ListView[]
  /// API name of the one that opens first.
  readonly pinned: string | null
}

const pathOf = (objectApiName: string, name?: string): string =>
  ['/millrace/v1/list-views', objectApiName, ...(name === undefined ? [] : [name])]
    .map((part, i) => (i === 0 ? part : encodeURIComponent(part)))
    .join('/')

export const readListViews = (objectApiName: string): Promise<ListViews> => getJson(pathOf(objectApiName))

export const addListView = (objectApiName: string, view: SavedListView): Promise<ListView> =>
  postJson(pathOf(objectApiName), savedPart(view))

export const changeListView = (objectApiName: string, view: ListView): Promise<void> =>
  put(pathOf(objectApiName, view.apiName), savedPart(view))

export const deleteListView = (objectApiName: string, name: string): Promise<void> =>
  sent(pathOf(objectApiName, name), { method: 'DELETE' })

export const pinListView = (objectApiName: string, name: string): Promise<void> =>
  put(`${pathOf(objectApiName, name)}/pin`, {})

const put = (path: string, body: object): Promise<void> =>
  sent(path, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

async function sent(path: string, init: RequestInit): Promise<void> {
  const response = await send(path, init)
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => undefined)
  const [first] = Array.isArray(answer) ? (answer as { message?: string }[]) : []
  throw new ApiFailure(response.status, first?.message ?? `The server answered ${response.status}.`)
}

const savedPart = ({ label, isShared, scope, columns, filters, filterLogic, sorts }: SavedListView): SavedListView => ({
  label,
  isShared,
  scope,
  columns,
  filters,
  filterLogic,
  sorts,
})

/// The list that opens: the one that the address names, else the pinned one, else that of all records.
export function chosenView({ views, pinned }: ListViews, named: string | null): ListView | undefined {
  const called = (name: string | null) =>
    name === null ? undefined : views.find(({ apiName }) => apiName.toLowerCase() === name.toLowerCase())
  return called(named) ?? called(pinned) ?? views.find(({ scope }) => scope === 'everything') ?? views[0]
}
