import { IconDrawing } from './Icon.tsx'

export type BadgeVariant = 'default' | 'lightest' | 'inverse' | 'success' | 'warning' | 'error'

export interface BadgeProps {
  label: string
  variant?: BadgeVariant
  iconName?: string
  iconPosition?: 'left' | 'right'
}

/// A word in a coloured pill: a state.
export function Badge({ label, variant = 'default', iconName, iconPosition = 'left' }: BadgeProps) {
  const icon = iconName && (
    <span className={`slds-badge__icon slds-badge__icon_${iconPosition} slds-icon_container slds-current-color`}>
      <IconDrawing name={iconName} className="slds-icon slds-icon_xx-small" />
    </span>
  )
  return (
    <span className={`slds-badge ${looks[variant]}`}>
      {iconPosition === 'left' && icon}
      {label}
      {iconPosition === 'right' && icon}
    </span>
  )
}

const looks: Readonly<Record<BadgeVariant, string>> = {
  default: '',
  lightest: 'slds-badge_lightest',
  inverse: 'slds-badge_inverse',
  success: 'slds-theme_success',
  warning: 'slds-theme_warning',
  error: 'slds-theme_error',
}
