import type { ComponentHost, FileDownload, Screen } from '@millrace/runtime'
import type { DialogList } from '../dialogs/dialogList.ts'
import { focusables } from '../slds/layers.ts'

/// The browser's part of what interactions show: dialogs in [dialogs], the clipboard, files, printing, the focus. [host]
/// is asked for when a Dynamic Component is opened.
export const browserScreen = (dialogs: DialogList, host: () => ComponentHost): Screen => ({
  alert: dialogs.alert,
  confirm: dialogs.confirm,
  prompt: dialogs.prompt,
  openComponent: (request, cancellation) => dialogs.openComponent(request, host(), cancellation),
  openFlow: (request, cancellation) => dialogs.openFlow(request, host(), cancellation),
  close: dialogs.close,
  copy,
  download,
  print: () => window.print(),
  focus,
})

async function copy(text: string): Promise<void> {
  // Only pages over HTTPS, or from this machine, have a clipboard.
  if (!navigator.clipboard) throw new Error('the page was not loaded over HTTPS.')
  await navigator.clipboard.writeText(text)
}

function download({ name, mediaType, text }: FileDownload): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function focus(dynamicComponent: string, componentApiName: string): boolean {
  const mark = document.querySelector(
    `[data-dynamic-component="${CSS.escape(dynamicComponent)}"] [data-component="${CSS.escape(componentApiName)}" i]`,
  )
  const component = mark?.nextElementSibling
  const target = component && (component.matches('button, a, input') ? component : focusables(component)[0])
  if (!(target instanceof HTMLElement)) return false
  target.focus({ preventScroll: true })
  component?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  return document.activeElement === target
}
