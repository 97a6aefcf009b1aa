import type { ComponentHost } from '@millrace/runtime'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { newDialogList } from '../dialogs/dialogList.ts'
import { Dialogs } from '../dialogs/Dialogs.tsx'
import { directionOf, Localized, useLabels } from '../labels/Localized.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import { Button } from '../slds/Button.tsx'
import { newToastList } from '../slds/toastList.ts'
import { Toasts } from '../slds/Toasts.tsx'
import type { ApiFailure } from './api.ts'
import { AppHeader } from './AppHeader.tsx'
import { browserHost } from './browserHost.ts'
import { FlexiPage, TitledPage } from './FlexiPage.tsx'
import { usePath, useSearch } from './location.ts'
import { MessagePage } from './MessagePage.tsx'
import type { PageRoute, SetupEntry } from './PageRoute.ts'
import { PageSpinner } from './PageSpinner.tsx'
import { currentApp, type Navigation, type NavigationApp, type NavigationTab, rememberApp } from './shell/navigation.ts'
import { type Place, placeOf } from './shell/place.ts'
import { useActivePage } from './shell/useActivePage.ts'
import type { Session } from './session.ts'
import { useJson } from './useJson.ts'
import { useReloadEvents } from './useReloadEvents.ts'

export interface AppProps {
  /// Pages beside those of the project.
  routes: readonly PageRoute[]
  /// What the Setup menu leads to; without entries there is no such menu.
  setup: readonly SetupEntry[]
}

/// The whole page: who is signed in decides whether there is more than an invitation to do so.
export function App(props: AppProps) {
  return (
    <Localized locale={navigator.language}>
      <AskingWho {...props} />
    </Localized>
  )
}

function AskingWho(props: AppProps) {
  const labels = useLabels()
  const [attempt, setAttempt] = useState(0)
  const [isSignedOut, setSignedOut] = useState(false)
  const signOut = useCallback(() => setSignedOut(true), [])
  const session = useJson<Session>('/millrace/v1/session', attempt)
  if (session.status === 'loading') return <PageSpinner label={labels.loadingShort} />
  if (isSignedOut) return <SignInPage />
  if (session.status === 'ready') {
    return <SignedIn {...props} session={session.data} onSignedOut={signOut} />
  }
  if (session.failure.status === 401) return <SignInPage />
  return <NoServerPage failure={session.failure} onRetry={() => setAttempt(attempt + 1)} />
}

interface SignedInProps extends AppProps {
  session: Session
  onSignedOut: () => void
}

function SignedIn({ session, routes, setup, onSignedOut }: SignedInProps) {
  const labels = useLabels()
  const path = usePath()
  const search = useSearch()
  const changes = useReloadEvents()
  const [retries, setRetries] = useState(0)
  const version = changes + retries
  const toasts = useState(newToastList)[0]
  const navigation = useJson<Navigation>('/millrace/v1/apps', version)
  const isExpired = navigation.status === 'error' && navigation.failure.status === 401
  useEffect(() => {
    if (isExpired) onSignedOut()
  }, [isExpired, onSignedOut])
  const dialogs = useState(newDialogList)[0]
  const host = useMemo(
    () => browserHost(session, toasts.show, onSignedOut, dialogs),
    [session, toasts, onSignedOut, dialogs],
  )
  // What was opened from a page goes with it.
  useEffect(() => dialogs.leave, [dialogs, path])
  const apps = navigation.status === 'ready' ? navigation.data.apps : []
  const route = routes.find(route => path === route.path || path.startsWith(`${route.path}/`))
  const place = route ? undefined : placeOf(path, search)
  const opened = place?.kind === 'app' ? place.app : undefined
  const app = currentApp(apps, opened)
  useEffect(() => {
    if (opened !== undefined && app?.name === opened) rememberApp(opened)
  }, [opened, app])
  const retry = () => setRetries(retries + 1)

  useDocumentLanguage(session.locale)
  return (
    <Localized locale={session.locale}>
      {!route?.isFullScreen && (
        <AppHeader
          appName={app?.label ?? 'Millrace'}
          apps={apps}
          host={host}
          tabs={(app?.tabs ?? []).map((tab, i) => ({
            ...tab,
            isActive: isActiveTab(tab, path, i === 0 ? place : undefined),
          }))}
          actions={
            <Suspense>
              {setup.length > 0 && <SetupMenu entries={setup} />}
              <UserMenu session={session} onSignedOut={onSignedOut} />
            </Suspense>
          }
        />
      )}
      <Main path={path} isFullScreen={route?.isFullScreen}>
        <FailureBoundary key={route?.path ?? keyOf(place, path)} what={labels.thePage}>
          <Suspense fallback={<PageSpinner label={labels.loading(route?.label ?? '')} />}>
            {route ? (
              <route.Page
                session={session}
                rest={decodeURIComponent(path.slice(route.path.length + 1))}
                version={version}
                showToast={toasts.show}
                host={host}
              />
            ) : place?.kind === 'page' ? (
              <FlexiPage name={place.page} host={host} version={version} onRetry={retry} />
            ) : navigation.status === 'loading' ? (
              <PageSpinner label={labels.loadingShort} />
            ) : navigation.status === 'error' ? (
              <NoServerPage failure={navigation.failure} onRetry={retry} />
            ) : place?.kind === 'record' ? (
              <RecordPage {...place} app={app?.name ?? ''} host={host} version={version} onRetry={retry} />
            ) : place?.kind === 'flow' ? (
              <FlowPage flow={place.flow} host={host} />
            ) : place?.kind === 'interviews' ? (
              <InterviewsPage host={host} />
            ) : place?.kind === 'object' ? (
              <ObjectPage objectApiName={place.objectApiName} isNew={place.action === 'new'} host={host} />
            ) : place?.kind === 'related' ? (
              <RelatedPage {...place} host={host} />
            ) : place?.kind === 'search' ? (
              <SearchPage text={place.text} host={host} />
            ) : place?.kind === 'component' ? (
              <ComponentPage {...place} search={search} host={host} version={version} onRetry={retry} />
            ) : place ? (
              <HomePage app={app} host={host} version={version} onRetry={retry} />
            ) : (
              <NoPage path={path} />
            )}
          </Suspense>
        </FailureBoundary>
      </Main>
      <Dialogs list={dialogs} />
      <Toasts list={toasts} />
    </Localized>
  )
}

