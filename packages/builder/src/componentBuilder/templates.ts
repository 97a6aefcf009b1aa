import { printJson } from '@millrace/metadata'

/// What a new component begins as.
export interface ComponentTemplate {
  readonly name: string
  readonly label: string
  readonly help: string
  /// The file of a component with this API name and label.
  text(apiName: string, label: string): string
}

const file = (value: object): string => `${printJson(value)}\n`

export const templates: readonly ComponentTemplate[] = [
  {
    name: 'blank',
    label: 'Blank',
    help: 'Nothing but the canvas.',
    text: (apiName, label) => file({ apiName, label, resources: [], components: [] }),
  },
  {
    name: 'table',
    label: 'Table of records',
    help: 'A query of contacts and a Data Table that shows them, with a header action.',
    text: (apiName, label) =>
      file({
        apiName,
        label,
        resources: [
          {
            type: 'query',
            apiName: 'AllContacts',
            objectApiName: 'Contact',
            fields: ['Name', 'Email'],
            orderBy: [{ field: 'Name', direction: 'asc' }],
          },
        ],
        components: [
          {
            type: 'DataTable',
            apiName: 'Table',
            attributes: {
              title: label,
              records: '{!AllContacts}',
              columns: [
                { label: 'Name', fieldName: 'Name', sortable: true },
                { label: 'Email', fieldName: 'Email', type: 'email' },
              ],
              headerActions: [{ name: 'refresh', label: 'Refresh' }],
            },
            interactions: { headerActionClick: [{ type: 'refreshAllQueries', targetName: 'refresh' }] },
          },
        ],
      }),
  },
  {
    name: 'card',
    label: 'Card with a button',
    help: 'A card with text and a button that shows a toast.',
    text: (apiName, label) =>
      file({
        apiName,
        label,
        resources: [],
        components: [
          {
            type: 'Card',
            apiName: 'Card',
            attributes: { title: label },
            children: {
              body: [{ type: 'Text', apiName: 'Message', attributes: { value: 'Say what this is for.' } }],
              actions: [
                {
                  type: 'Button',
                  apiName: 'Button',
                  attributes: { label: 'Go', variant: 'brand' },
                  interactions: { click: [{ type: 'showToast', title: 'Done', variant: 'success' }] },
                },
              ],
            },
          },
        ],
      }),
  },
]
