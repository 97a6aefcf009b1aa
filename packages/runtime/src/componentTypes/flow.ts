import { TEXT } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'

/// Flow: a screen flow on the page. It starts when it is shown, and again when it is given another flow or other inputs.
export const flow: ComponentDeclaration = {
  type: 'Flow',
  label: 'Flow',
  help: 'Shows a screen flow here.',
  palette: { category: 'Layout', rank: 10, iconName: 'utility:flow' },
  attributes: [
    {
      name: 'flowApiName',
      label: 'Flow API Name',
      type: 'flow',
      hasScreens: true,
      required: true,
      help: 'A screen flow; case-sensitive.',
    },
    {
      name: 'inputs',
      label: 'Inputs',
      type: 'list',
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'A variable that is available for input.' },
        { name: 'value', label: 'Value', type: 'value' },
      ],
    },
    {
      name: 'outputs',
      label: 'Outputs',
      type: 'list',
      default: [],
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'A variable that is available for output.' },
        { name: 'resourceName', label: 'Resource Name', type: 'variable', required: true },
      ],
    },
    {
      name: 'restarts',
      label: 'Start again when finished',
      type: 'boolean',
      default: true,
      help: 'Off: says that it has finished.',
    },
  ],
  stateAttributes: [],
  events: [
    { name: 'started', label: 'Started', detail: [{ name: 'guid', label: 'Interview GUID', type: () => TEXT }] },
    { name: 'finished', label: 'Finished' },
    { name: 'paused', label: 'Paused', detail: [{ name: 'guid', label: 'Interview GUID', type: () => TEXT }] },
    { name: 'error', label: 'Error', detail: [{ name: 'message', label: 'Message', type: () => TEXT }] },
  ],
  slots: [],
}