const SetupMenu = lazy(() => import('./SetupMenu.tsx'))
const UserMenu = lazy(() => import('./UserMenu.tsx'))
const RecordPage = lazy(() => import('./shell/RecordPage.tsx'))
const FlowPage = lazy(() => import('./shell/FlowPage.tsx'))
const InterviewsPage = lazy(() => import('./shell/InterviewsPage.tsx'))
const ObjectPage = lazy(() => import('./shell/ObjectPage.tsx'))
const RelatedPage = lazy(() => import('./shell/RelatedPage.tsx'))
const SearchPage = lazy(() => import('./shell/SearchPage.tsx'))
const ComponentPage = lazy(() => import('./shell/ComponentPage.tsx'))

/// A dialog over a page has an address of its own; the page stays.
function keyOf(place: Place | undefined, path: string): string {
  if (place?.kind === 'record') return place.recordId
  return place?.kind === 'object' ? place.objectApiName : path
}

/// [first]: the place, where the tab is the app's first, which stands for a home page that there is none of.
function isActiveTab({ href, objectApiName }: NavigationTab, path: string, first: Place | undefined): boolean {
  if (path === href || first?.kind === 'home' || first?.kind === 'app') return true
  return objectApiName !== undefined && new RegExp(`^/lightning/[or]/${objectApiName}/`, 'i').test(path)
}

interface HomePageProps {
  app: NavigationApp | undefined
  host: ComponentHost
  version: number
  onRetry: () => void
}

/// The active home page; without one the first tab.
function HomePage({ app, ...props }: HomePageProps) {
  const labels = useLabels()
  const active = useActivePage(props.host, { app: app?.name ?? '', version: props.version })
  if (active.status === 'loading') return <PageSpinner label={labels.loadingShort} />
  if (active.status === 'ready' && active.data.page) return <TitledPage page={active.data.page} {...props} />
  const first = app?.tabs.find(({ href }) => placeOf(href)?.kind !== 'home')
  const place = placeOf(first?.href ?? '')
  if (place?.kind === 'page') return <FlexiPage name={place.page} {...props} />
  if (place?.kind === 'object')
    return <ObjectPage objectApiName={place.objectApiName} isNew={false} host={props.host} />
  return <NoPage path="/" />
}

/// Tells the browser and screen readers which language the page is in, and from which side it is read.
function useDocumentLanguage(locale: string): void {
  useEffect(() => {
    document.documentElement.lang = locale.replaceAll('_', '-')
    document.documentElement.dir = directionOf(locale)
  }, [locale])
}

/// The page's main part. After going to another page the focus is on it, so that it is read out.
function Main({ path, isFullScreen, children }: { path: string; isFullScreen?: boolean; children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current !== path) main.current?.focus()
    before.current = path
  }, [path])
  return (
    <main id="main" ref={main} tabIndex={-1} className={isFullScreen ? 'millrace-builder-page' : 'millrace-page'}>
      {children}
    </main>
  )
}

function SignInPage() {
  const labels = useLabels()
  return (
    <main>
      <MessagePage title={labels.signIn} iconName="utility:lock">
        <p>{labels.signInHow}</p>
      </MessagePage>
    </main>
  )
}

function NoServerPage({ failure, onRetry }: { failure: ApiFailure; onRetry: () => void }) {
  const labels = useLabels()
  return (
    <MessagePage title={labels.noServer} iconName="utility:error">
      <p className="slds-m-bottom_small">{failure.message}</p>
      <Button label={labels.tryAgain} iconName="utility:refresh" onClick={onRetry} />
    </MessagePage>
  )
}

function NoPage({ path }: { path: string }) {
  const labels = useLabels()
  if (path === '/') {
    return (
      <MessagePage title={labels.noPagesYet} iconName="utility:page">
        <p>{labels.noPagesYetHow}</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage title={labels.noSuchPage} iconName="utility:search">
      <p>{labels.nothingAt(path)}</p>
    </MessagePage>
  )
}
