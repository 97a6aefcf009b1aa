import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Link } from '../page/Link.tsx'
import { pathOf } from '../page/pagePath.ts'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from './ButtonIcon.tsx'
import { Icon } from './Icon.tsx'
import { LayerRoot } from './LayerRoot.tsx'
import type { ShownToast, ToastList } from './toastList.ts'

/// How long a toast that goes by itself stays, as on the platform; longer when there is more to read or to press.
function millisecondsOf({ seconds, message = '', action, links }: ShownToast): number {
  if (seconds !== undefined) return seconds * 1000
  return action || links ? 10_000 : Math.max(5000, message.length * 50)
}

/// Shows the toasts of [list] over the page. One goes by itself (not while the pointer or the focus is on
/// it), unless it is sticky. Errors interrupt a screen reader, others wait until it is quiet.
export function Toasts({ list }: { list: ToastList }) {
  const labels = useLabels()
  const toasts = useSyncExternalStore(list.subscribe, list.toasts)
  return createPortal(
    <LayerRoot isToasts>
      <section className="slds-notify_container slds-is-fixed millrace-toasts" aria-label={labels.notifications}>
        <div role="status" aria-live="polite" aria-relevant="additions">
          {toasts.map(toast => (
            <ToastView key={toast.key} toast={toast} onClose={() => list.close(toast.key)} />
          ))}
        </div>
      </section>
    </LayerRoot>,
    document.body,
  )
}

function ToastView({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const labels = useLabels()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (toast.mode === 'sticky' || isHeld) return
    const timer = setTimeout(onClose, millisecondsOf(toast))
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
      <span className="slds-assistive-text">{labels[toast.variant]}</span>
      <Icon
        name={toastIcons[toast.variant]}
        variant="currentColor"
        className="slds-m-right_small slds-no-flex slds-align-top"
      />
      <div className="slds-notify__content">
        <p className="slds-text-heading_small">{toast.title}</p>
        {(toast.message || toast.links) && (
          <p className="millrace-toast-message">
            <Message toast={toast} onClose={onClose} />
          </p>
        )}
        {toast.action && (
          <button
            type="button"
            className="slds-button millrace-toast-action"
            onClick={() => {
              onClose()
              toast.action?.run()
            }}
          >
            {toast.action.label}
          </button>
        )}
      </div>
      {toast.mode !== 'pester' && (
        <div className="slds-notify__close">
          <ButtonIcon iconName="utility:close" assistiveText={labels.close} variant="bare-inverse" onClick={onClose} />
        </div>
      )}
    </div>
  )
}

/// The message with its links in their places: `{0}` is the first; those it does not name stand behind it.
function Message({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const { message = '', links = [] } = toast
  const link = (index: number) => {
    const { label, target } = links[index]!
    const href = pathOf(target)
    const isElsewhere = target.type === 'webPage' && !target.url.startsWith('/')
    if (!href) return label
    return isElsewhere ? (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer">
        {label}
      </a>
    ) : (
      <Link key={index} href={href} onOpen={onClose}>
        {label}
      </Link>
    )
  }
  const parts = message.split(/\{(\d+)\}/)
  const named = new Set(parts.filter((_, i) => i % 2 === 1).map(Number))
  const further = links.map((_, i) => i).filter(i => !named.has(i))
  return (
    <>
      {parts.map((part, i) => (i % 2 === 0 ? part : links[Number(part)] ? link(Number(part)) : `{${part}}`))}
      {further.map(i => [' ', link(i)])}
    </>
  )
}

const toastIcons = {
  info: 'utility:info',
  success: 'utility:success',
  warning: 'utility:warning',
  error: 'utility:error',
} as const
