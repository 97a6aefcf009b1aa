import type { Story } from './stories.ts'

type Component = Story['definition']['components'][number]

const status = {
  fieldName: 'Status__c',
  label: 'Status',
  type: 'badge',
  colorRules: [
    { value: 'Active', color: 'success' },
    { value: 'Working', color: 'warning' },
    { value: 'Inactive', color: 'inverse' },
    { when: '{!$Row.Is_Vip__c}', color: '#5867e8' },
  ],
}

const columns = [
  { fieldName: 'Name', sortable: true },
  { ...status, sortable: true },
  { fieldName: 'Account.Name', label: 'Account', sortable: true },
  { fieldName: 'Revenue__c', sortable: true, decimals: 0 },
  { fieldName: 'LastActivity__c', label: 'Last Activity', sortable: true },
]

const rowActions = [
  { name: 'greet', label: 'Say Hello', disabledWhen: '{!$Row.Status__c} = "Inactive"' },
  { name: 'promote', label: 'Promote', hiddenWhen: '{!$Row.Is_Vip__c}' },
]

const hello = { type: 'showToast', title: 'Hello {!$Row.Name}', variant: 'info' }

interface Parts {
  readonly attributes?: Record<string, unknown>
  readonly interactions?: Component['interactions']
  readonly contacts?: number
  readonly limit?: number
  readonly onQuery?: Story['server']['onQuery']
}

function story(name: string, { attributes = {}, interactions = {}, contacts = 1234, limit, onQuery }: Parts): Story {
  return {
    name,
    server: { contacts, ...(onQuery ? { onQuery } : {}) },
    definition: {
      apiName: `Table_${name.replaceAll(/\W+/g, '_')}`,
      label: name,
      resources: [
        {
          type: 'query',
          apiName: 'AllContacts',
          objectApiName: 'Contact',
          fields: [
            'Name',
            'FirstName',
            'LastName',
            'Status__c',
            'Email',
            'AccountId',
            'Account.Name',
            'Revenue__c',
            'Discount__c',
            'Score__c',
            'Birthdate',
            'LastActivity__c',
            'Is_Vip__c',
            'Website__c',
            'Bio__c',
            'Photo__c',
            'Stars__c',
            'Currency__c',
          ],
          ...(limit ? { limit } : {}),
        },
      ],
      components: [
        {
          type: 'DataTable',
          apiName: 'Contacts',
          attributes: {
            title: 'Contacts',
            iconName: 'standard:contact',
            records: '{!AllContacts}',
            columns,
            ...attributes,
          },
          interactions,
        },
      ],
    },
  }
}

const selectionActions = [
  { name: 'activate', label: 'Set as Active', variant: 'brand', needsSelection: true },
  { name: 'export', label: 'Assign', needsSelection: true },
  { name: 'new', label: 'New Contact' },
]

const selectionInteractions = {
  headerActionClick: [{ type: 'showToast', title: '{!Contacts.SelectedRowsCount} contacts', variant: 'info' }],
}

/// What a Data Table can do, one after the other.
export const tableStories: readonly Story[] = [
  story('Pages from the server', {
    attributes: {
      paging: 'pages',
      pageSize: 25,
      showSearch: true,
      filterMode: 'menu',
      allowExport: true,
      showRowNumbers: true,
      rowActions,
      headerActions: selectionActions,
    },
    interactions: { ...selectionInteractions, rowActionClick: [hello] },
  }),
  story('Endless loading', { attributes: { paging: 'endless', pageSize: 50, showSearch: true } }),
  story('Filters in a panel', {
    contacts: 200,
    attributes: {
      filterMode: 'panel',
      showSearch: true,
      columns: [...columns, { fieldName: 'Is_Vip__c', label: 'VIP' }, { fieldName: 'Birthdate' }],
    },
  }),
  story('All kinds of cells', {
    contacts: 12,
    limit: 12,
    attributes: {
      hideCheckboxColumn: true,
      columns: [
        { fieldName: 'Name', type: 'avatar', label: 'Avatar', width: 170 },
        { ...status, width: 110 },
        { fieldName: 'Account.Name', label: 'Link', width: 150 },
        { fieldName: 'Revenue__c', label: 'Own Currency', currencyField: 'Currency__c', width: 130 },
        { fieldName: 'Discount__c', label: 'Progress', type: 'progress', width: 140 },
        { fieldName: 'Stars__c', label: 'Rating', type: 'rating', width: 100 },
        { fieldName: 'Photo__c', label: 'Image', type: 'image', width: 80 },
        {
          fieldName: 'Bio__c',
          label: 'Rich Text',
          type: 'richText',
          width: 200,
          helpText: 'What people say of themselves.',
        },
        { fieldName: '', name: 'call', label: 'Call', type: 'button', variant: 'brand', width: 90 },
        { fieldName: '', name: 'mail', label: 'Mail', type: 'buttonIcon', iconName: 'utility:email', width: 70 },
        { fieldName: '', name: 'more', label: 'More', type: 'action', actions: rowActions, width: 70 },
      ],
    },
    interactions: { cellClick: [hello] },
  }),
  story('Inline edit', {
    contacts: 20,
    limit: 20,
    attributes: {
      showRowNumbers: true,
      columns: [
        { fieldName: 'LastName', editable: true },
        { ...status, editable: true },
        { fieldName: 'Account.Name', editable: true },
        { fieldName: 'Revenue__c', editable: true },
        { fieldName: 'Birthdate', editable: true },
        { fieldName: 'Is_Vip__c', label: 'VIP', editable: true },
        { fieldName: 'Email', editable: true },
      ],
    },
    interactions: { save: [{ type: 'saveInlineEdits', component: 'Contacts' }] },
  }),
  story('Groups and totals', {
    attributes: {
      groupBy: ['Status__c'],
      paging: 'endless',
      pageSize: 400,
      columns: [
        { fieldName: 'Name' },
        status,
        { fieldName: 'Account.Name', label: 'Account' },
        { fieldName: 'Revenue__c', summary: 'sum', decimals: 0 },
        { fieldName: 'Score__c', summary: 'avg', decimals: 1 },
        { fieldName: 'LastActivity__c', summary: 'max' },
      ],
    },
  }),
  story('Frozen and wrapped', {
    contacts: 60,
    limit: 60,
    attributes: {
      frozenColumns: 1,
      density: 'comfy',
      rowActions,
      columns: [
        { fieldName: 'Name', width: 180 },
        { fieldName: 'Bio__c', label: 'Bio', wrapText: true, width: 220 },
        ...['Email', 'Phone', 'Website__c', 'Revenue__c', 'Score__c', 'Discount__c', 'Birthdate'].map(fieldName => ({
          fieldName,
          width: 170,
        })),
      ],
    },
    interactions: { rowClick: [hello], rowActionClick: [hello] },
  }),
  story('100,000 rows', { contacts: 100_000, limit: 100_000, attributes: { showRowNumbers: true } }),
]
