import type { Ref } from 'react'
import { IconDrawing } from './Icon.tsx'

export interface ButtonIconProps {
  iconName: string
  /// What it does, for people who do not see the icon and as its tooltip.
  assistiveText: string
  variant?: 'bare' | 'container' | 'border' | 'border-filled' | 'brand' | 'bare-inverse'
  size?: 'medium' | 'small' | 'x-small'
  disabled?: boolean
  busy?: boolean
  tabIndex?: number
  /// It opens a menu, which is open or not.
  expanded?: boolean
  /// It is on or off.
  pressed?: boolean
  onClick?: () => void
  ref?: Ref<HTMLButtonElement>
}

/// A button that is an icon.
export function ButtonIcon({
  iconName,
  assistiveText,
  variant = 'bare',
  size = 'medium',
  busy,
  ref,
  ...props
}: ButtonIconProps) {
  const look =
    variant === 'bare-inverse'
      ? 'slds-button_icon slds-button_icon-inverse'
      : `slds-button_icon slds-button_icon-${variant}`
  const box = size === 'medium' ? '' : `slds-button_icon-${size}`
  return (
    <button
      type="button"
      ref={ref}
      className={`slds-button ${look} ${box} ${props.pressed ? 'slds-is-selected' : ''}`}
      title={assistiveText}
      disabled={props.disabled}
      tabIndex={props.tabIndex}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-haspopup={props.expanded === undefined ? undefined : 'menu'}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      onClick={busy ? undefined : props.onClick}
    >
      {busy ? (
        <span className="millrace-busy" aria-hidden="true" />
      ) : (
        <IconDrawing name={iconName} className="slds-button__icon" />
      )}
      <span className="slds-assistive-text">{assistiveText}</span>
    </button>
  )
}
