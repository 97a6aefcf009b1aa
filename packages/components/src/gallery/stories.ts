import type { ComponentState } from '@millrace/runtime'
import type { GalleryServer } from './galleryServer.ts'
import { inputStories } from './inputStories.ts'
import { recordStories } from './recordStories.ts'
import { tableStories } from './tableStories.ts'
import { paletteStories } from './paletteStories.ts'

type Definition = ComponentState['definition']
type Component = Definition['components'][number]

/// A Dynamic Component in a state worth seeing.
export interface Story {
  readonly name: string
  readonly definition: Definition
  readonly server: GalleryServer
}

const columns = [
  { label: 'Name', fieldName: 'Name', sortable: true },
  { label: 'Status', fieldName: 'Status__c', sortable: true },
  { label: 'Email', fieldName: 'Email', type: 'email', sortable: true },
  { label: 'Account', fieldName: 'Account.Name' },
]

const everyColumn = [
  { label: 'Name', fieldName: 'Name', sortable: true },
  { label: 'Email', fieldName: 'Email', type: 'email' },
  { label: 'Phone', fieldName: 'Phone', type: 'phone' },
  { label: 'Website', fieldName: 'Website__c', type: 'url' },
  { label: 'Score', fieldName: 'Score__c', type: 'number', sortable: true },
  { label: 'Revenue', fieldName: 'Revenue__c', type: 'currency', sortable: true },
  { label: 'Discount', fieldName: 'Discount__c', type: 'percent' },
  { label: 'Birthdate', fieldName: 'Birthdate', type: 'date' },
  { label: 'Last Activity', fieldName: 'LastActivity__c', type: 'datetime', sortable: true },
  { label: 'VIP', fieldName: 'Is_Vip__c', type: 'boolean' },
]

const setAsActive = {
  type: 'executeFlow',
  targetName: 'setAsActive',
  flowApiName: 'Set_Contact_Status_Active',
  inputVariables: [{ name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
  outputVariables: [{ name: 'updatedCount', resourceName: 'updatedCount' }],
  onFinish: [
    { type: 'refreshAllQueries' },
    { type: 'showToast', variant: 'success', title: 'Done', message: '{!updatedCount} contacts are now Active.' },
  ],
  onError: [
    { type: 'showToast', variant: 'error', mode: 'sticky', title: 'Nothing was changed', message: '{!$Error.message}' },
  ],
}

const greet = { type: 'showToast', targetName: 'greet', title: 'Hello {!$Row.Name}', variant: 'info' }
const refresh = { type: 'refreshAllQueries', targetName: 'refresh' }

function table(attributes: Record<string, unknown> = {}): Component {
  return {
    type: 'DataTable',
    apiName: 'Contacts',
    attributes: {
      title: 'Contacts',
      iconName: 'standard:contact',
      records: '{!AllContacts}',
      columns,
      headerActions: [
        { name: 'refresh', label: 'Refresh', iconName: 'utility:refresh' },
        { name: 'setAsActive', label: 'Set as Active', variant: 'brand' },
      ],
      ...attributes,
    },
    interactions: {
      headerActionClick: [refresh, setAsActive],
      ...(attributes['rowActions'] ? { rowActionClick: [greet] } : {}),
    },
  }
}

function story(name: string, server: GalleryServer, components: readonly Component[] = [table()], limit = 2000): Story {
  return {
    name,
    server,
    definition: {
      apiName: `Story_${name.replaceAll(/\W+/g, '_')}`,
      label: name,
      resources: [
        { type: 'query', apiName: 'AllContacts', objectApiName: 'Contact', fields: fieldsOf(components), limit },
        { type: 'variable', apiName: 'updatedCount', dataType: 'Number', defaultValue: 0 },
      ],
      components,
    },
  }
}

function fieldsOf(components: readonly Component[]): string[] {
  const all = components.flatMap(({ attributes = {} }) => {
    const listed: unknown = attributes['columns']
    return Array.isArray(listed) ? listed.map(column => String(column.fieldName)) : []
  })
  return all.length > 0 ? all : ['Name']
}

const rowActions = [
  { name: 'greet', label: 'Say Hello', iconName: 'utility:smiley_and_people' },
  { name: 'delete', label: 'Delete', disabled: true },
]

/// Every state of every component.
export const stories: readonly Story[] = [
  story('200 rows', { contacts: 200 }),
  story('Row actions', { contacts: 12 }, [table({ rowActions })]),
  story('One row at a time', { contacts: 6 }, [table({ maxRowSelection: 1 })]),
  story('At most two rows', { contacts: 6 }, [table({ maxRowSelection: 2 })]),
  story('Every column type', { contacts: 8 }, [table({ columns: everyColumn, hideCheckboxColumn: true })]),
  story('Loading', { contacts: 0, onQuery: () => 'silence' }),
  story('Empty', { contacts: 0 }),
  story('Error', {
    contacts: 3,
    onQuery: nth => (nth === 1 ? { failure: 'The database is being moved. It is back in a minute.' } : 'answer'),
  }),
  story('Refresh fails', {
    contacts: 3,
    onQuery: nth => (nth === 2 ? { failure: 'The database is being moved. It is back in a minute.' } : 'answer'),
  }),
  story('Busy', { contacts: 3, onFlow: () => 'silence' }),
  story('Flow fails', {
    contacts: 3,
    onFlow: () => ({ failure: 'Bo Okafor must not be contacted, so the status cannot be Active.' }),
  }),
  story('Card, button and text', { contacts: 2 }, [
    {
      type: 'Card',
      apiName: 'Card1',
      attributes: { title: 'Card', iconName: 'standard:account' },
      children: {
        actions: [
          {
            type: 'Button',
            apiName: 'Button1',
            attributes: { label: 'Refresh', iconName: 'utility:refresh' },
            interactions: { click: [{ type: 'refreshAllQueries' }] },
          },
        ],
        body: [
          { type: 'Text', apiName: 'Text1', attributes: { value: 'Heading', variant: 'heading' } },
          { type: 'Text', apiName: 'Text2', attributes: { value: 'Updated {!updatedCount} contacts.' } },
          { type: 'Text', apiName: 'Number', attributes: { value: '{!updatedCount}' } },
          { type: 'Text', apiName: 'Text3', attributes: { value: 'Weak', variant: 'weak' } },
          { type: 'Text', apiName: 'Hidden', attributes: { value: 'Hidden' }, visibility: '{!updatedCount} > 0' },
          { type: 'Button', apiName: 'Wide', attributes: { label: 'Stretched', variant: 'brand', stretch: true } },
          { type: 'Button', apiName: 'Off', attributes: { label: 'Disabled', disabled: true } },
        ],
        footer: [{ type: 'Text', apiName: 'Text4', attributes: { value: 'Footer' } }],
      },
    },
  ]),
  story('Problems', { contacts: 3 }, [
    table({ records: '{!AllContact}' }),
    { type: 'Gantt', apiName: 'Gantt1', attributes: { title: 'Contacts' } },
  ]),
  ...tableStories,
  ...paletteStories,
  ...inputStories,
  ...recordStories,
  story('10,000 rows', { contacts: 12_000 }, [table({ rowActions })], 10_000),
]
