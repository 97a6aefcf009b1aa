import type { MouseEvent, ReactNode } from 'react'

export interface AppTab {
  label: string
  href: string
  isActive: boolean
}

export interface AppHeaderProps {
  appName: string
  tabs: readonly AppTab[]
  /// At the right end: the user's menu.
  actions?: ReactNode
  onOpen: (href: string) => void
}

/// The bar at the top of every page: the product, its pages as tabs, the user.
export function AppHeader({ appName, tabs, actions, onOpen }: AppHeaderProps) {
  const open = (href: string) => (event: MouseEvent) => {
    // A new tab or window is the browser's affair.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    onOpen(href)
  }
  return (
    <header className="millrace-app-header">
      <a className="slds-assistive-text slds-assistive-text_focus millrace-skip" href="#main">
        Skip to the page
      </a>
      <a className="millrace-app-name" href="/" onClick={open('/')}>
        {appName}
      </a>
      <nav className="millrace-app-tabs" aria-label="Pages">
        {tabs.map(tab => (
          <a
            key={tab.href}
            href={tab.href}
            className={tab.isActive ? 'is-active' : undefined}
            aria-current={tab.isActive ? 'page' : undefined}
            onClick={open(tab.href)}
          >
            {tab.label}
          </a>
        ))}
      </nav>
      {actions && <div className="millrace-app-actions">{actions}</div>}
    </header>
  )
}
