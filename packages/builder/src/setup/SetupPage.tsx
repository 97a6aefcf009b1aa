import { type ApiFailure, PageHeader, ScopedNotification, Spinner } from '@millrace/components'
import { type ReactNode, useEffect } from 'react'

/// The frame of a setup page.
export function SetupPage({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} | Millrace`
  }, [title])
  return (
    <>
      <PageHeader title={title} kind="Setup" iconName="standard:flow" actions={actions} />
      <div className="millrace-component">{children}</div>
    </>
  )
}

export function Loading({ what }: { what: string }) {
  return (
    <div className="millrace-loading-page">
      <Spinner label={`Loading ${what}`} />
    </div>
  )
}

export function NotLoaded({ what, failure }: { what: string; failure: ApiFailure }) {
  return (
    <ScopedNotification variant="error">
      {what} could not be loaded: {failure.message}
    </ScopedNotification>
  )
}
