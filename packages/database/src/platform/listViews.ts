import type { Queryable } from '../server/statement.ts'

/// A list view that somebody saved.
export interface KeptListView {
  readonly object: string
  readonly apiName: string
  readonly label: string
  readonly ownerId: string
  /// Whether everybody sees it, and not only its owner.
  readonly isShared: boolean
  /// Which records, which fields, in which order: JSON of whoever saves it.
  readonly definition: unknown
}

const COLUMNS = 'object, api_name as "apiName", label, owner_id as "ownerId", is_shared as "isShared", definition'

/// Those of [object] that [userId] may see, by label.
export async function listViewsFor(database: Queryable, object: string, userId: string): Promise<KeptListView[]> {
  const { rows } = await database.query<KeptListView>({
    text: `select ${COLUMNS} from millrace.list_views
           where lower(object) = lower($1) and (is_shared or owner_id = $2) order by lower(label), api_name`,
    values: [object, userId],
  })
  return rows
}

export async function findListView(database: Queryable, object: string, apiName: string): Promise<KeptListView | null> {
  const { rows } = await database.query<KeptListView>({
    text: `select ${COLUMNS} from millrace.list_views where lower(object) = lower($1) and lower(api_name) = lower($2)`,
    values: [object, apiName],
  })
  return rows[0] ?? null
}

/// Whether it is there now: false when the object has one of this name already.
export async function addListView(database: Queryable, view: KeptListView): Promise<boolean> {
  const { rows } = await database.query({
    text: `insert into millrace.list_views (object, api_name, label, owner_id, is_shared, definition)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
    values: [view.object, view.apiName, view.label, view.ownerId, view.isShared, JSON.stringify(view.definition)],
  })
  return rows.length > 0
}

export async function changeListView(database: Queryable, view: Omit<KeptListView, 'ownerId'>): Promise<void> {
  await database.query({
    text: `update millrace.list_views set label = $3, is_shared = $4, definition = $5, changed_at = now()
           where lower(object) = lower($1) and lower(api_name) = lower($2)`,
    values: [view.object, view.apiName, view.label, view.isShared, JSON.stringify(view.definition)],
  })
}

export async function deleteListView(database: Queryable, object: string, apiName: string): Promise<void> {
  await database.query({
    text: 'delete from millrace.list_views where lower(object) = lower($1) and lower(api_name) = lower($2)',
    values: [object, apiName],
  })
}
