import { TEXT } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'
import { asValue } from '../resolved.ts'
import { CHOICE_SOURCE } from './choiceSource.ts'
import { asText } from './input.ts'

/// Path: the stages of a record as chevrons, with a button that marks the current one as complete.
export const path: ComponentDeclaration = {
  type: 'Path',
  label: 'Path',
  help: 'The stages of a record, such as an opportunity’s, with the current one marked.',
  palette: { category: 'Records', rank: 9, iconName: 'utility:steps' },
  attributes: [
    { name: 'label', label: 'Label', type: 'text', default: 'Path', help: 'For screen readers: "Sales stages".' },
    {
      name: 'value',
      label: 'Current Stage',
      type: 'value',
      group: 'Data',
      help: 'Mapped from the record: {!$Component.Record.StageName}.',
    },
    ...CHOICE_SOURCE,
    {
      name: 'objectApiName',
      label: 'Object',
      type: 'object',
      default: '',
      group: 'Saving',
      help: 'With Record Id and Field: a change is saved to the record.',
    },
    { name: 'recordId', label: 'Record Id', type: 'text', default: '', group: 'Saving' },
    { name: 'fieldName', label: 'Field', type: 'text', default: '', group: 'Saving', help: 'StageName' },
    { name: 'buttonLabel', label: 'Button Label', type: 'text', default: 'Mark Status as Complete' },
    {
      name: 'selectedButtonLabel',
      label: 'Button Label of Another Stage',
      type: 'text',
      default: 'Mark as Current Status',
    },
    {
      name: 'hideButton',
      label: 'Hide Button',
      type: 'boolean',
      default: false,
      help: 'A click on a stage only selects it.',
    },
    { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
  ],
  stateAttributes: [
    { name: 'value', label: 'The current stage', type: () => TEXT, derive: reader => asText(asValue(reader.held)) },
    { name: 'selectedStage', label: 'The stage that was clicked last', type: () => TEXT, initial: null },
  ],
  events: [
    {
      name: 'change',
      label: 'Change',
      concurrency: 'queue',
      detail: [
        { name: 'value', label: 'The new stage', type: () => TEXT },
        { name: 'previousValue', label: 'The stage before', type: () => TEXT },
      ],
    },
    {
      name: 'select',
      label: 'Select',
      concurrency: 'restart',
      detail: [{ name: 'value', label: 'The stage clicked', type: () => TEXT }],
    },
  ],
  slots: [],
}
