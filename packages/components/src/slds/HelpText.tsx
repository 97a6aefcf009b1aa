import { useId, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Floating } from './Floating.tsx'
import { IconDrawing } from './Icon.tsx'

/// A small "i" beside a label; the text shows while it has the pointer or the focus, and Escape hides it.
export function HelpText({ text, about }: { text: string; about: string }) {
  const labels = useLabels()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  return (
    <div className="slds-form-element__icon">
      <button
        ref={button}
        type="button"
        className="slds-button slds-button_icon"
        aria-describedby={id}
        onMouseEnter={() => setOpen(true)}
        onMouseLeave={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={event => event.key === 'Escape' && setOpen(false)}
      >
        <IconDrawing name="utility:info" className="slds-button__icon slds-icon-text-default" />
        <span className="slds-assistive-text">{labels.helpFor(about)}</span>
      </button>
      <span id={id} hidden>
        {text}
      </span>
      {isOpen && (
        <Floating anchor={button} className="slds-popover slds-popover_tooltip millrace-tooltip">
          <div role="tooltip" className="slds-popover__body">
            {text}
          </div>
        </Floating>
      )}
    </div>
  )
}
