import type { Component, DynamicComponent, Interaction, Resource } from '@millrace/metadata'
import { type ComponentState, openDynamicComponent } from '../src/index.ts'
import {
  accountDescribe,
  answerOf,
  contact,
  contactDescribe,
  type Exchanges,
  type RecordedHost,
  recordedHost,
} from './recordedHost.ts'

/// Definitions for tests: a query `AllContacts`, a table `Contacts` with the header action `go`, and what the test adds.
export interface Parts {
  readonly resources?: readonly Resource[]
  readonly components?: readonly Component[]
  /// The interactions of the header action `go`.
  readonly go?: readonly Interaction[]
  readonly load?: readonly Interaction[]
  readonly table?: Readonly<Record<string, unknown>>
  readonly targetObject?: string
}

export function component({
  resources = [],
  components = [],
  go = [],
  load = [],
  table = {},
  targetObject,
}: Parts): DynamicComponent {
  return {
    apiName: 'Test',
    label: 'Test',
    ...(targetObject ? { targetObject } : {}),
    resources: [
      { type: 'query', apiName: 'AllContacts', objectApiName: 'Contact', fields: ['Name', 'Account.Name', 'Score__c'] },
      ...resources,
    ],
    components: [
      {
        type: 'DataTable',
        apiName: 'Contacts',
        attributes: {
          records: '{!AllContacts}',
          columns: [{ fieldName: 'Name', label: 'Name' }],
          headerActions: [{ name: 'go', label: 'Go' }],
          rowActions: [{ name: 'edit', label: 'Edit' }],
          ...table,
        },
        interactions: { headerActionClick: go.map(interaction => ({ targetName: 'go', ...interaction })) },
      },
      ...components,
    ],
    interactions: { load },
  }
}

export const CONTACTS = 'QUERY SELECT Id, Name, Account.Name, Score__c FROM Contact'

export const salesforce: Exchanges = {
  'GET /sobjects/Contact/describe': { body: contactDescribe },
  'GET /sobjects/Account/describe': { body: accountDescribe },
  QUERY: answerOf(contact(1, { Score__c: 5.5 }), contact(2, { Score__c: 20 }), contact(3, { Score__c: null })),
}

/// Opens and loads [parts] against recorded answers.
export async function load(
  parts: Parts,
  exchanges: Exchanges = {},
  page: Parameters<typeof recordedHost>[1] = {},
): Promise<{ state: ComponentState; host: RecordedHost }> {
  const host = recordedHost({ ...salesforce, ...exchanges }, page)
  const state = openDynamicComponent(component(parts), host)
  await state.load()
  return { state, host }
}
