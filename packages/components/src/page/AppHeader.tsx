import type { ReactNode } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Link } from './Link.tsx'

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
}

/// The bar at the top of every page: the product, its pages as tabs, the user.
export function AppHeader({ appName, tabs, actions }: AppHeaderProps) {
  const labels = useLabels()
  return (
    <header className="millrace-app-header">
      <a className="slds-assistive-text slds-assistive-text_focus millrace-skip" href="#main">
        {labels.skipToPage}
      </a>
      <Link className="millrace-app-name" href="/">
        {appName}
      </Link>
      <nav className="millrace-app-tabs" aria-label={labels.pages}>
        {tabs.map(({ href, label, isActive }) => (
          <Link
            key={href}
            href={href}
            className={isActive ? 'is-active' : undefined}
            aria-current={isActive ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {actions && <div className="millrace-app-actions">{actions}</div>}
    </header>
  )
}
