import type { ComponentHost } from '@millrace/runtime'
import { useEffect } from 'react'
import { Button } from '../slds/Button.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { PageHeader } from '../slds/PageHeader.tsx'
import type { ApiFailure } from './api.ts'
import { MessagePage } from './MessagePage.tsx'
import type { PageDefinition } from './pageDefinition.ts'
import { PageSpinner } from './PageSpinner.tsx'
import { PageView } from './PageView.tsx'
import { useJson } from './useJson.ts'

export interface FlexiPageProps {
  name: string
  host: ComponentHost
  /// Grows when the project's files have changed.
  version: number
  onRetry: () => void
}

/// The Lightning page [name].
export function FlexiPage({ name, ...props }: FlexiPageProps) {
  const page = useJson<PageDefinition>(`/millrace/v1/pages/${encodeURIComponent(name)}`, props.version)
  if (page.status === 'loading') return <PageSpinner label="Loading the page" />
  if (page.status === 'error') return <PageFailure name={name} failure={page.failure} onRetry={props.onRetry} />
  return <TitledPage page={page.data} {...props} />
}

/// A page under its label.
export function TitledPage({ page, ...props }: Omit<FlexiPageProps, 'name'> & { page: PageDefinition }) {
  const { label, regions } = page
  useEffect(() => {
    document.title = `${label} | Millrace`
  }, [label])
  return (
    <>
      <PageHeader title={label} iconName="standard:app" />
      {regions.every(({ items }) => items.length === 0) && <EmptyState title="This page has no components yet." />}
      <PageView page={page} {...props} />
    </>
  )
}

function PageFailure({ name, failure, onRetry }: { name: string; failure: ApiFailure; onRetry: () => void }) {
  if (failure.status === 404) {
    return (
      <MessagePage title="There is no such page" iconName="utility:search">
        <p>The project has no Lightning page "{name}". Its pages are in the bar above.</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage title="The page could not be loaded" iconName="utility:error">
      <p className="slds-m-bottom_small">{failure.message}</p>
      <Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />
    </MessagePage>
  )
}
