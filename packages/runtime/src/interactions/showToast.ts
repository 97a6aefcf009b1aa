import type { Toast } from '../host.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { isObject } from '../objectDescription.ts'
import { asValue } from '../resolved.ts'
import type { ToastLink } from '../screen.ts'
import { mergeText } from '@millrace/values'
import { choiceSetting, optionsOf, textSetting } from './settings.ts'
import { webAddress } from './navigate.ts'

const VARIANTS = ['info', 'success', 'warning', 'error'] as const
const MODES = ['dismissible', 'pester', 'sticky'] as const

/// Show Toast: a short message over the page, which may hold links to records and a button such as Undo. The chain goes
/// on at once; what the button runs is a chain of its own.
///
/// Source: Lightning Web Components Developer Guide, "Toast Notifications" (variants, modes, `{0}` for links).
export const showToast: InteractionDeclaration = {
  type: 'showToast',
  label: 'Show Toast',
  help: 'Shows a short message.',
  properties: [
    { name: 'title', label: 'Title', type: 'text', required: true },
    {
      name: 'message',
      label: 'Message',
      type: 'longText',
      default: '',
      help: '{0} is replaced by the first link, {1} by the second.',
    },
    {
      name: 'variant',
      label: 'Variant',
      type: 'choice',
      default: 'info',
      options: optionsOf({ info: 'Info', success: 'Success', warning: 'Warning', error: 'Error' }),
    },
    {
      name: 'mode',
      label: 'Mode',
      type: 'choice',
      default: 'dismissible',
      options: optionsOf({
        dismissible: 'Goes by itself or when closed',
        pester: 'Goes by itself',
        sticky: 'Stays until closed',
      }),
    },
    {
      name: 'duration',
      label: 'Seconds it stays',
      type: 'number',
      help: 'Empty: five seconds, longer for long messages and for one with a button.',
    },
    {
      name: 'links',
      label: 'Links',
      type: 'list',
      items: [
        { name: 'label', label: 'Label', type: 'text', required: true },
        { name: 'recordId', label: 'Record Id', type: 'text' },
        { name: 'url', label: 'URL', type: 'url', help: 'Where it leads when it leads to no record.' },
      ],
    },
    { name: 'actionLabel', label: 'Label of the button', type: 'text', default: '', help: 'Such as Undo.' },
    {
      name: 'onAction',
      label: 'On Button',
      type: 'interactions',
      help: 'Runs when the button is pressed, for example to undo what was done.',
    },
  ],
  run(context) {
    const message = textSetting(context, 'message')
    const links = linksOf(context)
    const actionLabel = textSetting(context, 'actionLabel')
    const duration = context.setting('duration')
    context.host.showToast({
      title: textSetting(context, 'title'),
      ...(message ? { message } : {}),
      variant: choiceSetting(context, 'variant', VARIANTS),
      mode: choiceSetting(context, 'mode', MODES),
      ...(typeof duration === 'number' && duration > 0 ? { seconds: duration } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(actionLabel
        ? { action: { label: actionLabel, run: () => context.runLater(context.interaction['onAction']) } }
        : {}),
    } satisfies Toast)
  },
  check({ interaction, report }) {
    if (interaction['onAction'] !== undefined && !interaction['actionLabel'])
      report({
        code: 'missing-setting',
        message: '"onAction" needs "actionLabel", the label of the button that runs it.',
        setting: 'actionLabel',
      })
  },
}

function linksOf(context: InteractionContext): ToastLink[] {
  const { links } = context.interaction
  const listed: readonly unknown[] = Array.isArray(links) ? links : []
  return listed.filter(isObject).flatMap((link): ToastLink[] => {
    const text = (name: string): string => mergeText(asValue(context.resolve(link[name] ?? null)), context.host)
    const [recordId, url, label] = [text('recordId'), text('url'), text('label')]
    if (recordId) return [{ label: label || recordId, target: { type: 'recordPage', recordId, actionName: 'view' } }]
    return url ? [{ label: label || url, target: { type: 'webPage', url: webAddress(context, url) } }] : []
  })
}
