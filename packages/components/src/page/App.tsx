import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { newDialogList } from '../dialogs/dialogList.ts'
import { Dialogs } from '../dialogs/Dialogs.tsx'
import { directionOf, Localized } from '../labels/Localized.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import { Button } from '../slds/Button.tsx'
import { Menu } from '../slds/Menu.tsx'
import { newToastList } from '../slds/toastList.ts'
import { Toasts } from '../slds/Toasts.tsx'
import type { ApiFailure } from './api.ts'
import { AppHeader } from './AppHeader.tsx'
import { browserHost } from './browserHost.ts'
import { FlexiPage, PageSpinner } from './FlexiPage.tsx'
import { openPath, usePath } from './location.ts'
import { MenuHeading } from './MenuHeading.tsx'
import { MessagePage } from './MessagePage.tsx'
import type { PageRoute } from './PageRoute.ts'
import type { Session } from './session.ts'
import { useJson } from './useJson.ts'
import { UserMenu } from './UserMenu.tsx'
import { useReloadEvents } from './useReloadEvents.ts'

/// Answer of `GET /millrace/v1/pages`.
interface PageList {
  readonly pages: readonly { readonly name: string; readonly label: string; readonly type: string }[]
}

/// The whole page: who is signed in decides whether there is more than an invitation to do so.
export function App({ routes }: { routes: readonly PageRoute[] }) {
  const [attempt, setAttempt] = useState(0)
  const [isSignedOut, setSignedOut] = useState(false)
  const signOut = useCallback(() => setSignedOut(true), [])
  const session = useJson<Session>('/millrace/v1/session', attempt)
  if (session.status === 'loading') return <PageSpinner label="Loading" />
  if (isSignedOut) return <SignInPage />
  if (session.status === 'ready') {
    return <SignedIn session={session.data} routes={routes} onSignedOut={signOut} />
  }
  if (session.failure.status === 401) return <SignInPage />
  return <NoServerPage failure={session.failure} onRetry={() => setAttempt(attempt + 1)} />
}

interface SignedInProps {
  session: Session
  routes: readonly PageRoute[]
  onSignedOut: () => void
}

function SignedIn({ session, routes, onSignedOut }: SignedInProps) {
  const path = usePath()
  const changes = useReloadEvents()
  const [retries, setRetries] = useState(0)
  const version = changes + retries
  const toasts = useState(newToastList)[0]
  const pages = useJson<PageList>('/millrace/v1/pages', version)
  const isExpired = pages.status === 'error' && pages.failure.status === 401
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
  const list = pages.status === 'ready' ? pages.data.pages.filter(({ type }) => type !== 'RecordPage') : []
  const route = routes.find(route => path === route.path || path.startsWith(`${route.path}/`))
  const pageName = route ? undefined : pageNameOf(path, list[0]?.name)
  const retry = () => setRetries(retries + 1)

  useDocumentLanguage(session.locale)
  return (
    <Localized locale={session.locale}>
      {!route?.isFullScreen && (
        <AppHeader
          appName="Millrace"
          tabs={list.map(page => ({ label: page.label, href: pagePath(page.name), isActive: page.name === pageName }))}
          actions={
            <>
              {routes.length > 0 && <SetupMenu routes={routes} />}
              <UserMenu session={session} onSignedOut={onSignedOut} />
            </>
          }
        />
      )}
      <Main path={path} isFullScreen={route?.isFullScreen}>
        <FailureBoundary key={path} what="This page">
          {route ? (
            <Suspense fallback={<PageSpinner label={`Loading ${route.label}`} />}>
              <route.Page
                session={session}
                rest={decodeURIComponent(path.slice(route.path.length + 1))}
                version={version}
                showToast={toasts.show}
                host={host}
              />
            </Suspense>
          ) : pageName ? (
            <FlexiPage key={pageName} name={pageName} host={host} version={version} onRetry={retry} />
          ) : pages.status === 'loading' ? (
            <PageSpinner label="Loading" />
          ) : pages.status === 'error' ? (
            <NoServerPage failure={pages.failure} onRetry={retry} />
          ) : (
            <NoPage path={path} />
          )}
        </FailureBoundary>
      </Main>
      <Dialogs list={dialogs} />
      <Toasts list={toasts} />
    </Localized>
  )
}

/// Tells the browser and screen readers which language the page is in, and from which side it is read.
function useDocumentLanguage(locale: string): void {
  useEffect(() => {
    document.documentElement.lang = locale.replaceAll('_', '-')
    document.documentElement.dir = directionOf(locale)
  }, [locale])
}

const pagePath = (name: string) => `/lightning/n/${encodeURIComponent(name)}`

function pageNameOf(path: string, homePage: string | undefined): string | undefined {
  if (path === '/' || path === '/lightning' || path === '/lightning/page/home') return homePage
  const [, name] = /^\/lightning\/n\/([^/]+)\/?$/.exec(path) ?? []
  return name && decodeURIComponent(name)
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

/// The gear at the right, where Salesforce has it.
function SetupMenu({ routes }: { routes: readonly PageRoute[] }) {
  return (
    <Menu
      button={{ iconName: 'utility:settings', assistiveText: 'Setup', variant: 'container' }}
      heading={<MenuHeading title="Setup" />}
      items={routes.filter(({ isHidden }) => !isHidden).map(({ path, label }) => ({ name: path, label }))}
      onSelect={openPath}
    />
  )
}

function SignInPage() {
  return (
    <main>
      <MessagePage title="Sign in" iconName="utility:lock">
        <p>
          Open the link that <code>millrace start</code> printed. It signs in one browser, once; for a new one run{' '}
          <code>npx millrace sign-in</code> in the folder where the server was started.
        </p>
      </MessagePage>
    </main>
  )
}

function NoServerPage({ failure, onRetry }: { failure: ApiFailure; onRetry: () => void }) {
  return (
    <MessagePage title="Millrace could not be reached" iconName="utility:error">
      <p className="slds-m-bottom_small">{failure.message}</p>
      <Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />
    </MessagePage>
  )
}

function NoPage({ path }: { path: string }) {
  if (path === '/') {
    return (
      <MessagePage title="This project has no pages yet" iconName="utility:page">
        <p>A file under flexipages makes one, for example flexipages/Home.flexipage-meta.xml.</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage title="There is no such page" iconName="utility:search">
      <p>
        Nothing is at <code>{path}</code>. The pages of this project are in the bar above.
      </p>
    </MessagePage>
  )
}
