import { type ComponentHost, describedObject } from '@millrace/runtime'
import { pageLabels } from '../labels/pageLabels.ts'
import type { QueryFilter } from '../shell/list/listFilters.ts'
import { definition, type Outcome } from './definition.ts'
import { iconOf, tableColumns } from './objectFields.ts'

interface HomeList {
  readonly title: 'keyDeals' | 'todayEvents' | 'todayTasks'
  readonly object: string
  readonly fields: readonly string[]
  readonly filter: readonly QueryFilter[]
  readonly orderBy: { readonly field: string; readonly direction: 'asc' | 'desc' }
}

/// What home pages show to each user of their own.
const LISTS: Readonly<Record<'deals' | 'events' | 'tasks', HomeList>> = {
  deals: {
    title: 'keyDeals',
    object: 'Opportunity',
    fields: ['Name', 'StageName', 'Amount', 'CloseDate'],
    filter: [{ field: 'StageName', operator: 'nin', value: ['Closed Won', 'Closed Lost'] }],
    orderBy: { field: 'Amount', direction: 'desc' },
  },
  events: {
    title: 'todayEvents',
    object: 'Event',
    fields: ['Subject', 'StartDateTime', 'Location'],
    filter: [{ field: 'StartDateTime', operator: 'eq', value: 'TODAY' }],
    orderBy: { field: 'StartDateTime', direction: 'asc' },
  },
  tasks: {
    title: 'todayTasks',
    object: 'Task',
    fields: ['Subject', 'ActivityDate', 'Status'],
    filter: [
      { field: 'Status', operator: 'ne', value: 'Completed' },
      { field: 'ActivityDate', operator: 'lte', value: 'TODAY' },
    ],
    orderBy: { field: 'ActivityDate', direction: 'asc' },
  },
}

/// Key Deals, Today's Events and Today's Tasks: the user's own.
export async function homeList(host: ComponentHost, name: keyof typeof LISTS): Promise<Outcome> {
  const { title, object: objectApiName, fields, filter, orderBy } = LISTS[name]
  const labels = await pageLabels(host.locale)
  const object = await describedObject(host, objectApiName)
  if (!object) return labels.noObject(objectApiName)
  const isNew = object.isCreateable !== false
  return {
    ...definition(`Home_${objectApiName}`, labels[title], [
      {
        type: 'DataTable',
        apiName: 'List',
        attributes: {
          title: labels[title],
          iconName: iconOf(objectApiName),
          records: '{!Mine}',
          columns: tableColumns(object, fields).map(column =>
            column['fieldName'] === 'Subject' ? { ...column, type: 'lookup', idField: 'Id' } : column,
          ),
          hideCheckboxColumn: true,
          customizable: false,
          emptyMessage: labels.nothingToday,
          headerActions: isNew ? [{ name: 'new', label: labels.new }] : [],
        },
        interactions: {
          headerActionClick: [
            {
              type: 'navigate',
              targetName: 'new',
              destination: 'objectPage',
              objectApiName,
              actionName: 'new',
            },
          ],
        },
      },
    ]),
    resources: [
      {
        type: 'query',
        apiName: 'Mine',
        objectApiName,
        fields,
        filter: { and: [{ field: 'OwnerId', operator: 'eq', value: host.user['Id'] }, ...filter] },
        orderBy: [orderBy],
        limit: 10,
      },
    ],
    interactions: { recordChange: [{ type: 'refreshAllQueries', targetName: objectApiName }] },
  }
}
