import { createRoot } from 'react-dom/client'
import { newDialogList } from '../dialogs/dialogList.ts'
import { Dialogs } from '../dialogs/Dialogs.tsx'
import { Localized } from '../labels/Localized.tsx'
import { newToastList } from '../slds/toastList.ts'
import { Toasts } from '../slds/Toasts.tsx'

const toasts = newToastList()
const dialogs = newDialogList()
let isOpen = false

/// What all elements on a page have in common.
export const embeddedPage = {
  /// Of the server, without a slash at its end.
  address: '',
  /// Resolves when the stylesheet is there.
  styled: Promise.resolve(),
  toasts,
  dialogs,
  /// Makes toasts and dialogs appear over the page.
  open(): void {
    if (isOpen) return
    isOpen = true
    const place = document.createElement('div')
    document.body.append(place)
    createRoot(place).render(
      <Localized locale={navigator.language}>
        <Dialogs list={dialogs} />
        <Toasts list={toasts} />
      </Localized>,
    )
  },
}
