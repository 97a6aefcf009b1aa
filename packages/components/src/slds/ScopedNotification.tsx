import type { ReactNode } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Icon } from './Icon.tsx'

export type NotificationVariant = 'info' | 'success' | 'warning' | 'error'

export interface ScopedNotificationProps {
  variant: NotificationVariant
  children: ReactNode
  /// At its right, such as a button "Try Again".
  action?: ReactNode
}

/// A message about the part of the page that it stands in.
export function ScopedNotification({ variant, children, action }: ScopedNotificationProps) {
  const labels = useLabels()
  return (
    <div
      role={variant === 'error' ? 'alert' : 'status'}
      className={`slds-scoped-notification slds-media slds-media_center millrace-notification millrace-notification_${variant}`}
    >
      <div className="slds-media__figure">
        <Icon
          name={notificationIcons[variant]}
          variant={variant === 'info' ? 'default' : variant}
          assistiveText={labels[variant]}
        />
      </div>
      <div className="slds-media__body">{children}</div>
      {action && <div className="slds-media__figure slds-media__figure_reverse slds-no-flex">{action}</div>}
    </div>
  )
}

const notificationIcons: Readonly<Record<NotificationVariant, string>> = {
  info: 'utility:info',
  success: 'utility:success',
  warning: 'utility:warning',
  error: 'utility:error',
}
