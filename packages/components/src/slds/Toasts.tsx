import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { ButtonIcon } from './ButtonIcon.tsx'
import { Icon } from './Icon.tsx'
import type { ShownToast, ToastList } from './toastList.ts'

/// How long a toast that goes by itself stays, as on the platform.
const TOAST_MS = 5000

/// Shows the toasts of [list] over the page. One goes after five seconds (not while the pointer or the focus is on
/// it), unless it is sticky. Errors interrupt a screen reader, others wait until it is quiet.
export function Toasts({ list }: { list: ToastList }) {
  const toasts = useSyncExternalStore(list.subscribe, list.toasts)
  return createPortal(
    <section
      className="slds-notify_container slds-is-fixed millrace-toasts"
      data-toast-root=""
      aria-label="Notifications"
    >
      <div role="status" aria-live="polite" aria-relevant="additions">
        {toasts.map(toast => (
          <ToastView key={toast.key} toast={toast} onClose={() => list.close(toast.key)} />
        ))}
      </div>
    </section>,
    document.body,
  )
}

function ToastView({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (toast.mode === 'sticky' || isHeld) return
    const timer = setTimeout(onClose, TOAST_MS)
    return () => clearTimeout(timer)
    // A new onClose of the same toast does the same; it must not start the time again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [toast, isHeld])
  const hold = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  }
  return (
    <div
      className={`slds-notify slds-notify_toast slds-theme_${toast.variant} millrace-toast`}
      role={toast.variant === 'error' ? 'alert' : undefined}
      {...hold}
    >
      <span className="slds-assistive-text">{toast.variant}</span>
      <Icon
        name={toastIcons[toast.variant]}
        variant="currentColor"
        className="slds-m-right_small slds-no-flex slds-align-top"
      />
      <div className="slds-notify__content">
        <p className="slds-text-heading_small">{toast.title}</p>
        {toast.message && <p className="millrace-toast-message">{toast.message}</p>}
      </div>
      {toast.mode !== 'pester' && (
        <div className="slds-notify__close">
          <ButtonIcon iconName="utility:close" assistiveText="Close" variant="bare-inverse" onClick={onClose} />
        </div>
      )}
    </div>
  )
}

const toastIcons = {
  info: 'utility:info',
  success: 'utility:success',
  warning: 'utility:warning',
  error: 'utility:error',
} as const
