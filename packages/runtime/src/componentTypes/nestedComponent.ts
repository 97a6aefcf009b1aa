import { TEXT } from '@millrace/values'
import type { ComponentDeclaration } from '../declaration.ts'

/// Dynamic Component: another Dynamic Component inside this one. What is mapped to an input follows its changes; what
/// it gives out lands in variables.
export const nestedComponent: ComponentDeclaration = {
  type: 'DynamicComponent',
  label: 'Dynamic Component',
  help: 'Shows another Dynamic Component here.',
  palette: { category: 'Layout', rank: 9, iconName: 'utility:component_customization' },
  attributes: [
    {
      name: 'componentApiName',
      label: 'Dynamic Component',
      type: 'dynamicComponent',
      required: true,
      help: 'Its API name.',
    },
    {
      name: 'inputs',
      label: 'Inputs',
      type: 'list',
      default: [],
      items: [
        {
          name: 'name',
          label: 'Name',
          type: 'text',
          required: true,
          help: 'A variable of it that is available for input.',
        },
        { name: 'value', label: 'Value', type: 'value' },
      ],
    },
    {
      name: 'outputs',
      label: 'Outputs',
      type: 'list',
      default: [],
      items: [
        {
          name: 'name',
          label: 'Name',
          type: 'text',
          required: true,
          help: 'A variable of it that is available for output.',
        },
        {
          name: 'resourceName',
          label: 'Resource Name',
          type: 'variable',
          required: true,
          help: 'The variable of this Dynamic Component that receives it.',
        },
      ],
    },
  ],
  stateAttributes: [],
  events: [
    {
      name: 'outputChange',
      label: 'Output Change',
      concurrency: 'restart',
      detail: [{ name: 'name', label: 'Name of the output', type: () => TEXT }],
    },
  ],
  slots: [],
}
