import { ButtonIcon } from '@millrace/components'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'

/// A dialog over the page, which cannot be used meanwhile. Escape closes it; the focus goes back to where it was.
export function Dialog({
  title,
  onClose,
  footer,
  children,
  isLarge,
  isFull,
}: {
  title: string
  onClose(): void
  footer?: ReactNode
  children: ReactNode
  isLarge?: boolean
  /// Takes the whole window, and its content has no margin.
  isFull?: boolean
}) {
  const id = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const app = document.getElementById('app')
    if (app) app.inert = true
    const first = ['input, select, textarea', '.slds-modal__footer button', 'button']
      .map(selector => box.current?.querySelector<HTMLElement>(selector))
      .find(found => found)
    first?.focus()
    return () => {
      if (app) app.inert = false
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return createPortal(
    <>
      {/* Escape is the dialog's own key, wherever in it the focus is. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        className={`slds-modal slds-fade-in-open ${isLarge ? 'slds-modal_large' : isFull ? 'slds-modal_full millrace-dialog-full' : ''}`}
        onKeyDown={event => {
          if (event.key === 'Escape') onClose()
          event.stopPropagation()
        }}
      >
        <div className="slds-modal__container">
          <div className="millrace-dialog-close">
            <ButtonIcon iconName="utility:close" assistiveText="Close" variant="border-filled" onClick={onClose} />
          </div>
          <header className="slds-modal__header">
            <h1 id={id} className="slds-modal__title slds-text-heading_medium">
              {title}
            </h1>
          </header>
          <div className={`slds-modal__content ${isFull ? '' : 'slds-p-around_medium'}`}>{children}</div>
          {footer && <footer className="slds-modal__footer millrace-button-row">{footer}</footer>}
        </div>
      </section>
      <div className="slds-backdrop slds-backdrop_open" role="presentation" />
    </>,
    document.body,
  )
}
