import { DATE, DATETIME, TEXT } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { choices } from './choices.ts'
import { asDate } from './dateInput.ts'

/// Calendar: records with a start and an end, by month, week, day or as an agenda.
export const calendar: ComponentDeclaration = {
  type: 'Calendar',
  label: 'Calendar',
  help: 'Records with a start and an end, by month, week, day or as an agenda, in the user’s time zone.',
  palette: { category: 'Records', rank: 6, iconName: 'utility:event' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', default: '' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    { name: 'records', label: 'Data Source', type: 'records', required: true, group: 'Data' },
    { name: 'startField', label: 'Start Field', type: 'field', required: true, group: 'Data', help: 'StartDateTime' },
    { name: 'endField', label: 'End Field', type: 'field', group: 'Data', help: 'Empty: an hour, or the whole day.' },
    { name: 'allDayField', label: 'All-Day Field', type: 'field', group: 'Data', help: 'IsAllDayEvent' },
    {
      name: 'itemLabel',
      label: 'Label',
      type: 'text',
      group: 'Event',
      default: '{!$Item.Name}',
      help: 'With fields of the record: {{Record.Subject}}.',
      perItem: true,
    },
    { name: 'itemDescription', label: 'Description', type: 'text', group: 'Event', perItem: true },
    { name: 'itemColor', label: 'Color', type: 'color', group: 'Event', perItem: true },
    {
      name: 'view',
      label: 'View',
      type: 'value',
      default: 'month',
      group: 'Data',
      help: 'Which one is shown at first: month, week, day or agenda.',
    },
    { name: 'selectedDate', label: 'Date', type: 'value', group: 'Data', help: 'Shown at first. Empty: today.' },
    {
      name: 'views',
      label: 'Views Offered',
      type: 'options',
      default: ['month', 'week', 'day', 'agenda'],
    },
    { name: 'firstHour', label: 'First Hour', type: 'number', default: 7, help: 'Of the day and week views.' },
    { name: 'lastHour', label: 'Last Hour', type: 'number', default: 20 },
    {
      name: 'allowMove',
      label: 'Events Move',
      type: 'boolean',
      default: false,
      help: 'To another day or time; the event Event Move says where.',
    },
  ],
  stateAttributes: [
    {
      name: 'view',
      label: 'The view shown',
      type: () => TEXT,
      derive: ({ held }) => (VIEWS.some(({ value }) => value === held) ? (held as string) : 'month'),
    },
    {
      name: 'selectedDate',
      label: 'The day in focus',
      type: () => DATE,
      derive: reader => asDate(asValue(reader.held), reader.timeZone),
    },
    { name: 'ClickedItem', label: 'The event clicked last', type: recordType => recordType, initial: null },
  ],
  events: [
    { name: 'itemClick', label: 'Event Click', hasRow: true },
    {
      name: 'itemMove',
      label: 'Event Move',
      hasRow: true,
      concurrency: 'queue',
      detail: [
        { name: 'start', label: 'The new start', type: () => DATETIME },
        { name: 'end', label: 'The new end', type: () => DATETIME },
        { name: 'startDate', label: 'The new first day', type: () => DATE },
      ],
    },
    {
      name: 'dateClick',
      label: 'Date Click',
      detail: [
        { name: 'date', label: 'The day', type: () => DATE },
        { name: 'start', label: 'The instant clicked', type: () => DATETIME },
      ],
    },
    {
      name: 'viewChange',
      label: 'View Change',
      concurrency: 'restart',
      detail: [
        { name: 'view', label: 'The view', type: () => TEXT },
        { name: 'firstDate', label: 'The first day shown', type: () => DATE },
        { name: 'lastDate', label: 'The last day shown', type: () => DATE },
      ],
    },
  ],
  slots: [],
}

export const VIEWS = choices({ month: 'Month', week: 'Week', day: 'Day', agenda: 'Agenda' })
