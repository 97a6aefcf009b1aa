import type { ComponentHost } from '@millrace/runtime'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Link } from './Link.tsx'
import type { NavigationApp } from './shell/navigation.ts'

export interface AppTab {
  label: string
  href: string
  isActive: boolean
}

export interface AppHeaderProps {
  appName: string
  tabs: readonly AppTab[]
  apps?: readonly NavigationApp[]
  /// Where records are searched; without it there is neither search nor app launcher.
  host?: ComponentHost
  /// At the right end: the user's menu.
  actions?: ReactNode
}

const AppLauncher = lazy(() => import('./shell/AppLauncher.tsx'))
const NotificationBell = lazy(() => import('./shell/NotificationBell.tsx'))
const SearchDialog = lazy(() => import('./shell/SearchDialog.tsx'))

/// The bar at the top of every page: the app launcher, the app with its tabs, search, notifications, the user.
export function AppHeader({ appName, tabs, apps = [], host, actions }: AppHeaderProps) {
  const labels = useLabels()
  const [open, setOpen] = useState<'launcher' | 'search'>()
  const close = () => setOpen(undefined)
  useSearchKey(() => host && setOpen('search'))
  return (
    <header className="millrace-app-header">
      <a className="slds-assistive-text slds-assistive-text_focus millrace-skip" href="#main">
        {labels.skipToPage}
      </a>
      {host && (
        <ButtonIcon
          iconName="utility:apps"
          assistiveText={labels.appLauncher}
          variant="container"
          onClick={() => setOpen('launcher')}
        />
      )}
      <Link className="millrace-app-name slds-truncate" href="/">
        {appName}
      </Link>
      <nav className="millrace-app-tabs" aria-label={labels.pages}>
        {tabs.map(({ href, label, isActive }) => (
          <TabLink key={href} href={href} isActive={isActive}>
            {label}
          </TabLink>
        ))}
      </nav>
      <div className="millrace-app-actions">
        {host && (
          <ButtonIcon
            iconName="utility:search"
            assistiveText={`${labels.search} (/)`}
            variant="container"
            onClick={() => setOpen('search')}
          />
        )}
        {host && (
          <Suspense>
            <NotificationBell host={host} />
          </Suspense>
        )}
        {actions}
      </div>
      <Suspense>
        {open === 'launcher' && <AppLauncher apps={apps} locale={host?.locale ?? 'en_US'} onClose={close} />}
        {open === 'search' && host && <SearchDialog host={host} onClose={close} />}
      </Suspense>
    </header>
  )
}

function TabLink({ href, isActive, children }: { href: string; isActive: boolean; children: ReactNode }) {
  const attributes = {
    className: isActive ? 'is-active' : undefined,
    'aria-current': isActive ? ('page' as const) : undefined,
  }
  if (href.startsWith('/'))
    return (
      <Link href={href} {...attributes}>
        {children}
      </Link>
    )
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" {...attributes}>
      {children}
    </a>
  )
}

/// The key "/" opens the search, as in Salesforce, unless something is being typed.
function useSearchKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [contenteditable], [role=dialog]')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
