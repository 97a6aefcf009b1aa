import { type ChildRelationship, type ComponentHost, describedObject, type ObjectDescription } from '@millrace/runtime'
import {
  type Component,
  deleteQuestion,
  definition,
  navigateTo,
  ofPageRecord,
  type Outcome,
  type PageRecord,
  type Resource,
} from './definition.ts'
import {
  displayPath,
  iconOf,
  isListable,
  isShownByDefault,
  nameField,
  shortFields,
  tableColumns,
} from './objectFields.ts'
import { type LayoutList, layoutOfRecord } from './recordLayout.ts'

export interface RelatedListsOptions {
  /// How many records a list shows.
  readonly limit?: number
  /// Only names and numbers, each a link.
  readonly isQuickLinks?: boolean
}

/// The page layout's related lists, or those called [names] ("Contacts"); without a layout those that matter most.
export const relatedLists = (
  host: ComponentHost,
  names: readonly string[],
  options: RelatedListsOptions = {},
): Promise<Outcome> =>
  ofPageRecord(host, async record => {
    const { object, labels } = record
    const wanted = names.length > 0 ? names.map(asList) : await listsOf(record)
    const known = wanted.flatMap(list => {
      const relationship = relationshipNamed(object, list.relationship)
      return relationship ? [{ list, relationship }] : []
    })
    if (known.length === 0)
      return names.length > 0 ? labels.noRelationship(names.join(', ')) : labels.noRelatedLists(object.label)
    if (options.isQuickLinks) return quickLinks(record, known)
    const made = await Promise.all(known.map(one => relatedTable(record, one, options)))
    const shown = made.flatMap(one => one ?? [])
    return {
      ...definition(
        `Related_${object.name}`,
        labels.related,
        shown.map(({ table }) => table),
      ),
      resources: shown.map(({ query }) => query),
      interactions: {
        recordChange: shown.map(({ child }) => ({ type: 'refreshAllQueries', targetName: child })),
      },
    }
  })

/// All records of one related list, to search, filter and sort.
export const relatedList = (host: ComponentHost, name: string): Promise<Outcome> =>
  ofPageRecord(host, async record => {
    const { object, labels } = record
    const relationship = relationshipNamed(object, name)
    if (!relationship) return labels.noRelationship(name)
    const lists = await listsOf(record)
    const list = lists.find(one => one.relationship === relationship.name) ?? asList(relationship.name)
    const made = await relatedTable(record, { list, relationship }, { limit: undefined })
    if (!made) return labels.noRelationship(name)
    return {
      ...definition(`All_${object.name}_${relationship.name}`, labels.related, [made.table]),
      resources: [made.query],
      interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: made.child }] },
    }
  })

interface KnownList {
  readonly list: LayoutList
  readonly relationship: ChildRelationship
}

const asList = (relationship: string): LayoutList => ({ relationship, fields: [], orderBy: null })

async function listsOf({ host, object, recordId }: PageRecord): Promise<readonly LayoutList[]> {
  const { relatedLists } = await layoutOfRecord(host, object, recordId)
  const byDefault = (object.childRelationships ?? []).filter(isShownByDefault).slice(0, 6)
  return relatedLists ?? byDefault.map(({ name }) => asList(name))
}

/// The relationship of that name; pages of older files name the list by the child's object and lookup.
const relationshipNamed = ({ childRelationships = [] }: ObjectDescription, name: string) =>
  childRelationships.find(one => one.name.toLowerCase() === name.toLowerCase()) ??
  childRelationships.find(({ childObject, field }) => `${childObject}.${field}` === name)

