import type { PageRoute } from '@millrace/components'
import { lazy } from 'react'
import { setupEntries } from './setupEntries.ts'

/// The setup pages and builders; each is loaded when it is opened.
export const setupRoutes: readonly PageRoute[] = [
  { ...setupEntries.components, Page: lazy(() => import('../componentBuilder/ComponentsPage.tsx')) },
  {
    path: '/builder/component',
    label: 'Component Builder',
    isFullScreen: true,
    Page: lazy(() => import('../componentBuilder/BuilderPage.tsx')),
  },
  { ...setupEntries.pages, Page: lazy(() => import('../pageBuilder/PagesPage.tsx')) },
  {
    path: '/builder/page',
    label: 'Page Builder',
    isFullScreen: true,
    Page: lazy(() => import('../pageBuilder/PageBuilder.tsx')),
  },
  { ...setupEntries.flows, Page: lazy(() => import('./FlowsPage.tsx')) },
  { ...setupEntries.objects, Page: lazy(() => import('../objects/ObjectsPage.tsx')) },
  {
    path: '/builder/flow',
    label: 'Run Flow',
    Page: lazy(() => import('../flowBuilder/screens/RunFlowPage.tsx')),
  },
  { ...setupEntries.users, Page: lazy(() => import('./UsersPage.tsx')) },
  { ...setupEntries.runs, Page: lazy(() => import('./RunsPage.tsx')) },
  { ...setupEntries.api, Page: lazy(() => import('./api/ApiPage.tsx')) },
  { ...setupEntries.outbox, Page: lazy(() => import('./OutboxPage.tsx')) },
]
