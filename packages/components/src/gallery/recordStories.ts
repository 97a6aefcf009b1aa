import type { ComponentState } from '@millrace/runtime'
import type { Story } from './stories.ts'

type Component = ComponentState['definition']['components'][number]

const resources: Story['definition']['resources'] = [
  {
    type: 'query',
    apiName: 'SomeContacts',
    objectApiName: 'Contact',
    fields: ['Name', 'Status__c', 'Email', 'Revenue__c', 'LastActivity__c', 'Account.Name'],
    limit: 12,
  },
  { type: 'query', apiName: 'AllAccounts', objectApiName: 'Account', fields: ['Name', 'Industry', 'ParentId'] },
  {
    type: 'query',
    apiName: 'AllEvents',
    objectApiName: 'Event',
    fields: ['Subject', 'StartDateTime', 'EndDateTime', 'Location', 'IsAllDayEvent'],
  },
]

function story(name: string, ...components: readonly Component[]): Story {
  return {
    name,
    server: { contacts: 12 },
    definition: { apiName: `Story_${name.replaceAll(/\W+/g, '_')}`, label: name, resources, components },
  }
}

const toast = (title: string) => ({ type: 'showToast', title, variant: 'info' })
const one = '003000000000001AAA'
const contact = (apiName: string, attributes: Record<string, unknown>): Component => ({
  type: 'RecordDetail',
  apiName,
  attributes: { title: 'Contact', iconName: 'standard:contact', objectApiName: 'Contact', ...attributes },
  interactions: {
    saved: [toast('Saved {!$Event.record.LastName}')],
    cancelled: [toast('Cancelled')],
  },
})

const sections = [
  { label: 'Name', fields: ['Name', 'AccountId', 'Email', 'Phone'] },
  { label: 'Status', fields: ['Status__c', 'Reason__c', 'Is_Vip__c', 'Revenue__c', 'Birthdate', 'LastActivity__c'] },
]

const calendar = (apiName: string, view: string): Component => ({
  type: 'Calendar',
  apiName,
  attributes: {
    title: 'Events',
    records: '{!AllEvents}',
    startField: 'StartDateTime',
    endField: 'EndDateTime',
    allDayField: 'IsAllDayEvent',
    itemLabel: '{{Record.Subject}}',
    itemDescription: '{{Record.Location}}',
    view,
    selectedDate: '2026-01-13',
    allowMove: true,
  },
  interactions: {
    itemClick: [toast('Clicked {!$Row.Subject}')],
    itemMove: [toast('{!$Row.Subject} moved to {!$Event.startDate}')],
    dateClick: [toast('Day {!$Event.date}')],
  },
})

/// What shows and edits records, in every state.
export const recordStories: readonly Story[] = [
  story('Record Detail', contact('Detail', { recordId: one, sections })),
  story('Record Detail edited', contact('Detail', { recordId: one, mode: 'edit', sections })),
  story('Record Detail of a new record', contact('Detail', { mode: 'create', defaultValues: { Status__c: 'New' } })),
  story(
    'Record Detail without a record',
    contact('Detail', { recordId: '' }),
    contact('Gone', { recordId: '003000000000999AAA' }),
  ),
  story('Path', {
    type: 'Path',
    apiName: 'Stages',
    attributes: {
      label: 'Status of the contact',
      source: 'picklist',
      picklistField: 'Contact.Status__c',
      value: 'Working',
      objectApiName: 'Contact',
      recordId: one,
      fieldName: 'Status__c',
    },
    interactions: { change: [toast('{!$Event.previousValue} → {!$Event.value}')] },
  }),
  story('Kanban', {
    type: 'Kanban',
    apiName: 'Board',
    attributes: {
      title: 'Contacts by Status',
      iconName: 'standard:contact',
      records: '{!SomeContacts}',
      groupBy: 'Status__c',
      itemLabel: '{{Record.Name}}',
      itemDescription: '{{Record.Account.Name}}',
      cardFields: ['Email', 'Revenue__c'],
      summarize: 'sum',
      summaryField: 'Revenue__c',
      actions: [{ name: 'call', label: 'Call', iconName: 'utility:call' }],
    },
    interactions: {
      change: [toast('{!$Row.Name}: {!$Event.previousValue} → {!$Event.value}')],
      itemClick: [toast('Clicked {!$Row.Name}')],
      actionClick: [{ ...toast('Called {!$Row.Name}'), targetName: 'call' }],
    },
  }),
  story('Calendar by month', calendar('Month', 'month')),
  story('Calendar by week', calendar('Week', 'week')),
  story('Calendar as agenda', calendar('AgendaView', 'agenda')),
  story('Timeline', {
    type: 'Timeline',
    apiName: 'Activity',
    attributes: {
      title: 'Activity',
      records: '{!AllEvents}',
      dateField: 'StartDateTime',
      itemLabel: '{{Record.Subject}}',
      itemDescription: '{{Record.Location}}',
      itemDetails: 'From {{Record.StartDateTime}} to {{Record.EndDateTime}}',
      itemIconName: 'standard:event',
      clickable: true,
      maxItems: 6,
      actions: [{ name: 'edit', label: 'Edit' }],
    },
    interactions: { itemClick: [toast('Clicked {!$Row.Subject}')] },
  }),
  story(
    'Tree',
    {
      type: 'Tree',
      apiName: 'Accounts',
      attributes: {
        title: 'Accounts',
        records: '{!AllAccounts}',
        parentField: 'ParentId',
        itemLabel: '{{Record.Name}}',
        itemDescription: '{{Record.Industry}}',
        expanded: true,
      },
      interactions: { select: [toast('Selected {!$Event.label}')] },
    },
    {
      type: 'Tree',
      apiName: 'Items',
      attributes: {
        title: 'Items',
        source: 'items',
        items: [
          { name: 'fruit', label: 'Fruit', items: [{ name: 'apple', label: 'Apple' }] },
          { name: 'bread', label: 'Bread', iconName: 'standard:product' },
        ],
      },
    },
  ),
]
