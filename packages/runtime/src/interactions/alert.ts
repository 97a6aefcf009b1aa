import type { InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, textSetting, textSettingOr, themeProperty, THEMES } from './settings.ts'

/// Open Alert: a message over the page. The chain goes on when it is closed.
export const alert: InteractionDeclaration = {
  type: 'alert',
  label: 'Open Alert',
  help: 'Shows a message that has to be closed before the page can be used again.',
  properties: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'message', label: 'Message', type: 'longText', default: '' },
    themeProperty,
    { name: 'closeLabel', label: 'Label of the button', type: 'text', default: 'OK' },
  ],
  run: context =>
    screenOf(context).alert(
      {
        title: textSetting(context, 'title'),
        message: textSetting(context, 'message'),
        theme: choiceSetting(context, 'theme', THEMES),
        closeLabel: textSettingOr(context, 'closeLabel', textsOf(context.host).ok),
      },
      context.cancellation,
    ),
}
