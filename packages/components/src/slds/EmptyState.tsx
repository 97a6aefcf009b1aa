import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/// What stands where there is nothing to show: why, and what one can do about it.
export function EmptyState({
  iconName = 'utility:search',
  title,
  children,
}: {
  iconName?: string
  title: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="millrace-empty slds-text-align_center">
      <Icon name={iconName} size="large" />
      <p className="slds-text-heading_small">{title}</p>
      {children && <div className="slds-text-color_weak">{children}</div>}
    </div>
  )
}
