import { ChainStop } from '../chainStop.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, textSetting, textSettingOr, themeProperty, THEMES } from './settings.ts'

/// Open Confirm: asks a question. After a yes On Confirm runs and the chain goes on; after a no On Cancel runs and the
/// chain ends there, without an error, so that what stands behind the question never happens unasked.
export const confirm: InteractionDeclaration = {
  type: 'confirm',
  label: 'Open Confirm',
  help: 'Asks before going on. After a no, nothing that follows is run.',
  properties: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'message', label: 'Message', type: 'longText', default: '' },
    themeProperty,
    { name: 'confirmLabel', label: 'Label of the confirming button', type: 'text', default: 'OK' },
    { name: 'cancelLabel', label: 'Label of the cancelling button', type: 'text', default: 'Cancel' },
    {
      name: 'isDestructive',
      label: 'Cannot be taken back',
      type: 'boolean',
      default: false,
      help: 'Makes the confirming button red.',
    },
    { name: 'onConfirm', label: 'On Confirm', type: 'interactions' },
    { name: 'onCancel', label: 'On Cancel', type: 'interactions' },
  ],
  async run(context) {
    const isConfirmed = await screenOf(context).confirm(
      {
        title: textSetting(context, 'title'),
        message: textSetting(context, 'message'),
        theme: choiceSetting(context, 'theme', THEMES),
        confirmLabel: textSettingOr(context, 'confirmLabel', textsOf(context.host).ok),
        cancelLabel: textSettingOr(context, 'cancelLabel', textsOf(context.host).cancel),
        isDestructive: context.setting('isDestructive') === true,
      },
      context.cancellation,
    )
    if (isConfirmed) return context.run(context.interaction['onConfirm'])
    await context.run(context.interaction['onCancel'])
    throw new ChainStop()
  },
}
