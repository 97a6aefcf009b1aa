import type { InteractionDeclaration } from '../interaction.ts'
import { asValue } from '../resolved.ts'
import { valueText } from './valueText.ts'
import { screenOf } from './screenOf.ts'

/// Copy to Clipboard: text as it is, records and JSON as JSON.
export const copyToClipboard: InteractionDeclaration = {
  type: 'copyToClipboard',
  label: 'Copy to Clipboard',
  help: 'Copies a value, to be pasted elsewhere.',
  properties: [{ name: 'value', label: 'Value', type: 'value', required: true }],
  /// # clipboard
  /// The browser did not allow a value to be copied.
  ///
  /// Browsers allow it on pages that were loaded over HTTPS or from this machine, and soon after a click.
  async run(context) {
    const text = valueText(asValue(context.setting('value')), context.host)
    await screenOf(context)
      .copy(text)
      .catch((cause: unknown) =>
        context.fail({
          code: 'clipboard',
          message: `the browser does not allow copying here: ${cause instanceof Error ? cause.message : String(cause)}`,
        }),
      )
  },
}
