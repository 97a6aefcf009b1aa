import { NUMBER } from '@millrace/values'
import { input } from './input.ts'
import { asNumber, NUMBER_FORM, numberProblem } from './numberInput.ts'

/// Slider: a number between two others, chosen by moving a knob.
export const slider = input({
  type: 'Slider',
  iconName: 'utility:slider',
  label: 'Slider',
  help: 'A number between two others, chosen by moving a knob.',
  valueType: () => NUMBER,
  hasPlaceholder: false,
  read: asNumber,
  attributes: [
    { name: 'min', label: 'Min', type: 'number', default: 0 },
    { name: 'max', label: 'Max', type: 'number', default: 100 },
    { name: 'step', label: 'Step', type: 'number', default: 1 },
    ...NUMBER_FORM,
  ],
  problem: numberProblem,
})
