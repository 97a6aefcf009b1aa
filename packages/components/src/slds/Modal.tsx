import { type ReactNode, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { LayerRoot } from './LayerRoot.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from './ButtonIcon.tsx'
import { useFirstFocus, useLayer } from './layers.ts'

export type ModalTheme = 'default' | 'info' | 'success' | 'warning' | 'error'

export interface ModalProps {
  title: string
  size?: 'small' | 'medium' | 'large' | 'full'
  /// A question or a message, which has no close button of its own: one of its buttons answers it.
  isPrompt?: boolean
  /// The colour of a prompt's header.
  theme?: ModalTheme
  footer?: ReactNode
  children?: ReactNode
  /// Escape, or the close button.
  onClose: () => void
}

/// A dialog over the page, which cannot be used meanwhile. The focus goes into it (to what has `data-autofocus`, else its
/// first field or button) and returns afterwards; dialogs may open others.
export function Modal({ title, size, isPrompt = false, theme = 'default', footer, children, onClose }: ModalProps) {
  const layer = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [titleId, contentId] = [useId(), useId()]
  const labels = useLabels()
  useLayer(layer, true, onClose)
  useFirstFocus(box, content)
  const look = theme === 'default' ? '' : `slds-theme_${theme} slds-theme_alert-texture`
  return createPortal(
    <LayerRoot ref={layer}>
      <div className="millrace-layer">
        <section
          ref={box}
          role={isPrompt ? 'alertdialog' : 'dialog'}
          tabIndex={-1}
          aria-modal="true"
          aria-labelledby={titleId}
          aria-describedby={isPrompt && children ? contentId : undefined}
          className={`slds-modal slds-fade-in-open ${isPrompt ? 'slds-modal_prompt' : `slds-modal_${size ?? 'medium'}`} millrace-modal`}
        >
          <div className="slds-modal__container">
            <div className={`slds-modal__header ${isPrompt ? look : ''}`}>
              <h2 id={titleId} className="slds-text-heading_medium slds-hyphenate">
                {title}
              </h2>
              {!isPrompt && (
                <span className="millrace-modal-close">
                  <ButtonIcon iconName="utility:close" assistiveText={labels.close} variant="bare" onClick={onClose} />
                </span>
              )}
            </div>
            <div
              ref={content}
              id={contentId}
              className="slds-modal__content slds-p-around_medium millrace-modal-content"
            >
              {children}
            </div>
            {footer && <div className="slds-modal__footer millrace-modal-footer">{footer}</div>}
          </div>
        </section>
        <div className="slds-backdrop slds-backdrop_open" role="presentation" />
      </div>
    </LayerRoot>,
    document.body,
  )
}
