import type { InteractionDeclaration } from '../interaction.ts'
import { asValue } from '../resolved.ts'
import type { OpenComponentRequest } from '../screen.ts'
import { screenOf } from './screenOf.ts'

/// Close Dialog, Close Panel: closes the one that this component stands in, or else the one that was opened last. Whoever
/// opened it gets the outputs and the result.
///
/// # nothing-to-close
/// Close Dialog or Close Panel ran while there is none.
///
/// This is `{!$Error.code}` in On Error. The component probably stands on a page and not in a dialog.
const closing = (place: OpenComponentRequest['place'], type: string, label: string): InteractionDeclaration => ({
  type,
  label,
  help: `Closes the ${place} that this component stands in.`,
  properties: [
    { name: 'result', label: 'Result', type: 'value', help: 'For whoever opened it, beside the output variables.' },
  ],
  run(context) {
    if (!screenOf(context).close({ place, result: asValue(context.setting('result')) }))
      context.fail({ code: 'nothing-to-close', message: `there is no ${place} to close.` })
  },
})

export const closeDialog = closing('dialog', 'closeDialog', 'Close Dialog')
export const closePanel = closing('panel', 'closePanel', 'Close Panel')
