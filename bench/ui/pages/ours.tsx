import { DynamicComponent } from '@millrace/components'
import type { ComponentHost, ComponentState } from '@millrace/runtime'
import { createRoot, type Root } from 'react-dom/client'
import '../../../packages/components/src/slds/millrace.css'
import { benchmarkPage } from './page.ts'

type Definition = ComponentState['definition']

// As the server says with a definition.
const OBJECTS = ['Contact', 'Account']

let root: Root | undefined

/// Draws a Dynamic Component in an empty page.
function draw(definition: Definition): void {
  root?.unmount()
  document.querySelector('#app')?.remove()
  const place = document.createElement('main')
  place.id = 'app'
  document.body.append(place)
  root = createRoot(place)
  root.render(<DynamicComponent definition={definition} host={host} objects={OBJECTS} />)
}

const columns = [
  { fieldName: 'Name', label: 'Name', sortable: true },
  { fieldName: 'Status__c', label: 'Status', type: 'text', sortable: true },
  { fieldName: 'Email', label: 'Email', type: 'email', sortable: true },
  { fieldName: 'Phone', label: 'Phone', type: 'phone', sortable: true },
  { fieldName: 'Account.Name', label: 'Account', type: 'text' },
]

const tableOf = (rows: number): Definition => ({
  apiName: 'Bench',
  label: 'Bench',
  resources: [
    {
      type: 'query',
      apiName: 'AllContacts',
      objectApiName: 'Contact',
      fields: ['Name', 'Status__c', 'Email', 'Phone', 'Account.Name'],
      limit: rows,
    },
  ],
  components: [
    {
      type: 'DataTable',
      apiName: 'Contacts',
      attributes: {
        title: 'Contacts',
        records: '{!AllContacts}',
        customizable: false,
        columns,
        headerActions: [
          { name: 'refresh', label: 'Refresh' },
          { name: 'setAsActive', label: 'Set as Active', variant: 'brand' },
        ],
        rowActions: [
          { name: 'edit', label: 'Edit' },
          { name: 'delete', label: 'Delete' },
        ],
      },
      interactions: {
        headerActionClick: [
          { type: 'refreshAllQueries', targetName: 'refresh' },
          {
            type: 'executeFlow',
            targetName: 'setAsActive',
            flowApiName: 'Set_Status',
            inputVariables: [{ name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
            onFinish: [{ type: 'refreshAllQueries' }],
          },
        ],
      },
    },
  ],
})

const RESOURCES = 200

const resources: Definition = {
  apiName: 'Resources',
  label: 'Resources',
  resources: [
    { type: 'variable', apiName: 'source', dataType: 'Number', defaultValue: 1 },
    ...Array.from({ length: RESOURCES }, (_, i) => ({
      type: 'formula' as const,
      apiName: `f${i}`,
      dataType: 'Number' as const,
      formula: `{!source} * ${i + 1} + 1`,
    })),
  ],
  components: [
    {
      type: 'Button',
      apiName: 'Change',
      attributes: { label: 'Change' },
      interactions: { click: [{ type: 'assignment', variable: 'source', operator: 'add', value: 1 }] },
    },
    ...Array.from({ length: RESOURCES }, (_, i) => ({
      type: 'Text',
      apiName: `T${i}`,
      attributes: { value: `{!f${i}}` },
    })),
  ],
}

const host: ComponentHost = {
  async fetch(path, { method, headers, body } = {}) {
    const response = await fetch(path, { method, headers, body })
    return { status: response.status, header: name => response.headers.get(name), json: () => response.json() }
  },
  now: () => Date.now(),
  newKey: () => crypto.randomUUID(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
  navigate: () => undefined,
  showToast: toast => console.error(toast.title, toast.message),
  user: { Id: '005000000000001AAA' },
  organization: { Id: '00D000000000001AAA' },
  permissions: [],
  formFactor: 'Large',
  locale: 'en_US',
  timeZone: 'UTC',
}

window.page = benchmarkPage(what => draw(what === 'resources' ? resources : tableOf(what)))
