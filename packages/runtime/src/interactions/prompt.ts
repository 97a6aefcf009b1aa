import { parseNum, type Value } from '@millrace/values'
import { ChainStop } from '../chainStop.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { resourceType } from '../resourceTypes.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, optionsOf, textSetting, textSettingOr } from './settings.ts'
import { storeIn, variableSetting } from './variables.ts'

const INPUT_TYPES = ['text', 'longText', 'number', 'date'] as const

/// Open Prompt: asks for one value and stores it. Left without an answer, On Cancel runs and the chain ends.
export const prompt: InteractionDeclaration = {
  type: 'prompt',
  label: 'Open Prompt',
  help: 'Asks for one value and stores it in a variable. Without an answer, nothing that follows is run.',
  properties: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'message', label: 'Message', type: 'longText', default: '' },
    { name: 'label', label: 'Label of the input', type: 'text', required: true },
    { name: 'variable', label: 'Variable', type: 'variable', required: true, help: 'Receives the answer.' },
    {
      name: 'inputType',
      label: 'Input',
      type: 'choice',
      default: 'text',
      options: optionsOf({ text: 'Text', longText: 'Text of several lines', number: 'Number', date: 'Date' }),
    },
    { name: 'value', label: 'Value to begin with', type: 'value' },
    { name: 'placeholder', label: 'Placeholder', type: 'text', default: '' },
    { name: 'isRequired', label: 'Must be answered', type: 'boolean', default: false },
    { name: 'confirmLabel', label: 'Label of the confirming button', type: 'text', default: 'OK' },
    { name: 'cancelLabel', label: 'Label of the cancelling button', type: 'text', default: 'Cancel' },
    { name: 'onCancel', label: 'On Cancel', type: 'interactions' },
  ],
  async run(context) {
    const answer = await screenOf(context).prompt(
      {
        title: textSetting(context, 'title'),
        message: textSetting(context, 'message'),
        label: textSetting(context, 'label'),
        inputType: choiceSetting(context, 'inputType', INPUT_TYPES),
        value: textSetting(context, 'value'),
        placeholder: textSetting(context, 'placeholder'),
        isRequired: context.setting('isRequired') === true,
        confirmLabel: textSettingOr(context, 'confirmLabel', textsOf(context.host).ok),
        cancelLabel: textSettingOr(context, 'cancelLabel', textsOf(context.host).cancel),
      },
      context.cancellation,
    )
    if (answer === null) {
      await context.run(context.interaction['onCancel'])
      throw new ChainStop()
    }
    const variable = variableSetting(context, 'variable')
    const isNumber = variable !== undefined && resourceType(variable).kind === 'Number'
    const value: Value = answer === '' ? null : isNumber ? (parseNum(answer) ?? answer) : answer
    storeIn(context, 'variable', value)
  },
}
