import type { PageRoute } from '@millrace/components'
import { lazy } from 'react'

/// The setup pages; each is loaded when it is opened.
export const setupRoutes: readonly PageRoute[] = [
  {
    path: '/setup/components',
    label: 'Dynamic Components',
    Page: lazy(() => import('../componentBuilder/ComponentsPage.tsx')),
  },
  {
    path: '/builder/component',
    label: 'Component Builder',
    isFullScreen: true,
    isHidden: true,
    Page: lazy(() => import('../componentBuilder/BuilderPage.tsx')),
  },
  { path: '/setup/flows', label: 'Flows', Page: lazy(() => import('./FlowsPage.tsx')) },
  { path: '/setup/runs', label: 'Flow Runs', Page: lazy(() => import('./RunsPage.tsx')) },
  { path: '/setup/outbox', label: 'Outbox', Page: lazy(() => import('./OutboxPage.tsx')) },
]
