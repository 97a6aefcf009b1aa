import { type KeptListView, listViewsFor, type ObjectType } from '@millrace/database'
import type { ListViewDefinition } from '@millrace/metadata'
import type { Org } from '../org.ts'
import type { RunningProject } from '../project.ts'
import { fieldPath } from './fieldNames.ts'

/// A list of an object's records: which, and which of their fields.
export interface ListView extends ListViewContent {
  readonly apiName: string
  readonly label: string
  /// Whose it is: Salesforce's own, a file's of the project, or a person's.
  readonly origin: 'standard' | 'project' | 'person'
  /// Whether the caller may change it.
  readonly isMine: boolean
  /// Whether everybody sees it, and not only its owner.
  readonly isShared: boolean
}

export interface ListViewContent {
  readonly scope: 'everything' | 'mine' | 'recent'
  /// Fields; empty for those that fit the object.
  readonly columns: readonly string[]
  readonly filters: readonly ListFilter[]
  /// `1 AND (2 OR 3)`; empty joins all filters with AND.
  readonly filterLogic: string
  /// Empty: by name.
  readonly sorts: readonly { readonly fieldName: string; readonly direction: 'asc' | 'desc' }[]
}

export interface ListFilter {
  readonly field: string
  /// As list views' files name it: equals, notEqual, contains …
  readonly operation: string
  /// Several between commas.
  readonly value: string
}

const NOTHING_SAID: ListViewContent = { scope: 'everything', columns: [], filters: [], filterLogic: '', sorts: [] }

/// Those of [object] that [userId] may see: recently viewed, the project's own, all and mine where no file states them,
/// and what people saved.
export async function listViews(org: Org, object: ObjectType, userId: string): Promise<readonly ListView[]> {
  const stated = ofProject(org.project, object)
  const standard = ofEveryObject(object).filter(
    view => !stated.some(({ label, apiName }) => label === view.label || apiName === view.apiName),
  )
  const { isAdministrator } = await org.caller(userId)
  const kept = await listViewsFor(org.database, object.apiName, userId)
  return [
    ...standard,
    ...[...stated, ...kept.map(view => ofPerson(view, userId, isAdministrator))].toSorted((a, b) =>
      a.label.localeCompare(b.label),
    ),
  ]
}

function ofEveryObject({ apiName, labelPlural, label, fields }: ObjectType): ListView[] {
  const plural = labelPlural || label
  const name = apiName.replace(/__\w+$/, '')
  const isOwned = fields.some(field => field.apiName === 'OwnerId')
  const view = (view: Pick<ListView, 'apiName' | 'label' | 'scope'>): ListView => ({
    ...NOTHING_SAID,
    ...view,
    origin: 'standard',
    isMine: false,
    isShared: true,
  })
  return [
    view({ apiName: `All${name}`, label: `All ${plural}`, scope: 'everything' }),
    ...(isOwned ? [view({ apiName: `My${name}`, label: `My ${plural}`, scope: 'mine' })] : []),
    view({ apiName: 'Recent', label: 'Recently Viewed', scope: 'recent' }),
  ]
}

const ofProject = (project: RunningProject, object: ObjectType): ListView[] =>
  project.objectDefinitions
    .filter(({ apiName }) => apiName.toLowerCase() === object.apiName.toLowerCase())
    .flatMap(({ listViews }) => listViews)
    .map(view => statedView(project, object, view))

/// Fields that the org does not have are left out; a filter by one finds nothing.
function statedView(project: RunningProject, object: ObjectType, view: ListViewDefinition): ListView {
  const path = (name: string) => fieldPath(project.schema, object, name)
  return {
    ...NOTHING_SAID,
    apiName: view.fullName,
    label: view.label,
    origin: 'project',
    isMine: false,
    isShared: true,
    scope: /^mine/i.test(view.filterScope) ? 'mine' : 'everything',
    columns: [...new Set(view.columns.flatMap(name => path(name) ?? []))],
    filters: view.filters.map(({ field, operation, value }) => ({
      field: path(field) ?? field,
      operation,
      value: value ?? '',
    })),
    filterLogic: view.booleanFilter ?? '',
  }
}

/// What a person saved; an administrator may change those that everybody sees.
export const ofPerson = (view: KeptListView, userId: string, isAdministrator: boolean): ListView => ({
  ...NOTHING_SAID,
  // What `listViewRoutes` stored: it checked it.
  ...(view.definition as ListViewContent),
  apiName: view.apiName,
  label: view.label,
  origin: 'person',
  isMine: view.ownerId === userId || (view.isShared && isAdministrator),
  isShared: view.isShared,
})
