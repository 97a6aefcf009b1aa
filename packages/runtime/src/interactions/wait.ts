import { isNum, numJson } from '@millrace/values'
import { asValue } from '../resolved.ts'
import type { InteractionDeclaration } from '../interaction.ts'

/// Wait: goes on after some seconds, or at once when the chain is ended meanwhile.
export const wait: InteractionDeclaration = {
  type: 'wait',
  label: 'Wait',
  help: 'Goes on after some seconds.',
  properties: [{ name: 'seconds', label: 'Seconds', type: 'number', default: 1, required: true }],
  run(context) {
    const seconds = asValue(context.setting('seconds'))
    if (!isNum(seconds)) return context.fail({ code: 'type-mismatch', message: '"seconds" is no number.' })
    return new Promise(resolve => {
      const stopWaiting = context.host.after(Math.max(0, numJson(seconds) * 1000), resolve)
      context.cancellation.onCancel(() => {
        stopWaiting()
        resolve()
      })
    })
  },
}
