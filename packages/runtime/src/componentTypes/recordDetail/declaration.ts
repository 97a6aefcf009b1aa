import { BOOLEAN, recordOf, RecordValue, TEXT } from '@millrace/values'
import type { Component } from '@millrace/metadata'
import type { ComponentState } from '../../componentState.ts'
import type { ComponentWork } from '../../componentWork.ts'
import type { AttributeReader, ComponentDeclaration } from '../../declaration.ts'
import { choices } from '../choices.ts'
import type { RecordDetailWork } from './recordDetailWork.ts'

const objectOf = ({ attributes }: Component): string => {
  const name = attributes?.['objectApiName']
  return typeof name === 'string' ? name : ''
}

/// Record Detail: the fields of one record, to read, to edit and to create one. What may be edited, the object's
/// description says: rights, types, picklists, lookups, required fields.
export const recordDetail: ComponentDeclaration = {
  type: 'RecordDetail',
  label: 'Record Detail',
  help: 'The fields of one record, to read, to edit, or to create a new one.',
  palette: { category: 'Records', rank: 4, iconName: 'utility:record_lookup' },
  attributes: [
    { name: 'title', label: 'Title', type: 'text', default: '' },
    { name: 'iconName', label: 'Icon Name', type: 'icon' },
    {
      name: 'objectApiName',
      label: 'Object',
      type: 'object',
      default: '',
      group: 'Data',
      help: 'Contact. Empty: the object of the page.',
    },
    {
      name: 'recordId',
      label: 'Record Id',
      type: 'text',
      default: '',
      group: 'Data',
      help: '{!Contacts.FirstSelectedRowKeyValue}. Empty: the record of the page.',
    },
    {
      name: 'mode',
      label: 'Mode',
      type: 'choice',
      default: 'view',
      options: choices({ view: 'View and Edit', edit: 'Edit', readOnly: 'Read Only', create: 'Create' }),
      help: 'Edit begins with editing. Create makes a new record.',
    },
    {
      name: 'fields',
      label: 'Fields',
      type: 'fields',
      default: [],
      group: 'Layout',
      help: 'Their order is that on the screen. Empty, and without sections: all that a person can fill in.',
    },
    {
      name: 'sections',
      label: 'Sections',
      type: 'list',
      default: [],
      group: 'Layout',
      items: [
        { name: 'label', label: 'Label', type: 'text' },
        { name: 'fields', label: 'Fields', type: 'fields', required: true },
        { name: 'columns', label: 'Columns', type: 'number', help: 'Empty: as many as the whole.' },
      ],
    },
    {
      name: 'usePageLayout',
      label: 'Use the Page Layout',
      type: 'boolean',
      default: false,
      group: 'Layout',
      help: 'Sections, required and read-only fields are those of the page layout of the record, where no fields and sections are given.',
    },
    { name: 'columns', label: 'Columns', type: 'number', default: 2, group: 'Layout', help: '1 to 4.' },
    {
      name: 'requiredFields',
      label: 'Required Fields',
      type: 'fields',
      default: [],
      group: 'Layout',
      help: 'Required here, besides those that the object requires.',
    },
    {
      name: 'readOnlyFields',
      label: 'Read-Only Fields',
      type: 'fields',
      default: [],
      group: 'Layout',
      help: 'Shown, but not edited here.',
    },
    {
      name: 'defaultValues',
      label: 'Default Values',
      type: 'json',
      default: {},
      group: 'Data',
      when: { property: 'mode', is: ['create'] },
      help: 'Fields of the new record: { "AccountId": "{!$Component.RecordId}" }.',
    },
  ],
  stateAttributes: [
    {
      name: 'Record',
      label: 'The record as it was read or saved last',
      type: (_, component) => recordOf(objectOf(component)),
      derive: reader => workOf(reader)?.state.read().record ?? null,
    },
    {
      name: 'EditedRecord',
      label: 'The record with what has been typed',
      type: (_, component) => recordOf(objectOf(component)),
      derive: reader => editedRecord(workOf(reader)),
    },
    {
      name: 'RecordIdentifier',
      label: 'Id of the record, also of one just created',
      type: () => TEXT,
      derive: reader => workOf(reader)?.state.read().record?.id ?? null,
    },
    {
      name: 'IsEditing',
      label: 'Whether it is being edited',
      type: () => BOOLEAN,
      derive: reader => workOf(reader)?.state.read().isEditing ?? false,
    },
    {
      name: 'HasChanges',
      label: 'Whether something typed is not saved',
      type: () => BOOLEAN,
      derive: reader => (workOf(reader)?.state.read().changes.size ?? 0) > 0,
    },
  ],
  events: [
    {
      name: 'saved',
      label: 'Saved',
      concurrency: 'queue',
      detail: [
        { name: 'recordId', label: 'Id of the record', type: () => TEXT },
        { name: 'record', label: 'The record', type: (_, component) => recordOf(objectOf(component)) },
        { name: 'isNew', label: 'Whether it was created', type: () => BOOLEAN },
      ],
    },
    { name: 'cancelled', label: 'Cancelled', concurrency: 'queue' },
    { name: 'edit', label: 'Edit', concurrency: 'queue' },
    {
      name: 'saveFailed',
      label: 'Save Failed',
      concurrency: 'queue',
      detail: [{ name: 'message', label: 'Why', type: () => TEXT }],
    },
  ],
  slots: [],
  code: () => import('./recordDetailWork.ts'),
}

const isDetail = (work: ComponentWork | undefined): work is RecordDetailWork => work?.type === 'RecordDetail'
const workOf = ({ work }: AttributeReader): RecordDetailWork | undefined => (isDetail(work) ? work : undefined)

function editedRecord(work: RecordDetailWork | undefined): RecordValue | null {
  const state = work?.state.read()
  if (!state?.object) return null
  const record = state.record?.copy() ?? new RecordValue(state.object.name)
  for (const [name, value] of state.changes) record.set(name, value)
  return record
}

/// The Record Detail [apiName] at work; undefined before it is opened.
export function recordDetailWork(state: ComponentState, apiName: string): RecordDetailWork | undefined {
  const work = state.work(apiName)
  return isDetail(work) ? work : undefined
}
