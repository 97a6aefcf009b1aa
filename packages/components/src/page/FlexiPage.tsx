import type { ComponentHost } from '@millrace/runtime'
import { useEffect } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { PageHeader } from '../slds/PageHeader.tsx'
import type { ApiFailure } from './api.ts'
import { replacePath } from './location.ts'
import { MessagePage } from './MessagePage.tsx'
import type { PageDefinition, TabTarget } from './pageDefinition.ts'
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

/// The Lightning page [name]; of a tab of that name what it leads to.
export function FlexiPage({ name, ...props }: FlexiPageProps) {
  const labels = useLabels()
  const page = useJson<PageDefinition | TabTarget>(`/millrace/v1/pages/${encodeURIComponent(name)}`, props.version)
  const href = page.status === 'ready' && 'href' in page.data ? page.data.href : undefined
  useEffect(() => {
    if (href !== undefined) replacePath(href)
  }, [href])
  if (page.status === 'error') return <PageFailure name={name} failure={page.failure} onRetry={props.onRetry} />
  if (page.status === 'loading' || 'href' in page.data) return <PageSpinner label={labels.loadingShort} />
  return <TitledPage page={page.data} {...props} />
}

/// A page under its label.
export function TitledPage({ page, ...props }: Omit<FlexiPageProps, 'name'> & { page: PageDefinition }) {
  const labels = useLabels()
  const { label, regions } = page
  useEffect(() => {
    document.title = `${label} | Millrace`
  }, [label])
  return (
    <>
      <PageHeader title={label} iconName="standard:app" />
      {regions.every(({ items }) => items.length === 0) && <EmptyState title={labels.noComponents} />}
      <PageView page={page} {...props} />
    </>
  )
}

function PageFailure({ name, failure, onRetry }: { name: string; failure: ApiFailure; onRetry: () => void }) {
  const labels = useLabels()
  if (failure.status === 404) {
    return (
      <MessagePage title={labels.noSuchPage} iconName="utility:search">
        <p>{labels.noPageNamed(name)}</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage title={labels.couldNotBeLoaded(labels.thePage)} iconName="utility:error">
      <p className="slds-m-bottom_small">{failure.message}</p>
      <Button label={labels.tryAgain} iconName="utility:refresh" onClick={onRetry} />
    </MessagePage>
  )
}
