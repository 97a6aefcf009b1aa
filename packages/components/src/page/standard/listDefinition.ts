import { type ComponentHost, describedObject, type ObjectDescription } from '@millrace/runtime'
import { pageLabels } from '../labels/pageLabels.ts'
import { readRecentRecords } from '../recentRecords.ts'
import { viewFilter } from '../shell/list/listFilters.ts'
import { chosenView, type ListView, readListViews } from '../shell/list/listViews.ts'
import { definition, type Definition, navigateTo, type Outcome } from './definition.ts'
import { displayPath, displayPathOf, iconOf, isListable, nameField, shortFields, tableColumns } from './objectFields.ts'
import { rowInteractions } from './relatedLists.ts'

/// The records of a list view as the whole of a page: search, filters, columns to choose, editing in the cells.
export async function listTable(host: ComponentHost, object: ObjectDescription, view: ListView): Promise<Definition> {
  const labels = await pageLabels(host.locale)
  const { name, shown, filter, orderBy } = await listQuery(host, object, view)
  const others = object.fields
    .filter(isListable)
    .map(displayPath)
    .filter(path => !shown.includes(path))
  const isUpdateable = object.isUpdateable !== false
  const editable = (column: Readonly<Record<string, unknown>>) => ({ ...column, editable: isUpdateable })
  return {
    ...definition(`List_${object.name}_${view.apiName}`, object.labelPlural ?? object.label, [
      {
        type: 'DataTable',
        apiName: 'List',
        attributes: {
          title: '',
          records: '{!Records}',
          columns: [
            ...tableColumns(object, shown).map(editable),
            ...tableColumns(object, others).map(column => ({ ...editable(column), hidden: true })),
          ],
          paging: 'pages',
          pageSize: 25,
          showSearch: true,
          filterMode: 'menu',
          allowExport: true,
          urlState: true,
          ...(isByViewing(view)
            ? { dataMode: 'client' }
            : { defaultSort: view.sorts.length > 0 ? view.sorts : [{ fieldName: name, direction: 'asc' }] }),
          rowActions: isUpdateable
            ? [
                { name: 'edit', label: labels.edit },
                { name: 'delete', label: labels.delete },
                ...(object.fields.some(field => field.name === 'OwnerId')
                  ? [{ name: 'changeOwner', label: labels.changeOwner }]
                  : []),
              ]
            : [],
        },
        interactions: {
          rowActionClick: [
            ...rowInteractions(object, labels),
            { ...navigateTo(`/lightning/r/${object.name}/{!$Row.Id}/changeOwner`), targetName: 'changeOwner' },
          ],
          save: [{ type: 'saveInlineEdits', component: 'List' }],
        },
      },
    ]),
    resources: [
      {
        type: 'query',
        apiName: 'Records',
        objectApiName: object.name,
        fields: [...shown, ...others],
        filter,
        ...(isByViewing(view) ? {} : { orderBy }),
      },
    ],
    interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: object.name }] },
  }
}

/// List View: a few records of a list view, in a card.
export async function listCard(
  host: ComponentHost,
  objectApiName: string,
  { filterName, pageSize }: { readonly filterName: string; readonly pageSize: number },
): Promise<Outcome> {
  const labels = await pageLabels(host.locale)
  const object = await describedObject(host, objectApiName)
  const views = object && (await readListViews(object.name).catch(() => undefined))
  const view = views && chosenView({ ...views, pinned: null }, filterName || null)
  if (!object || !view) return labels.noObject(objectApiName)
  const { shown, filter, orderBy } = await listQuery(host, object, view)
  const address = `/lightning/o/${object.name}`
  return {
    ...definition(`Card_${object.name}_${view.apiName}`, view.label, [
      {
        type: 'DataTable',
        apiName: 'List',
        attributes: {
          title: view.label,
          iconName: iconOf(object.name),
          records: '{!Records}',
          columns: tableColumns(object, shown.slice(0, 5)),
          hideCheckboxColumn: true,
          customizable: false,
          paging: 'pages',
          pageSize,
          ...(isByViewing(view) ? { dataMode: 'client' } : {}),
          headerActions: [
            { name: 'viewAll', label: labels.viewAll },
            ...(object.isCreateable === false ? [] : [{ name: 'new', label: labels.new }]),
          ],
        },
        interactions: {
          headerActionClick: [
            { ...navigateTo(`${address}/list?filterName=${view.apiName}`), targetName: 'viewAll' },
            { ...NEW, targetName: 'new', objectApiName: object.name },
          ],
        },
      },
    ]),
    resources: [
      {
        type: 'query',
        apiName: 'Records',
        objectApiName: object.name,
        fields: shown,
        filter,
        ...(isByViewing(view) ? {} : { orderBy }),
      },
    ],
    interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: object.name }] },
  }
}

const NEW = { type: 'navigate', destination: 'objectPage', actionName: 'new' }

/// What was viewed last stands first, where no other sort is stated: the few records are in the page then, in the order
/// in which the query names them.
const isByViewing = ({ scope, sorts }: ListView): boolean => scope === 'recent' && sorts.length === 0

async function listQuery(host: ComponentHost, object: ObjectDescription, view: ListView) {
  const name = nameField(object)
  const stated = view.columns.map(path => displayPathOf(object, path))
  const shown = [...new Set(stated.length > 0 ? stated : [name, ...shortFields(object).map(displayPath)])]
  const recent = view.scope === 'recent' ? await readRecentRecords().catch(() => []) : []
  const recentIds = recent.filter(({ objectApiName }) => objectApiName === object.name).map(({ id }) => id)
  const userId = String(host.user['Id'] ?? '')
  const sorts = view.sorts.length > 0 ? view.sorts : [{ fieldName: name, direction: 'asc' as const }]
  return {
    name,
    shown,
    filter: viewFilter(view, object, { userId, recentIds }),
    orderBy: sorts.map(({ fieldName, direction }) => ({ field: fieldName, direction })),
  }
}

/// Names a person may choose as columns of a list: fields, with the name of the other record for lookups.
export const choosableFields = (object: ObjectDescription) =>
  object.fields
    .filter(field => field.isNameField || isListable(field))
    .toSorted((a, b) => a.label.localeCompare(b.label))
