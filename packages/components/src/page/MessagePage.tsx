import { type ReactNode, useEffect } from 'react'
import { Icon } from '../slds/Icon.tsx'

/// A page that says one thing.
export function MessagePage({ title, iconName, children }: { title: string; iconName: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} | Millrace`
  }, [title])
  return (
    <div className="millrace-message-page">
      <article className="slds-card slds-p-around_large slds-text-align_center">
        <Icon name={iconName} size="large" />
        <h1 className="slds-text-heading_medium slds-m-vertical_small">{title}</h1>
        {children}
      </article>
    </div>
  )
}
