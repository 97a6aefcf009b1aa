import { mergeText } from '@millrace/values'
import type { Toast } from '../host.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { asValue } from '../resolved.ts'

const VARIANTS = ['info', 'success', 'warning', 'error'] as const
const MODES = ['dismissible', 'pester', 'sticky'] as const

/// Show Toast: a short message over the page. The chain goes on at once.
export const showToast: InteractionDeclaration = {
  type: 'showToast',
  label: 'Show Toast',
  help: 'Shows a short message.',
  properties: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'message', label: 'Message', type: 'text', default: '' },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'info',
      options: [
        { value: 'info', label: 'Info' },
        { value: 'success', label: 'Success' },
        { value: 'warning', label: 'Warning' },
        { value: 'error', label: 'Error' },
      ],
    },
    {
      name: 'mode',
      label: 'Mode',
      type: 'choice',
      default: 'dismissible',
      options: [
        { value: 'dismissible', label: 'Goes by itself or when closed' },
        { value: 'pester', label: 'Goes by itself' },
        { value: 'sticky', label: 'Stays until closed' },
      ],
    },
  ],
  run(context) {
    const message = textSetting(context, 'message')
    context.host.showToast({
      title: textSetting(context, 'title'),
      ...(message ? { message } : {}),
      variant: oneOf(VARIANTS, context.setting('variant')) ?? 'info',
      mode: oneOf(MODES, context.setting('mode')) ?? 'dismissible',
    } satisfies Toast)
  },
}

const textSetting = (context: InteractionContext, name: string): string =>
  mergeText(asValue(context.setting(name)), context.host)

const oneOf = <T extends string>(options: readonly T[], value: unknown): T | undefined =>
  options.find(option => option === value)
