import type { ReactNode, Ref } from 'react'
import { IconDrawing } from './Icon.tsx'

const variants = ['base', 'neutral', 'brand', 'outline-brand', 'destructive', 'text-destructive', 'success'] as const

export type ButtonVariant = (typeof variants)[number]

/// The variant of that name, as metadata has it; neutral when there is none.
export const buttonVariant = (name: string): ButtonVariant => variants.find(variant => variant === name) ?? 'neutral'

export interface ButtonProps {
  label: ReactNode
  variant?: ButtonVariant
  iconName?: string
  iconPosition?: 'left' | 'right'
  /// What it started is under way: the label stays, clicks do nothing.
  busy?: boolean
  disabled?: boolean
  title?: string
  /// As wide as there is room.
  stretch?: boolean
  size?: 'small' | 'medium' | 'large'
  /// It opens a menu.
  hasMenu?: boolean
  /// It unfolds the element with the id `controls`, which is unfolded or not.
  expanded?: boolean
  controls?: string
  tabIndex?: number
  /// It has the focus when the dialog that it stands in opens.
  initialFocus?: boolean
  onClick?: () => void
  ref?: Ref<HTMLButtonElement>
}

/// A button. While busy it keeps the focus (a natively disabled one would lose it), so a person at the keyboard can
/// press it again as soon as it is done.
export function Button({
  label,
  variant = 'neutral',
  iconName,
  iconPosition = 'left',
  busy,
  ref,
  ...props
}: ButtonProps) {
  const icon = iconName && !busy && (
    <IconDrawing name={iconName} className={`slds-button__icon slds-button__icon_${iconPosition}`} />
  )
  const look = variant === 'base' ? '' : `slds-button_${variant}`
  const size = props.size && props.size !== 'medium' ? `millrace-button_${props.size}` : ''
  return (
    <button
      type="button"
      ref={ref}
      className={`slds-button ${look} ${size} ${props.stretch ? 'slds-button_stretch' : ''}`}
      disabled={props.disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-haspopup={props.hasMenu ? 'menu' : undefined}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      tabIndex={props.tabIndex}
      title={props.title}
      data-autofocus={props.initialFocus ? '' : undefined}
      onClick={busy ? undefined : props.onClick}
    >
      {busy && <span className="millrace-busy" aria-hidden="true" />}
      {iconPosition === 'left' && icon}
      {label}
      {iconPosition === 'right' && icon}
    </button>
  )
}