async function relatedTable(
  { host, object: parent, recordId, labels }: PageRecord,
  { list, relationship: { name, childObject, field } }: KnownList,
  { limit }: RelatedListsOptions,
): Promise<{ query: Resource; table: Component; child: string } | undefined> {
  const object = await describedObject(host, childObject)
  if (!object || !field) return undefined
  const isWhole = limit === undefined
  const lookup = object.fields.find(one => one.name === field)?.relationshipName ?? field
  const stated = list.fields.map(path => pathInTable(object, path)).filter(path => path !== '')
  const short = shortFields(object)
    .map(displayPath)
    .filter(path => !path.startsWith(`${lookup}.`))
  const shown = stated.length > 0 ? stated : [nameField(object), ...short].slice(0, isWhole ? 6 : 4)
  const orderBy = list.orderBy ?? { field: 'CreatedDate', direction: 'desc' as const }
  const isCreateable = object.isCreateable !== false
  return {
    child: object.name,
    query: {
      type: 'query',
      apiName: `${name}Query`,
      objectApiName: object.name,
      fields: shown,
      filter: { field, operator: 'eq', value: recordId },
      orderBy: [orderBy],
      ...(isWhole ? {} : { limit }),
    },
    table: {
      type: 'DataTable',
      apiName: name,
      attributes: {
        title: object.labelPlural ?? object.label,
        iconName: iconOf(object.name),
        records: `{!${name}Query}`,
        columns: tableColumns(object, shown),
        hideCheckboxColumn: true,
        customizable: isWhole,
        ...(isWhole
          ? { paging: 'pages', pageSize: 25, showSearch: true, filterMode: 'menu', allowExport: true, urlState: true }
          : {}),
        headerActions: [
          ...(isWhole ? [] : [{ name: 'viewAll', label: labels.viewAll }]),
          ...(isCreateable ? [{ name: 'new', label: labels.new }] : []),
        ],
        rowActions:
          object.isUpdateable === false
            ? []
            : [
                { name: 'edit', label: labels.edit },
                { name: 'delete', label: labels.delete },
              ],
      },
      interactions: {
        headerActionClick: [
          { ...navigateTo(`/lightning/r/${parent.name}/${recordId}/related/${name}/view`), targetName: 'viewAll' },
          {
            type: 'navigate',
            targetName: 'new',
            destination: 'objectPage',
            objectApiName: object.name,
            actionName: 'new',
            values: [{ name: field, value: recordId }],
          },
        ],
        rowActionClick: rowInteractions(object, labels),
      },
    },
  }
}

/// A layout's field as a column shows it.
function pathInTable(object: ObjectDescription, path: string): string {
  const field = object.fields.find(({ name }) => name === path)
  if (!field) return path.includes('.') ? path : ''
  return field.isNameField || isListable(field) ? displayPath(field) : ''
}

/// Edit and Delete of a row.
export const rowInteractions = (object: ObjectDescription, labels: PageRecord['labels']) => [
  {
    type: 'navigate',
    targetName: 'edit',
    destination: 'recordPage',
    recordId: '{!$Row.Id}',
    actionName: 'edit',
  },
  {
    type: 'confirm',
    targetName: 'delete',
    ...deleteQuestion(object, labels),
    onConfirm: [
      { type: 'deleteRecord', source: 'fields', objectApiName: object.name, recordId: '{!$Row.Id}' },
      { type: 'refreshAllQueries' },
      { type: 'showToast', variant: 'success', title: labels.wasDeleted(object.label) },
    ],
  },
]

/// Related List Quick Links: the lists with how many records they have.
async function quickLinks(
  { host, object, recordId, labels }: PageRecord,
  known: readonly KnownList[],
): Promise<Outcome> {
  const children = await Promise.all(known.map(({ relationship }) => describedObject(host, relationship.childObject)))
  const links = known.flatMap(({ relationship: { name, field } }, i) => {
    const child = children[i]
    return child && field ? [{ name, field, child }] : []
  })
  return {
    ...definition(`Links_${object.name}`, labels.related, [
      {
        type: 'Card',
        apiName: 'Links',
        attributes: { title: labels.related },
        children: {
          body: links.map(({ name, child }) => ({
            type: 'Button',
            apiName: `Open${name}`,
            attributes: {
              label: `${child.labelPlural ?? child.label} ({!Count${name}.count})`,
              variant: 'base',
              iconName: 'utility:list',
            },
            interactions: {
              click: [navigateTo(`/lightning/r/${object.name}/${recordId}/related/${name}/view`)],
            },
          })),
        },
      },
    ]),
    resources: links.map(({ name, field, child }) => ({
      type: 'query',
      apiName: `Count${name}`,
      objectApiName: child.name,
      fields: [],
      pageSize: 1,
      filter: { field, operator: 'eq', value: recordId },
    })),
  }
}
